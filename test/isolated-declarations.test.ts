/** What isolatedDeclarations reads off the text of a plain function, it reads off a marked one. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compile, print, typescript as ts } from './support/compile';

test('parameters with literal values need no types', () => {
  const folder = path.resolve(import.meta.dirname, '../.cache/isolated-declarations');
  const input = path.join(folder, 'input.ts');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(
    input,
    `/** @unsync */
export function f(e: number, a = 1, b = -2n, c = 'c', d = false): string {
  return [a, b, c, d, e].join();
}
/** @unsync */
export const g = (a = 1): number => a;
`,
  );
  const { files, diagnostics } = compile([input], {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts'],
    types: [],
    declaration: true,
    isolatedDeclarations: true,
    rootDir: folder,
    outDir: '/out',
  });
  expect(print(diagnostics, folder)).toBe('');
  expect(files.get('/out/input.d.ts')).toContain(
    'function f(e: number, a?: number, b?: bigint, c?: string, d?: boolean): import("unsync").Unfuture<string>',
  );
});
