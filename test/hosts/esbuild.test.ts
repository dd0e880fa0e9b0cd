/** Real projects, built by esbuild and tsup, and run. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { manifestIn, node, project, repository, typeErrors } from './project';

const files = {
  'src/main.ts': `import { double } from 'dep';
import old from './old.cjs';
import { heavy, Refused, where } from './work';
console.log('main starts');
async function main() {
  console.log(heavy.kind, await heavy(3), await where(), double(4), await old.area(2));
  try {
    await heavy(-1);
  } catch (error) {
    console.log(error instanceof Refused, /work\\.ts:10:\\d+/.test((error as Error).stack!));
  }
}
void main();
`,
  'src/work.ts': `import { isMainThread } from 'node:worker_threads';
import { double } from 'dep';
import { rate } from 'virtual:rate';
import { Refused } from './errors';
import { one } from './one';
export { Refused };
console.log('effect', isMainThread);
/** @unsync cpu-bound */
export function heavy(n: number): number {
  if (n < 0) throw new Refused('no');
  return double(n) * rate * one.inline();
}
/** @unsync cpu-bound */
export const where = (): boolean => isMainThread;
`,
  'src/one.ts': `/** @unsync cpu-bound */
export function one(): number {
  return 1;
}
`,
  'src/errors.ts': 'export class Refused extends Error {}\n',
  'src/old.cts': `/** @unsync cpu-bound */
function area(n: number): number {
  return n * n;
}
export = { area };
`,
  'src/deep/second.ts': `import { heavy } from '../work';\nvoid heavy(10).then((n: number) => console.log('second', n));\n`,
  'src/rate.d.ts': `declare module 'virtual:rate' {\n  export const rate: number;\n}\n`,
  'node_modules/dep/package.json': '{ "name": "dep", "version": "1.0.0", "type": "module", "main": "index.js" }',
  'node_modules/dep/index.js': 'export const double = (n) => n * 2;\n',
  'node_modules/dep/index.d.ts': 'export declare const double: (n: number) => number;\n',
  // a plugin of others, which counts how often a build ends for it
  'rate.mjs': `export let ends = 0;
export const rate = {
  name: 'rate',
  setup(build) {
    build.onResolve({ filter: /^virtual:rate$/ }, ({ path }) => ({ path, namespace: 'rate' }));
    build.onLoad({ filter: /^/, namespace: 'rate' }, () => ({ contents: 'export const rate = 1;' }));
    build.onEnd(() => void ends++);
  },
};
`,
};
/** By what precedes the names of modules, and what ends them. */
const moved = (folder: string, extension: string) => ({
  [`${folder}old.unsync${extension}`]: { area: 'cpu-bound src/old.cts:2:10' },
  [`${folder}one.unsync${extension}`]: { one: 'cpu-bound src/one.ts:2:17' },
  [`${folder}work.unsync${extension}`]: { heavy: 'cpu-bound src/work.ts:9:17', where: 'cpu-bound src/work.ts:14:14' },
});
const said = 'effect true\nmain starts\ncpu-bound 6 false 8 4\ntrue true\n';
const saidBySecond = 'effect true\nsecond 20\n';

function built(folder: string, script: string): void {
  fs.writeFileSync(path.join(folder, 'build.mjs'), script);
  expect(node(folder, ['build.mjs'])).toEqual({ stdout: '', stderr: '', status: 0 });
}

const run = (folder: string, file: string) => {
  const { stdout, stderr } = node(folder, ['--enable-source-maps', file]);
  return stdout + stderr;
};

test('ES modules: two entries with common chunks in other folders, minified, with hashed names', () => {
  const folder = project(files, 'module');
  built(
    folder,
    `import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as esbuild from 'esbuild';
import unsync from 'unsync/esbuild';
import { ends, rate } from './rate.mjs';
const { metafile } = await esbuild.build({
  entryPoints: ['src/main.ts', 'src/deep/second.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  splitting: true,
  outdir: 'out',
  chunkNames: 'chunks/[name]-[hash]',
  assetNames: 'workers/[name]-[hash]',
  minify: true,
  sourcemap: true,
  metafile: true,
  plugins: [unsync(), rate],
});
assert.equal(ends, 1);
const [[name, worker]] = Object.entries(metafile.outputs).filter(([name]) => /work\\.unsync.*js$/.test(name));
assert.match(name, /^out\\/workers\\/work\\.unsync-[A-Z0-9]{8}\\.js$/);
assert.deepEqual(worker.exports.sort(), ['__unsyncClasses', '__unsyncTasks']);
assert.ok('src/errors.ts' in worker.inputs && 'node_modules/dep/index.js' in worker.inputs);
const { size } = fs.statSync('out/unsync-manifest.json');
assert.deepEqual(metafile.outputs['out/unsync-manifest.json'], { bytes: size, inputs: {}, imports: [], exports: [] });
`,
  );
  const names = fs.readdirSync(path.join(folder, 'out/workers')).sort();
  expect(names.map((name) => name.replace(/-\w{8}/, '-*')).sort()).toEqual([
    'old.unsync-*.js',
    'old.unsync-*.js.map',
    'one.unsync-*.js',
    'one.unsync-*.js.map',
    'work.unsync-*.js',
    'work.unsync-*.js.map',
  ]);
  const worker = names.find((name) => /^work.*js$/.test(name))!;
  const text = fs.readFileSync(path.join(folder, 'out/workers', worker), 'utf8');
  expect(text).not.toContain('effect');
  expect(names).toContain(/sourceMappingURL=(\S+)/.exec(text)![1]);
  expect(manifestIn(folder, 'out').modules).toEqual(moved('workers/', '.js'));
  expect(run(folder, 'out/main.js')).toBe(said);
  expect(run(folder, 'out/deep/second.js')).toBe(saidBySecond);
  const inline = node(folder, ['--enable-source-maps', 'out/main.js'], { UNSYNC_INLINE: '1' });
  expect(inline.stdout).toBe(said.replace('6 false', '6 true'));
});

test('CommonJS: entries in two folders with copies of their own, inline source maps, the same manifest elsewhere', () => {
  const script = `import * as esbuild from 'esbuild';
import unsync from 'unsync/esbuild';
import { rate } from './rate.mjs';
await esbuild.build({
  entryPoints: ['src/main.ts', 'src/deep/second.ts'],
  bundle: true,
  platform: 'node',
  outdir: 'out',
  sourcemap: 'inline',
  plugins: [rate, unsync()],
});
`;
  const [folder, other] = [project(files, 'commonjs'), project(files, 'commonjs')];
  built(folder, script);
  built(other, script);
  const manifest = manifestIn(folder, 'out');
  expect(manifest.modules).toEqual(moved('', '.js'));
  expect(manifestIn(other, 'out')).toEqual(manifest);
  const names = fs.readdirSync(path.join(folder, 'out')).filter((name) => name.endsWith('.map'));
  expect(names).toEqual([]);
  expect(run(folder, 'out/main.js')).toBe(said);
  expect(run(folder, 'out/deep/second.js')).toBe(saidBySecond);
});

test('what is not written is among the output files', () => {
  const folder = project(files, 'commonjs');
  built(
    folder,
    `import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import unsync from 'unsync/esbuild';
import { rate } from './rate.mjs';
const { outputFiles, metafile } = await esbuild.build({
  entryPoints: ['src/main.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: 'out/main.mjs',
  assetNames: '[name]',
  sourcemap: 'external',
  write: false,
  plugins: [unsync(), rate],
});
assert.ok(!fs.existsSync('out'));
const names = outputFiles.map((file) => path.relative('out', file.path)).sort();
const modules = ['main', 'old.unsync', 'one.unsync', 'work.unsync'];
assert.deepEqual(names, [...modules.flatMap((name) => [name + '.mjs', name + '.mjs.map']), 'unsync-manifest.json'].sort());
assert.deepEqual(Object.keys(metafile.outputs).sort(), names.map((name) => 'out/' + name));
fs.mkdirSync('elsewhere');
for (const file of outputFiles) {
  const name = path.basename(file.path);
  // as one who ships maps would
  const comment = /mjs$/.test(name) ? '\\n//# sourceMappingURL=' + name + '.map\\n' : '';
  fs.writeFileSync('elsewhere/' + name, file.text + comment);
}
`,
  );
  expect(run(folder, 'elsewhere/main.mjs')).toBe(said);
  expect(manifestIn(folder, 'elsewhere').modules).toEqual(moved('', '.mjs'));
});

test('rebuilding and watching give what the sources say, and leave nothing over', () => {
  const folder = project(
    {
      'src/main.ts': `import { heavy } from './work';\nvoid Promise.resolve(heavy(1)).then((n) => console.log(n));\n`,
      'src/work.ts': `import { scale } from './scale';
/** @unsync cpu-bound */
export function heavy(n: number): number {
  return n * scale;
}
`,
      'src/scale.ts': 'export const scale = 2;\n',
    },
    'module',
  );
  built(
    folder,
    `import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import * as esbuild from 'esbuild';
import unsync from 'unsync/esbuild';
let ended;
const ending = () => new Promise((resolve) => (ended = resolve));
const context = await esbuild.context({
  entryPoints: ['src/main.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  outdir: 'out',
  sourcemap: true,
  logLevel: 'silent',
  plugins: [unsync(), { name: 'ending', setup: (build) => build.onEnd((result) => void ended?.(result)) }],
});
const says = (text, files) => {
  assert.equal(spawnSync(process.execPath, ['out/main.js'], { encoding: 'utf8' }).stdout, text + '\\n');
  assert.equal(fs.readdirSync('out').length, files);
};
const scale = (text) => fs.writeFileSync('src/scale.ts', text);
const work = fs.readFileSync('src/work.ts', 'utf8');
await context.rebuild();
says('2', 5);
scale('export const scale = 30;\\n');
await context.rebuild();
says('30', 5);
fs.writeFileSync('src/work.ts', work.replace('/** @unsync cpu-bound */', ''));
await context.rebuild();
says('30', 2);
fs.writeFileSync('src/work.ts', work);
let next = ending();
await context.watch();
await next;
says('30', 5);
next = ending();
scale('export const scale = ;\\n');
assert.ok((await next).errors.length);
next = ending();
scale('export const scale = 400;\\n');
assert.deepEqual((await next).errors, []);
says('400', 5);
await context.dispose();
`,
  );
});

test('what can not be, is an error of the build on its line', () => {
  const folder = project(
    {
      'src/add.ts': `const rows: number[] = [];
/** @unsync cpu-bound */
export function add(n: number): number { /* ö */ return rows.push(n); }
export const all = rows;
`,
      'src/twice.ts': `import { add } from './add';
/** @unsync cpu-bound */
export function twice(n: number): number {
  return add.inline(n) * 2;
}
`,
      'src/fine.ts': `const missing = Symbol();
/** @unsync cpu-bound */
export function count(ns: (number | undefined)[]): number {
  return ns.map((n) => n ?? missing).filter((n) => n !== missing).length;
}
`,
    },
    'module',
  );
  fs.writeFileSync(
    path.join(folder, 'build.mjs'),
    `import fs from 'node:fs';
import * as esbuild from 'esbuild';
import unsync from 'unsync/esbuild';
const usual = { bundle: true, platform: 'node', format: 'esm', outdir: 'out', logLevel: 'silent', plugins: [unsync()] };
const results = [];
const build = async (entry, options) => {
  const { errors, warnings } = await esbuild.build({ entryPoints: [entry], ...usual, ...options }).catch((failure) => failure);
  results.push({
    errors: errors.map(({ text, location }) => [text, location.file, location.line]),
    warnings: warnings.map(({ text, location }) => [text, location.file, location.line]),
    notes: errors.map(({ notes }) => notes.map(({ text }) => text)),
  });
};
const first = { name: 'first', setup: (b) => b.onLoad({ filter: /fine/ }, ({ path }) => ({ contents: fs.readFileSync(path), loader: 'ts' })) };
await build('src/add.ts', {});
await build('src/fine.ts', {});
await build('src/fine.ts', { bundle: false });
await build('src/fine.ts', { platform: undefined });
await build('src/fine.ts', { publicPath: '/static' });
await build('src/fine.ts', { mangleProps: /_$/ });
await build('src/fine.ts', { outdir: undefined, write: false });
await build('src/fine.ts', { plugins: [first, unsync()] });
await build('src/twice.ts', {});
console.log(JSON.stringify(results));
await esbuild.build({ entryPoints: ['src/add.ts'], ...usual, color: false, logLevel: 'error' });
`,
  );
  const { stdout, stderr, status } = node(folder, ['build.mjs']);
  expect(status).toBe(1);
  const results = JSON.parse(stdout) as (Record<'errors' | 'warnings', [string, string, number][]> & {
    notes: string[][];
  })[];
  expect(results[0]!.errors).toEqual([[expect.stringMatching(/^UNSYNC2003: 'add' can't be moved/), 'src/add.ts', 3]]);
  expect(results[1]).toEqual({
    errors: [],
    notes: [],
    warnings: [[expect.stringMatching(/^UNSYNC5005: 'missing', used by 'count'/), 'src/fine.ts', 1]],
  });
  const reasons = [
    "Without 'bundle: true'",
    "this build is for 'browser'",
    "With 'publicPath'",
    "With 'mangleProps'",
    "Set 'outdir' or 'outfile'",
    'Put unsync() before that plugin',
  ];
  expect(results.slice(2, -1).map(({ errors }) => errors)).toEqual(
    reasons.map((reason) => [[expect.stringContaining(reason), 'src/fine.ts', 2]]),
  );
  const { errors, notes } = results.at(-1)!;
  const at = errors.findIndex(([text]) => text === "The worker module of this file can't be built.");
  expect(errors[at]!.slice(1)).toEqual(['src/twice.ts', 2]);
  expect(notes[at]![0]).toBe(errors[1 - at]![0]);
  // under the expression itself, in letters, not in bytes
  expect(stderr).toContain(`    src/add.ts:3:57:
      3 │ ...t function add(n: number): number { /* ö */ return rows.push(n); }`);
  expect(stderr).toContain("'rows' is declared here.\n\n    src/add.ts:1:6:");
});

test('tsup: both formats, with chunks, source maps, shims and what is bundled on purpose', () => {
  const folder = project(
    {
      ...files,
      'tsup.config.mjs': `import { defineConfig } from 'tsup';
import unsync from 'unsync/esbuild';
import { rate } from './rate.mjs';
const usual = {
  entry: ['src/main.ts', 'src/deep/second.ts'],
  sourcemap: true,
  noExternal: ['dep'],
  silent: true,
  esbuildPlugins: [unsync(), rate],
};
export default defineConfig([
  { ...usual, format: ['esm', 'cjs'], outDir: 'out' },
  { ...usual, format: 'cjs', minify: true, treeshake: true, outDir: 'small' },
  { ...usual, entry: ['src/deep/second.ts', 'src/work.ts'], format: 'cjs', splitting: true, shims: true, outDir: 'split' },
]);
`,
    },
    'module',
  );
  const tsup = path.join(repository, 'node_modules/tsup/dist/cli-default.js');
  expect(node(folder, [tsup])).toEqual({ stdout: '', stderr: '', status: 0 });
  // both formats are in one
  expect(manifestIn(folder, 'out').modules).toEqual({ ...moved('', '.js'), ...moved('', '.cjs') });
  expect(manifestIn(folder, 'small').modules).toEqual(moved('', '.cjs'));
  for (const file of ['out/main.js', 'out/main.cjs', 'small/main.cjs']) expect(run(folder, file), file).toBe(said);
  for (const file of ['out/deep/second.js', 'out/deep/second.cjs', 'split/deep/second.cjs'])
    expect(run(folder, file), file).toBe(saidBySecond);
});

test('is a plugin to the types of both', () => {
  const errors = typeErrors(
    'config.mts',
    `import type { Plugin } from 'esbuild';
import type { Options } from 'tsup';
import unsync from 'unsync/esbuild';
export const plugin: Plugin = unsync();
export const options: Options = { esbuildPlugins: [unsync()] };
`,
  );
  expect(errors).toBe('');
});

test('the page says what happens', () => {
  const page = fs.readFileSync(path.join(repository, 'docs/hosts/esbuild.md'), 'utf8');
  const blocks = [...page.matchAll(/^`([\w.]+)`[^\n]*:\n\n```\w+\n([\s\S]*?)```/gm)].map(([, name, text]) => [
    name,
    text,
  ]);
  const printed = /It prints:\n\n```\n([\s\S]*?)```/.exec(page)![1]!;
  const folder = project(Object.fromEntries(blocks) as Record<string, string>, 'module');
  expect(Object.keys(Object.fromEntries(blocks))).toEqual(['build.js', 'main.ts', 'primes.ts', 'tsup.config.ts']);
  expect(node(folder, ['build.js']).stderr).toBe('');
  expect(run(folder, 'dist/main.js')).toBe(printed);
  fs.rmSync(path.join(folder, 'dist'), { recursive: true });
  const tsup = path.join(repository, 'node_modules/tsup/dist/cli-default.js');
  expect(node(folder, [tsup]).status).toBe(0);
  expect(run(folder, 'dist/main.js')).toBe(printed);
  expect(run(folder, 'dist/main.cjs')).toBe(printed);
});
