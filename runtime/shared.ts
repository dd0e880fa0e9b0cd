// What several copies of this package in one thread share: one set of pools and settings.
import type { Pool } from './outside/pool.js';
import type { Settings } from './outside/settings.js';
import type { Task } from './outside/unfuture.js';
import type { Configuration, Kind } from './types.js';

export interface Shared {
  /** This thread is one of our workers: marked functions run inline. */
  inside: boolean;
  /** The warning about a missing transformer was given. */
  warned: boolean;
  configuration: Configuration;
  /** Set by the first call that may leave the thread; then the configuration is final. */
  settings: Settings | undefined;
  readonly pools: Map<Kind, Pool>;
  /** Raised by every worker after every message, for `result()` to sleep on. */
  readonly bell: Int32Array;
  /** Off-thread calls that have not settled. */
  readonly live: Set<Task>;
  /** Called when `live` becomes empty. */
  drained: (() => void) | undefined;
  closing: Promise<void> | undefined;
  /** The last number given to a call or a task. */
  lastId: number;
}

const key = Symbol.for('unsync');
const holder = globalThis as { [key]?: Shared };

export const shared: Shared = (holder[key] ??= {
  inside: false,
  warned: false,
  configuration: {},
  settings: undefined,
  pools: new Map(),
  bell: new Int32Array(new SharedArrayBuffer(4)),
  live: new Set(),
  drained: undefined,
  closing: undefined,
  lastId: 0,
});

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
