/** Real ESLint with typescript-eslint: typed rules on calls of marked code. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import { linter, tsconfig, unsync, work } from './linter';
import { node, project, repository, typeErrors } from './project';

/** `main.ts 3 await-thenable`, a line each. */
function reports(results: readonly ESLint.LintResult[]): string[] {
  return results.flatMap(({ filePath, messages }) =>
    messages.map(
      ({ line, ruleId, message }) =>
        `${path.basename(filePath)} ${line} ${ruleId?.replace('@typescript-eslint/', '') ?? message}`,
    ),
  );
}

const calls = `import { api, fib, later, old, Tools } from './work.js';
export async function main(): Promise<void> {
  fib(1);
  later(1);
  Tools.area(1);
  new Tools().grow(1);
  api.twice(1);
  void fib(1);
  await old(1);
  console.log(await fib(2), await later(2), await Tools.area(2), await new Tools().grow(2), await api.twice(2));
  if (fib(3)) console.log('always');
  [4].forEach(fib);
  await fib.inline(5);
  const [sum] = await Promise.all([fib(6)]);
  console.log(sum.toFixed(1), fib(7) + 1);
}
`;
const right = [
  'main.ts 3 no-floating-promises',
  'main.ts 4 no-floating-promises',
  'main.ts 5 no-floating-promises',
  'main.ts 6 no-floating-promises',
  'main.ts 7 no-floating-promises',
  'main.ts 9 no-deprecated',
  'main.ts 11 no-misused-promises',
  'main.ts 12 no-misused-promises',
  'main.ts 13 await-thenable',
  'main.ts 15 restrict-plus-operands',
];

test('knows what calls of marked functions give', async () => {
  const folder = project({ 'tsconfig.json': tsconfig, 'src/work.ts': work, 'src/main.ts': calls }, 'module');
  const rules = [
    'no-floating-promises',
    'await-thenable',
    'no-misused-promises',
    'no-deprecated',
    'restrict-plus-operands',
  ];
  const only = {
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: Object.fromEntries(rules.map((rule) => [`@typescript-eslint/${rule}`, 'error'])),
  };
  const configs = [tseslint.configs.base, only, unsync()];
  expect(reports(await linter(folder, configs).lintFiles(['src']))).toEqual(right);
  const named = [tseslint.configs.base, only, { languageOptions: unsync().languageOptions }];
  expect(reports(await linter(folder, named, { project: true }).lintFiles(['src']))).toEqual(right);

  // what it would be without us: the false alarms and the misses that this is for
  const plain = reports(await linter(folder, configs.slice(0, 2)).lintFiles(['src']));
  expect(plain).toContain('main.ts 10 await-thenable');
  expect(plain).not.toContain('main.ts 3 no-floating-promises');

  // an editor gives text that is on no disk, of one file after another
  const editor = linter(folder, configs);
  const edit = async (file: string, text: string) =>
    reports(await editor.lintText(text, { filePath: path.join(folder, 'src', file) }));
  expect(await edit('main.ts', calls)).toEqual(right);
  expect(await edit('main.ts', `\n${calls.replace('fib(1);', 'void fib(1);')}`)).toEqual(
    right.slice(1).map((report) => report.replace(/\d+/, (line) => String(Number(line) + 1))),
  );
  expect(await edit('work.ts', work.replace('/** @unsync */', ''))).toEqual([]);
  expect(await edit('main.ts', 'import { fib } from "./work.js";\nawait fib(1);\nfib(2);\n')).toEqual([
    'main.ts 2 await-thenable',
  ]);
  expect(await edit('work.ts', work)).toEqual([]);
  expect(await edit('main.ts', 'import { fib } from "./work.js";\nawait fib(1);\nfib(2);\n')).toEqual([
    'main.ts 3 no-floating-promises',
  ]);
  // without types, it is the project's own parser
  const untyped = await linter(folder, [tseslint.configs.recommended, unsync()], {}).lintFiles(['src/main.ts']);
  expect(reports(untyped)).toEqual([]);
});

test('reads marks in JavaScript, and those of projects that are referred to from their sources', async () => {
  const options = { target: 'es2022', module: 'nodenext', types: [], strict: true, composite: true, outDir: 'dist' };
  const folder = project(
    {
      'one/tsconfig.json': JSON.stringify({ compilerOptions: options }),
      'one/work.ts': work,
      'two/tsconfig.json': JSON.stringify({
        compilerOptions: { ...options, allowJs: true, checkJs: true },
        references: [{ path: '../one' }],
      }),
      'two/twice.js': `/**
 * @unsync
 * @param {number} n
 * @returns {number}
 */
export function twice(n) { return n * 2; }
`,
      'two/main.js': `import { fib } from '../one/work.js';
import { twice } from './twice.js';
fib(1);
twice(1);
await twice(await fib(1));
`,
    },
    'module',
  );
  const rules = {
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/await-thenable': 'error',
  };
  const configs = [tseslint.configs.base, { rules }, { ...unsync(), files: ['**/*.js'] }];
  expect(reports(await linter(folder, configs).lintFiles(['two']))).toEqual([
    'main.js 3 no-floating-promises',
    'main.js 4 no-floating-promises',
  ]);
});

test('says what is missing', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-alone-'));
  try {
    for (const part of ['dist/transformer', 'package.json'])
      fs.cpSync(path.join(repository, part), path.join(folder, 'node_modules/unsync', part), { recursive: true });
    const { stderr } = node(folder, ['-e', "require('unsync/eslint')()"]);
    expect(stderr).toContain(
      'Error: unsync/eslint works with the parser of typescript-eslint, which is not installed here. Run: npm install --save-dev typescript-eslint\n',
    );
    const packages = {
      typescript: "exports.version = '5.9.3';",
      '@typescript-eslint/parser': "exports.meta = { version: '8.49.1' };",
    };
    for (const [name, text] of Object.entries(packages)) {
      fs.mkdirSync(path.join(folder, 'node_modules', name), { recursive: true });
      fs.writeFileSync(path.join(folder, 'node_modules', name, 'index.js'), text);
    }
    expect(node(folder, ['-e', "require('unsync/eslint')()"]).stderr).toContain(
      'Error: unsync/eslint works with typescript-eslint 8.50 or later, and 8.49.1 is installed here. Run: npm install --save-dev typescript-eslint@8\n',
    );
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test('is a config to the types of both', () => {
  const errors = typeErrors(
    'eslint.config.mts',
    `import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import unsync from 'unsync/eslint';
export const one = defineConfig(tseslint.configs.recommendedTypeChecked, unsync(), { languageOptions: unsync().languageOptions });
export const two = tseslint.config(...tseslint.configs.recommendedTypeChecked, unsync());
`,
  );
  expect(errors).toBe('');
});

test('the page says what happens', () => {
  const page = fs.readFileSync(path.join(repository, 'docs/hosts/eslint.md'), 'utf8');
  const config = /```js\n([\s\S]*?)```/.exec(page)![1]!;
  const [primes, main] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((m) => m[1]!);
  const printed = /It prints:\n\n```\n([\s\S]*?)```/.exec(page)![1]!;
  const files = { 'eslint.config.js': config, 'primes.ts': primes!, 'main.ts': main!, 'tsconfig.json': '{}' };
  const folder = project(files, 'module');
  const eslint = path.join(repository, 'node_modules/eslint/bin/eslint.js');
  const { stdout, stderr, status } = node(folder, [eslint, '--no-color', 'main.ts', 'primes.ts']);
  expect({ stderr, status }).toEqual({ stderr: '', status: 1 });
  expect(stdout.replaceAll(`${folder}${path.sep}`, '').trim()).toBe(printed.trim());
});
