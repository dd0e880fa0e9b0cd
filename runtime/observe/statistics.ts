// Counts for `stats()`, from the first call of it on; memory is a few kB for each function.
import { shared } from '../outside/state.js';
import type { Kind, Statistics } from '../types.js';
import { Histogram } from './histogram.js';
import { bytesOf, type CallRecord, openCalls, type Watcher, watch } from './observer.js';

interface Counts {
  done: number;
  failed: number;
  cancelled: number;
}

class OfFunction {
  readonly counts: Counts = { done: 0, failed: 0, cancelled: 0 };
  readonly run = new Histogram();
  readonly wait = new Histogram();
  bytesIn = 0;
  bytesOut = 0;

  constructor(readonly definition: CallRecord['definition']) {}
}

class Counter implements Watcher {
  readonly since = Date.now();
  /** By the number of the definition. */
  readonly functions = new Map<number, OfFunction>();

  of(definition: CallRecord['definition']): OfFunction {
    let of = this.functions.get(definition.id);
    if (!of) this.functions.set(definition.id, (of = new OfFunction(definition)));
    return of;
  }

  settled(call: CallRecord): void {
    const { definition, ran, ready } = call;
    const of = this.of(definition);
    of.counts[call.outcome!]++;
    if (ran) {
      of.run.add(definition.stream ? call.busy : ran[1] - ran[0]);
      of.wait.add(ran[0] - ready!);
    }
    of.bytesIn += call.bytes;
    if (call.outcome === 'done') of.bytesOut += bytesOf([call.value]);
  }
}

/** The one of this thread: other copies of the package have it too. */
const key = Symbol.for('unsync.statistics');
const holder = globalThis as { [key]?: Counter };

/** @public loaded by `require` */
export function stats(): Statistics {
  if (!holder[key]) watch((holder[key] = new Counter()));
  const counter = holder[key];
  const open = new Map<OfFunction, { running: number; queued: number }>();
  for (const { definition, posted } of openCalls()) {
    const of = counter.of(definition);
    if (!open.has(of)) open.set(of, { running: 0, queued: 0 });
    open.get(of)![posted === undefined ? 'queued' : 'running']++;
  }
  const functions = [...counter.functions.values()].map((of) => {
    const { name, at, kind } = of.definition;
    const { bytesIn, bytesOut } = of;
    const now = open.get(of) ?? { running: 0, queued: 0 };
    return { name, at, kind, ...now, ...of.counts, run: of.run.read(), wait: of.wait.read(), bytesIn, bytesOut };
  });
  const sum = (count: 'running' | 'queued' | keyof Counts) => functions.reduce((all, each) => all + each[count], 0);
  return {
    since: counter.since,
    running: sum('running'),
    queued: sum('queued'),
    done: sum('done'),
    failed: sum('failed'),
    cancelled: sum('cancelled'),
    threads: {
      'cpu-bound': threadsOf('cpu-bound'),
      blocking: threadsOf('blocking'),
      background: threadsOf('background'),
    },
    functions,
  };
}

function threadsOf(kind: Kind): number {
  const pool = shared.pools.get(kind);
  return pool ? pool.threads.size + pool.ending.size : 0;
}
