/** What only some compiler options bring up: code that tsc adds to a worker module, and what it needs. */
import fs from 'node:fs';
import path from 'node:path';
import type ts from 'typescript';
import { afterAll, expect, test } from 'vitest';
import { compile, print, typescript } from './support/compile';

fs.mkdirSync(path.join(import.meta.dirname, '../.cache'), { recursive: true });
const folder = fs.mkdtempSync(path.join(import.meta.dirname, '../.cache/options-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const base = {
  strict: true,
  target: typescript.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  types: ['node'],
  skipLibCheck: true,
  module: typescript.ModuleKind.ESNext,
  moduleResolution: typescript.ModuleResolutionKind.Bundler,
  rootDir: folder,
  outDir: '/out',
};

let count = 0;
function worker(text: string, options: ts.CompilerOptions, others: Readonly<Record<string, string>> = {}) {
  const name = `case${++count}`;
  const file = path.join(folder, name, options.jsx ? 'input.tsx' : 'input.ts');
  fs.mkdirSync(path.dirname(file));
  for (const [other, content] of Object.entries(others)) fs.writeFileSync(path.join(folder, name, other), content);
  fs.writeFileSync(file, text);
  const { diagnostics, files } = compile([file], { ...base, ...options });
  return { said: print(diagnostics, path.dirname(file)), code: files.get(`/out/${name}/input.unsync.js`) ?? '' };
}

test('helpers of private fields below ES2022 are no free names', () => {
  const { said, code } = worker(
    `class Box {
  static #made = 0;
  #n = 1;
  get() { Box.#made++; return this.#n; }
}
/** @unsync */
export const open = (n: number) => new Box().get() + n;
`,
    { target: typescript.ScriptTarget.ES2018 },
  );
  expect(said).toBe('');
  expect(code).toContain('__classPrivateFieldGet');
});

test('emitDecoratorMetadata keeps the classes that types name', () => {
  const { said, code } = worker(
    `import { Part, type Unused } from './part';
function decorate(_target: object, _key: string): void {}
class Whole { @decorate part!: Part; @decorate other!: Unused; @decorate late!: Later; }
class Later {}
/** @unsync */
export const make = () => Object.keys(new Whole()).length;
`,
    { experimentalDecorators: true, emitDecoratorMetadata: true },
    { 'part.ts': 'export class Part {}\nexport interface Unused {}\n' },
  );
  expect(said).toBe('');
  expect(code).toContain("import { Part } from './part'");
  expect(code).toContain('class Later');
});

test('a JSX factory of the file comes along', () => {
  const { said, code } = worker(
    `declare global { namespace JSX { interface IntrinsicElements { p: { id?: string } } type Element = string } }
const h = (tag: string, props: object | null, ...children: unknown[]): string => tag + Object.keys(props ?? {}) + children;
/** @unsync */
export function render(text: string): string { return <p id="x">{text}</p>; }
`,
    { jsx: typescript.JsxEmit.React, jsxFactory: 'h' },
  );
  expect(said).toBe('');
  expect(code).toContain('const h = ');
});

test('the module object of CommonJS is not that of the worker', () => {
  const { said } = worker(
    `/** @unsync */
export function name(): string { return module.filename; }
`,
    { module: typescript.ModuleKind.NodeNext, moduleResolution: typescript.ModuleResolutionKind.NodeNext },
  );
  expect(said).toMatch(/^input\.ts\(2,41-47\): TS992011: UNSYNC2011: /);
});
