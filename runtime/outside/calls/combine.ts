// Futures that are made of others, and of values: what `Unfuture.all` and its like give. `result()` of one waits for all
// that it needs with the event loop blocked. Loaded with the first of them.
import type { Rule } from '../../future.js';
import { isThenable } from '../../shared/values.js';
import type * as types from '../types.js';
import { Future } from './future.js';
import { Task } from './task.js';

/** One of the futures, promises and values that are combined. */
interface Member {
  /** Undefined where it is no call of ours. */
  readonly task: types.Task | undefined;
  isSettled: boolean;
  value: unknown;
}

/** No call: nothing runs, and shutting down does not wait for it. */
function definitionOf(name: string): types.Prepared {
  const inline = () => undefined;
  return { id: 0, name, at: '', kind: 'async', key: name, url: undefined, env: false, classes: () => ({}), inline };
}

export class Group extends Task implements types.Group {
  readonly #rule: Rule;
  readonly #members: Member[] = [];
  readonly #errors: unknown[] = [];
  #left = 0;

  constructor(rule: Rule, values: Iterable<unknown>) {
    super(definitionOf(`Unfuture.${rule}`), undefined, {});
    this.#rule = rule;
    this.state = 'waiting';
    for (const value of values) {
      const isPending = isThenable(value);
      const task = isPending ? Future.taskOf(value) : undefined;
      const member: Member = { task, isSettled: false, value: undefined };
      const nth = this.#members.push(member) - 1;
      this.#left++;
      // What is awaited counts as handled, as with Promise.all.
      if (isPending)
        Promise.resolve(value).then(
          (result) => this.#note(nth, true, result),
          (error) => this.#note(nth, false, error),
        );
      else this.#values.push([nth, value]);
    }
    // Not before all are known.
    for (const [nth, value] of this.#values.splice(0)) this.#note(nth, true, value);
    if (this.#left === 0 && rule !== 'race') this.#conclude();
  }

  /** Those that are no promises, until they are noted. */
  readonly #values: [nth: number, value: unknown][] = [];

  look(): void {
    this.#members.forEach(({ task, isSettled }, nth) => {
      if (task && !isSettled && task.state === 'settled') this.#note(nth, task.ok, task.value);
    });
  }

  get pendingMembers(): readonly (types.Task | undefined)[] {
    return this.#members.filter(({ isSettled }) => !isSettled).map(({ task }) => task);
  }

  get needsAll(): boolean {
    return this.#rule === 'all' || this.#rule === 'allSettled';
  }

  /** Nobody wants what they give: they end, too, as with Python's `gather`. */
  override abandon(reason: unknown): void {
    super.abandon(reason);
    for (const { task, isSettled } of this.#members)
      if (task && !isSettled && task.state !== 'settled') {
        task.handled();
        task.abandon(reason);
      }
  }

  #note(nth: number, ok: boolean, value: unknown): void {
    const member = this.#members[nth]!;
    if (member.isSettled) return;
    member.isSettled = true;
    this.#left--;
    if (this.state === 'settled') return;
    if (this.#rule === 'race') return this.settle(ok, value);
    if (this.#rule === 'any' ? ok : this.#rule === 'all' && !ok) return this.settle(ok, value);
    if (this.#rule === 'any') this.#errors[nth] = value;
    else if (this.#rule === 'all') member.value = value;
    else member.value = ok ? { status: 'fulfilled', value } : { status: 'rejected', reason: value };
    if (this.#left === 0) this.#conclude();
  }

  #conclude(): void {
    if (this.#rule === 'any') this.settle(false, new AggregateError(this.#errors, 'All promises were rejected'));
    else
      this.settle(
        true,
        this.#members.map(({ value }) => value),
      );
  }
}

/**
 * Makes a future of what `Promise[rule]` would give.
 * @public loaded by `require`
 */
export function combine(rule: Rule, values: Iterable<unknown>): unknown {
  try {
    if (typeof Object(values)[Symbol.iterator] !== 'function')
      throw new TypeError(`Unfuture.${rule}: what it is given is not iterable`);
    return new Group(rule, values).future;
  } catch (error) {
    return settled(rule, false, error);
  }
}

/**
 * A future of a value, or of what a promise gives. A future is its own.
 * @public loaded by `require`
 */
export function resolve(value: unknown): unknown {
  if (isThenable(value)) {
    if (Future.taskOf(value)) return value;
    const task = new Task(definitionOf('Unfuture.resolve'), undefined, {});
    Promise.resolve(value).then(
      (result) => task.settle(true, result),
      (error) => task.settle(false, error),
    );
    return task.future;
  }
  return settled('resolve', true, value);
}

/** @public loaded by `require` */
export function reject(reason: unknown): unknown {
  return settled('reject', false, reason);
}

function settled(name: string, ok: boolean, value: unknown): unknown {
  const task = new Task(definitionOf(`Unfuture.${name}`), undefined, {});
  task.settle(ok, value);
  return task.future;
}
