/**
 * The soak: a mixed load with faults thrown in, for minutes. Every call is to settle as its case
 * says, having run as often as that allows; and when all is quiet, memory, handles, threads and
 * listeners are to be where they were. Prints the figures; exits with 1 where something is not so.
 * `npm run soak -- [--quick | --minutes 5] [--seed 1]`
 */
import { execFileSync } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import v8 from 'node:v8';
import vm from 'node:vm';
import { configure, shutdown, stats } from '../../dist/runtime/index.js';
import { createCases } from './load.mjs';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, minutes: { type: 'string' }, seed: { type: 'string' } },
});
const seconds = options.quick ? 12 : Number(options.minutes ?? 5) * 60;
const seed = Number(options.seed ?? Date.now() % 1e6);
if (!(seconds > 0) || !(seed > 0)) throw new Error('--minutes and --seed are positive numbers');

/** Seconds between two looks when all is quiet. */
const ROUND = options.quick ? 1.5 : 10;

/** Calls under way at once. */
const AT_ONCE = 64;

/** Milliseconds that calls may take to settle once no more are made. */
const PATIENCE = 60_000;

v8.setFlagsFromString('--expose-gc');
const gc = vm.runInNewContext('gc');
const warnings = new Map();
process.removeAllListeners('warning');
process.on('warning', ({ code, name, message }) => {
  const key = code ?? `${name}: ${message}`;
  warnings.set(key, (warnings.get(key) ?? 0) + 1);
});
const violations = [];
process.on('unhandledRejection', (error) => violations.push(`unhandled rejection: ${error?.stack ?? error}`));
process.on('uncaughtException', (error) => violations.push(`uncaught: ${error?.stack ?? error}`));

configure({
  cpuBound: { maxThreads: 2 },
  blocking: { maxThreads: 4, idleTimeout: 300 },
  resourceLimits: { maxOldGenerationSizeMb: 32 },
});

let state = seed;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
const ledger = new Int32Array(new SharedArrayBuffer(4 * 65_536));
const { signal } = new AbortController();
const cases = createCases({ ledger, signal, random });
const total = cases.reduce((sum, { weight }) => sum + weight, 0);
const tally = new Map(cases.map(({ name }) => [name, { made: 0, fulfilled: 0, rejected: 0 }]));

function choose() {
  let left = random() * total;
  return cases.find(({ weight }) => (left -= weight) < 0) ?? cases[0];
}

const open = new Map();
let made = 0;
let settled = 0;

/** Resolves, whatever comes of it. */
function start() {
  const { name, call, may, runs } = choose();
  const index = made++ % ledger.length;
  const count = tally.get(name);
  count.made++;
  let times = 0;
  const id = Symbol(name);
  const note = (outcome) => {
    settled++;
    open.delete(id);
    count[outcome.ok ? 'fulfilled' : 'rejected']++;
    if (++times > 1) violations.push(`${name}: settled ${times} times`);
    if (!may(index)(outcome))
      violations.push(`${name}: ${outcome.ok ? 'fulfilled with' : 'rejected with'} ${describe(outcome.value)}`);
    const ran = Atomics.exchange(ledger, index, 0);
    if (!runs.includes(ran)) violations.push(`${name}: ran ${ran} times`);
  };
  let promise;
  try {
    promise = call(index);
  } catch (error) {
    promise = Promise.reject(error);
    violations.push(`${name}: threw ${describe(error)}`);
  }
  open.set(
    id,
    promise.then(
      (value) => note({ ok: true, value }),
      (value) => note({ ok: false, value }),
    ),
  );
}

function describe(value) {
  try {
    return value instanceof Error ? `${value.name} ${value.code ?? ''} ${value.message}` : JSON.stringify(value);
  } catch {
    return String(value);
  }
}

/** Calls for a while, then none until all have settled. */
async function round(length) {
  for (const end = performance.now() + length * 1000; performance.now() < end; ) {
    while (open.size < AT_ONCE && performance.now() < end) start();
    await Promise.race(open.values());
  }
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, PATIENCE, 'late');
  });
  if ((await Promise.race([Promise.all(open.values()), late])) === 'late') {
    for (const { description } of open.keys()) violations.push(`${description}: not settled after ${PATIENCE} ms`);
    open.clear();
  }
  clearTimeout(timer);
}

/** Two that compute and one in the background: what is not idle for long enough to leave. */
const THREADS_WHEN_QUIET = 3;

const threads = () => Object.values(stats().threads).reduce((sum, each) => sum + each, 0);

const handles = () => process.getActiveResourcesInfo().filter((each) => each !== 'Immediate');

/** Waits until it is no longer so, but no longer than these milliseconds. */
async function passes(isSo, milliseconds) {
  for (const end = performance.now() + milliseconds; isSo() && performance.now() < end; )
    await new Promise((resolve) => setTimeout(resolve, 50));
}

/** What there is when all is quiet: idle threads of the blocking pool have left, and those that were ended are gone. */
async function look() {
  const isBusy = () =>
    stats().threads.blocking > 0 || threads() > THREADS_WHEN_QUIET || stats().running + stats().queued > 0;
  await passes(isBusy, 20_000);
  // Ports of threads that are gone close a little later.
  await passes(() => handles().length > 0, 2000);
  for (let i = 0; i < 3; i++) {
    gc();
    await new Promise(setImmediate);
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  const listeners = process.eventNames().reduce((sum, each) => sum + process.listenerCount(each), 0);
  const { running, queued } = stats();
  return {
    heap: heapUsed + external,
    rss,
    handles: handles().length,
    threads: threads(),
    listeners: listeners + getEventListeners(signal, 'abort').length,
    open: running + queued,
    calls: made,
  };
}

const MB = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
const print = (text) => process.stdout.write(`${text}\n`);
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

print(`soak of ${seconds} s, seed ${seed}`);
stats();
const looks = [];
for (const end = performance.now() + seconds * 1000; performance.now() < end; ) {
  await round(ROUND);
  const now = await look();
  looks.push(now);
  print(
    `${String(made).padStart(8)} calls  heap ${MB(now.heap)}  rss ${MB(now.rss)}  handles ${now.handles}  threads ${now.threads}  listeners ${now.listeners}`,
  );
}

// The first third warms up: code is compiled, modules and pools are made.
const [early, late] = [
  looks.slice(Math.floor(looks.length / 3), Math.ceil((looks.length * 2) / 3)),
  looks.slice(-Math.ceil(looks.length / 3)),
];
const grown = (what) => median(late.map((each) => each[what])) - median(early.map((each) => each[what]));
const limit = (what, share, bytes) => median(early.map((each) => each[what])) * share + bytes;
if (grown('heap') > limit('heap', 0.05, 512 * 1024)) violations.push(`the heap grew by ${MB(grown('heap'))}`);
if (grown('rss') > limit('rss', 0.1, 16 * 1024 * 1024)) violations.push(`rss grew by ${MB(grown('rss'))}`);
for (const what of ['handles', 'listeners']) if (grown(what) > 0) violations.push(`${grown(what)} more ${what}`);
for (const { threads, open } of looks) {
  if (threads > THREADS_WHEN_QUIET) violations.push(`${threads} threads when all is quiet`);
  if (open > 0) violations.push(`${open} calls are still counted when all is quiet`);
}
if (settled !== made) violations.push(`${made} calls, ${settled} settled`);
const counted = stats();
await shutdown();

for (const [name, { made, fulfilled, rejected }] of tally)
  print(
    `${name.padEnd(32)}${String(made).padStart(8)} made ${String(fulfilled).padStart(8)} fulfilled ${String(rejected).padStart(8)} rejected`,
  );
print(`warnings: ${[...warnings].map(([code, count]) => `${code} ${count}`).join(', ') || 'none'}`);
print(
  `${made} calls, ${settled} settled; ${counted.done} done, ${counted.failed} failed, ${counted.cancelled} cancelled`,
);
print(
  `heap ${grown('heap') >= 0 ? '+' : ''}${MB(grown('heap'))}, rss ${grown('rss') >= 0 ? '+' : ''}${MB(grown('rss'))} from the second third to the last`,
);

const pending = JSON.parse(
  execFileSync(
    process.execPath,
    [fileURLToPath(new URL('pending.mjs', import.meta.url)), options.quick ? '100000' : '1000000'],
    { encoding: 'utf8' },
  ),
);
const left = (pending.after - pending.before) / pending.count;
print(
  `${pending.count} pending calls: ${pending.each.toFixed(0)} bytes each, ${pending.seconds.toFixed(1)} s until they had settled; then ${left.toFixed(1)} bytes each more than before (${MB(pending.before)})`,
);
if (pending.right !== pending.count)
  violations.push(`${pending.count - pending.right} pending calls gave wrong results`);
if (pending.each > 1024) violations.push(`a pending call costs ${pending.each.toFixed(0)} bytes`);
// What is loaded and compiled on the way stays, once; the least object that a call could leave behind takes 12 bytes.
if (left > 8) violations.push(`a call that has settled leaves ${left.toFixed(1)} bytes behind`);

for (const [violation, times] of [...new Set(violations)].map((each) => [
  each,
  violations.filter((other) => other === each).length,
]))
  print(`VIOLATION ${violation}${times > 1 ? ` (${times} times)` : ''}`);
print(violations.length ? `${violations.length} violations` : 'no violation');
process.exitCode = violations.length ? 1 : 0;
