// The threads of one kind and the calls that wait for them.
import { hooks } from '../../platform/node/globals.js';
import type { Kind } from '../../types.js';
import { settings } from '../settings/settings.js';
import { shared } from '../state.js';
import type * as types from '../types.js';
import { createQueue, isQueued } from './queue.js';
import { Thread } from './thread.js';

/** Runs something outside of any call's context: a thread would keep for good what is stored in its first caller's. */
const nowhere = hooks.AsyncLocalStorage.snapshot();

export class Pool implements types.Pool {
  declare readonly settings: types.PoolSettings;
  readonly threads = new Set<types.Thread>();
  readonly ending = new Set<types.Thread>();
  readonly queue = createQueue<types.Task>(isQueued);
  usesRunQueues = false;
  held = 0;
  waiting = 0;
  finished = 0;
  room = Infinity;
  stop: ((task: Pick<types.Task, 'definition'>) => void) | undefined;

  constructor(settings: types.PoolSettings) {
    this.settings = settings;
  }

  free(task: types.Task): types.Thread | undefined {
    let any: types.Thread | undefined;
    let quiet: types.Thread | undefined;
    for (const thread of this.threads) {
      if (!this.hasRoom(thread)) continue;
      any = thread;
      if (thread.parked.size === 0) quiet = thread;
    }
    if (quiet || this.isFull) return quiet ?? any;
    return this.start(task);
  }

  get isFull(): boolean {
    return this.threads.size + this.ending.size >= Math.min(this.settings.maxThreads, this.room);
  }

  start(task: Pick<types.Task, 'definition'>): types.Thread | undefined {
    this.stop?.(task);
    try {
      const started = nowhere(() => new Thread(this, settings()));
      this.threads.add(started);
      return started;
    } catch (error) {
      return terminating().noThread(this, task, error);
    }
  }

  feed(thread: types.Thread): void {
    if (!this.threads.has(thread)) return;
    // What has begun goes first.
    for (const stream of thread.parked.values()) if (this.hasRoom(thread)) stream.takeTurn();
    if (this.usesRunQueues) scheduler().feed(thread);
  }

  hasRoom(thread: types.Thread): boolean {
    return thread.load < this.settings.capacity;
  }

  refill(): void {
    for (let task: types.Task | undefined; (task = this.queue.first()); ) {
      try {
        const thread = this.free(task);
        if (!thread) return;
        this.feed(thread);
        // It is still busy with slots of calls that were taken back from it, and says when it no longer is.
        if (this.queue.first() === task) return;
      } catch (error) {
        // The thread could not be started.
        task.settle(false, error);
      }
    }
  }
}

/** Loaded with the first thread that can't be started. */
const terminating = () => require('../lifecycle/terminate.js') as typeof import('../lifecycle/terminate.js');

const exit = () => require('../lifecycle/exit.js') as typeof import('../lifecycle/exit.js');

/** Loaded with the first call that finds no thread free. */
export const scheduler = () => (loaded ??= require('./scheduler.js') as typeof import('./scheduler.js'));
let loaded: typeof import('./scheduler.js') | undefined;

/** The one place that makes pools. */
export function poolFor(kind: Kind): types.Pool {
  let pool = shared.pools.get(kind);
  if (!pool) {
    pool = new Pool(settings().pools[kind as 'blocking']);
    if (shared.pools.size === 0) process.on('exit', () => exit().finish());
    shared.pools.set(kind, pool);
  }
  return pool;
}
