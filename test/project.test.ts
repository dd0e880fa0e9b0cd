/** What is said about a project as a whole: its plugin entry, its compiler. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compile, transformProgram, typescript as ts } from './support/compile';

const root = path.join(import.meta.dirname, 'types/marked.ts');
const options = { target: ts.ScriptTarget.ES2022, lib: ['lib.es2023.d.ts'], types: [], outDir: '/out' };

const { resolveOptions } = createRequire(import.meta.url)(
  path.join(import.meta.dirname, '../dist/transformer/options.js'),
) as typeof import('../transformer/options');
const resolve = (config: object) => resolveOptions({ name: 'unsync', ...config });

test('an option that is not known is an error, and says which are', () => {
  const { program } = compile([root], options, {
    transform: 'unsync/transformer',
    transformProgram: true,
    warningAsErrors: true,
  });
  const messages = program.getOptionsDiagnostics().map((d) => `${d.code} ${d.messageText}`);
  expect(messages).toContain(
    "991015 UNSYNC1015: Plugin option 'warningAsErrors' is not known to unsync. Known options: warningsAsErrors, blocking, effects.",
  );
});

test.each([
  [{ blocking: 'better-sqlite3' }, 'blocking'],
  [{ blocking: ['better-sqlite3', 3] }, 'blocking'],
  [{ blocking: ['#query'] }, 'blocking'],
  [{ blocking: ['my driver'] }, 'blocking'],
  [{ blocking: ['driver#a..b'] }, 'blocking'],
  [{ warningsAsErrors: 'yes' }, 'warningsAsErrors'],
  [{ effects: ['my-lib'] }, 'effects'],
  [{ effects: { 'my-lib': true } }, 'effects'],
] as const)('a wrong value of an option is an error, and says what it takes: %j', (config, name) => {
  const takes = {
    blocking: 'a list of modules and members, such as ["my-driver", "my-driver#querySync"]',
    warningsAsErrors: 'true or false',
    effects: 'what functions of packages do, such as { "my-lib": "", "my-lib#sortRows": "writes 0; gives 0" }',
  }[name];
  const { options: resolved, problems } = resolve(config);
  expect(resolved).toEqual({ warningsAsErrors: false, blocking: [], effects: {} });
  expect(problems).toEqual([
    { code: 1030, message: `Plugin option '${name}' takes ${takes}. Write it so, or take it away.` },
  ]);
});

const place = `Write 'this', '0' for the first argument, '1..' for all from the second on, '0.*' for elements or '0.name' for a member.`;
const verbs = `Write 'writes', 'keeps', 'gives', 'makes', 'calls', 'acts' or 'differs', or a flow such as 'made.name = 0'.`;
const kinds = `Write 'makes' with one of plain, array, map, set, promise, iterator, memory, error, opaque, pattern or fresh.`;
const target = `Write '0.*' for its elements, or '0.name' for a member.`;
const empty = 'Write an effect there, or take the semicolon away.';
const called = `Write what it is called with in parentheses: 'calls 0(1, 2)', 'calls 0()', 'calls 0(1) on this'.`;
const key = `Write 'my-lib', 'my-lib#sortRows', 'my-lib#Table.sort', or 'new my-lib#Table' for a class as it is constructed.`;

test.each([
  ['changes 0', `'changes 0' is nothing that is known of functions`, verbs],
  ['Writes 0', `'Writes 0' is nothing that is known of functions`, verbs],
  ['0.name', `'0.name' is nothing that is known of functions`, verbs],
  ['writes 0;; gives 0', 'nothing stands before a semicolon', empty],
  ['; gives 0', 'nothing stands before a semicolon', empty],
  ['writes first', `'first' is no place`, place],
  ['writes 0 1', `'0 1' is no place`, place],
  ['writes 0,', `'' is no place`, place],
  ['gives 0..2', `'0..2' is no place`, place],
  ['gives 0.**', `'0.**' is no place`, place],
  ['gives 0.', `'0.' is no place`, place],
  ['gives 0.*...', `'0.*...' is no place`, place],
  ['made.x = ; makes plain', `'' is no place`, place],
  ['calls 0(1,, 2)', `'' is no place`, place],
  ['writes _', `'_' is a primitive`, `Write it only for what a function is called with, and behind '='.`],
  ['calls 0(_.x)', `'_' is a primitive`, `Write it only for what a function is called with, and behind '='.`],
  ['writes', `'writes' is said of no place`, `Write one behind it: 'writes 0'.`],
  ['gives', `'gives' is said of no place`, `Write one behind it: 'gives 0'.`],
  ['copies 0', `'copies' is said of no second place`, `Write both: 'copies 0 1'.`],
  ['makes', `'' is no kind of object`, kinds],
  ['makes nonsense', `'nonsense' is no kind of object`, kinds],
  ['makes generator', `'generator' is no kind of object`, kinds],
  ['makes plain map', `'plain map' is no kind of object`, kinds],
  ['makes plain; makes array', 'it makes two objects', `Write 'makes' once: what else it holds is 'unknown'.`],
  ['0 = 1', `'0' itself can't become something else`, target],
  [
    'this = 0',
    `'this' itself can't become something else`,
    `Write 'this.*' for its elements, or 'this.name' for a member.`,
  ],
  ['acc.x = 0', `'acc' is what is handed from call to call, and has no members`, `Write 'acc = 0'.`],
  ['0.x = 1 = 2', `'1 = 2' is no place`, place],
  ['made.x = 0', `nothing makes 'made'`, `Write 'makes plain' beside it.`],
  ['gives called', `nothing gives 'called'`, `Write what is called beside it: 'calls 0()'.`],
  ['gives acc', `nothing gives 'acc'`, `Write what it is at first beside it: 'acc = 0'.`],
  ['calls 0', `'calls 0' does not say with what`, called],
  ['calls 0(1', `'calls 0(1' does not say with what`, called],
  ['calls 0(1) with 2', `'calls 0(1) with 2' does not say with what`, called],
  ['throws', `'' is no name of a class`, `Write one behind it: 'throws ParseError'.`],
  ['throws an error', `'an error' is no name of a class`, `Write one behind it: 'throws ParseError'.`],
  ['acts 0', `nothing can stand behind 'acts'`, `Write 'acts'.`],
  ['differs 0', `nothing can stand behind 'differs'`, `Write 'differs'.`],
])('what can not be read of what a function does is an error, which says what to write: %s', (text, why, instead) => {
  expect(wrongEffects({ 'my-lib#f': text })).toEqual([
    { code: 1031, message: `Plugin option 'effects' says '${text}' of 'my-lib#f': ${why}. ${instead}` },
  ]);
});

test.each([
  '',
  '#sortRows',
  'my lib',
  'my-lib#sortRows()',
  'my-lib#Table..sort',
  'my-lib#Table#sort',
  'new my-lib',
  './src/my-lib#sortRows',
])('what names no function of a package is an error: %j', (name) => {
  expect(wrongEffects({ [name]: 'gives 0', 'my-lib': '' })).toEqual([
    {
      code: 1031,
      message: `Plugin option 'effects' says 'gives 0' of '${name}': that is no name of a package's. ${key}`,
    },
  ]);
});

test.each([
  '',
  ' ',
  'writes 0;',
  'writes 0, this.rows; gives 0',
  'made.rows = 0; makes plain',
  'calls 0(this.*, _, this) on 1; makes array; made.* = called',
  'acc = initial; calls 0(acc, this.*); acc = called; gives acc',
  'calls 0(1...) on this; differs without arguments; throws ParseError',
])('what can be read of what a function does is taken: %j', (text) => {
  const effects = { 'my-lib': text, '@mine/lib#Table.sort': text, 'new my-lib#Table': text };
  expect(resolve({ effects })).toEqual({ options: { warningsAsErrors: false, blocking: [], effects }, problems: [] });
});

/** What is said of an option of which nothing is then taken. */
function wrongEffects(effects: Readonly<Record<string, string>>) {
  const { options: resolved, problems } = resolve({ effects });
  expect(resolved.effects).toEqual({});
  return problems;
}

test.each(['5.8.3', '7.0.2'])('TypeScript %s is refused, and what to install is said', (version) => {
  const host = ts.createCompilerHost(options);
  const original = ts.createProgram([root], options, host);
  const program = transformProgram(original, host, {}, { ts: { ...ts, version } });
  expect(program).toBe(original);
  const messages = program.getOptionsDiagnostics().map((d) => `${d.code} ${d.messageText}`);
  expect(messages).toContain(
    `991023 UNSYNC1023: TypeScript ${version} is not one that unsync works with. Install typescript@6 with ts-patch@4, or typescript@5.9 with ts-patch@3.`,
  );
});

test('every code stands for one thing', () => {
  const { table } = createRequire(import.meta.url)(
    path.join(import.meta.dirname, '../dist/transformer/diagnostics.js'),
  ) as typeof import('../transformer/diagnostics');
  const codes = Object.values(table).map((entry) => entry.code);
  expect(codes).toEqual([...new Set(codes)]);
});
