/**
 * `npm run bench:give-back` [-- --quick | --sizes '1 kB,1 MB' | --json file]: what it costs to give back what a call
 * changes, beside the same function `untracked`, and beside posting its whole argument back by hand.
 *
 * Each of the three has a process of its own, with one thread. A round measures all of them once, in an order of its
 * own, for each cell; figures are medians over rounds, and ratios are taken within rounds. Where the answer of a call
 * that changes nothing is too large, it exits with 1; the times say nothing to its exit code.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { linkRuntime, repository } from '../../corpus/project.mjs';
import { createRandom, median, shuffle } from '../statistics.mjs';
import { changes, contenders, sizes, sorts } from './cells.mjs';
import { startAll } from './processes.mjs';
import { costTable } from './table.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    sizes: { type: 'string', default: Object.keys(sizes).join() },
    json: { type: 'string' },
  },
});
const print = (text) => process.stdout.write(`${text}\n`);
const here = import.meta.dirname;
const folder = path.join(repository, '.cache/bench-give-back');

/** Calls of a sample, rounds, and rounds before that don't count: code gets hot, and the heaps of threads grow. */
const plans = { '1 kB': [500, 15, 6], '1 MB': [10, 11, 3], '32 MB': [1, 7, 2] };
/** What the answer of a call that changes nothing may take. */
const MOST_BYTES = 1024;

fs.mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
linkRuntime(folder, repository);
const types = path.join(folder, 'node_modules/@types');
if (!fs.existsSync(types)) fs.symlinkSync(path.join(repository, 'node_modules/@types'), types, 'junction');
for (const name of ['src', 'tsconfig.json'])
  fs.cpSync(path.join(here, name), path.join(folder, name), { recursive: true });
fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
const cli = path.join(repository, 'dist/transformer/hosts/cli/cli.js');
execFileSync(process.execPath, [cli, 'build', '--outDir', 'dist'], { cwd: folder, stdio: 'inherit' });

const begun = performance.now();
print(
  `Node ${process.version}, ${os.availableParallelism()} cores (${os.cpus()[0]?.model.trim()}), one thread each, ${new Date().toISOString().slice(0, 10)}, load before ${os.loadavg()[0].toFixed(1)}`,
);
const random = createRandom(Date.now());
const children = startAll(path.join(here, 'child.mjs'), pathToFileURL(path.join(folder, 'dist/tasks.js')).href);
const run = { node: process.version, cpu: os.cpus()[0]?.model.trim(), cells: [] };
try {
  for (const size of options.sizes.split(','))
    for (const sort of Object.keys(sorts)) {
      const cells = [];
      for (const change of Object.keys(changes)) cells.push(await measure({ sort, size, change }));
      run.cells.push(...cells);
      print(costTable(`${size}, ${sorts[sort].name}`, cells));
    }
} finally {
  children.end();
}
if (options.json) fs.writeFileSync(options.json, `${JSON.stringify(run, null, 1)}\n`);
print(`\n${Math.round((performance.now() - begun) / 1000)} s`);
for (const { size, sort, change, bytes } of run.cells)
  if (change !== 'one' && change !== 'all' && bytes.tracked > MOST_BYTES) {
    process.stderr.write(`${size}, ${sorts[sort].name}, ${changes[change]}: ${bytes.tracked} bytes are sent back\n`);
    process.exitCode = 1;
  }

async function measure(cell) {
  const [most, all, warmUp] = plans[cell.size];
  const [count, rounds] = options.quick ? [Math.ceil(most / 5), 3] : [most, all];
  const samples = Object.fromEntries(contenders.map((name) => [name, []]));
  const bytes = {};
  for (const name of contenders) ({ bytes: bytes[name] } = await children.ask(name, { cell }));
  for (let round = -warmUp; round < rounds; round++)
    for (const name of shuffle(contenders, random)) {
      const figures = await children.ask(name, { cell, count });
      if (round >= 0) samples[name].push(figures);
    }
  const of = (name, figure) => samples[name].map((each) => each[figure]);
  const { untracked, tracked } = samples;
  /** On the caller's thread, more than the same call untracked takes there, by what the clone costs it. */
  const share = (figure) => median(tracked.map((each, i) => (each[figure] - untracked[i][figure]) / untracked[i].sent));
  return {
    ...cell,
    ms: Object.fromEntries(contenders.map((name) => [name, median(of(name, 'ms'))])),
    ratio: median(tracked.map(({ ms }, i) => ms / untracked[i].ms)),
    byHand: median(samples['by hand'].map(({ ms }, i) => ms / untracked[i].ms)),
    numbering: share('sent'),
    applying: share('put'),
    bytes,
    samples,
  };
}
