/** Type tests are programs: what must be an error is marked `@ts-expect-error`, so that both a missing and an extra error fail. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compile, print, typescript as ts } from './support/compile';

const folder = path.join(import.meta.dirname, 'types');
const files = fs.readdirSync(folder).filter((f) => f.endsWith('.ts'));

test.each(files)('%s', (file) => {
  const options = {
    strict: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    outDir: '/out',
    rootDir: folder,
  };
  const { diagnostics } = compile([path.join(folder, file)], options);
  expect(print(diagnostics, folder)).toBe('');
});
