// What several copies of this package in one thread share: one set of pools and settings.
import { workerData } from 'node:worker_threads';
import { SharedArrayBuffer } from '../platform/node/globals.js';
import type { Configuration, Kind } from '../types.js';
import { Live } from './calls/intrusive-list.js';
import type { Observer, Pool, Settings, Task } from './types.js';

export interface Shared {
  /** This thread is one of our workers: marked functions run inline. */
  inside: boolean;
  /** The warning about a missing transformer was given. */
  warned: boolean;
  configuration: Configuration;
  /** Set by the first call that may leave the thread, or `prewarm`; then the configuration is final. */
  settings: Settings | undefined;
  /** Of calls of the kind `async`: read with the first, and anew after `configure`. */
  asyncTimeout: number | undefined;
  readonly pools: Map<Kind, Pool>;
  /** Raised by every worker after every message, for `result()` to sleep on. */
  readonly bell: Int32Array;
  /** Off-thread calls that have not settled. */
  readonly live: Live<Task>;
  /** Called when `live` becomes empty. */
  drained: (() => void) | undefined;
  closing: Promise<void> | undefined;
  /** The last number given to a call or a task. */
  lastId: number;
  /** The numbers of tasks, by key and URL: a closure has as many definitions as it is made times. */
  readonly taskIds: Record<string, number>;
  /** Told what becomes of calls and threads, while somebody looks. */
  observer: Observer | undefined;
}

/**
 * What our threads are started with, and no thread that one of them starts: what is loaded ahead of all else in a thread,
 * by `--require` or `--import`, may call marked functions.
 */
export const MARK = 'unsync:thread';

/** Where all copies of this package look: on `globalThis` for what follows, on a stub for its definition. */
export const key = Symbol.for('unsync');
const holder = globalThis as { [key]?: Shared };

export const shared: Shared = (holder[key] ??= {
  inside: workerData === MARK,
  warned: false,
  configuration: {},
  settings: undefined,
  asyncTimeout: undefined,
  pools: new Map(),
  bell: new Int32Array(new SharedArrayBuffer(4)),
  live: new Live(),
  drained: undefined,
  closing: undefined,
  lastId: 0,
  taskIds: {},
  observer: undefined,
});

// Not what tests put in its place.
const { hrtime } = process;

/** Milliseconds on a clock that all threads of the process share, which `performance.now()` is not. */
export function clock(): number {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

/** Loaded with the first error of ours. */
export const errors = () => require('../shared/errors.js') as typeof import('../shared/errors.js');

/** Own property look-up: a key may be the name of something on Object.prototype. */
export function own(holder: unknown, key: string): unknown {
  return holder != null && Object.hasOwn(holder, key) ? (holder as Record<string, unknown>)[key] : undefined;
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    value != null &&
    (typeof value === 'object' || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}

/** As if it had been written there: no setter runs, and `__proto__` is a key like others. */
export function define<T extends object>(target: T, key: string, value: unknown, enumerable = false): T {
  return Object.defineProperty(target, key, { value, enumerable, configurable: true, writable: true });
}

/** The key of a class by identity of its prototype, so that one of the same name is not taken for it. */
export function classWith(prototype: unknown, classes: Record<string, Function>): string | undefined {
  return Object.keys(classes).find((key) => classes[key]!.prototype === prototype);
}
