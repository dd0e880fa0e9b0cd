/** Real projects, built by real bundlers, and run. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { manifestIn, node, project, repository, typeErrors } from './project';

const files = {
  'src/main.ts': `import { heavy, Refused, where } from './work';
console.log('main starts');
console.log(heavy.kind, await heavy(3), await where());
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
export function heavy(n: number): number {
  if (n < 0) throw new Refused('no');
  return double(n);
}
/** @unsync cpu-bound */
export const where = (): boolean => isMainThread;
`,
  'src/errors.ts': 'export class Refused extends Error {}\n',
  'src/second.ts': `import { heavy } from './work';\nconsole.log('second', await heavy(10));\n`,
  'node_modules/dep/package.json': '{ "name": "dep", "version": "1.0.0", "type": "module", "main": "index.js" }',
  'node_modules/dep/index.js': 'export const double = (n) => n * 2;\n',
  'node_modules/dep/index.d.ts': 'export declare const double: (n: number) => number;\n',
};
const moved = { heavy: 'cpu-bound src/work.ts:7:17', where: 'cpu-bound src/work.ts:12:14' };
const said = 'effect true\nmain starts\ncpu-bound 6 false\ntrue true\n';

function built(folder: string, script: string): void {
  fs.writeFileSync(path.join(folder, 'build.mjs'), script);
  // on a busy machine, Rolldown says on standard error how long plugins took
  const { stdout, stderr, status } = node(folder, ['build.mjs']);
  expect({ stdout, status }, stderr).toEqual({ stdout: '', status: 0 });
}

function runsFrom(folder: string, out: string): void {
  expect(node(folder, ['--enable-source-maps', `${out}/main.js`])).toEqual({ stdout: said, stderr: '', status: 0 });
  expect(node(folder, [`${out}/second.js`]).stdout).toBe('effect true\nsecond 20\n');
}

test('Rolldown: two entries, minified, with hashed names', () => {
  const folder = project(files, 'module');
  built(
    folder,
    `import { rolldown } from 'rolldown';
import unsync from 'unsync/rollup';
const bundle = await rolldown({ input: ['src/main.ts', 'src/second.ts'], platform: 'node', plugins: [unsync()] });
await bundle.write({ dir: 'out', sourcemap: true, chunkFileNames: '[name]-[hash].js', minify: true });
`,
  );
  const workers = fs.readdirSync(path.join(folder, 'out')).filter((name) => /unsync.*js$/.test(name));
  expect(workers).toEqual([expect.stringMatching(/^work\.unsync-[\w-]{8}\.js$/)]);
  expect(fs.readFileSync(path.join(folder, 'out', workers[0]!), 'utf8')).not.toContain('effect');
  runsFrom(folder, 'out');
  expect(manifestIn(folder, 'out').modules).toEqual({ 'work.unsync.js': moved });
});

test('Vite: for the server, minified', () => {
  const folder = project(files, 'module');
  built(
    folder,
    `import unsync from 'unsync/vite';
import { build } from 'vite';
await build({
  logLevel: 'warn',
  plugins: [unsync()],
  ssr: { noExternal: ['dep'] },
  build: { ssr: true, outDir: 'out', sourcemap: true, minify: true, rollupOptions: { input: ['src/main.ts', 'src/second.ts'] } },
});
`,
  );
  runsFrom(folder, 'out');
  expect(manifestIn(folder, 'out').modules).toEqual({ 'assets/work.unsync.js': moved });
});

const library = {
  'src/main.ts': `import { isMainThread } from 'node:worker_threads';
import { scale } from './scale.js';
/** @unsync cpu-bound */
export function heavy(n: number): string {
  return scale(n) + String(isMainThread);
}
void heavy(3).then((text: string) => console.log(text));
`,
  'src/scale.js': 'export const scale = (n) => n * 2;\n',
};

test('Vite: a library, in both formats', () => {
  const folder = project(library, 'module');
  built(
    folder,
    `import unsync from 'unsync/vite';
import { build } from 'vite';
for (const [format, extension] of [['es', 'mjs'], ['cjs', 'cjs']])
  await build({
    logLevel: 'warn',
    plugins: [unsync()],
    build: {
      outDir: format,
      lib: { entry: 'src/main.ts', formats: [format], fileName: 'main' },
      rollupOptions: {
        external: [/^node:/],
        output: { entryFileNames: '[name].' + extension, chunkFileNames: '[name].' + extension },
      },
    },
  });
`,
  );
  expect(node(folder, ['es/main.mjs']).stdout).toBe('6false\n');
  expect(node(folder, ['cjs/main.cjs']).stdout).toBe('6false\n');
  for (const out of ['es', 'cjs'])
    expect(Object.values(manifestIn(folder, out).modules)).toEqual([{ heavy: 'cpu-bound src/main.ts:4:17' }]);
});

test('Rollup: ES modules and CommonJS, with source maps, and the same manifest in another folder', () => {
  const script = `import { rollup } from 'rollup';
import unsync from 'unsync/rollup';
const bundle = await rollup({ input: ['src/main.ts'], plugins: [unsync()], external: [/^node:/] });
for (const [format, extension] of [['es', 'mjs'], ['cjs', 'cjs']])
  await bundle.write({
    dir: format,
    format,
    sourcemap: 'inline',
    entryFileNames: '[name].' + extension,
    chunkFileNames: '[name]-[hash].' + extension,
  });
`;
  const [folder, other] = [project(library, 'module'), project(library, 'module')];
  built(folder, script);
  built(other, script);
  for (const [out, extension] of [
    ['es', 'mjs'],
    ['cjs', 'cjs'],
  ] as const) {
    const manifest = manifestIn(folder, out);
    expect(manifest.modules).toEqual({ [`main.unsync.${extension}`]: { heavy: 'cpu-bound src/main.ts:4:17' } });
    expect(manifestIn(other, out)).toEqual(manifest);
  }
  expect(node(folder, ['es/main.mjs']).stdout).toBe('6false\n');
  expect(node(folder, ['cjs/main.cjs']).stdout).toBe('6false\n');
});

const rolled = (name: string) => `import { watch } from '${name}';
const watcher = watch({ input: 'src/main.ts', plugins: [unsync()], external: [/^node:/], output: { dir: 'out' } });
`;
test.each([
  ['Rollup', rolled('rollup')],
  ['Rolldown', rolled('rolldown')],
  [
    'Vite',
    `import { build } from 'vite';
const options = { ssr: 'src/main.ts', outDir: 'out', watch: {} };
const watcher = await build({ logLevel: 'silent', plugins: [unsync()], build: options });
`,
  ],
])('%s: watching builds anew, with the mark gone, too', (_, watching) => {
  const folder = project(library, 'module');
  built(
    folder,
    `import { spawnSync } from 'node:child_process';
import assert from 'node:assert';
import fs from 'node:fs';
import unsync from 'unsync/rollup';
${watching}
const text = fs.readFileSync('src/main.ts', 'utf8');
const steps = [
  () => fs.writeFileSync('src/main.ts', text.replace('scale(n)', 'scale(n + 1)')),
  () => fs.writeFileSync('src/main.ts', 'console.log("plain");'),
];
const said = ['6false', '8false', 'plain'];
const builds = new Set();
let last;
async function look(event) {
  if (event.code === 'ERROR') throw event.error;
  if (event.code !== 'END') return;
  const { stdout } = spawnSync(process.execPath, ['out/main.js'], { encoding: 'utf8' });
  // one write may be seen as two, and built twice
  if (stdout.trim() === last) return;
  assert.equal((last = stdout.trim()), said.shift());
  if (said.length) builds.add(JSON.parse(fs.readFileSync('out/unsync-manifest.json', 'utf8')).build);
  else assert.deepEqual([fs.existsSync('out/unsync-manifest.json'), builds.size], [false, 2]);
  if (steps.length) setTimeout(steps.shift(), 100);
  else await watcher.close();
}
// Rolldown goes on when a listener fails
watcher.on('event', (event) => look(event).catch((error) => (console.error(error), process.exit(1))));
`,
  );
});

test('what can not be moved ends the build, with its line', () => {
  const main = `const rows: number[] = [];
/** @unsync cpu-bound */
export function add(n: number): number { return rows.push(n); }
console.log(await add(1), rows);
`;
  const folder = project({ 'main.ts': main }, 'module');
  fs.writeFileSync(
    path.join(folder, 'build.mjs'),
    `import { build } from 'vite';
import unsync from 'unsync/vite';
await build({ logLevel: 'silent', plugins: [unsync()], build: { ssr: 'main.ts' } });
`,
  );
  const { stderr, status } = node(folder, ['build.mjs']);
  expect(status).toBe(1);
  expect(stderr).toContain("main.ts(3,49): error TS992003: UNSYNC2003: 'add' can't be moved to a worker: 'rows'");
  expect(stderr).toContain("main.ts(1,7): 'rows' is declared here.");
  expect(fs.existsSync(path.join(folder, 'dist/main.js'))).toBe(false);
});

test("Vite's development server runs calls on the caller's thread, as futures", () => {
  const folder = project(files, 'module');
  fs.writeFileSync(
    path.join(folder, 'dev.mjs'),
    `import { createServer } from 'vite';
import unsync from 'unsync/vite';
const server = await createServer({ server: { middlewareMode: true, ws: false }, appType: 'custom', logLevel: 'error', plugins: [unsync()] });
const { heavy, where } = await server.ssrLoadModule('/src/work.ts');
console.log(heavy.kind, typeof heavy(1).cancel, await heavy(3), await where());
await server.close();
`,
  );
  const { stdout, stderr } = node(folder, ['dev.mjs']);
  expect({ stdout, stderr }).toEqual({ stdout: 'effect true\ncpu-bound function 6 true\n', stderr: '' });
});

test('Vitest runs marked code on real threads', () => {
  const folder = project(
    {
      ...files,
      'vitest.config.mjs': `import unsync from 'unsync/vite';\nexport default { plugins: [unsync()], test: { testTimeout: 60_000 } };\n`,
      'src/work.test.ts': `import { expect, test } from 'vitest';
import { heavy, Refused, where } from './work';
test('runs on a thread', async () => {
  expect(heavy.kind).toBe('cpu-bound');
  expect(await where()).toBe(false);
  expect(await heavy(4)).toBe(8);
  await expect(heavy(-1)).rejects.toBeInstanceOf(Refused);
});
`,
    },
    'module',
  );
  const vitest = path.join(repository, 'node_modules/vitest/vitest.mjs');
  const { stdout, stderr, status } = node(folder, [vitest, 'run', '--no-color']);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(stdout).toContain('1 passed');
});

test('is a plugin to the types of each', () => {
  const errors = typeErrors(
    'config.mts',
    `import type { Plugin as Rolldown } from 'rolldown';
import type { Plugin as Rollup } from 'rollup';
import unsync from 'unsync/vite';
import type { Plugin as Vite } from 'vite';
export const plugins: [Vite, Rolldown, Rollup] = [unsync(), unsync(), unsync()];
`,
  );
  expect(errors).toBe('');
});

test('the page says what happens', () => {
  const page = fs.readFileSync(path.join(repository, 'docs/hosts/vite.md'), 'utf8');
  const [config, main, primes] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((m) => m[1]!);
  const printed = /It prints:\n\n```\n([\s\S]*?)```/.exec(page)![1]!;
  const folder = project({ 'vite.config.ts': config!, 'main.ts': main!, 'primes.ts': primes! }, 'module');
  const vite = path.join(repository, 'node_modules/vite/bin/vite.js');
  expect(node(folder, [vite, 'build', '--logLevel', 'warn']).status).toBe(0);
  expect(node(folder, ['dist/main.js']).stdout).toBe(printed);
});
