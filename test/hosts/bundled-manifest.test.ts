/** What is in the manifest of a bundle, and what is not. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Manifest } from '../../runtime/manifest';

const { createBundledManifests } = createRequire(import.meta.url)(
  path.resolve(import.meta.dirname, '../../dist/transformer/hosts/bundlers/bundled-manifest.js'),
) as typeof import('../../transformer/hosts/bundlers/bundled-manifest');

const tasks = { f: { name: 'f', at: 'a.ts:1:1', kind: 'cpu-bound' } } as const;
type Chunks = Record<string, [code: string, ...imports: string[]]>;
const chunks: Chunks = {
  'a.unsync.js': ['import "./b.js"; import("./c.js")', 'b.js', 'c.js', 'node:fs'],
  'b.js': ['b', 'd.js'],
  'c.js': ['c', 'b.js'],
  'd.js': ['d', 'a.unsync.js'],
  'main.js': ['main', 'b.js'],
};
const bundle = (changed: Chunks = {}, root = '/work/a+b') => ({
  root,
  workers: new Map([['a.unsync.js', tasks]]),
  chunkOf(name: string) {
    const [code, ...imports] = { ...chunks, ...changed }[name] ?? [];
    return code === undefined ? undefined : { code, imports };
  },
});
const manifestOf = (changed?: Chunks, root?: string) =>
  JSON.parse(createBundledManifests().add('/out', 'esm', bundle(changed, root))!) as Manifest;

test('follows all that a worker module loads, and nothing else', () => {
  const { build } = manifestOf();
  for (const name of ['a.unsync.js', 'b.js', 'c.js', 'd.js']) {
    const [code, ...imports] = chunks[name]!;
    expect(manifestOf({ [name]: [`${code}!`, ...imports] }).build, name).not.toBe(build);
  }
  expect(manifestOf({ 'main.js': ['other'] }).build).toBe(build);
});

test('is the same wherever the project is, with and without source maps', () => {
  const text = (place: string, url: string, end: string): Chunks => ({
    'b.js': [`f("${place}/src/b.ts", "${url}/src/b.ts", "${place}")${end}`],
  });
  const one = manifestOf(text('/work/a+b', 'file:///work/a+b', '\n'));
  expect(manifestOf(text('/ö', 'file:///%C3%B6', '\n//# sourceMappingURL=b.js.map\n'), '/ö')).toEqual(one);
  expect(manifestOf(text('/ö', 'file:///%C3%B6', '\r\n'), '/ö')).toEqual(one);
  expect(manifestOf(text('', 'file://', ''), '/')).toEqual(one);
  expect(manifestOf(text('/work/a+b2', 'file:///work/a+b', '\n')).build).not.toBe(one.build);
});

test('is that of all builds of a folder, as they are by now', () => {
  const manifests = createBundledManifests();
  const other = { ...bundle(), workers: new Map([['d.js', tasks]]) };
  const none = { ...bundle(), workers: new Map() };
  const names = (text: string | undefined) => Object.keys((JSON.parse(text!) as Manifest).modules);
  expect(names(manifests.add('/out', 'esm', other))).toEqual(['d.js']);
  expect(names(manifests.add('/out', 'cjs', bundle()))).toEqual(['a.unsync.js', 'd.js']);
  expect(manifests.add('/elsewhere', 'cjs', none)).toBe(undefined);
  expect(names(manifests.add('/out', 'esm', none))).toEqual(['a.unsync.js']);
  expect(manifests.add('/out', 'cjs', none)).toBe(undefined);
});
