/** The example that transformer/ARCHITECTURE.md carries through every phase is what the phases give. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import { compile, typescript as ts } from './support/compile';

const root = path.resolve(import.meta.dirname, '..');
const page = fs.readFileSync(path.join(root, 'transformer/ARCHITECTURE.md'), 'utf8');
const blocks = new Map([...page.matchAll(/^```\w+ (.+)\n([\s\S]*?)^```/gm)].map(([, name, text]) => [name!, text!]));

const folder = path.join(root, '.cache/architecture');
fs.mkdirSync(folder, { recursive: true });
for (const name of ['math.ts', 'limits.ts']) fs.writeFileSync(path.join(folder, name), blocks.get(name)!);
const options = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  types: ['node'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  declaration: true,
  rootDir: folder,
  configFilePath: path.join(folder, 'tsconfig.json'),
  outDir: '/out',
};
const { files, diagnostics } = compile([path.join(folder, 'math.ts')], options);

test('find: the marks', () => {
  const { findMarks } = createRequire(import.meta.url)(
    path.join(root, 'dist/transformer/1-find/1-find.js'),
  ) as typeof import('../transformer/1-find/1-find');
  const text = blocks.get('math.ts')!;
  const { marks } = findMarks(ts, ts.createSourceFile('math.ts', text, ts.ScriptTarget.Latest, true));
  const shown = marks.map(
    (m) =>
      `${JSON.stringify({ form: m.form, name: m.name, anchor: text.slice(m.anchor.start, m.anchor.end), stated: m.stated ?? null })}\n`,
  );
  expect(shown.join('')).toBe(blocks.get('marks'));
});

test('declare: the virtual text', () => {
  const load = createRequire(import.meta.url);
  const { prepare } = load(path.join(root, 'dist/transformer/pipeline.js')) as typeof import('../transformer/pipeline');
  const file = ts.createSourceFile('math.ts', blocks.get('math.ts')!, ts.ScriptTarget.Latest, true);
  const { virtual } = prepare(ts, file, { isolatedDeclarations: false })!;
  // broken into lines here, for reading
  const broken = (text: string) => text.replace(/\s+/g, '');
  expect(broken(virtual.text)).toBe(broken(blocks.get('virtual text')!));
  expect(virtual.segments.map((s) => s.length).reduce((a, b) => a + b, 0)).toBe(virtual.text.length);
});

test('lower and emit: what is written', () => {
  expect(diagnostics.map((d) => d.messageText)).toEqual([]);
  for (const name of ['math.js', 'math.unsync.js', 'math.d.ts'])
    expect(files.get(`/out/${name}`)?.replace(/^\/\/# unsyncSource=.*\n/m, '')).toBe(blocks.get(name));
});
