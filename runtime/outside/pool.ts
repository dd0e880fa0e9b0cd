// The threads of one kind and the calls that wait for them.
import { AsyncLocalStorage } from 'node:async_hooks';
import { shared } from '../shared.js';
import type { Kind } from '../types.js';
import { createQueue } from './queue.js';
import { type PoolSettings, settings } from './settings.js';
import { Thread } from './thread.js';
import type { Task } from './unfuture.js';

/** Runs something outside of any call's context: a thread would keep for good what is stored in its first caller's. */
const nowhere = AsyncLocalStorage.snapshot();

export class Pool {
  readonly threads = new Set<Thread>();
  /** Ended, but perhaps still inside a native call: they count until they are really gone. */
  readonly leaving = new Set<Thread>();
  readonly queue = createQueue();
  /** Calls have had to wait: they may stand in line at a thread. */
  lined = false;
  /** Calls queued in this turn that are not handed out yet. */
  held = 0;
  /** Calls in the state 'queued', those that `limit` holds back among them. */
  waiting = 0;
  /** Calls that came to an end other than by that of their threads. */
  finished = 0;
  /** Threads that there is room for, as far as is known. */
  room = Infinity;
  /** Throws while no more threads are to be started. */
  stop: ((task: Pick<Task, 'definition'>) => void) | undefined;

  constructor(readonly settings: PoolSettings) {}

  /**
   * A thread that can take a call now, a new one if need be. The one used last, so that others can
   * leave; one where streams are parked only for want of another, since they would die with a call.
   */
  free(task: Task): Thread | undefined {
    let any: Thread | undefined;
    let quiet: Thread | undefined;
    for (const thread of this.threads) {
      if (!this.hasRoom(thread)) continue;
      any = thread;
      if (thread.parked.size === 0) quiet = thread;
    }
    if (quiet || this.isFull) return quiet ?? any;
    return this.start(task);
  }

  /** No thread can be started now. */
  get isFull(): boolean {
    return this.threads.size + this.leaving.size >= Math.min(this.settings.maxThreads, this.room);
  }

  /** One more thread, unless there is no room for it beside those that live. Throws where none is to be started, or lives. */
  start(task: Pick<Task, 'definition'>): Thread | undefined {
    this.stop?.(task);
    try {
      const started = nowhere(() => new Thread(this, settings()));
      this.threads.add(started);
      return started;
    } catch (error) {
      return ending().noThread(this, task, error);
    }
  }

  /** Gives a thread that has room what waits. */
  feed(thread: Thread): void {
    if (!this.threads.has(thread)) return;
    // What has begun goes first.
    for (const stream of thread.parked.values()) if (this.hasRoom(thread)) stream.takeTurn();
    if (this.lined) lines().feed(thread);
  }

  hasRoom(thread: Thread): boolean {
    return thread.load < this.settings.capacity;
  }

  /** Room may have come: a thread is gone. */
  refill(): void {
    for (let task: Task | undefined; (task = this.queue.first()); ) {
      try {
        const thread = this.free(task);
        if (!thread) return;
        this.feed(thread);
        // It is still busy with cells of calls that were taken back from it, and says when it no longer is.
        if (this.queue.first() === task) return;
      } catch (error) {
        // The thread could not be started.
        task.settle(false, error);
      }
    }
  }
}

/** Loaded at exit, or with the first thread that can't be started. */
const ending = () => require('./ending.js') as typeof import('./ending.js');

/** Loaded with the first call that finds no thread free. */
export const lines = () => (loaded ??= require('./line.js') as typeof import('./line.js'));
let loaded: typeof import('./line.js') | undefined;

/** The one place that makes pools. */
export function poolFor(kind: Kind): Pool {
  let pool = shared.pools.get(kind);
  if (!pool) {
    pool = new Pool(settings().pools[kind as 'blocking']);
    if (shared.pools.size === 0) process.on('exit', () => ending().leave());
    shared.pools.set(kind, pool);
  }
  return pool;
}

/** Every thread that still exists. */
export function* allThreads(): Iterable<Thread> {
  for (const pool of shared.pools.values()) {
    yield* [...pool.threads, ...pool.leaving];
  }
}
