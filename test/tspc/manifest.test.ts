/** `unsync-manifest.json`: what it says of worker modules, what its `build` depends on, and that no way to build leaves it stale. */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../runtime/manifest';
import { config, type Files, type Json, Project, typescriptVersion } from './project';
import { sample, sources } from './sample';

const { buildOf } = createRequire(import.meta.url)(
  '../../dist/runtime/manifest.js',
) as typeof import('../../runtime/manifest');
const file = 'unsync-manifest.json';
const read = (p: Project, folder = 'dist'): Manifest => JSON.parse(p.read(`${folder}/${file}`)) as Manifest;
const tasksOf = ({ modules }: Manifest) =>
  Object.fromEntries(Object.entries(modules).map(([name, { tasks }]) => [name, Object.keys(tasks)]));

async function built(files: Files, ...args: string[]): Promise<Project> {
  const p = new Project(files);
  expect(await p.tspc('-p', '.', ...args)).toMatchObject({ output: '', code: 0 });
  return p;
}

const forms: Files = {
  'src/forms.ts': `import { unsync } from 'unsync';
/** @unsync */
export function plain(xs: readonly number[]): number { return xs.length; }
/** @unsync blocking idempotent */
export const pixels = (n: number) => ({ all: new Uint8Array(n) });
/** @unsync background idempotent */
export default async function (when: Date): Promise<Date> { return when; }
/** @unsync idempotent */
export async function here(): Promise<number> { return 1; }
/** @unsync */
export function* steps(n: number) { for (let i = 0; i < n; i++) yield i; }
export class Image {
  constructor(readonly width: number) {}
  /** @unsync */
  static half(n: number): number { return n / 2; }
  /** @unsync */
  area(height: number): number { return this.width * height; }
}
export function outer(factor: number) {
  /** @unsync */
  function scaled(n: number): number { return n * factor; }
  return scaled;
}
export const wrapped = unsync((n: number) => n + 1, { idempotent: true });
/** @unsync */
export function __proto__(n: number): number { return n; }
`,
  'src/deep/a.mts': '/** @unsync */\nexport function square(n: number): number { return n * n; }\n',
  'src/deep/b.cts': '/** @unsync */\nfunction cube(n: number): number { return n ** 3; }\nexport = { cube };\n',
};

test.concurrent('says of each module what the runtime is told of its tasks', async ({ expect }) => {
  const p = await built({ 'tsconfig.json': config({ sourceMap: true, skipLibCheck: true }), ...forms });
  const { version, build, modules } = read(p);
  expect(version).toBe(1);
  expect(build).toBe(buildOf(modules));
  expect(build).toMatch(/^[0-9a-f]{32}$/);
  expect(Object.keys(modules)).toEqual(['deep/a.unsync.mjs', 'deep/b.unsync.cjs', 'forms.unsync.js']);
  for (const [name, { hash }] of Object.entries(modules)) {
    expect(hash).toMatch(/^[0-9a-f]{32}$/);
    expect(p.has(`dist/${name}`)).toBe(true);
  }
  const square = { name: 'square', at: 'src/deep/a.mts:2:17', kind: 'cpu-bound', plain: true };
  expect(modules['deep/a.unsync.mjs']!.tasks).toEqual({ square });
  expect(modules['deep/b.unsync.cjs']!.tasks).toEqual({
    cube: { name: 'cube', at: 'src/deep/b.cts:2:10', kind: 'cpu-bound', plain: true },
  });
  const { tasks } = modules['forms.unsync.js']!;
  expect(Object.entries(tasks)).toMatchInlineSnapshot(`
    [
      [
        "plain",
        {
          "at": "src/forms.ts:3:17",
          "kind": "cpu-bound",
          "name": "plain",
          "plain": true,
        },
      ],
      [
        "pixels",
        {
          "at": "src/forms.ts:5:14",
          "fresh": [
            "all",
          ],
          "idempotent": true,
          "kind": "blocking",
          "name": "pixels",
        },
      ],
      [
        "default",
        {
          "at": "src/forms.ts:7:22",
          "idempotent": true,
          "kind": "background",
          "name": "default",
        },
      ],
      [
        "steps",
        {
          "at": "src/forms.ts:11:18",
          "kind": "cpu-bound",
          "name": "steps",
          "stream": true,
        },
      ],
      [
        "Image.half",
        {
          "at": "src/forms.ts:15:10",
          "kind": "cpu-bound",
          "name": "Image.half",
          "plain": true,
        },
      ],
      [
        "Image.area",
        {
          "at": "src/forms.ts:17:3",
          "env": true,
          "kind": "cpu-bound",
          "name": "Image.area",
        },
      ],
      [
        "outer.scaled",
        {
          "at": "src/forms.ts:21:12",
          "env": true,
          "kind": "cpu-bound",
          "name": "outer.scaled",
        },
      ],
      [
        "__proto__",
        {
          "at": "src/forms.ts:26:17",
          "kind": "cpu-bound",
          "name": "__proto__",
          "plain": true,
        },
      ],
      [
        "wrapped",
        {
          "at": "src/forms.ts:24:24",
          "idempotent": true,
          "kind": "cpu-bound",
          "name": "wrapped",
          "plain": true,
        },
      ],
    ]
  `);
  // the same words in the code
  const code = p.read('dist/forms.js');
  for (const [key, { name, at, kind }] of Object.entries(tasks)) {
    expect(code).toContain(`key: ${JSON.stringify(key)}`);
    expect(code).toContain(`name: ${JSON.stringify(name)}`);
    expect(code).toContain(`at: ${JSON.stringify(at)}`);
    expect(code).toContain(`kind: ${JSON.stringify(kind)}`);
  }
});

test.concurrent('stands where outputs do', async ({ expect }) => {
  const beside = await built(sample({ outDir: undefined }));
  expect(Object.keys(read(beside, '.').modules)).toEqual(['src/math.unsync.js']);
  const list = await new Project(sample()).tspc('-p', '.', '--listEmittedFiles');
  expect(list.output).toMatch(/TSFILE: .*\/dist\/unsync-manifest\.json\n/);
  const p = new Project(sample());
  const alone = typescriptVersion < 6 ? [] : ['--ignoreConfig'];
  const options = ['--outDir', 'out', '--module', 'nodenext', '--target', 'es2022'];
  await p.build('src/math.ts', ...alone, ...options);
  expect(Object.keys(read(p, 'out').modules)).toEqual(['math.unsync.js']);
});

describe('build', () => {
  const files: Files = {
    'tsconfig.json': config({ resolveJsonModule: true, lib: ['es2022'] }),
    'src/work.ts': `import { depth, type Shape } from './depth.js';
import { outside } from './outside.js';
import data from './data.json' with { type: 'json' };
import { pad } from 'pad-it';
/** @unsync */
export function work(shape: Shape): number { return depth(shape.size) + data.n + pad(1); }
/** @unsync cpu-bound */
export async function late(n: number): Promise<number> { return n + (await import('./late.js')).late; }
export const main = outside + (await import('./never.js')).never;
`,
    'src/depth.ts': `import { deeper } from './barrel.js';\nimport type { Other } from './types.js';\nexport interface Shape { size: number; other?: Other }\nexport const depth = (n: number): number => deeper + n;\n`,
    'src/barrel.ts': `export { deeper } from './deeper.js';\n`,
    'src/deeper.ts': `export const deeper = 1;\n`,
    'src/types.ts': `export interface Other { a: number }\nexport const other = 1;\n`,
    'src/late.ts': `export const late = 1;\n`,
    'src/never.ts': `export const never = 1;\n`,
    'src/outside.ts': `export const outside = 1;\n`,
    'src/data.json': '{ "n": 1 }',
    'node_modules/pad-it/package.json': '{ "name": "pad-it", "version": "1.0.0", "type": "module", "types": "i.d.ts" }',
    'node_modules/pad-it/i.d.ts': 'export declare function pad(n: number): number;\n',
    'node_modules/pad-it/index.js': 'export const pad = (n) => n;\n',
  };
  const make = async (changed: Files = {}, options: Json = {}) => {
    const p = new Project(
      { ...files, 'tsconfig.json': config({ resolveJsonModule: true, ...options }), ...changed },
      { withTypes: false },
    );
    p.install();
    expect(await p.tspc('-p', '.')).toMatchObject({ output: '', code: 0 });
    return p;
  };
  const first = make();

  test.concurrent('is the same in another folder, with other line ends and source maps', async ({ expect }) => {
    const { build } = read(await first);
    const other = await make();
    expect(other.read(`dist/${file}`)).toBe((await first).read(`dist/${file}`));
    expect(other.read(`dist/${file}`)).not.toContain(other.root);
    expect(read(await make({}, { sourceMap: true, inlineSources: true })).build).toBe(build);
    expect(read(await make({}, { inlineSourceMap: true, newLine: 'crlf' })).build).toBe(build);
    const crlf = Object.entries(files).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]);
    expect(read(await make(Object.fromEntries(crlf) as Files)).build).toBe(build);
  });

  const used: [string, string, string][] = [
    ['src/work.ts', '+ pad(1)', '+ pad(2)'],
    ['src/depth.ts', 'deeper + n', 'n + deeper'],
    ['src/barrel.ts', 'export', '// reached\nexport'],
    ['src/deeper.ts', '1', '2'],
    ['src/late.ts', '1', '2'],
    ['src/data.json', '1', '2'],
    ['node_modules/pad-it/package.json', '1.0.0', '1.0.1'],
  ];
  test.concurrent('follows what a worker loads, build after build', async ({ expect }) => {
    const p = await make({}, { incremental: true });
    const builds = [read(p).build];
    expect(builds[0]).toBe(read(await first).build);
    const changed: Record<string, string> = {};
    for (const [name, from, to] of used) {
      changed[name] = files[name]!.replace(from, to);
      p.write({ [name]: changed[name] });
      expect(await p.tspc('-p', '.')).toMatchObject({ output: '', code: 0 });
      const { build } = read(p);
      expect(builds, name).not.toContain(build);
      builds.push(build);
    }
    expect(read(await make(changed)).build).toBe(builds.at(-1));
  });

  test.concurrent('does not follow what no worker loads', async ({ expect }) => {
    const changed = {
      'src/never.ts': 'export const never = 2;\n',
      'src/outside.ts': 'export const outside = 2;\n',
      'src/types.ts': 'export interface Other { b: number }\nexport const other = 2;\n',
    };
    expect(read(await make(changed)).build).toBe(read(await first).build);
  });
});

const more: Files = {
  'src/other.ts': '/** @unsync */\nexport const cube = (n: number): number => n ** 3;\n',
  'src/plain.ts': 'export const plain = 1;\n',
};
const unmarked = (text: string) => text.replaceAll('@unsync', '');

test.concurrent('of two files one is built again: the other is as it was', async ({ expect }) => {
  for (const options of [{ incremental: true }, { composite: true, sourceMap: true }]) {
    const p = await built(sample(options, more));
    const before = read(p);
    expect(tasksOf(before)['other.unsync.js']).toEqual(['cube']);
    const other = { 'src/other.ts': more['src/other.ts']!.replace('n ** 3', 'n * n * n') };
    p.write(other);
    await p.tspc('-p', '.');
    const after = read(p);
    expect(after.modules['math.unsync.js']).toEqual(before.modules['math.unsync.js']);
    expect(after.build).not.toBe(before.build);
    expect(after).toEqual(read(await built(sample(options, { ...more, ...other }))));
    // a file without marks
    const time = p.times()[file];
    p.write({ 'src/plain.ts': 'export const plain = 2;\n' });
    await p.tspc('-p', '.');
    expect(p.times()[file]).toBe(time);
  }
});

test.concurrent('goes with the last marked function', async ({ expect }) => {
  const p = await built(sample({ incremental: true }, more));
  p.write({ 'src/other.ts': undefined });
  await p.tspc('-p', '.');
  expect(tasksOf(read(p))).toEqual({ 'math.unsync.js': expect.arrayContaining(['computeSome']) });
  p.write({ 'src/math.ts': `/** @unsync */\nexport async function stays(): Promise<void> {}\n`, 'src/main.ts': '' });
  expect(await p.tspc('-p', '.')).toMatchObject({ code: 0 });
  expect(p.has(`dist/${file}`)).toBe(false);
  // nor is it there where nothing ever was
  const none = await built(sample({}, { 'src/math.ts': unmarked(sources['src/math.ts']!), 'src/main.ts': '' }));
  expect(none.has(`dist/${file}`)).toBe(false);
});

test.concurrent('a file of that name that is not ours stays', async ({ expect }) => {
  const p = new Project({ 'tsconfig.json': config(), 'src/a.ts': 'export {};\n', [`dist/${file}`]: '{ "mine": 1 }' });
  await p.tspc('-p', '.');
  expect(p.read(`dist/${file}`)).toBe('{ "mine": 1 }');
  expect(await p.unsync('clean', 'dist')).toMatchObject({ code: 0 });
  expect(p.has(`dist/${file}`)).toBe(true);
});

test.concurrent('is made anew where it is missing, without what is not built again', async ({ expect }) => {
  const p = await built(sample({ incremental: true }, more));
  const before = p.read(`dist/${file}`);
  for (const text of [undefined, 'broken']) {
    p.write({ [`dist/${file}`]: text, 'src/plain.ts': `export const plain = '${text}';\n` });
    await p.tspc('-p', '.');
    expect(p.read(`dist/${file}`)).toBe(before);
  }
});

test.concurrent('without JavaScript there is none, and it comes with it', async ({ expect }) => {
  const options = { composite: true };
  const whole = await built(sample(options));
  for (const first of ['--noEmit', '--emitDeclarationOnly']) {
    const p = await built(sample(options), first);
    expect(p.has(`dist/${file}`)).toBe(false);
    await p.tspc('-p', '.');
    expect(p.read(`dist/${file}`)).toBe(whole.read(`dist/${file}`));
  }
});

test.concurrent('with errors it is that of what is written', async ({ expect }) => {
  const wrong = { ...more, 'src/wrong.ts': 'export const n: string = 1;\n' };
  const clean = await built(sample({}, more));
  for (const options of [{}, { incremental: true }]) {
    const p = new Project(sample({ ...options, noEmitOnError: true }, wrong));
    await p.tspc('-p', '.');
    expect(p.has(`dist/${file}`)).toBe(false);
    p.write({ 'tsconfig.json': config(options) });
    expect((await p.tspc('-p', '.')).errors).toEqual(['src/wrong.ts(1,14): TS2322']);
    expect(p.read(`dist/${file}`)).toBe(clean.read(`dist/${file}`));
    // what is not written is not in it
    p.write({ 'tsconfig.json': config({ ...options, noEmitOnError: true }) });
    p.write({ 'src/other.ts': more['src/other.ts']!.replace('n ** 3', 'n') });
    await p.tspc('-p', '.');
    expect(p.read(`dist/${file}`)).toBe(clean.read(`dist/${file}`));
  }
});

test.concurrent('what is refused is not in it', async ({ expect }) => {
  const p = new Project(
    sample(
      {},
      {
        'src/refused.ts':
          'let n = [0];\nexport const bump = () => (n = [1]);\n/** @unsync */\nexport function get() { return n; }\n',
      },
    ),
  );
  expect((await p.tspc('-p', '.')).errors).toEqual(['src/refused.ts(4,32): TS992002']);
  expect(Object.keys(read(p).modules)).toEqual(['math.unsync.js']);
});

test.concurrent('follows a watcher', async ({ expect }) => {
  for (const options of [{}, { incremental: true }]) {
    const p = new Project(sample(options, more));
    const watch = p.watch('-w', '-p', '.', '--preserveWatchOutput');
    try {
      await watch.settled();
      const before = read(p);
      expect(Object.keys(before.modules)).toEqual(['math.unsync.js', 'other.unsync.js']);
      const other = { 'src/other.ts': more['src/other.ts']!.replace('n ** 3', 'n * n * n') };
      p.write(other);
      await watch.settled();
      await expect.poll(() => read(p).build, { timeout: 20_000 }).not.toBe(before.build);
      expect(read(p)).toEqual(read(await built(sample(options, { ...more, ...other }))));
      p.write({ 'src/other.ts': undefined });
      await watch.settled();
      await expect.poll(() => Object.keys(read(p).modules), { timeout: 20_000 }).toEqual(['math.unsync.js']);
      p.write({ 'src/math.ts': unmarked(sources['src/math.ts']!) });
      await watch.settled();
      await expect.poll(() => p.has(`dist/${file}`), { timeout: 20_000 }).toBe(false);
    } finally {
      await watch.stop();
    }
  }
});

test.concurrent('projects that refer to each other have one each; those that share a folder share it', async ({
  expect,
}) => {
  const own = (options: Json, rest: Json = {}) => config({ composite: true, rootDir: '.', ...options }, rest);
  const marked = (name: string) =>
    `/** @unsync */\nexport function ${name}(n: number): number { return n * ${name.length}; }\n`;
  const files = (outDirs: readonly [string, string]): Files => ({
    'tsconfig.json': '{ "files": [], "references": [{ "path": "a" }, { "path": "b" }] }',
    'a/tsconfig.json': own({ outDir: outDirs[0], tsBuildInfoFile: 'a.tsbuildinfo' }, { include: ['*.ts'] }),
    'a/one.ts': marked('one'),
    'b/tsconfig.json': own(
      { outDir: outDirs[1], tsBuildInfoFile: 'b.tsbuildinfo' },
      { include: ['*.ts'], references: [{ path: '../a' }] },
    ),
    'b/two.ts': `import { one } from '../a/one.js';\nexport const ones = one(1);\n${marked('two')}`,
    'b/three.ts': marked('three'),
  });
  const apart = new Project(files(['dist', 'dist']));
  expect(await apart.tspc('-b')).toMatchObject({ output: '', code: 0 });
  expect(tasksOf(read(apart, 'a/dist'))).toEqual({ 'one.unsync.js': ['one'] });
  const both = { 'three.unsync.js': ['three'], 'two.unsync.js': ['two'] };
  expect(tasksOf(read(apart, 'b/dist'))).toEqual(both);
  const before = read(apart, 'b/dist');
  apart.write({ 'b/three.ts': marked('drei') });
  await apart.tspc('-b');
  expect(tasksOf(read(apart, 'b/dist'))).toEqual({ ...both, 'three.unsync.js': ['drei'] });
  expect(read(apart, 'b/dist').modules['two.unsync.js']).toEqual(before.modules['two.unsync.js']);

  const together = new Project(files(['../dist', '../dist']));
  expect(await together.tspc('-b')).toMatchObject({ output: '', code: 0 });
  expect(tasksOf(read(together))).toEqual({ 'one.unsync.js': ['one'], ...both });
  together.write({ 'a/one.ts': unmarked(marked('one')) });
  await together.tspc('-b');
  expect(tasksOf(read(together))).toEqual(both);
});

test.concurrent('is deleted with the worker modules', async ({ expect }) => {
  const p = await built(sample());
  expect(await p.unsync('clean', 'dist')).toMatchObject({ output: '1 worker module deleted.\n', code: 0 });
  expect(p.has(`dist/${file}`)).toBe(false);
  const other = new Project(sample({ composite: true }));
  await other.build('-b');
  expect(other.has(`dist/${file}`)).toBe(true);
  await other.build('-b', '--clean');
  expect(other.has(`dist/${file}`)).toBe(false);
  expect(fs.existsSync(other.path('dist/math.unsync.js'))).toBe(false);
});

test.concurrent('tspc and unsync build write the same', async ({ expect }) => {
  const [one, other] = [new Project({ 'tsconfig.json': config(), ...forms }), new Project(sample())];
  for (const p of [one, other]) {
    await p.tspc('-p', '.');
    const before = p.read(`dist/${file}`);
    fs.rmSync(p.path('dist'), { recursive: true });
    await p.build('-p', '.');
    expect(p.read(`dist/${file}`)).toBe(before);
  }
});
