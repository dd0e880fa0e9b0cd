/** How rows are measured, in the contender's process. Wrong results throw: a fast wrong one is worth nothing. */
import { setTimeout as delay } from 'node:timers/promises';
import { quantile, waitQuantile } from './statistics.mjs';

export function check(isRight) {
  if (!isRight) throw new Error('a result is wrong');
}

/** Microseconds of a call, each begun with the result of the one before; a tenth as many go ahead of them. */
export async function chain(count, call) {
  for (let n = 0; n < count / 10; ) n = await call(n);
  const from = performance.now();
  let n = 0;
  while (n < count) n = await call(n);
  const value = ((performance.now() - from) * 1000) / count;
  check(n === count);
  return { value };
}

/** The same, where a call gives its value. */
export function chainSync(count, call) {
  for (let n = 0; n < count / 10; ) n = call(n);
  const from = performance.now();
  let n = 0;
  while (n < count) n = call(n);
  const value = ((performance.now() - from) * 1000) / count;
  check(n === count);
  return { value };
}

/** Milliseconds of one, done one after the other, after a first that does not count. */
export async function sequence(count, each) {
  await each();
  const from = performance.now();
  for (let i = 0; i < count; i++) await each();
  return { value: (performance.now() - from) / count };
}

/**
 * The milliseconds that something takes, and the 99th percentile of how long this thread's event loop makes others
 * wait meanwhile, also in milliseconds. Timers have a resolution of one, which an idle loop has, too.
 */
export async function loaded(load) {
  const gaps = [];
  let last = performance.now();
  const tick = () => {
    const now = performance.now();
    gaps.push(now - last);
    last = now;
  };
  const timer = setInterval(tick, 1);
  const from = last;
  await load();
  const value = performance.now() - from;
  tick();
  clearInterval(timer);
  return { value, delay: waitQuantile(gaps, 0.99) };
}

export async function atOnce(contender, count) {
  const values = new Array(count);
  const { value, delay } = await loaded(async () => {
    for (let i = 0; i < count; i++) values[i] = contender.call('increment', i);
    if (!contender.isInline) for (const [i, result] of (await Promise.all(values)).entries()) values[i] = result;
  });
  for (let i = 0; i < count; i++) check(values[i] === i + 1);
  return { value: (count / value) * 1000, delay };
}

// there is nothing to import from where this stands in the repository
const { spin: plainSpin } = await import(new URL('../plain/tasks.js', import.meta.url).href);
const right = new Map();

/** What `spin` computes, without the thread that did. */
function expected(iterations) {
  if (!right.has(iterations)) right.set(iterations, Math.floor(plainSpin(iterations) / 1024));
  return right.get(iterations);
}

/** Right values? And the share of them that other threads computed. */
function judge(all, values) {
  for (const [i, value] of values.entries()) check(Math.floor(value / 1024) === expected(all[i]));
  return values.filter((value) => value % 1024 !== 0).length / values.length;
}

/** The 99th percentile of those of the shortest sort. */
function ofShortest(all, times) {
  const shortest = Math.min(...new Set(all));
  return quantile(
    times.filter((_, i) => all[i] === shortest),
    0.99,
  );
}

/**
 * All at once, so many iterations each. `short` says when 99 of 100 of the shortest sort had settled, in milliseconds,
 * `away` which share of the calls ran on other threads, `idle` what `delay` is when nothing runs.
 */
export async function spinAll(contender, all) {
  for (const iterations of new Set(all)) expected(iterations);
  const idle = await loaded(() => delay(50));
  const values = new Array(all.length);
  const settled = new Array(all.length);
  const result = await loaded(async () => {
    const from = performance.now();
    const note = (i) => (value) => {
      settled[i] = performance.now() - from;
      values[i] = value;
    };
    if (contender.isInline) for (const [i, iterations] of all.entries()) note(i)(contender.call('spin', iterations));
    else await Promise.all(all.map((iterations, i) => contender.call('spin', iterations).then(note(i))));
  });
  return { ...result, idle: idle.delay, away: judge(all, values), short: ofShortest(all, settled) };
}

/** A call falls due every `interval` milliseconds; what the shortest sort took, from the call, 99 of 100 times. */
export async function spinPaced(contender, all, interval) {
  for (const iterations of new Set(all)) expected(iterations);
  const times = new Array(all.length);
  const calls = [];
  const { delay: blocked } = await loaded(async () => {
    for (const from = performance.now(); calls.length < all.length; await delay(1)) {
      const due = Math.min(all.length, Math.ceil((performance.now() - from) / interval));
      for (let i = calls.length; i < due; i++) {
        const begun = performance.now();
        calls[i] = contender.call('spin', all[i]).then((value) => {
          times[i] = performance.now() - begun;
          return value;
        });
      }
    }
    await Promise.all(calls);
  });
  return { value: ofShortest(all, times), delay: blocked, away: judge(all, await Promise.all(calls)) };
}
