/** Programs that were compiled, and then bundled by those who know nothing of it: with the runtime, with piscina, into one file. */
import { expect, test } from 'vitest';
import { node, project } from './project';

const task = (location: string) => `function heavy_task() {
  return { name: "heavy", at: "work.ts:1:1", kind: "cpu-bound", worker: ${location}, key: "heavy", inline: heavy };
  function heavy() { return 1; }
}
function quick_task() {
  return { name: "quick", at: "work.ts:2:1", kind: "async", inline: quick };
  async function quick() { return 'on its thread'; }
}
const heavy = unsync.create(heavy_task);
const quick = unsync.create(quick_task);
const say = (said) => console.log(said.code ?? '', said.message ?? said);
quick().then(say, say).then(() => heavy()).then(say, say);
`;
const files = {
  'module.mjs': `import * as unsync from 'unsync/task';\n${task('new URL("./work.unsync.mjs", import.meta.url)')}`,
  'script.cjs': `const unsync = require('unsync/task');\n${task('__dirname + "/work.unsync.cjs"')}`,
  'work.unsync.mjs': 'export const __unsyncTasks = { heavy: () => 1 };\n',
  'work.unsync.cjs': 'exports.__unsyncTasks = { heavy: () => 1 };\n',
  'build.mjs': `import * as esbuild from 'esbuild';
import { rolldown } from 'rolldown';
import webpack from 'webpack';
const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
const build = (entry, out, more) =>
  esbuild.build({ entryPoints: [entry], outfile: 'out/' + out, bundle: true, platform: 'node', logLevel: 'silent', ...more });
const external = ['unsync/task'];
await build('module.mjs', 'module.mjs', { format: 'esm', external });
await build('module.mjs', 'lost-module.cjs', { format: 'cjs', external });
await build('script.cjs', 'lost-script.mjs', { format: 'esm', external, banner });
await build('script.cjs', 'all.cjs', { format: 'cjs' });
await build('module.mjs', 'all.mjs', { format: 'esm' });
await build('module.mjs', 'all-required.mjs', { format: 'esm', banner });
const bundle = await rolldown({ input: 'module.mjs', platform: 'node', logLevel: 'silent' });
await bundle.write({ dir: 'rolldown', entryFileNames: '[name].mjs' });
for (const [name, __dirname] of Object.entries({ own: false, of: true, mock: 'mock' }))
  await new Promise((resolve, reject) => {
    const output = { path: process.cwd() + '/webpack', filename: name + '.cjs' };
    const options = { mode: 'development', devtool: false, target: 'node', entry: './script.cjs', node: { __dirname, __filename: __dirname }, output };
    webpack(options, (error, stats) => (error || stats.hasErrors() ? reject(error ?? new Error(stats.toString())) : resolve()));
  });
`,
};

test('says that unsync is to be external, and where a worker module was lost; what needs no thread works', () => {
  const folder = project(files);
  expect(node(folder, ['build.mjs'])).toEqual({ stdout: '', stderr: '', status: 0 });
  const works = ' on its thread\n';
  const code = 'ERR_UNSYNC_LOAD ';
  const external = `${code}unsync is part of a bundle, and its threads begin with files that are not in it. Keep unsync external`;
  const lost = `${code}heavy: its file was compiled by unsync, and then bundled, by which it has lost its worker module.`;
  const said = {
    'out/module.mjs': `${works}${code}heavy: its worker module file://`,
    'out/lost-module.cjs': works + lost,
    'out/lost-script.mjs': works + lost,
    'out/all.cjs': works + external,
    'out/all-required.mjs': works + external,
    'rolldown/module.mjs': works + external,
    'webpack/own.cjs': works + external,
    'webpack/of.cjs': works + external,
    'webpack/mock.cjs': works + external,
  };
  for (const [file, text] of Object.entries(said)) {
    const { stdout, stderr } = node(folder, [file]);
    expect({ stdout: stdout.slice(0, text.length), stderr }, file).toEqual({ stdout: text, stderr: '' });
  }
  expect(node(folder, ['out/module.mjs']).stdout).toContain(
    "If a bundler has left it out, use unsync's plugin there, or keep what calls it external",
  );
  // it can load nothing at all
  expect(node(folder, ['out/all.mjs']).stderr).toContain('UnsyncError: unsync is part of a bundle');
});
