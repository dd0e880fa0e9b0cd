/** What a project says of functions of packages, in its plugin entry. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compile, typescript as ts } from './support/compile';

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

/** Codes, with the functions that they are about. */
function said(effects: Readonly<Record<string, string>>): string[] {
  const { diagnostics, warnings } = compile([path.join(folder, 'tasks.ts')], options, { effects });
  const text = [warnings, ...diagnostics.map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'))].join('\n');
  return [...text.matchAll(/UNSYNC(\d+): '(\w+)'/g)].map(([, code, name]) => `${code} ${name}`).sort();
}

test('of a function of a package nothing is known: each that is given to one is warned of', () => {
  expect(said({})).toEqual(['5010 first', '5010 sorted', '5010 sum', '5010 table']);
});

test('nothing is said where all of a package only reads, and what it gives is what it is given', () => {
  expect(said({ 'my-lib': 'gives 0' })).toEqual(['2007 first']);
  expect(said({ 'my-lib': '' })).toEqual([]);
});

test('what one function does goes before what all do; a class is said as it is constructed', () => {
  expect(said({ 'my-lib': '', 'my-lib#sortRows': 'writes 0; gives 0' })).toEqual(['2007 first', '2007 sorted']);
  const held = {
    'my-lib#total': '',
    'my-lib#sortRows': 'makes fresh',
    'new my-lib#Table': 'makes plain; made.rows = 0',
  };
  expect(said({ ...held, 'my-lib#Table.sorted': 'gives this.rows' })).toEqual([]);
  expect(said({ ...held, 'my-lib#Table.sorted': 'writes this.rows; gives this.rows' })).toEqual(['2007 table']);
});
