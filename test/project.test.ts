/** What is said about a project as a whole: its plugin entry, its compiler. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compile, transformProgram, typescript as ts } from './support/compile';

const root = path.join(import.meta.dirname, 'types/marked.ts');
const options = { target: ts.ScriptTarget.ES2022, lib: ['lib.es2023.d.ts'], types: [], outDir: '/out' };

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
  [{ effects: { 'my-lib': 'changes 0' } }, 'effects'],
  [{ effects: { 'my-lib': 'writes first' } }, 'effects'],
] as const)('a wrong value of an option is an error, and says what it takes: %j', (config, name) => {
  const { resolveOptions } = createRequire(import.meta.url)(
    path.join(import.meta.dirname, '../dist/transformer/options.js'),
  ) as typeof import('../transformer/options');
  const takes = {
    blocking: 'a list of modules and members, such as ["my-driver", "my-driver#querySync"]',
    warningsAsErrors: 'true or false',
    effects: 'what functions of packages do, such as { "my-lib": "", "my-lib#sortRows": "writes 0; gives 0" }',
  }[name];
  const { options: resolved, problems } = resolveOptions({ name: 'unsync', ...config });
  expect(resolved).toEqual({ warningsAsErrors: false, blocking: [], effects: {} });
  expect(problems).toEqual([
    { code: 1030, message: `Plugin option '${name}' takes ${takes}. Write it so, or take it away.` },
  ]);
});

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
