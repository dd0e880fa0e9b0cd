/** What 'stripInternal' leaves out of a declaration file goes whole: no half of what callers see stays. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compile, print, typescript as ts } from './support/compile';

test('a marked function with @internal is not declared', () => {
  const folder = path.resolve(import.meta.dirname, '../.cache/strip-internal');
  const input = path.join(folder, 'input.ts');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(
    input,
    `/** @internal
 * @unsync */
export function hidden() { return 1; }
/** @unsync @internal */
export const hiddenToo = <T>(x: T) => x;
export class C {
  /**
   * @internal
   * @unsync
   */
  static hidden() { return 1; }
  /** @unsync */
  static shown() { return 1; }
}
`,
  );
  const { files, diagnostics } = compile([input], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts'],
    types: [],
    declaration: true,
    stripInternal: true,
    rootDir: folder,
    outDir: '/out',
  });
  expect(print(diagnostics, folder)).toBe('');
  expect(files.get('/out/input.d.ts')).toBe(`export declare class C {
    /** @unsync */
    static shown: import("unsync").Marked<() => number>;
}
`);
});
