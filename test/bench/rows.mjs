/**
 * What is measured. A row has a figure in `unit`, of which more or less is `better`, and may have others beside it;
 * `floor` is the contender that shows what threads cost at least. `count` is how many calls are made, `quick` how many
 * in the quick form, which leaves out rows that have none.
 *
 * `measure(contender, { count, spin, threads })` runs in the contender's process and gives `{ value, …others }`;
 * `spin` are the iterations that take one millisecond. It throws where a result is wrong. A row that is `fresh` has a
 * process for each sample, and opens the contender itself. `rounds` overrules how many there are, `probe` is how many
 * calls tell whether someone would take too long.
 */

import { atOnce, chain, chainSync, check, loaded, sequence, spinAll, spinPaced } from './measure.mjs';
import { memoryOfQueue, memoryOfThreads } from './memory.mjs';

const trivial = ['inline', 'ring', 'raw256', 'raw', 'unsync', 'piscina', 'tinypool', 'workerpool', 'poolifier'];
const pools = [...trivial, 'comlink', 'threads', 'jest-worker'];
const without = (...names) => pools.filter((each) => !names.includes(each));
const remote = without('inline', 'ring', 'raw256');

/** Of calls that take 0.1 ms, every hundredth takes a hundred times as long. */
const skewed = (count, spin) => Array.from({ length: count }, (_, i) => Math.round(spin * (i % 100 === 37 ? 10 : 0.1)));

const durations = (key, count, quick, milliseconds, contenders = pools) => ({
  key,
  title: `calls of ${milliseconds < 1 ? `${milliseconds * 1000} µs` : `${milliseconds} ms`} at once`,
  unit: 'ms',
  better: 'lower',
  floor: 'raw256',
  contenders,
  count,
  quick,
  measure: (contender, { count, spin }) =>
    spinAll(
      contender,
      Array.from({ length: count }, () => Math.round(spin * milliseconds)),
    ),
});

const bytes = (key, size, moves, count, quick) => ({
  key,
  title: `times ${size >= 2 ** 20 ? `${size / 2 ** 20} MB` : `${size / 2 ** 10} kB`} to a thread and back, ${moves ? 'transferred' : 'copied'}`,
  unit: 'ms',
  better: 'lower',
  floor: 'raw',
  contenders: moves ? remote.filter((each) => each !== 'poolifier' && each !== 'jest-worker') : remote,
  count,
  quick,
  async measure(contender, { count }) {
    let bytes = new Uint8Array(size).fill(7);
    return sequence(count, async () => {
      bytes = moves ? await contender.move('echo', bytes, [bytes.buffer]) : await contender.call('echo', bytes);
      check(bytes.length === size && bytes[size - 1] === 7);
    });
  },
});

export const rows = [
  {
    key: 'roundtrip',
    title: 'calls one after the other',
    unit: 'µs',
    better: 'lower',
    floor: 'raw',
    contenders: without('inline', 'raw256'),
    count: 3_000,
    quick: 500,
    measure: (contender, { count }) => chain(count, (n) => contender.call('increment', n)),
  },
  {
    key: 'result',
    title: 'calls for each of which the caller blocks: result(), and synckit',
    unit: 'µs',
    better: 'lower',
    floor: 'raw',
    contenders: ['raw', 'unsync', 'synckit'],
    count: 3_000,
    quick: 500,
    measure: (contender, { count }) => chainSync(count, (n) => contender.sync('increment', n)),
  },
  {
    key: 'async',
    title: 'calls of an async function, one after the other: the kind async, and the plain one',
    unit: 'µs',
    better: 'lower',
    contenders: ['inline', 'unsync'],
    count: 200_000,
    quick: 50_000,
    measure: (contender, { count }) => chain(count, contender.tasks.later),
  },
  {
    key: 'burst',
    title: 'trivial calls at once',
    unit: 'calls/s',
    better: 'higher',
    floor: 'raw256',
    contenders: pools,
    count: 20_000,
    quick: 2_000,
    measure: (contender, { count }) => atOnce(contender, count),
  },
  {
    key: 'million',
    title: 'trivial calls at once',
    unit: 'calls/s',
    better: 'higher',
    floor: 'raw256',
    contenders: pools,
    count: 1_000_000,
    probe: 20_000,
    rounds: 3,
    fresh: true,
    measure: async (open, { count }) => atOnce(await open(), count),
  },
  durations('10us', 2_000, undefined, 0.01),
  durations('100us', 2_000, 500, 0.1),
  durations('1ms', 2_000, undefined, 1),
  { ...durations('200ms', 8, undefined, 200, without('raw256')), floor: 'raw' },
  {
    key: 'skew',
    title: 'calls of 100 µs at once, 1 % of them a hundred times longer',
    unit: 'ms',
    better: 'lower',
    floor: 'raw256',
    contenders: pools,
    count: 2_000,
    quick: 500,
    measure: (contender, { count, spin }) => spinAll(contender, skewed(count, spin)),
  },
  {
    key: 'skew-paced',
    title: 'calls of that mix, over time, at half of what the threads can do: 99th percentile of the short ones',
    unit: 'ms',
    better: 'lower',
    floor: 'raw',
    contenders: without('inline'),
    count: 2_000,
    measure: (contender, { count, spin, threads }) => spinPaced(contender, skewed(count, spin), 0.4 / threads),
  },
  bytes('1kB', 2 ** 10, false, 1_000),
  bytes('1MB', 2 ** 20, false, 30),
  bytes('32MB', 2 ** 25, false, 3),
  bytes('1MB-moved', 2 ** 20, true, 30),
  bytes('32MB-moved', 2 ** 25, true, 10),
  {
    key: 'fresh-32MB',
    title: 'results of 32 MB that the task made: transferred where one can say so; unsync is told nothing',
    unit: 'ms',
    better: 'lower',
    floor: 'raw',
    contenders: remote,
    count: 10,
    quick: 3,
    async measure(contender, { count }) {
      // where nothing can be transferred, the result is copied
      const isToTransfer = contender.move && contender.name !== 'unsync';
      return sequence(count, async () => {
        const size = 2 ** 25;
        const result = isToTransfer ? await contender.move('fresh', size, []) : await contender.call('fresh', size);
        check(result.length === size && result[size - 1] === 7);
      });
    },
  },
  {
    key: 'nested',
    title: 'tasks at once that make 100 calls each, of marked functions; the others call the plain function',
    unit: 'ms',
    better: 'lower',
    floor: 'raw',
    contenders: without('inline', 'ring', 'raw256'),
    count: 200,
    measure: (contender, { count }) =>
      loaded(async () => {
        const sums = await Promise.all(Array.from({ length: count }, () => contender.call('nested', 100)));
        check(sums.every((sum) => sum === 100));
      }),
  },
  {
    key: 'cold',
    title: 'first call of a process, from the import on, with one thread',
    unit: 'ms',
    better: 'lower',
    floor: 'raw',
    contenders: without('inline'),
    count: 1,
    fresh: true,
    threads: 1,
    rounds: 7,
    async measure(open) {
      const from = performance.now();
      const contender = await open();
      check((await contender.call('increment', 1)) === 2);
      return { value: performance.now() - from };
    },
  },
  {
    key: 'memory-thread',
    title: 'thread: its memory',
    unit: 'MB',
    better: 'lower',
    floor: 'raw',
    // the ring's own memory would count, and raw256 has all calls of one turn on one thread
    contenders: without('inline', 'ring', 'raw256'),
    count: 1,
    fresh: true,
    rounds: 3,
    measure: memoryOfThreads,
  },
  {
    key: 'memory-queue',
    title: 'calls that wait: memory of each',
    unit: 'bytes',
    better: 'lower',
    floor: 'raw',
    contenders: without('inline', 'ring', 'raw256'),
    count: 100_000,
    fresh: true,
    rounds: 3,
    measure: memoryOfQueue,
  },
  {
    key: 'memory-million',
    title: 'calls that wait: memory of each',
    unit: 'bytes',
    better: 'lower',
    contenders: ['unsync'],
    count: 1_000_000,
    fresh: true,
    rounds: 3,
    measure: memoryOfQueue,
  },
];
