/** The mixed load: each case makes a call and says what may come of it. */
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { create } from '../../dist/runtime/task.js';

const here = (file) => new URL(file, import.meta.url);
const stub = (key, kind = 'cpu-bound', file = 'tasks.mjs', extra = {}) =>
  create(() => ({ name: key, at: 'soak.ts:1:1', kind, key, worker: here(file), inline() {}, ...extra }));

const work = stub('work');
const sleep = stub('sleep', 'blocking');
const tracked = { tracked: ['2'], parameters: ['ledger', 'index', 'rows'] };
const change = stub('change', 'cpu-bound', 'tasks.mjs', tracked);
const changeAndExit = stub('changeAndExit', 'blocking', 'tasks.mjs', tracked);
const later = stub('later', 'background');
const flip = stub('flip');
const exit = { cpu: stub('exit'), blocking: stub('exit', 'blocking'), background: stub('exit', 'background') };
const memory = stub('memory');
const spin = stub('spin');
const throws = { cpu: stub('throws'), background: stub('throws', 'background') };
const giveFunction = stub('giveFunction', 'blocking');
const errsLater = stub('errsLater', 'blocking');
const count = stub('count', 'background', 'tasks.mjs', { stream: true });
const countAmongFaults = stub('count', 'cpu-bound', 'tasks.mjs', { stream: true });
const dies = stub('dies', 'blocking', 'dies.mjs');
const missing = stub('missing', 'blocking', 'nowhere.mjs');
const local = stub('local', 'async', undefined, { inline: async (_, index) => (await delay(1), index) });

const fulfilled =
  (test) =>
  ({ ok, value }) =>
    ok && test(value);
const failed =
  (test) =>
  ({ ok, value }) =>
    !ok && test(value);
const code = (...codes) => failed((error) => codes.includes(error?.code));
const either =
  (...tests) =>
  (outcome) =>
    tests.some((test) => test(outcome));

/** Others share that thread, and it may have gone under them. */
const orGone = (test) => either(test, code('ERR_UNSYNC_WORKER_EXIT'));

/**
 * For each case how often it is taken, the call, and what may become of it, in which the number of
 * times that the function ran is part: 0, 1, or either where it was ended at some time or other.
 */
export function createCases({ ledger, signal, random }) {
  const values = (index, ...rest) => [ledger, index, ...rest];
  const is = (index) => fulfilled((value) => value === index);
  const once = [1];
  const never = [0];
  const perhaps = [0, 1];

  return [
    { name: 'computes', weight: 30, runs: once, call: (i) => work(...values(i, random() * 3)), may: is },
    { name: 'blocks', weight: 15, runs: once, call: (i) => sleep(...values(i, random() * 5)), may: is },
    {
      name: 'waits in the background',
      weight: 15,
      runs: perhaps,
      call: (i) => later(...values(i, random() * 5)),
      may: (i) => orGone(is(i)),
    },
    {
      name: 'gives back',
      weight: 10,
      runs: once,
      call: async (i) => {
        const rows = Array.from({ length: 1 + Math.floor(random() * 50) }, () => ({ count: 0 }));
        const before = [...rows];
        const first = await change(...values(i, rows, random()));
        return (
          first === before[0] &&
          rows.length === before.length + 1 &&
          before.every((row, n) => rows[n] === row && row.count === 1)
        );
      },
      may: () => fulfilled((isSo) => isSo === true),
    },
    {
      name: 'conflicts',
      weight: 3,
      runs: once,
      call: async (i) => {
        const rows = [{ count: 0 }, { count: 0 }];
        const call = change(...values(i, rows, 1));
        rows[1].count = 7;
        try {
          return await call;
        } catch (error) {
          if (rows[0].count !== 0 || rows.length !== 2) throw new Error(`partly applied: ${JSON.stringify(rows)}`);
          throw error;
        }
      },
      may: () => code('ERR_UNSYNC_CONFLICT'),
    },
    {
      name: 'is cancelled before it gives back',
      weight: 3,
      runs: perhaps,
      call: async (i) => {
        const rows = [{ count: 0 }];
        const future = change(...values(i, rows, 2));
        setTimeout(() => future.cancel(), random() * 4);
        try {
          await future;
          return rows.length === 2 && rows[0].count === 1;
        } catch (error) {
          // nor later on
          await delay(5);
          if (rows.length !== 1 || rows[0].count !== 0) throw new Error(`applied: ${JSON.stringify(rows)}`);
          throw error;
        }
      },
      may: () =>
        either(
          fulfilled((isSo) => isSo === true),
          code('ERR_UNSYNC_ABORTED'),
        ),
    },
    {
      name: 'dies before it gives back',
      weight: 1,
      runs: once,
      call: async (i) => {
        const rows = [{ count: 0 }];
        try {
          return await changeAndExit(...values(i, rows));
        } catch (error) {
          if (rows[0].count !== 0) throw new Error(`applied: ${JSON.stringify(rows)}`);
          throw error;
        }
      },
      may: () => code('ERR_UNSYNC_WORKER_EXIT'),
    },
    { name: 'runs on this loop', weight: 5, runs: never, call: (i) => local(...values(i)), may: is },
    {
      name: 'transfers',
      weight: 8,
      runs: once,
      call(i) {
        const bytes = new Uint8Array(50_000).fill(i);
        return flip.options({ transfer: [bytes.buffer] })(...values(i, bytes));
      },
      may: (i) => fulfilled((bytes) => bytes.length === 50_000 && bytes[9] === 255 - (i & 255)),
    },
    {
      name: 'takes a promise',
      weight: 5,
      runs: once,
      call: (i) =>
        work(
          ledger,
          delay(1).then(() => i),
          0,
        ),
      may: is,
    },
    {
      name: 'takes a promise that fails',
      weight: 2,
      runs: never,
      call: (i) => work(ledger, Promise.reject(new RangeError(String(i))), 0),
      may: () => failed((error) => error instanceof RangeError),
    },
    {
      name: 'is joined',
      weight: 5,
      runs: once,
      call: async (i) =>
        sleep
          .options({ timeout: 60_000 })(...values(i, 1))
          .result(),
      may: is,
    },
    {
      name: 'is joined with a limit',
      weight: 3,
      runs: once,
      call: async (i) => {
        const future = sleep(...values(i, 4));
        try {
          return future.result(0.5);
        } catch (error) {
          if (error.code !== 'ERR_UNSYNC_TIMEOUT') throw error;
          return future;
        }
      },
      may: is,
    },
    {
      name: 'is cancelled',
      weight: 5,
      runs: perhaps,
      call: (i) => {
        const future = work(...values(i, 2));
        setTimeout(() => future.cancel(), random() * 4);
        return future;
      },
      may: (i) => either(is(i), code('ERR_UNSYNC_ABORTED')),
    },
    {
      name: 'is cancelled at once',
      weight: 3,
      runs: perhaps,
      call: (i) => {
        const future = work(...values(i, 2));
        future.cancel('enough');
        return future;
      },
      may: () => failed((reason) => reason === 'enough'),
    },
    {
      name: 'is aborted while it spins',
      weight: 2,
      runs: perhaps,
      call: (i) => spin.options({ signal: AbortSignal.timeout(Math.round(5 + random() * 20)) })(...values(i)),
      may: () => failed((error) => error.name === 'TimeoutError'),
    },
    {
      name: 'has a signal that never fires',
      weight: 5,
      runs: once,
      call: (i) => work.options({ signal })(...values(i, 0)),
      may: is,
    },
    {
      name: 'was aborted before',
      weight: 2,
      runs: never,
      call: (i) => work.options({ signal: AbortSignal.abort(i) })(...values(i, 0)),
      may: (i) => failed((reason) => reason === i),
    },
    {
      name: 'times out',
      weight: 3,
      runs: perhaps,
      call: (i) => spin.options({ timeout: 5 + random() * 20 })(...values(i)),
      may: () => code('ERR_UNSYNC_TIMEOUT'),
    },
    {
      name: 'exits',
      weight: 1,
      runs: once,
      call: (i) => exit.cpu(...values(i)),
      may: () => code('ERR_UNSYNC_WORKER_EXIT'),
    },
    {
      name: 'exits while blocking',
      weight: 1,
      runs: once,
      call: (i) => exit.blocking(...values(i)),
      may: () => code('ERR_UNSYNC_WORKER_EXIT'),
    },
    {
      name: 'exits in the background',
      weight: 0.3,
      runs: perhaps,
      call: (i) => exit.background(...values(i)),
      may: () => code('ERR_UNSYNC_WORKER_EXIT'),
    },
    {
      name: 'runs out of memory',
      weight: 0.2,
      runs: once,
      call: (i) => memory(...values(i)),
      may: () => code('ERR_UNSYNC_WORKER_EXIT'),
    },
    {
      name: 'throws odd values',
      weight: 5,
      runs: once,
      call: (i) => throws.cpu(...values(i)),
      may: () => failed(() => true),
    },
    {
      name: 'throws in the background',
      weight: 3,
      runs: perhaps,
      call: (i) => throws.background(...values(i)),
      may: () => failed(() => true),
    },
    {
      name: 'takes what has no copy',
      weight: 3,
      runs: never,
      call: (i) => work(...values(i, () => 1)),
      may: () => code('ERR_UNSYNC_UNCLONEABLE'),
    },
    {
      name: 'gives what has no copy',
      weight: 3,
      runs: once,
      call: (i) => giveFunction(...values(i)),
      may: () => code('ERR_UNSYNC_UNCLONEABLE'),
    },
    { name: 'errs after it has returned', weight: 1, runs: once, call: (i) => errsLater(...values(i)), may: is },
    {
      name: 'has no module',
      weight: 1,
      runs: never,
      call: (i) => missing(...values(i)),
      may: () => code('ERR_UNSYNC_LOAD'),
    },
    {
      name: 'has a module that exits',
      weight: 0.5,
      runs: never,
      call: (i) => dies(...values(i)),
      may: () => code('ERR_UNSYNC_WORKER_EXIT', 'ERR_UNSYNC_LOAD'),
    },
    {
      name: 'streams',
      weight: 4,
      runs: never,
      call: async () => {
        const all = [];
        for await (const n of count(50)) all.push(n);
        return all;
      },
      may: () =>
        orGone(
          fulfilled((all) =>
            isDeepStrictEqual(
              all,
              Array.from({ length: 50 }, (_, n) => n),
            ),
          ),
        ),
    },
    {
      name: 'streams and is left',
      weight: 4,
      runs: never,
      call: async () => {
        for await (const n of count(1e6)) if (n === 20) return n;
      },
      may: () => orGone(is(20)),
    },
    {
      name: 'streams where threads end',
      weight: 2,
      runs: never,
      call: async () => {
        for await (const n of countAmongFaults(1000)) if (n === 40) return n;
      },
      may: () => orGone(is(40)),
    },
    { name: 'streams and is never begun', weight: 1, runs: never, call: async (i) => (count(3), i), may: is },
  ];
}
