/**
 * What threads cost and what they give: the figures behind the defaults in runtime/outside/settings/defaults.ts.
 * `npm run measure`, after a build. Each figure is the median of several programs of their own.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const prelude = `
  const { create } = require(${JSON.stringify(path.join(root, 'dist/runtime/task.js'))});
  const { prewarm } = require(${JSON.stringify(path.join(root, 'dist/runtime/index.js'))});
  const workers = ${JSON.stringify(`file://${root}/test/runtime/workers/`)};
  const stub = (file, key, kind) => create(() => ({ name: key, at: '', kind, key, worker: workers + file, inline() {} }));
  const time = async (each) => { const from = performance.now(); await each(1, 2); return performance.now() - from; };
  const all = (count, start) => Promise.all(Array.from({ length: count }, start));
  const say = (...figures) => console.log(JSON.stringify(figures));
`;

/** The figures that a program says, each the median of so many runs. */
function measure(source, env = {}, runs = 5) {
  const options = { encoding: 'utf8', env: { ...process.env, ...env }, cwd: root };
  const said = Array.from({ length: runs }, () =>
    JSON.parse(execFileSync(process.execPath, ['-e', `${prelude}(async () => {${source}})()`], options)),
  );
  return said[0].map((_, i) => said.map((figures) => figures[i]).sort((a, b) => a - b)[runs >> 1]);
}

const print = (...cells) => process.stdout.write(`${cells.map((each) => String(each).padStart(14)).join('')}\n`);

process.stdout.write(`Node ${process.version}\n\n`);

const memory = `
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const meet = stub('basic.mjs', 'meet', 'blocking');
  await meet(new Int32Array(new SharedArrayBuffer(4)), 1);
  const before = process.memoryUsage.rss();
  await all(17, () => meet(counter, 17));
  say((process.memoryUsage.rss() - before) / 16 / 2 ** 20);`;
const start = `
  const add = stub('basic.mjs', 'add', 'blocking');
  const cold = await time(add);
  const second = await time(stub('basic.mjs', 'add', 'cpu-bound'));
  for (let i = 0; i < 1000; i++) await add(1, 2);
  say(cold, second, await time(add));`;
const prewarmed = `
  const add = stub('basic.mjs', 'add', 'blocking');
  await prewarm([add], { threads: 1 });
  say(await time(add));`;
// Its module brings 9 MB of JavaScript.
const large = `
  const module = ${JSON.stringify(`
    import { createRequire } from 'node:module';
    const { version } = createRequire(${JSON.stringify(import.meta.url)})('typescript');
    export const __unsyncTasks = { version: () => version };`)};
  const version = create(() => ({ name: 'version', at: '', kind: 'blocking', worker: 'data:text/javascript,' + encodeURIComponent(module), inline() {} }));
  say(await time(version));`;
const [megabytes] = measure(memory, { UNSYNC_BLOCKING_MAX_THREADS: '32' });
const [cold, second, warm] = measure(start);
process.stdout.write(`a thread with a small module: ${megabytes.toFixed(1)} MB of resident memory\n`);
process.stdout.write(
  `first call: ${cold.toFixed(0)} ms; first call on another thread: ${second.toFixed(0)} ms; on a warm one: ${warm.toFixed(2)} ms\n`,
);
const [first] = measure(prewarmed);
process.stdout.write(`first call after prewarm: ${first.toFixed(2)} ms\n`);
const NODE_COMPILE_CACHE = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-measure-'));
const [uncached] = measure(large);
measure(large, { NODE_COMPILE_CACHE }, 1);
const [cached] = measure(large, { NODE_COMPILE_CACHE });
fs.rmSync(NODE_COMPILE_CACHE, { recursive: true });
process.stdout.write(
  `first call with 9 MB of JavaScript: ${uncached.toFixed(0)} ms; with NODE_COMPILE_CACHE: ${cached.toFixed(0)} ms\n\n`,
);

// Calls a second, the threads being there.
const mix = (calls) => `
  const sleep = stub('basic.mjs', 'sleep', 'blocking'), native = stub('limits.mjs', 'native', 'blocking');
  const round = async (start) => {
    await all(${calls}, start);
    const from = performance.now();
    await all(${calls}, start);
    return ${calls} / (performance.now() - from) * 1000;
  };
  say(await round(() => sleep(20)), await round(() => native('sleep 0.02')));`;
process.stdout.write('calls a second that block for 20 ms, by threads\n');
print('threads', 'Atomics.wait', 'execFileSync');
for (const threads of [1, 2, 4, 8, 16, 32, 64]) {
  const rates = measure(mix(Math.max(32, threads * 4)), { UNSYNC_BLOCKING_MAX_THREADS: String(threads) }, 3);
  print(threads, ...rates.map(Math.round));
}
