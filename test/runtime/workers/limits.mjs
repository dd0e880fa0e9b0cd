// Hand-written as the compiler would emit it.
import { execFileSync } from 'node:child_process';
import { threadId } from 'node:worker_threads';

const kept = [];

const tasks = {
  /** Counts in `counts[0]` those that are in here, in `counts[1]` the most there were, and waits for the gate. */
  within: (counts, gate, value) => {
    const now = Atomics.add(counts, 0, 1) + 1;
    for (let most; (most = Atomics.load(counts, 1)) < now; ) Atomics.compareExchange(counts, 1, most, now);
    Atomics.wait(gate, 0, 0);
    Atomics.sub(counts, 0, 1);
    return value;
  },
  /** Waits for the gate, then logs. */
  waitAndLog: (gate, log, value) => {
    Atomics.wait(gate, 0, 0);
    log[Atomics.add(log, 0, 1) + 1] = value;
    return value;
  },
  native: (command) => {
    execFileSync('sh', ['-c', command]);
  },
  seen: (cell, index) => Atomics.load(cell, index),
  keep: (megabytes, inHeap) => {
    kept.push(inHeap ? Array.from({ length: megabytes * 131072 }, (_, i) => i + 0.5) : Buffer.alloc(megabytes << 20, 1));
    return threadId;
  },
  waste: (megabytes) => {
    let all = [];
    for (let i = 0; i < megabytes; i++) all.push(new Array(131072).fill(i));
    all = [];
    Buffer.alloc(megabytes << 20, 1);
    return threadId;
  },
  /** For teardown.mjs. */
  tell: (settings) => {
    globalThis.tornDown = settings;
    return threadId;
  },
  env: (name) => process.env[name],
  setEnv: (name, value) => {
    process.env[name] = value;
  },
  execArgv: () => process.execArgv,
  printMuch: (lines) => {
    for (let i = 0; i < lines; i++) (i % 2 ? process.stderr : process.stdout).write(`${i} ${'x'.repeat(100)}\n`);
  },
  printAndExit: (text) => {
    console.log(text);
    process.exit(3);
  },
  printAndOverflow: (text) => {
    console.log(text);
    const all = [];
    for (;;) all.push(new Array(100_000).fill(all.length));
  },
  printThen: (text, gate) => {
    console.log(text);
    Atomics.wait(gate, 0, 0);
  },
  inspectorUrl: async () => (await import('node:inspector')).url(),
  burn: (milliseconds, begun) => {
    if (begun) Atomics.store(begun, 0, 1);
    const end = performance.now() + milliseconds;
    let sum = 0;
    while (performance.now() < end) sum += Math.sqrt(sum + 1);
    return sum > 0;
  },
  spin: (begun) => {
    Atomics.store(begun, 0, 1);
    for (;;);
  },
};

async function* numbers() {
  for (let n = 0; ; n++) yield [n, threadId];
}

export const __unsyncTasks = { ...tasks, numbers };
