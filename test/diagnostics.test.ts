/** A case is a file with something wrong; beside it stands what the compiler must say, with code, position, message and chain. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compile, print, typescript as ts } from './support/compile';

const folder = path.join(import.meta.dirname, 'diagnostics');
const cases = fs.readdirSync(folder).filter((f) => /\.tsx?$/.test(f));
const options = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  types: ['node'],
  skipLibCheck: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  outDir: '/out',
  rootDir: folder,
  noUnusedLocals: true,
};

// one program for all: a case is a module of its own
const { diagnostics, warnings } = compile(
  cases.map((c) => path.join(folder, c)),
  options,
);

test.each(cases)('%s', async (file) => {
  const own = diagnostics.filter((d) => d.file?.fileName === path.join(folder, file));
  const said = warnings
    .split(/\n(?! )/)
    .filter((w) => w.includes(`${file}(`))
    .map((w) => w.slice(w.indexOf(file)) + '\n');
  await expect(print(own, folder) + said.join('')).toMatchFileSnapshot(
    path.join(folder, file.replace(/\.tsx?$/, '.txt')),
  );
  expect(own.length + said.length).toBeGreaterThan(0);
});
