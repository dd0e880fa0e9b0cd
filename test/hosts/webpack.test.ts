/** Real projects, built by webpack and by Rspack, and run. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { manifestIn, node, project, repository, typeErrors } from './project';

const files = {
  'src/main.ts': `import { area } from './lib/work';
import { heavy, Refused, where } from './work';
console.log('main starts');
console.log(heavy.kind, await heavy(3), await area(2), (await where()) === where.inline());
try {
  await heavy(-1);
} catch (error) {
  console.log(error instanceof Refused, /work\\.ts:8:\\d+/.test((error as Error).stack!));
}
`,
  'src/work.ts': `import { isMainThread } from 'node:worker_threads';
import { double } from 'dep';
import { Refused } from './errors';
export { Refused };
console.log('effect', isMainThread);
/** @unsync cpu-bound */
export function heavy(n: number): string {
  if (n < 0) throw new Refused('no');
  return double(n) + String(isMainThread);
}
/** @unsync cpu-bound */
export const where = (): string => import.meta.url;
`,
  // of the same name, and of another chunk
  'src/lib/work.ts': `import { double } from 'dep';
/** @unsync cpu-bound */
export function area(n: number): number {
  return double(n) * n;
}
`,
  'src/errors.ts': 'export class Refused extends Error {}\n',
  'src/plain.js': "const { third } = require('./third.js');\nthird(6).then((text) => console.log(text));\n",
  'src/third.js': `const { sep } = require('node:path');
/** @unsync cpu-bound */
function third(/** @type {number} */ n) {
  return n / 3 + sep + require('node:worker_threads').isMainThread;
}
module.exports = { third };
`,
  'src/second.ts': `import { heavy } from './work';\nconsole.log('second', await heavy(10));\n`,
  'node_modules/dep/package.json': '{ "name": "dep", "version": "1.0.0", "type": "module", "main": "index.js" }',
  'node_modules/dep/index.js': 'export const double = (n) => n * 2;\n',
  'node_modules/dep/index.d.ts': 'export declare const double: (n: number) => number;\n',
};
const moved = {
  third: { third: 'cpu-bound src/third.js:3:10' },
  work: { heavy: 'cpu-bound src/work.ts:7:17', where: 'cpu-bound src/work.ts:12:14' },
  area: { area: 'cpu-bound src/lib/work.ts:3:17' },
};
const said = 'effect true\nmain starts\ncpu-bound 6false 8 true\ntrue true\n';

const bundlers = {
  webpack: `import bundler from 'webpack';
import unsync from 'unsync/webpack';
const rules = [{ test: /\\.ts$/, loader: 'esbuild-loader', options: { target: 'es2022' } }];
const experiments = { outputModule: true };
const cache = { type: 'filesystem', cacheDirectory: process.cwd() + '/cache' };
`,
  Rspack: `import { rspack as bundler } from '@rspack/core';
import unsync from 'unsync/rspack';
const rules = [{ test: /\\.ts$/, loader: 'builtin:swc-loader', options: { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } } }];
const experiments = {};
const cache = { type: 'persistent', storage: { type: 'filesystem', directory: process.cwd() + '/cache' } };
`,
};
const common = `
const common = { target: 'node', resolve: { extensions: ['.ts', '.js'] }, module: { rules }, plugins: [unsync()] };
const run = (compiler) => new Promise((resolve, reject) => compiler.run((error, stats) => (error ? reject(error) : resolve(stats))));
`;

function script(folder: string, text: string, ...args: string[]) {
  fs.writeFileSync(path.join(folder, 'build.mjs'), text);
  return node(folder, ['build.mjs', ...args]);
}

const workersIn = (folder: string, out: string) =>
  fs.readdirSync(path.join(folder, out)).filter((name) => /unsync.*\.m?js$/.test(name));
/** Names as they are without their hashes, which change with the project's path, and so would the order. */
const unhashed = (names: string[]) => names.map((name) => name.replace(/-[\da-f]{8,}(?=\.)/, '-*')).sort();

describe.each(Object.entries(bundlers))('%s', (_, head) => {
  test('CommonJS and ES modules, two entries, with hashed names; one is the same in another folder', () => {
    const text = `${head}${common}
const entry = { main: './src/main.ts', second: './src/second.ts', plain: './src/plain.js' };
const builds = [
  // minified, with shared chunks
  { mode: 'production', output: { path: process.cwd() + '/cjs', filename: 'js/[name].js', chunkFilename: '[name]-[contenthash].js' }, optimization: { splitChunks: { chunks: 'all', minSize: 0 } } },
  { mode: 'production', experiments, output: { module: true, path: process.cwd() + '/esm', filename: '[name].mjs', chunkFilename: '[name]-[contenthash].mjs' }, optimization: { splitChunks: { chunks: 'all', minSize: 0 } } },
  { mode: 'development', experiments, output: { module: true, path: process.cwd() + '/dev', filename: '[name].mjs' }, optimization: { runtimeChunk: 'single' } },
];
for (const build of builds.slice(process.argv[2])) {
  const stats = await run(bundler({ ...common, entry, devtool: 'source-map', ...build }));
  if (stats.hasErrors() || stats.hasWarnings()) console.log(stats.toString());
}
`;
    const [folder, other] = [project(files), project(files)];
    expect(script(folder, text)).toEqual({ stdout: '', stderr: '', status: 0 });
    // it has the folder in its code, and no hashes in its names
    expect(script(other, text, '2')).toEqual({ stdout: '', stderr: '', status: 0 });
    const named = (extension: string) => ({
      [`third.unsync${extension}`]: moved.third,
      [`work.unsync${extension}`]: moved.area,
      [`work.unsync-2${extension}`]: moved.work,
    });
    const manifest = manifestIn(folder, 'dev');
    expect(manifest.modules).toEqual(named('.mjs'));
    expect(manifestIn(other, 'dev')).toEqual(manifest);
    expect(manifestIn(folder, 'cjs').modules).toEqual(named('.js'));
    expect(manifestIn(folder, 'esm').modules).toEqual(named('.mjs'));
    const hashed = workersIn(folder, 'cjs');
    expect(unhashed(hashed)).toEqual(['third.unsync-*.js', 'work.unsync-*.js', 'work.unsync-2-*.js']);
    for (const name of hashed)
      expect(fs.readFileSync(path.join(folder, 'cjs', name), 'utf8')).not.toMatch(/effect|\n\s/);
    for (const main of ['cjs/js/main.js', 'esm/main.mjs', 'dev/main.mjs'])
      expect(node(folder, ['--enable-source-maps', main])).toEqual({ stdout: said, stderr: '', status: 0 });
    for (const plain of ['cjs/js/plain.js', 'esm/plain.mjs', 'dev/plain.mjs'])
      expect(node(folder, [plain]).stdout).toBe('2/false\n');
    for (const second of ['cjs/js/second.js', 'esm/second.mjs', 'dev/second.mjs'])
      expect(node(folder, [second]).stdout).toBe('effect true\nsecond 20false\n');
  });

  test('watching builds anew what others change, too, and with the mark gone', () => {
    const main = `import { scale } from './scale';
/** @unsync */
export function heavy(n: number): number {
  return scale(n);
}
console.log(heavy.kind, await heavy(3));
`;
    const folder = project({ 'src/main.ts': main, 'src/scale.ts': 'export const scale = (n: number) => n * 2;\n' });
    const watched = script(
      folder,
      `${head}${common}
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
const main = fs.readFileSync('src/main.ts', 'utf8');
const say = () => spawnSync(process.execPath, ['out/main.mjs'], { encoding: 'utf8' }).stdout.trim();
const scale = (text) => fs.writeFileSync('src/scale.ts', text);
const steps = [
  [() => {}, () => say() === 'cpu-bound 6'],
  [() => scale('export const scale = (n: number) => n * 3;'), () => say() === 'cpu-bound 9'],
  // what decides its kind is in another file
  [() => scale('import fs from "node:fs";\\nexport const scale = (n: number) => n * fs.readFileSync("src/scale.ts").length;'), () => /^blocking /.test(say())],
  [() => fs.writeFileSync('src/main.ts', 'let calls = 0;\\n' + main.replace('scale(n)', 'scale(calls++)') + 'console.log(calls);'), (stats) => stats.hasErrors() && /main\\.ts\\(5,.*UNSYNC2003/.test(stats.toString())],
  [() => fs.writeFileSync('src/main.ts', main.replace('scale(n)', 'scale(n + 1)')), () => /^blocking /.test(say())],
  [() => fs.writeFileSync('src/main.ts', 'console.log("plain");'), (stats) => say() === 'plain' && !/unsync/.test(Object.keys(stats.compilation.assets))],
];
let step = 0;
const compiler = bundler({ ...common, mode: 'development', devtool: false, entry: './src/main.ts', experiments, output: { module: true, clean: true, path: process.cwd() + '/out', filename: '[name].mjs' } });
await new Promise((resolve, reject) => {
  const late = setTimeout(() => reject(new Error('step ' + step + ': ' + say())), 60_000);
  compiler.watch({ aggregateTimeout: 50 }, (error, stats) => {
    if (error) return reject(error);
    // a change may be seen in two parts
    if (!steps[step][1](stats)) return;
    if (++step < steps.length) return setTimeout(steps[step][0], 100);
    clearTimeout(late);
    compiler.close(resolve);
  });
});
`,
    );
    expect(watched).toEqual({ stdout: '', stderr: '', status: 0 });
  });

  test('says what can not be moved, what differs, and that browsers have no threads of Node', () => {
    const refused = `const rows: number[] = [];
/** @unsync cpu-bound */
export function add(n: number): number { return rows.push(n); }
console.log(await add(1), rows);
`;
    const differs = `let calls = 0;
/** @unsync cpu-bound */
export function counted(): number { return ++calls; }
console.log(await counted());
`;
    const folder = project({ 'refused.ts': refused, 'differs.ts': differs });
    const { stdout, stderr } = script(
      folder,
      `${head}${common}
for (const name of ['refused', 'differs']) {
  const stats = await run(bundler({ ...common, mode: 'production', entry: './' + name + '.ts', output: { filename: name + '.js' } }));
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  console.log(name, errors.length, warnings.length);
  for (const { message, moduleName } of [...errors, ...warnings]) console.log(moduleName, message);
  console.log(stats.toString());
}
try {
  bundler({ ...common, target: 'web', entry: './differs.ts' });
} catch (error) {
  console.log(error.message);
}
`,
    );
    expect(stderr).toBe('');
    expect(stdout).toContain('refused 1 0\n./refused.ts ');
    expect(stdout).toContain("refused.ts(3,49): error TS992003: UNSYNC2003: 'add' can't be moved to a worker: 'rows'");
    expect(stdout).toContain("refused.ts(1,7): 'rows' is declared here.");
    expect(stdout).not.toContain('    at ');
    expect(stdout).toContain('differs 0 1\n./differs.ts ');
    expect(stdout.match(/warning UNSYNC5001/g)).toHaveLength(2);
    expect(stdout).toContain('unsync runs marked functions on threads of Node, and the target of this build is "web".');
    expect(fs.existsSync(path.join(folder, 'dist/refused.js'))).toBe(false);
    expect(node(folder, ['dist/differs.js']).stdout).toBe('1\n');
  });

  test('what comes from its cache has its worker modules; the target async-node, shared chunks, code in strings', () => {
    const folder = project(files);
    const text = `${head}${common}
const options = { target: 'async-node', devtool: 'eval', output: { clean: true }, optimization: { splitChunks: { chunks: 'all', minSize: 0 } } };
const compiler = bundler({ ...common, ...options, cache, mode: 'development', entry: './src/second.ts' });
const stats = await run(compiler);
if (stats.hasErrors()) console.log(stats.toString());
const { modules } = stats.toJson({ all: false, modules: true, cachedModules: true });
console.log(modules.filter(({ name, built }) => built && /work.ts/.test(name)).length);
await new Promise((resolve) => compiler.close(resolve));
`;
    for (const built of [2, 0]) {
      expect(script(folder, text)).toEqual({ stdout: `${built}\n`, stderr: '', status: 0 });
      expect(node(folder, ['dist/main.js']).stdout).toBe('effect true\nsecond 20false\n');
      expect(Object.values(manifestIn(folder, 'dist').modules)).toEqual([moved.work]);
    }
  });
});

test('is a plugin to the types of each', () => {
  const errors = typeErrors(
    'config.mts',
    `import type { Configuration as Rspack } from '@rspack/core';
import unsync from 'unsync/webpack';
import type { Configuration as Webpack } from 'webpack';
export const webpack: Webpack = { plugins: [unsync()] };
export const rspack: Rspack = { plugins: [unsync()] };
`,
  );
  expect(errors).toBe('');
});

test('the page says what happens', () => {
  const page = fs.readFileSync(path.join(repository, 'docs/hosts/webpack.md'), 'utf8');
  const [webpack, rspack] = [...page.matchAll(/```js\n([\s\S]*?)```/g)].map((m) => m[1]!);
  const [main, primes] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((m) => m[1]!);
  const printed = /It prints:\n\n```\n([\s\S]*?)```/.exec(page)![1]!;
  const folder = project({
    'webpack.config.mjs': webpack!,
    'rspack.config.mjs': rspack!,
    'main.ts': main!,
    'primes.ts': primes!,
  });
  for (const [name, imported] of [
    ['webpack', "import bundler from 'webpack';"],
    ['rspack', "import { rspack as bundler } from '@rspack/core';"],
  ]) {
    const built = script(
      folder,
      `${imported}
import config from './${name}.config.mjs';
bundler(config, (error, stats) => { if (error || stats.hasErrors()) throw error ?? new Error(stats.toString()); });
`,
    );
    expect(built).toEqual({ stdout: '', stderr: '', status: 0 });
    expect(node(folder, ['dist/main.js']).stdout).toBe(printed);
    fs.rmSync(path.join(folder, 'dist'), { recursive: true });
  }
});
