/** The same input gives the same bytes; what has not changed is not written again; options and versions that change are felt. */
import * as fs from 'node:fs';
import { test } from 'vitest';
import { config, Project, plugin } from './project';
import { printed, sample, sources } from './sample';

const all = { composite: true, declarationMap: true, sourceMap: true, inlineSources: true };

test.concurrent('compiled twice, elsewhere and again: byte for byte the same', async ({ expect }) => {
  const [one, other] = [new Project(sample(all)), new Project(sample(all))];
  await Promise.all([one.tspc('-p', '.'), other.tspc('-p', '.')]);
  const outputs = one.outputs('.', { buildInfo: true });
  expect(other.outputs('.', { buildInfo: true })).toEqual(outputs);
  fs.rmSync(one.path('dist'), { recursive: true });
  fs.rmSync(one.path('tsconfig.tsbuildinfo'));
  await one.tspc('-p', '.');
  expect(one.outputs('.', { buildInfo: true })).toEqual(outputs);
});

test.concurrent('a second run with nothing changed writes nothing', async ({ expect }) => {
  for (const args of [['-p', '.'], ['-b']]) {
    const project = new Project(sample(all));
    await project.tspc(...args);
    const before = project.times('.');
    expect(await project.tspc(...args, '--listEmittedFiles')).toMatchObject({ output: '', code: 0 });
    expect(project.times('.')).toEqual(before);
  }
});

// what main.ts does to a module that a worker loads, too, decides what becomes of the marked functions of math.ts
test.concurrent('a change in one file writes that file, what sees it, and what shares modules with it, alone', async ({
  expect,
}) => {
  const project = new Project(sample(all));
  await project.tspc('-p', '.');
  project.write({ 'src/main.ts': `${sources['src/main.ts']}\nexport {};\n` });
  const { output } = await project.tspc('-p', '.', '--listEmittedFiles');
  const written = [...output.matchAll(/TSFILE: .*\/(\S+)/g)].map(([, name]) => name!).filter((n) => n.endsWith('.js'));
  expect(written.sort()).toEqual(['main.js', 'math.js', 'math.unsync.js']);
});

test.concurrent('--noEmit, or declarations first: the rest comes when it is asked for', async ({ expect }) => {
  const whole = new Project(sample(all));
  await whole.tspc('-p', '.');
  for (const first of ['--noEmit', '--emitDeclarationOnly']) {
    const project = new Project(sample(all));
    expect(await project.tspc('-p', '.', first)).toMatchObject({ output: '', code: 0 });
    expect(Object.keys(project.outputs()).filter((n) => n.endsWith('.js'))).toEqual([]);
    expect(await project.tspc('-p', '.')).toMatchObject({ output: '', code: 0 });
    expect(project.outputs()).toEqual(whole.outputs());
  }
});

test.concurrent('other options write the worker modules anew', async ({ expect }) => {
  const project = new Project(sample({ incremental: true }));
  await project.tspc('-p', '.');
  project.write({ 'tsconfig.json': config({ incremental: true, removeComments: true, target: 'es2020' }) });
  await project.tspc('-p', '.');
  const fresh = new Project(sample({ incremental: true, removeComments: true, target: 'es2020' }));
  await fresh.tspc('-p', '.');
  expect(project.outputs()).toEqual(fresh.outputs());
});

test.concurrent('errors with noEmitOnError are there again in the next run, and what is mended is written', async ({
  expect,
}) => {
  for (const args of [['-p', '.'], ['-b']]) {
    const project = new Project(
      sample(
        { ...all, noEmitOnError: true },
        { 'src/wrong.ts': `import { computeSome } from './math.js';\nexport const n: number = computeSome(1);\n` },
      ),
    );
    const place = ['src/wrong.ts(2,14): TS2322'];
    expect((await project.tspc(...args)).errors).toEqual(place);
    expect((await project.tspc(...args)).errors).toEqual(place);
    expect(Object.keys(project.outputs())).toEqual([]);
    project.write({ 'src/wrong.ts': 'export {};\n' });
    expect(await project.tspc(...args)).toMatchObject({ output: '', code: 0 });
    expect(await project.node('dist/main.js')).toMatchObject({ output: printed, code: 0 });
  }
});

test.concurrent('our own errors are there again in the next run', async ({ expect }) => {
  const project = new Project(
    sample(all, {
      'src/wrong.ts': `let n = [0];\nexport const bump = (): number[] => (n = [1]);\n/** @unsync */\nexport function read(): number { return n[0]!; }\n`,
    }),
  );
  for (const args of [['-p', '.'], ['-p', '.'], ['-p', '.', '--noEmit'], ['-b']])
    expect((await project.tspc(...args)).errors, args.join(' ')).toEqual(['src/wrong.ts(4,41): TS992002']);
});

test.concurrent('warnings turned into errors are found in what was built before', async ({ expect }) => {
  const state = {
    'src/state.ts': `let calls = 0;\n/** @unsync */\nexport function count(): number { return ++calls; }\n`,
  };
  for (const args of [['-p', '.'], ['-b']]) {
    const project = new Project(sample(all, state));
    expect(await project.tspc(...args)).toMatchObject({ code: 0, errors: [] });
    project.write({ 'tsconfig.json': config({ ...all, plugins: [{ ...plugin, warningsAsErrors: true }] }) });
    expect((await project.tspc(...args)).errors).toEqual([
      expect.stringMatching(/^src\/state.ts\(\d+,\d+\): TS995001$/),
    ]);
  }
});

test.concurrent('another version of unsync builds anew', async ({ expect }) => {
  const project = new Project(sample(all), { withTypes: false });
  project.install();
  await project.tspc('-p', '.');
  const before = project.outputs();
  const manifest = 'node_modules/unsync/package.json';
  project.write({
    [manifest]: project.read(manifest).replace(/"version": "[^"]+"/, '"version": "99.0.0"'),
    'dist/math.unsync.js': 'stale',
    'dist/math.js': 'stale',
  });
  await project.tspc('-p', '.');
  expect(project.outputs()).toEqual(before);
});

test.concurrent('the plugin taken away: plain output, and back', async ({ expect }) => {
  const project = new Project(sample(all));
  await project.tspc('-p', '.');
  const before = project.outputs();
  await project.tsc('-p', '.');
  expect(project.read('dist/math.js')).not.toContain('unsync_1');
  await project.tspc('-p', '.');
  expect(project.outputs()).toEqual(before);
});

test.concurrent('a file that keeps its marks, and nothing more that runs in a worker, loses its worker module', async ({
  expect,
}) => {
  const helper = (text: string) => ({ 'src/half.ts': text });
  const marked = `import { half } from './half.js';\n/** @unsync */\nexport const run = (n: number) => half(n);\n`;
  const project = new Project(
    sample(all, { ...helper('export const half = (n: number): number => n / 2;\n'), 'src/marked.ts': marked }),
  );
  const workers = () => Object.keys(project.outputs()).filter((n) => n.includes('.unsync.'));
  await project.tspc('-p', '.');
  const before = ['marked.unsync.js', 'marked.unsync.js.map', 'math.unsync.js', 'math.unsync.js.map'];
  expect(workers()).toEqual(before);
  // its own text is the same
  project.write(helper('export const half = async (n: number): Promise<number> => n / 2;\n'));
  await project.tspc('-p', '.');
  expect(workers()).toEqual(before.slice(2));
});

test.concurrent('worker modules of others are left alone', async ({ expect }) => {
  const files = sample({}, { 'src/data/keep.txt': '' });
  const project = new Project(files);
  const foreign = 'export const mine = 1;\n';
  const elsewhere = (source: string) => `${foreign}//# unsyncSource=${source}\n`;
  project.write({
    'dist/by-hand.unsync.js': foreign,
    // of a project that shares the folder, and whose source is there
    'other/src/task.ts': 'export {};\n',
    'dist/task.unsync.js': elsewhere('../other/src/task.ts'),
    'dist/gone.unsync.js': elsewhere('../src/gone.ts'),
    'dist/gone.unsync.js.map': '{}',
    'dist/node_modules/p/gone.unsync.js': elsewhere('../../../src/gone.ts'),
    'dist/helper.unsync.js': elsewhere('../src/helper.ts'),
  });
  await project.tspc('-p', '.');
  const left = Object.keys(project.outputs()).filter((n) => n.includes('.unsync.'));
  expect(left).toEqual(['by-hand.unsync.js', 'math.unsync.js', 'task.unsync.js']);
  expect(project.has('dist/node_modules/p/gone.unsync.js')).toBe(true);
});
