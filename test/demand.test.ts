/**
 * What the analysis looks at is what has to do with a marked function: not what the project does besides, however much
 * that is. `app.ts` is more than it may follow: who uses its state is told so, and nobody else.
 */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compile, typescript as ts } from './support/compile';

const root = path.resolve(import.meta.dirname, '..');
fs.mkdirSync(path.join(root, '.cache'), { recursive: true });
const folder = fs.mkdtempSync(path.join(root, '.cache/demand-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Each calls all, with a new object: every parameter may be every object. */
const many = 70;
const all = Array.from({ length: many }, (_, i) => i);
const app = `import { escaped, first, half, Point } from './tasks.js';
import { seen } from './state.js';
type Row = { next?: Row; list: Row[] };
${all
  .map(
    (i) => `function step${i}(row: Row, rows: Row[]): Row {
  const own: Row = { next: row, list: rows };
  rows.push(own, row.list[${i}]!);
  switch (rows.length % ${many}) {
${all.map((each) => `    case ${each}: return step${each}(own, [...rows, ...row.list]);`).join('\n')}
  }
  return own;
}`,
  )
  .join('\n')}
export function main(): void {
  process.env['MODE'] = 'app';
  (globalThis as { app?: unknown }).app = main;
  Object.assign(console, { app: main });
  step0({ list: [] }, []);
  void half(1);
  void first([1]);
  void escaped('<');
  void new Point(1).length();
  seen.push(1);
}
export default main;
`;
const files = {
  'package.json': '{ "type": "module" }',
  'app.ts': app,
  'index.ts': `import main from './app.js';
main();
`,
  'state.ts': 'export const seen: number[] = [];\n',
  'tasks.ts': `/** @unsync */
export function half(n: number): number {
  return n / 2;
}
/** @unsync */
export function first(xs: readonly number[]): number {
  return Math.max(...xs);
}
/** @unsync */
export function escaped(text: string): string {
  console.log(text);
  return text.replace(/</g, '&lt;');
}
export class Point {
  constructor(readonly x: number) {}
  /** @unsync */
  length(): number {
    return Math.abs(this.x);
  }
}
`,
  'uses.ts': `import { seen } from './state.js';
/** @unsync */
export function count(n: number): number {
  return seen.length + n;
}
`,
};
for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
fs.mkdirSync(path.join(folder, 'node_modules'));
fs.symlinkSync(root, path.join(folder, 'node_modules/unsync'), 'junction');

const said = (...names: readonly string[]) => {
  const { diagnostics, warnings } = compile(
    names.map((name) => path.join(folder, name)),
    {
      strict: true,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2023.d.ts'],
      types: ['node'],
      module: ts.ModuleKind.NodeNext,
      outDir: '/out',
      rootDir: folder,
    },
  );
  const text = [warnings, ...diagnostics.map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'))].join('\n');
  return [...text.matchAll(/UNSYNC(\d+): .*?'(\w+)'/g)].map(([, code, name]) => `${code} ${name}`);
};

test('what has nothing to do with the rest of its project is told nothing of it', () => {
  expect(said('index.ts', 'tasks.ts')).toEqual([]);
});

test('what uses the state of too much is told that', () => {
  expect(said('index.ts', 'uses.ts')).toEqual(['5018 count', '2003 count']);
});
