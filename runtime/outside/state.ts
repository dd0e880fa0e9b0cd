// State that several copies of this package in one thread share: one set of pools and settings.

import { SharedArrayBuffer } from '../platform/node/globals.js';
import { type Side, side } from '../shared/side.js';
import type { Configuration, Kind } from '../types.js';
import { IntrusiveList } from './calls/intrusive-list.js';
import type { Observer, Pool, Settings, Task } from './types.js';

export interface Shared extends Side {
  /** The warning about a missing transformer was given. */
  warned?: boolean;
  /** Once there is one. */
  configuration?: Configuration;
  /** Set by the first call that may leave the thread, or `prewarm`; then the configuration is final. */
  settings?: Settings | undefined;
  /** Of calls of the kind `async`: read with the first, and anew after `configure`. */
  asyncTimeout?: number | undefined;
  readonly pools: Map<Kind, Pool>;
  /** Raised by every worker after every message, for `result()` to sleep on. */
  readonly bell: Int32Array;
  /** Off-thread calls that have not settled. */
  readonly live: IntrusiveList<Task>;
  /** Called when `live` becomes empty. */
  drained?: (() => void) | undefined;
  closing?: Promise<void> | undefined;
  /** The last number given to a call or a task. */
  lastId: number;
  /** The numbers of tasks, by key and URL: a closure has as many definitions as it is made times. */
  readonly taskIds: Record<string, number>;
  /** Told what becomes of calls and threads, while somebody looks. */
  observer?: Observer | undefined;
}

export const shared = side as Shared;
// Another copy of this package may have been here.
if (!shared.pools) {
  const first: Omit<Shared, 'inside'> = {
    pools: new Map(),
    bell: new Int32Array(new SharedArrayBuffer(4)),
    live: new IntrusiveList(),
    lastId: 0,
    taskIds: {},
  };
  Object.assign(shared, first);
}

/** Loaded with the first error of ours. */
export const errors = () => require('../shared/errors.js') as typeof import('../shared/errors.js');
