/**
 * The size budget of the runtime's core: what a program with marked functions loads on the caller's side
 * while nothing fails, minified and compressed, without piscina. `npm run size`
 *
 * Beside it, for information, what a bundler takes for the main program of one with one mark, from dist/: a bundle
 * holds what the core would load only when it is needed, too.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { linkRuntime } from './corpus/project.mjs';

/** A little more than it takes: a change that needs more says so here. */
const budget = 6720;
const root = path.resolve(import.meta.dirname, '..');
/**
 * Loaded with the first option, value that structured clone would change, error, value that can't cross, background call, setting, captured
 * variable, generator, limit, map, call that gives memory away, `result()`, print, mock of Node's timers, observer, call that has to wait, executor, promise among arguments, list of what to transfer, call that takes a second, or thread that dies or leaves, or in another realm than Node's; and, once, to count the cores.
 */
const lazy = [
  ...['errors', 'encode', 'proxies', 'failure', 'refusal', 'configuration', 'environment', 'warnings', 'stream'],
  ...[
    'watchdog',
    'terminate',
    'deadline',
    'options',
    'join',
    'limit',
    'graceful-shutdown',
    'parallelism',
    'channels',
    'recorder',
    'run-queue',
    'await-arguments',
    'cross-realm',
    'background-batch',
    'map',
    'transfer-call',
    'remote',
    'transferable',
    'printing',
    'own-timers',
    'bundled',
    'worker',
  ],
];

const bundled = {
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node20',
};
const compressed = ({ contents }) => gzipSync(contents, { level: 9 }).length;

const core = await build({
  ...bundled,
  entryPoints: [path.join(root, 'runtime/task.ts')],
  external: ['piscina', ...lazy.map((name) => `*/${name}.js`)],
});
const size = compressed(core.outputFiles[0]);
process.stdout.write(`core runtime: ${size} of ${budget} bytes, minified and compressed\n`);
process.exitCode = size <= budget ? 0 : 1;

const program = await bundleProgram();
process.stdout.write(
  `bundle of a program with one mark: ${program.contents.length} bytes minified, ${compressed(program)} compressed, without piscina\n`,
);

/** Compiled by tspc and bundled by esbuild, as its user would. */
async function bundleProgram() {
  fs.mkdirSync(path.join(root, '.cache'), { recursive: true });
  const folder = fs.mkdtempSync(path.join(root, '.cache/size-'));
  const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
  try {
    for (const name of ['src', 'node_modules']) fs.mkdirSync(path.join(folder, name));
    linkRuntime(folder, root);
    const plugins = [{ name: 'unsync', transform: 'unsync/transformer', transformProgram: true }];
    const compilerOptions = {
      target: 'es2022',
      module: 'nodenext',
      rootDir: 'src',
      outDir: 'dist',
      types: [],
      plugins,
    };
    write('package.json', '{ "private": true, "type": "module" }');
    write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] }));
    write('src/main.ts', '/** @unsync */\nexport function square(n: number): number {\n  return n * n;\n}\n');
    write('src/index.ts', "import { square } from './main.js';\nexport const nine = await square(3);\n");
    const tsPatch = path.dirname(createRequire(import.meta.url).resolve('ts-patch/package.json'));
    execFileSync(process.execPath, [path.join(tsPatch, 'bin/tspc.js')], { cwd: folder, stdio: 'inherit' });
    const entryPoints = [path.join(folder, 'dist/index.js')];
    const { outputFiles } = await build({ ...bundled, entryPoints, external: ['piscina'] });
    return outputFiles[0];
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
