// The run queue of a thread: calls that it is handed before it has room for them, many in one message, since a
// message costs more than a short function runs. What has not begun can be taken back, for another
// thread that is free, or because it was cancelled. Loaded with the first call that finds no thread free.

import { Atomics } from '../../platform/node/globals.js';
import { clearTimeout, clock, setImmediate, setTimeout } from '../../platform/node/timers.js';
import { MOMENT, spin } from '../../shared/adaptive-spin.js';
import {
  ANSWERED,
  BEGUN,
  createSlots,
  FALSE,
  HALTED,
  NULL,
  NUMBER,
  SLOTS,
  TAKEN,
  TELL,
  TELL_LAST,
  TOLD,
  TRUE,
  WAITING,
} from '../../shared/shared-slots.js';
import { shared } from '../state.js';
import type * as types from '../types.js';
import type { Task, Thread } from '../types.js';
import { batchOf, GROUP } from './batch.js';
import { estimate, measure } from './cost.js';
import { priorityOf } from './queue.js';

/** Milliseconds of work that a thread is given ahead: it goes on while the caller is busy for so long. */
const AHEAD = 8;

/** Stands for the number of a call whose result came in a message, and whose slot does not say so yet. */
const HEARD = 0;

/** Milliseconds after which those behind a call no longer wait for it, where another thread has room. */
const STUCK = 2;

/** Milliseconds until a thread is looked at again that has more than that to do, while calls wait for it. */
const LOOK = 2;

export class RunQueue implements types.RunQueue {
  readonly #thread: Thread;
  readonly #slots = createSlots();
  /** By slot; none where the call was taken back. */
  readonly #tasks: (Task | undefined)[] = [];
  readonly #calls: number[] = [];
  readonly #estimates: number[] = [];
  /** Slots that the thread is known to have gone past, and slots that were filled. */
  #head = 0;
  #tail = 0;
  /** Calls between them that were not taken back. */
  #length = 0;
  /** Milliseconds that those in the run queue are expected to take. */
  #work = 0;
  /** It is looked at in this turn of the event loop. */
  #polls = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(thread: Thread) {
    this.#thread = thread;
    thread.send({ type: 'slots', slots: this.#slots });
  }

  get length(): number {
    return this.#length;
  }

  /** Takes what comes next in the queue, as much as there is room for. Gives whether there was any. */
  take(): boolean {
    const thread = this.#thread;
    const { pool } = thread;
    const group: Task[] = [];
    // A call outside the run queue has the thread for itself.
    if (thread.running.size > 0) return false;
    for (let task: Task | undefined; group.length < GROUP && (task = pool.queue.first()); ) {
      const ahead = this.length + group.length;
      const cost = estimate(task);
      // Nothing stands behind another call that a thread of its own could be started for.
      const fits = ahead === 0 || (pool.isFull && cost !== undefined && this.#work + cost <= AHEAD);
      const tail = this.#tail + group.length;
      if (!fits || tail - this.#head === SLOTS || thread.isWorn || !fitsRunQueue(task, thread)) break;
      // It leaves the queue.
      task.state = 'running';
      this.#estimates[tail % SLOTS] = cost ?? 0;
      this.#work += cost ?? 0;
      group.push(task);
      thread.count();
    }
    if (group.length > 0) this.#send(group);
    return group.length > 0;
  }

  #send(group: Task[]): void {
    const thread = this.#thread;
    const slot = this.#tail % SLOTS;
    const message = batchOf(group, thread);
    let call = message.first;
    for (const task of group) {
      const at = this.#tail++ % SLOTS;
      Atomics.store(this.#slots.states, at, WAITING);
      this.#tasks[at] = task;
      this.#calls[at] = call++;
      this.#length++;
      task.place = at;
      task.thread = thread;
      shared.observer?.began(task, thread);
    }
    try {
      thread.send({ type: 'enqueue', slot, ...message });
      // With more to do, the threads have use for the core on which this one would wait.
      if (this.#work < MOMENT) spin();
    } catch (error) {
      // They were cloned before: there is no memory for it now.
      this.#tail -= group.length;
      for (const task of group) {
        this.#remove(task.place);
        task.settle(false, error);
      }
      return;
    }
    thread.last = group[0]!.definition.name;
    thread.lease();
  }

  /** Settles what has ended, and has the thread say when there is more. */
  scan(): void {
    Atomics.store(this.#slots.states, TOLD, TELL);
    if (this.advance()) this.#thread.vacate(0);
  }

  /**
   * The thread has said that a call has ended. To say so costs both sides as much as a short call, so
   * it does not while this side looks by itself: in each turn of the event loop, for as long as there
   * is something each time; every few milliseconds, where the thread has more than that to do and
   * others wait for it, so that throughput counts.
   */
  poll(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#polls) return;
    this.#polls = this.advance();
    if (!this.#polls) return this.scan();
    this.#thread.vacate(0);
    const again = () => {
      this.#polls = false;
      this.poll();
    };
    if (this.#thread.pool.queue.first() && this.#work > LOOK) {
      this.#polls = false;
      Atomics.store(this.#slots.states, TOLD, TELL_LAST);
      this.#timer = setTimeout(again, LOOK).unref();
    } else setImmediate(again);
  }

  /** Settles what has ended. Gives whether there was anything. */
  advance(): boolean {
    const thread = this.#thread;
    const { states, numbers, times } = this.#slots;
    const before = this.#head;
    while (this.#head < this.#tail) {
      const at = this.#head % SLOTS;
      const state = Atomics.load(states, at);
      if (state <= HALTED || (state === ANSWERED && this.#calls[at] !== HEARD)) break;
      this.#head++;
      const task = this.#tasks[at];
      if (!task) continue;
      const began = times[2 * at]!;
      const ended = times[2 * at + 1]!;
      measure(task.definition.id, ended - began);
      if (state === ANSWERED) {
        this.#tasks[at] = undefined;
        continue;
      }
      this.#remove(at);
      thread.last = task.definition.name;
      thread.pool.finished++;
      if (task.state === 'settled') continue;
      shared.observer?.answered(task, [began, ended]);
      task.settle(true, resultOf(state, numbers[at]!));
    }
    return this.#head > before;
  }

  /** Finds the call that a message answers. Calls are answered in their order: it is the first that has not ended. */
  find(call: number): Task | undefined {
    this.advance();
    const at = this.#head % SLOTS;
    return this.#calls[at] === call ? this.#tasks[at] : undefined;
  }

  /** A message has brought the result of that call. It counts no more, but stays until its slot says how long it ran. */
  answered(call: number): void {
    if (!this.find(call)) return;
    const at = this.#head % SLOTS;
    this.#calls[at] = HEARD;
    this.#count(at);
  }

  /** Calls that have slots, the earliest first; also those whose results came in messages, until `advance` passes them. */
  *#all(): Iterable<Task> {
    for (let nth = this.#head; nth < this.#tail; nth++) {
      const task = this.#tasks[nth % SLOTS];
      if (task) yield task;
    }
  }

  /** Calls that are in the run queue, by their numbers. */
  *calls(): Iterable<[number, Task]> {
    for (const task of this.#all()) {
      const call = this.#calls[task.place]!;
      if (call !== HEARD) yield [call, task];
    }
  }

  /** A call is no longer in the run queue. */
  #remove(at: number): void {
    this.#tasks[at] = undefined;
    this.#count(at);
  }

  #count(at: number): void {
    // Not what is left of adding and taking away fractions.
    this.#work = --this.#length > 0 ? this.#work - this.#estimates[at]! : 0;
  }

  /** Takes a call back, unless it has begun: it is in no run queue and no queue then. Gives whether it did. */
  takeBack(task: Task): boolean {
    const at = task.place;
    if (this.#tasks[at] !== task) return false;
    if (Atomics.compareExchange(this.#slots.states, at, WAITING, TAKEN) !== WAITING) return false;
    this.#remove(at);
    task.thread = undefined;
    return true;
  }

  /** Gives up a call. Gives whether the thread can go on without it; otherwise it begins nothing more. */
  giveUp(task: Task): boolean {
    const at = task.place;
    if (this.#tasks[at] !== task) return false;
    return this.takeBack(task) || Atomics.compareExchange(this.#slots.states, at, BEGUN, HALTED) !== BEGUN;
  }

  /** Puts what has not begun back into the queue, the earliest first: they are to begin next. Gives whether there was any. */
  recall(most = Infinity): boolean {
    const taken: Task[] = [];
    for (const task of this.#all()) {
      if (taken.length === most) break;
      if (this.takeBack(task)) taken.push(task);
    }
    for (const task of taken.reverse()) {
      this.#thread.pool.queue.putBack(task);
      task.state = 'queued';
    }
    return taken.length > 0;
  }

  /** The thread ends. What has not begun goes back into the queue; of a thread that died by itself, not what it had come to. */
  close(died: boolean): boolean {
    const first = this.#tasks[this.#head % SLOTS];
    if (first) this.#thread.last = first.definition.name;
    if (died && first) Atomics.compareExchange(this.#slots.states, this.#head % SLOTS, WAITING, HALTED);
    return this.recall();
  }

  /** Others wait behind a call that takes long. */
  get isStuck(): boolean {
    const at = this.#head % SLOTS;
    const { states, times } = this.#slots;
    return this.length > 1 && Atomics.load(states, at) === BEGUN && clock() - times[2 * at]! > STUCK;
  }

  /** The number of the call that is to begin next. */
  get next(): number {
    for (const { place } of this.#all())
      if (Atomics.load(this.#slots.states, place) === WAITING) return this.#calls[place]!;
    return Infinity;
  }

  /** Holds where a call waits here that has less priority. */
  holdsLess(priority: number): boolean {
    for (const task of this.#all()) if (priorityOf(task) < priority) return true;
    return false;
  }
}

function resultOf(state: number, number: number): unknown {
  if (state === NUMBER) return number;
  return state === NULL ? null : state === TRUE ? true : state === FALSE ? false : undefined;
}

/** Not where something travels with it that can't be taken back, nor where each call may be the last on its thread. */
export function fitsRunQueue({ payload, proxied, definition }: Task, { pool, parked }: Thread): boolean {
  const { capacity, maxMemoryMb } = pool.settings;
  if (capacity > 1 || maxMemoryMb < Infinity || parked.size > 0 || proxied || definition.stream) return false;
  return !payload!.patches && !payload!.tracking && !payload!.transfer?.length;
}
