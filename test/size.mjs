/**
 * The size budget of the runtime's core: what a program with marked functions loads on the caller's side
 * while nothing fails, minified and compressed, without piscina. `npm run size`
 */
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const budget = 6 * 1024;
const root = path.resolve(import.meta.dirname, '..');
/** Loaded with the first error, the first value that can't cross, the first setting. */
const lazy = ['failure', 'refusal', 'configuration'];

const { outputFiles } = await build({
  entryPoints: [path.join(root, 'runtime/task.ts')],
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['piscina', ...lazy.map((name) => `*/${name}.js`)],
});
const size = gzipSync(outputFiles[0].contents, { level: 9 }).length;
process.stdout.write(`core runtime: ${size} of ${budget} bytes, minified and compressed\n`);
process.exitCode = size <= budget ? 0 : 1;
