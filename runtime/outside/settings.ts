// The settings that the pools work with.
import { shared } from '../shared.js';
import type { Executor, Kind } from '../types.js';

/** Limits of one kind. */
export interface PoolSettings {
  /** Threads at once. */
  readonly maxThreads: number;
  /** Calls at once on each. */
  readonly capacity: number;
  /** Milliseconds that a call may take which does not say. */
  readonly timeout: number;
  /** Calls that may wait. */
  readonly maxQueue: number;
  /** Milliseconds until an idle thread leaves. */
  readonly idleTimeout: number;
  /** Calls until a thread is replaced. */
  readonly maxTasks: number;
  /** Of an event loop that others share: milliseconds that it may stand still when a call on it was given up; default 5000. */
  readonly stallTimeout?: number;
  /** Memory that a thread may hold between calls, else it is replaced. */
  readonly maxMemoryMb: number;
}

/** Nothing optional but what has no default. */
export interface Settings {
  readonly pools: Readonly<Record<Exclude<Kind, 'async'>, PoolSettings>>;
  readonly setup: string | undefined;
  /** Milliseconds. */
  readonly startTimeout: number;
  /** For `new Worker`. */
  readonly worker: Readonly<Record<string, unknown>>;
  readonly inline: boolean;
  readonly executor: Executor | undefined;
}

// `npm run measure` shows what these cost: README.md, "Limits".
export function defaults(): Settings {
  const none = { capacity: 1, timeout: Infinity, maxQueue: Infinity, maxTasks: Infinity, maxMemoryMb: Infinity };
  const { parallelism } = require('./parallelism.js') as typeof import('./parallelism.js');
  return {
    pools: {
      'cpu-bound': { ...none, maxThreads: parallelism(), idleTimeout: 30_000 },
      blocking: { ...none, maxThreads: 16, idleTimeout: 10_000 },
      background: { ...none, maxThreads: 1, idleTimeout: Infinity, capacity: Infinity },
    },
    setup: undefined,
    startTimeout: 30_000,
    worker: {},
    inline: false,
    executor: undefined,
  };
}

/** The settings; final from the first use. Reading and checking is loaded when something was set. */
export function settings(): Settings {
  return (shared.settings ??= isConfigured()
    ? (require('./configuration.js') as typeof import('./configuration.js')).read()
    : defaults());
}

/**
 * Milliseconds that a call may take which stays on this thread and does not say. What is only awaited does not make the
 * configuration final; and a thread of ours has none.
 */
export function asyncTimeout(kind: Kind): number {
  if (kind !== 'async' || shared.inside) return Infinity;
  return (shared.asyncTimeout ??= isConfigured()
    ? (require('./configuration.js') as typeof import('./configuration.js')).readAsyncTimeout()
    : Infinity);
}

function isConfigured(): boolean {
  return (
    Object.keys(shared.configuration).length > 0 || Object.keys(process.env).some((name) => name.startsWith('UNSYNC_'))
  );
}
