// The threads of one kind and the calls that wait for them.
import { shared } from '../shared.js';
import type { Kind } from '../types.js';
import { createQueue } from './queue.js';
import { settings } from './settings.js';
import { Thread } from './thread.js';
import type { Task } from './unfuture.js';

export class Pool {
  readonly threads = new Set<Thread>();
  /** Ended, but perhaps still inside a native call: they count until they are really gone. */
  readonly leaving = new Set<Thread>();
  readonly queue = createQueue();

  /**
   * @param maxThreads threads at once
   * @param capacity calls at once on each
   * @param idleTimeout milliseconds until an idle thread leaves
   */
  constructor(
    readonly maxThreads: number,
    readonly capacity: number,
    readonly idleTimeout: number,
  ) {}

  /** A thread that can take a call now, a new one if need be. The one used last, so that others can leave. */
  free(): Thread | undefined {
    const thread = [...this.threads].reverse().find((each) => each.running.size < this.capacity);
    if (thread || this.threads.size + this.leaving.size >= this.maxThreads) return thread;
    const started = new Thread(this, settings());
    this.threads.add(started);
    return started;
  }

  /** Gives a thread that has room what waits. */
  feed(thread: Thread): void {
    for (let task: Task | undefined; thread.running.size < this.capacity && (task = this.queue.first()); ) {
      try {
        thread.post(task, task.payload!, task.payload!.transfer ?? []);
      } catch (error) {
        task.settle(false, error);
      }
    }
  }

  /** Room may have come: a thread is gone. */
  refill(): void {
    for (let task: Task | undefined; (task = this.queue.first()); ) {
      try {
        const thread = this.free();
        if (!thread) return;
        this.feed(thread);
      } catch (error) {
        // The thread could not be started.
        task.settle(false, error);
      }
    }
  }
}

/** The one place that makes pools. */
export function poolFor(kind: Kind): Pool {
  let pool = shared.pools.get(kind);
  if (!pool) {
    const { cpuThreads, blockingThreads, blockingIdle } = settings();
    pool =
      kind === 'background'
        ? new Pool(1, Infinity, Infinity)
        : kind === 'blocking'
          ? new Pool(blockingThreads, 1, blockingIdle)
          : new Pool(cpuThreads, 1, Infinity);
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

/** Lets accepted calls finish, writes what workers printed, ends every thread. */
export function shutdown(): Promise<void> {
  return (shared.closing ??= close());
}

async function close(): Promise<void> {
  if (shared.live.size > 0)
    await new Promise<void>((resolve) => {
      shared.drained = resolve;
    });
  await Promise.all([...allThreads()].map((thread) => thread.close()));
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength > 0) await new Promise((resolve) => stream.write('', resolve));
  }
}
