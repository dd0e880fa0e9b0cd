// `limit`: how many calls made through one callable run at once. The others wait here, without a
// thread, in front of the queue of their pool. Loaded with the first such callable.

import { queueMicrotask } from '../../platform/node/timers.js';
import { ConfigurationError, type UnsyncError } from '../../shared/errors.js';
import type { CallOptions } from '../../types.js';
import { cannotWait } from '../lifecycle/warnings.js';
import { shared } from '../state.js';
import { createQueue, isQueued } from '../threads/queue.js';
import type { Prepared, Task, Thread } from '../types.js';
import { isHeld } from './callbacks.js';
import { refuse } from './checks.js';

const LIMIT = Symbol('limit');

/** Options with their limit: a callable that is derived from another inherits it as its options are spread. */
type Limited = CallOptions & { [LIMIT]?: Limit };

/**
 * Gives the options of a new callable, over those it is derived from, the limit that they state.
 * @public loaded by `require`
 */
export function add({ name, stream }: Prepared, options: Limited): void {
  const { limit } = options;
  if (!Number.isSafeInteger(limit) || limit! < 1) throw refuse('the option limit', limit, 'a positive integer');
  if (stream)
    throw new ConfigurationError(`${name} is a generator: what its streams share can't be limited by the option limit`);
  options[LIMIT] = new Limit(limit!, options[LIMIT]);
}

/**
 * Takes a place for a call, or has it wait for one.
 * @param begin called when it has waited
 * @returns whether it waits
 * @public loaded by `require`
 */
export function enter(task: Task, begin: () => void): boolean {
  const limit = limitOf(task);
  task.release = (thread) => limit.release(task, thread);
  let entered = false;
  let waits = false;
  limit.enter(task, () => {
    entered = true;
    if (waits) begin();
  });
  waits = !entered;
  return waits;
}

/**
 * Before `result()` sleeps: a place may have become free by the end of a thread, which nobody
 * tells while the event loop is blocked.
 * @throws UnsyncError where it would wait for ever
 * @public loaded by `require`
 */
export function look(task: Task): void {
  const limit = limitOf(task);
  limit.advance();
  if (task.state === 'queued' && limit.isStuck(task)) throw stuck(task);
}

function stuck({ definition }: Task): UnsyncError {
  return cannotWait(definition, 'its limit is reached by calls that wait for this thread');
}

function limitOf({ options }: Task): Limit {
  return (options as Limited)[LIMIT]!;
}

/** A call that waits for a place. */
interface Entry extends Pick<Task, 'options'> {
  readonly task: Task;
  readonly begin: () => void;
}

class Limit {
  /** Those that run; with a thread, one that has settled but whose thread has yet to end. */
  readonly #places = new Map<Task, Thread | undefined>();
  /** Who has a place may go on to wait for a thread, and is 'queued' there, too. */
  readonly #queue = createQueue<Entry>(({ task }) => isQueued(task) && !this.#places.has(task));

  /**
   * @param most places
   * @param outer the limit of the callable that this one is derived from: both hold
   */
  constructor(
    readonly most: number,
    readonly outer: Limit | undefined,
  ) {}

  enter(task: Task, begin: () => void): void {
    if (this.#places.size < this.most) return this.#admit(task, begin);
    this.#queue.push({ task, options: task.options, begin });
    task.state = 'queued';
  }

  #admit(task: Task, begin: () => void): void {
    this.#places.set(task, undefined);
    if (this.outer) this.outer.enter(task, begin);
    else begin();
  }

  /** The call has settled. One that was given up holds its place until its thread has really ended. */
  release(task: Task, thread: Thread | undefined): void {
    if (this.#places.has(task)) {
      const runsOn = thread && task.definition.kind !== 'background' && thread.tasks().includes(task);
      if (runsOn) {
        this.#places.set(task, thread);
        // Its end begins after this.
        queueMicrotask(async () => {
          if (thread.gone) await thread.gone;
          else this.#places.delete(task);
          this.advance();
        });
      } else this.#places.delete(task);
    }
    this.outer?.release(task, thread);
    this.advance();
  }

  /** Lets those in for whom there is a place. */
  advance(): void {
    this.outer?.advance();
    for (const [task, thread] of this.#places) {
      if (thread?.gone && !shared.pools.get(task.definition.kind)!.ending.has(thread)) this.#places.delete(task);
    }
    for (let entry: Entry | undefined; this.#places.size < this.most && (entry = this.#queue.first()); ) {
      this.#admit(entry.task, entry.begin);
    }
  }

  /** Holds where only the event loop of this thread can bring the call a place. */
  isStuck(task: Task): boolean {
    if (this.#places.has(task)) return !!this.outer?.isStuck(task);
    return [...this.#places].every(([each, ending]) => {
      if (ending) return false;
      // It waits for a callback, or what that has promised.
      if (each.owed > 0 || isHeld(each.thread)) return true;
      return !each.thread && (each.state === 'running' || (each.state === 'queued' && !!this.outer?.isStuck(each)));
    });
  }
}
