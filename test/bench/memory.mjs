/**
 * Memory of a process of its own. Resident memory has all, messages under way too, but is given back late and in pages;
 * the heap, with what it holds outside, is exact, and leaves out what is on its way.
 */

import { setTimeout as delay } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { check } from './measure.mjs';

async function used() {
  v8.setFlagsFromString('--expose-gc');
  const gc = vm.runInNewContext('gc');
  for (let i = 0; i < 4; i++) {
    gc();
    await delay(20);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rss, heap: heapUsed + external };
}

/** Megabytes for each thread, when all have run something. */
export async function memoryOfThreads(open, { spin, threads, load }) {
  await load();
  const before = await used();
  const contender = await open();
  const seen = new Set();
  while (seen.size < threads) {
    const calls = Array.from({ length: threads * 4 }, () => contender.call('spin', spin * 5));
    for (const value of await Promise.all(calls)) if (value % 1024) seen.add(value % 1024);
  }
  return { value: ((await used()).rss - before.rss) / threads / 2 ** 20 };
}

/** Bytes for each call that waits since all threads are held. How those that have waited end, other rows check. */
export async function memoryOfQueue(open, { count, threads }) {
  const contender = await open();
  const warm = await fill(contender, threads, 2_000);
  await warm.end();
  return (await fill(contender, threads, count)).figures;
}

async function fill(contender, threads, count) {
  const gate = new Int32Array(new SharedArrayBuffer(8));
  const held = [];
  for (let i = 0; i < threads; i++) {
    held.push(contender.call('hold', gate));
    while (Atomics.load(gate, 1) <= i) await delay(1);
  }
  const before = await used();
  const calls = new Array(count);
  for (let i = 0; i < count; i++) calls[i] = contender.call('increment', i);
  const after = await used();
  return {
    figures: { value: (after.rss - before.rss) / count, heap: (after.heap - before.heap) / count },
    async end() {
      Atomics.store(gate, 0, 1);
      Atomics.notify(gate, 0);
      await Promise.all(held);
      for (const [i, value] of (await Promise.all(calls)).entries()) check(value === i + 1);
    },
  };
}
