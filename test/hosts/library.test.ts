/** Packages that were built with marks, installed in programs that were built without and with, and bundled. */
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { manifestIn, node, project, repository } from './project';

const cli = path.join(repository, 'dist/transformer/hosts/cli/cli.js');
const tsc = path.join(repository, 'node_modules/typescript/bin/tsc');

const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  lib: ['es2022'],
  types: ['node'],
  strict: true,
  rootDir: 'src',
  outDir: 'dist',
  declaration: true,
};
const config = (options: object = {}) =>
  JSON.stringify({ compilerOptions: { ...compilerOptions, ...options }, include: ['src'] });

const source = `import { threadId } from 'node:worker_threads';

export class TooLong extends Error {
  constructor(readonly length: number) {
    super('too long');
  }
}
export interface Weight {
  readonly weight: number;
  readonly thread: number;
}
/** @unsync cpu-bound */
export function weigh(text: string): Weight {
  if (text.length > 5) throw new TooLong(text.length);
  return { weight: text.length, thread: threadId };
}
`;

function run(folder: string, script: string, ...args: string[]): void {
  expect(node(folder, [script, ...args])).toEqual({ stdout: '', stderr: '', status: 0 });
}

const formats = { esm: 'module', cjs: 'commonjs' };
const dual = {
  import: { types: './dist/esm/index.d.ts', default: './dist/esm/index.js' },
  require: { types: './dist/cjs/index.d.ts', default: './dist/cjs/index.js' },
};
/** What `package.json` says of each, beside what all have. */
const packages = {
  'of-modules': { type: 'module', exports: './dist/esm/index.js' },
  'of-scripts': { type: 'commonjs', exports: './dist/cjs/index.js' },
  'of-both': { exports: dual },
};
let library: string;

beforeAll(() => {
  library = project({ 'src/index.ts': source, 'tsconfig.json': config() });
  for (const [out, type] of Object.entries(formats)) {
    // the format of what is written is that of the sources
    fs.writeFileSync(path.join(library, 'src/package.json'), JSON.stringify({ type }));
    run(library, cli, 'build', '--outDir', `dist/${out}`);
    fs.writeFileSync(path.join(library, 'dist', out, 'package.json'), JSON.stringify({ type }));
  }
});

/** Copies, as `npm install` makes them. */
function install(folder: string): void {
  for (const [name, rest] of Object.entries(packages)) {
    const to = path.join(folder, 'node_modules', name);
    fs.cpSync(path.join(library, 'dist'), path.join(to, 'dist'), { recursive: true });
    const manifest = { name, version: '1.0.0', files: ['dist'], dependencies: { unsync: '*' }, ...rest };
    fs.writeFileSync(path.join(to, 'package.json'), JSON.stringify(manifest));
  }
  // one of them has a copy of its own, as npm gives it where versions differ
  const own = path.join(folder, 'node_modules/of-both/node_modules/unsync');
  for (const part of ['dist', 'package.json'])
    fs.cpSync(path.join(repository, part), path.join(own, part), { recursive: true });
}

const main = `import { configure, stats, type Unfuture, UnsyncError } from 'unsync';
import * as both from 'of-both';
import * as modules from 'of-modules';
import * as scripts from 'of-scripts';

configure({ cpuBound: { maxThreads: 1 } });
stats();

const libraries = [modules, scripts, both];
const future: Unfuture<modules.Weight> = modules.weigh('one');
// @ts-expect-error a future has no weight yet
future.weight;

async function run() {
  const calls = libraries.flatMap(({ weigh }) => ['a', 'bb', 'ccc'].map((text) => weigh(text)));
  const weights = await Promise.all([future, ...calls]);
  console.log(weights.map(({ weight }) => weight).join(' '));
  // the limit of one thread is that of all
  const threads = new Set(weights.map(({ thread }) => thread));
  console.log('threads', threads.size, threads.has(0), stats().threads['cpu-bound']);
  for (const { weigh, TooLong } of libraries) {
    const error: unknown = await weigh('much too long').catch((e: unknown) => e);
    console.log(error instanceof TooLong, (error as modules.TooLong).length);
    const late: unknown = await weigh.options({ signal: AbortSignal.abort(new RangeError('no')) })('x').catch((e: unknown) => e);
    console.log(late instanceof RangeError);
  }
  const cancelled = both.weigh('x');
  cancelled.cancel();
  const error: unknown = await cancelled.catch((e: unknown) => e);
  console.log((error as Error).name, (error as UnsyncError).code);
}
void run().then(ownToo);
`;
const printed = `3 1 2 3 1 2 3 1 2 3
threads 1 false 1
${'true 13\ntrue\n'.repeat(3)}AbortError ERR_UNSYNC_ABORTED
`;
const program = (marks: boolean) => ({
  'tsconfig.json': config(),
  'src/main.ts': `import { ownToo } from './own.js';\n${main}`,
  'src/own.ts': `import { threadId } from 'node:worker_threads';
import { weigh } from 'of-modules';
${marks ? '/** @unsync cpu-bound */' : ''}
function own(): number {
  return threadId;
}
export async function ownToo(): Promise<void> {
  const [mine, theirs] = [await own(), (await weigh('z')).thread];
  console.log('same thread', mine === theirs, 'main thread', mine === 0);
}
`,
});

test('share one pool with each other, in a program of ES modules that tsc compiles', () => {
  const folder = project(program(false), 'module');
  install(folder);
  run(folder, tsc);
  const said = { stdout: `${printed}same thread false main thread true\n`, stderr: '', status: 0 };
  expect(node(folder, ['dist/main.js'])).toEqual(said);
});

test('share it with a program of CommonJS that has marks', () => {
  const folder = project(program(true), 'commonjs');
  install(folder);
  run(folder, cli, 'build');
  const said = { stdout: `${printed}same thread true main thread false\n`, stderr: '', status: 0 };
  expect(node(folder, ['dist/main.js'])).toEqual(said);
});

const bundle = (plugins: string, more = '') => `import { rolldown } from 'rolldown';
import unsync from 'unsync/rollup';
try {
  const bundle = await rolldown({ input: 'main.js', platform: 'node', plugins: [${plugins}], external: ['unsync', 'unsync/task'${more}] });
  await bundle.write({ dir: 'out', chunkFileNames: '[name]-[hash].js' });
} catch (error) {
  console.log(String(error.message).split('\\n').find((line) => line.includes('external')) ?? error.message);
}
`;
const uses = (name: string) => `import { isMainThread } from 'node:worker_threads';
import { weigh, TooLong } from '${name}';
console.log(await weigh('four').then(({ weight, thread }) => [weight, thread > 0].join(), (error) => error.code));
console.log(await weigh('too long').catch((error) => error instanceof TooLong || error.code));
`;

test('are found in a bundle, or beside it', () => {
  const folder = project({}, 'module');
  install(folder);
  const build = (name: string, script: string) => {
    fs.rmSync(path.join(folder, 'out'), { recursive: true, force: true });
    fs.writeFileSync(path.join(folder, 'main.js'), uses(name));
    fs.writeFileSync(path.join(folder, 'build.mjs'), script);
    const { stdout } = node(folder, ['build.mjs']);
    return stdout;
  };
  const ran = () => {
    const { stdout, stderr } = node(folder, ['out/main.js']);
    return stdout + stderr;
  };
  // external
  expect(build('of-modules', bundle('', ", 'of-modules'"))).toBe('');
  expect(ran()).toBe('4,true\ntrue\n');
  // in the bundle, with our plugin: a chunk of it
  expect(build('of-modules', bundle('unsync()'))).toBe('');
  expect(fs.readdirSync(path.join(folder, 'out')).sort()).toEqual([
    expect.stringMatching(/^index\.unsync-[\w-]{8}\.js$/),
    'main.js',
    'unsync-manifest.json',
  ]);
  expect(manifestIn(folder, 'out').modules).toEqual({ 'index.unsync.js': { weigh: 'cpu-bound src/index.ts:13:17' } });
  expect(ran()).toBe('4,true\ntrue\n');
  // what is in it is known from the library's own
  fs.rmSync(path.join(folder, 'node_modules/of-modules/dist/esm/unsync-manifest.json'));
  expect(build('of-modules', bundle('unsync()'))).toBe('');
  expect(fs.readdirSync(path.join(folder, 'out'))).toHaveLength(2);
  // a bundle of CommonJS would not find it
  expect(build('of-scripts', bundle('unsync()'))).toContain(
    'node_modules/of-scripts/dist/cjs/index.js has functions that unsync moved to a worker module when it was built, and it is CommonJS: in a bundle it would not find that. Keep it external.',
  );
  // nor would one that asks where it is be told what it is told outside
  const worker = path.join(folder, 'node_modules/of-modules/dist/esm/index.unsync.js');
  const text = fs.readFileSync(worker, 'utf8');
  fs.writeFileSync(worker, `${text}export const place = import.meta.url.slice(0, -15) + "index.js";\n`);
  expect(build('of-modules', bundle('unsync()'))).toContain(
    'and that asks where it is: a bundle would change it. Keep it external.',
  );
  fs.writeFileSync(worker, text);
  // without our plugin nobody knows of it: calls say so
  expect(build('of-modules', bundle(''))).toBe('');
  expect(ran()).toBe('ERR_UNSYNC_LOAD\nERR_UNSYNC_LOAD\n');
});

test('are found in bundles of esbuild, webpack and Rspack, or beside them', () => {
  const folder = project(
    { 'main.js': uses('of-modules'), 'old.js': uses('of-scripts'), 'again.js': uses('bundled') },
    'module',
  );
  install(folder);
  const building = `import * as esbuild from 'esbuild';
import { rspack } from '@rspack/core';
import webpack from 'webpack';
import unsync from 'unsync/esbuild';
import unsyncWebpack from 'unsync/webpack';
const plugins = [unsync()];
const options = { bundle: true, platform: 'node', target: 'node20', format: 'esm', logLevel: 'silent', plugins };
const build = (entry, more) => esbuild.build({ ...options, entryPoints: [entry], ...more }).catch(({ errors }) => console.log('esbuild ' + errors.map(({ text }) => text)));
await build('main.js', { outdir: 'esbuild' });
// what a library is that was bundled itself
await build('main.js', { entryPoints: ['node_modules/of-modules/dist/esm/index.js'], outfile: 'node_modules/bundled/index.js' });
await build('old.js', { outdir: 'old' });
await build('again.js', { outdir: 'again' });
const common = { mode: 'production', target: 'node', experiments: { outputModule: true }, plugins: [unsyncWebpack()] };
for (const [name, bundler] of Object.entries({ webpack, rspack }))
  for (const entry of ['main', 'old'])
    await new Promise((resolve) =>
      bundler({ ...common, entry: './' + entry + '.js', output: { module: true, path: process.cwd() + '/' + name, filename: entry + '.js', chunkFilename: '[name].js' } }, (error, stats) => {
        const errors = error ? [error] : stats.toJson({ all: false, errors: true }).errors;
        for (const { message } of errors) console.log(name, message);
        resolve();
      }),
    );
`;
  fs.mkdirSync(path.join(folder, 'node_modules/bundled'));
  fs.writeFileSync(
    path.join(folder, 'node_modules/bundled/package.json'),
    '{ "type": "module", "exports": "./index.js" }',
  );
  fs.writeFileSync(path.join(folder, 'build.mjs'), building);
  const { stdout, stderr } = node(folder, ['build.mjs']);
  expect(stderr).toBe('');
  const said = stdout
    .trim()
    .split('\n')
    .filter((line) => line.includes('Keep it external'));
  const refused = (file: string, why: string) =>
    expect.stringContaining(
      `${file} has functions that unsync moved to a worker module when it was built, and ${why}. Keep it external.`,
    ) as string;
  const script = refused('of-scripts/dist/cjs/index.js', 'it is CommonJS: in a bundle it would not find that');
  expect(said).toEqual([
    script,
    refused('bundled/index.js', 'it was bundled: another bundle would not find that'),
    script,
    script,
  ]);
  for (const out of ['esbuild', 'webpack', 'rspack']) {
    expect(node(folder, [`${out}/main.js`]), out).toEqual({ stdout: '4,true\ntrue\n', stderr: '', status: 0 });
    expect(Object.values(manifestIn(folder, out).modules)).toEqual([{ weigh: 'cpu-bound src/index.ts:13:17' }]);
  }
});

test('are found in a bundle of Vite for the server', () => {
  const folder = project({ 'main.js': uses('of-both') }, 'module');
  install(folder);
  const script = (ssr: string) => `import unsync from 'unsync/vite';
import { build } from 'vite';
await build({ logLevel: 'warn', plugins: [unsync()], ssr: { ${ssr} }, build: { ssr: true, outDir: 'out', rollupOptions: { input: 'main.js' } } });
`;
  for (const ssr of ['', "noExternal: ['of-both']"]) {
    fs.writeFileSync(path.join(folder, 'build.mjs'), script(ssr));
    const { stdout, status, stderr } = node(folder, ['build.mjs']);
    expect({ stdout, status }, stderr).toEqual({ stdout: '', status: 0 });
    expect(node(folder, ['out/main.js']).stdout).toBe('4,true\ntrue\n');
  }
  expect(fs.readFileSync(path.join(folder, 'out/main.js'), 'utf8')).not.toContain("from 'of-both'");
});

test('the page says what happens', () => {
  const page = fs.readFileSync(path.join(repository, 'docs/hosts/library.md'), 'utf8');
  const files = Object.fromEntries(
    [...page.matchAll(/```\w+ (\S+)\n([\s\S]*?)```/g)].map(([, name, text]) => [name!, text!]),
  );
  const { 'main.js': main, ...library } = files;
  const built = project(library);
  run(built, cli, 'build');
  expect(fs.readdirSync(path.join(built, 'dist')).sort()).toEqual([
    'index.d.ts',
    'index.js',
    'index.unsync.js',
    'unsync-manifest.json',
  ]);
  const folder = project({ 'main.js': main! }, 'module');
  for (const part of ['dist', 'package.json'])
    fs.cpSync(path.join(built, part), path.join(folder, 'node_modules/primes', part), { recursive: true });
  const printed = /It prints:\n\n```\n([\s\S]*?)```/.exec(page)![1]!;
  expect(node(folder, ['main.js'])).toEqual({ stdout: printed, stderr: '', status: 0 });
});
