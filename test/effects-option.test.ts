/** What a project says of functions of packages, in its plugin entry. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compile, typescript as ts } from './support/compile';
import { givenBack } from './support/watched.mjs';

const root = path.resolve(import.meta.dirname, '..');
fs.mkdirSync(path.join(root, '.cache'), { recursive: true });
const folder = fs.mkdtempSync(path.join(root, '.cache/effects-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
const files = {
  'package.json': '{ "type": "module" }',
  'node_modules/my-lib/package.json': '{ "name": "my-lib", "types": "index.d.ts" }',
  'node_modules/my-lib/index.d.ts': `
    export declare function total(rows: number[][]): number;
    export declare function sortRows(rows: number[][]): number[][];
    export declare class Table { constructor(rows: number[][]); sorted(): number[][] }`,
  'tasks.ts': `import { sortRows, Table, total } from 'my-lib';
/** @unsync */
export function sum(rows: number[][]): number {
  return total(rows);
}
/** @unsync */
export function sorted(rows: number[][]): number[][] {
  return sortRows(rows);
}
/** @unsync */
export function table(rows: number[][]): number[][] {
  const made = new Table(rows);
  return made.sorted();
}
/** @unsync */
export function first(rows: number[][]): number {
  const made = sortRows([...rows]);
  made[0]!.push(1);
  return made.length;
}
`,
};
for (const [name, text] of Object.entries(files)) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}
fs.symlinkSync(root, path.join(folder, 'node_modules/unsync'), 'junction');

const options = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  types: [],
  module: ts.ModuleKind.NodeNext,
  outDir: '/out',
  rootDir: folder,
};

/** What each function gives back of what it is given, as far as that is known: '0', or '' where it may give it alone. */
function tracked(effects: Readonly<Record<string, string>>): Record<string, string> {
  const { diagnostics, warnings, files: written } = compile([path.join(folder, 'tasks.ts')], options, { effects });
  expect([...diagnostics, warnings].join('')).toBe('');
  return Object.fromEntries([...givenBack(written.get('/out/tasks.js')!)].map(([name, list]) => [name, list.join()]));
}

test('of a function of a package nothing is known: what is given to one is watched', () => {
  expect(tracked({})).toEqual({ first: '0', sorted: '0', sum: '0', table: '0' });
});

test('nothing is watched where all of a package only reads, and what it gives is what it is given', () => {
  expect(tracked({ 'my-lib': 'gives 0' })).toEqual({ first: '0', sorted: '' });
  expect(tracked({ 'my-lib': '' })).toEqual({});
});

test('what one function does goes before what all do; a class is said as it is constructed', () => {
  expect(tracked({ 'my-lib': '', 'my-lib#sortRows': 'writes 0; gives 0' })).toEqual({ first: '0', sorted: '0' });
  const held = {
    'my-lib#total': '',
    'my-lib#sortRows': 'makes fresh',
    'new my-lib#Table': 'makes plain; made.rows = 0',
  };
  expect(tracked({ ...held, 'my-lib#Table.sorted': 'gives this.rows' })).toEqual({ table: '' });
  expect(tracked({ ...held, 'my-lib#Table.sorted': 'writes this.rows; gives this.rows' })).toEqual({ table: '0' });
});
