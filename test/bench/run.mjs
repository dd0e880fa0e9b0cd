/**
 * `npm run bench` [-- --quick | --rows key,key | --json file | --svg file]: unsync beside other pools, what threads
 * cost at least, and no threads, on this machine, in one run.
 *
 * Peers are installed into .cache/bench, in the versions that `setup.mjs` names; unsync is measured from dist/ with a
 * program that tspc compiles. Each contender has a process of its own and the same number of threads. A round measures
 * every contender once, in an order of its own; figures are medians over rounds, with the quartiles about them, and
 * ratios are taken within rounds. `--json` holds every sample. It measures: its exit code says nothing of the figures.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from '../corpus/project.mjs';
import { chart } from './chart.mjs';
import { createChildren } from './children.mjs';
import { behind, demands } from './demands.mjs';
import { measureRow } from './rounds.mjs';
import { calibrate, folder, peers, setUp } from './setup.mjs';
import { createRandom } from './statistics.mjs';
import { behindTable, demandTable, rowTable } from './table.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rows: { type: 'string' },
    json: { type: 'string' },
    svg: { type: 'string' },
  },
});
const print = (text) => process.stdout.write(`${text}\n`);
const fail = (text) => {
  process.stderr.write(`${text}\n`);
  process.exit(1);
};

if (!fs.existsSync(path.join(repository, 'dist/transformer'))) fail('There is no dist: npm run build');
const begun = performance.now();
await setUp();
// only now, since what it imports is compiled by then
const { rows } = await import(path.join(folder, 'rows.mjs'));
const named = options.rows?.split(',');
const unknown = named?.filter((key) => !rows.some((row) => row.key === key));
if (unknown?.length) fail(`No such row: ${unknown.join()}. There are: ${rows.map((row) => row.key).join()}`);
const chosen = rows.filter((row) => (named ? named.includes(row.key) : !options.quick || row.quick));

const threads = os.availableParallelism();
const spin = await calibrate();
const run = {
  date: new Date().toISOString(),
  node: process.version,
  cpu: os.cpus()[0]?.model.trim(),
  cores: threads,
  load: os.loadavg()[0],
  threads,
  peers,
  spin,
  rows: {},
};
print(
  `Node ${run.node}, ${run.cores} cores (${run.cpu}), ${threads} threads each, ${run.date.slice(0, 10)}, load before ${run.load.toFixed(1)}`,
);
print(`Ratios: how many times better than inline, piscina and the floor (raw messages, or 256 calls a message).`);
const children = createChildren(folder, threads);
const random = createRandom(Date.now());
for (const row of chosen) {
  const count = (options.quick && row.quick) || row.count;
  const rounds = options.quick ? 3 : (row.rounds ?? 7);
  const contenders = await measureRow(row, children, { rounds, count, spin, random });
  const { key, title, unit, better, floor } = row;
  run.rows[key] = { title, unit, better, floor, count, rounds, contenders };
  print(rowTable(run.rows[key]));
}
await children.close();
run.demands = demands(run.rows);
run.behind = behind(run.rows);
print(demandTable(run.demands));
print(behindTable(run.behind));
if (options.quick)
  print('With the few calls and rounds of the quick form these say little: threads and code are still warming up.');
if (options.svg) fs.writeFileSync(options.svg, chart(run));
if (options.json) fs.writeFileSync(options.json, `${JSON.stringify(run, null, 1)}\n`);
print(`\n${Math.round((performance.now() - begun) / 1000)} s`);
