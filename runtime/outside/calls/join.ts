// `result()`: waits for a call with the event loop blocked. Answers are read off the ports by hand.
// Loaded with the first.

import { Atomics } from '../../platform/node/globals.js';
import { performance } from '../../platform/node/timers.js';
import type { UnsyncError } from '../../shared/errors.js';
import { unpack } from '../../shared/pack.js';
import { shared } from '../state.js';
import { poolFor } from '../threads/pool.js';
import { holdNobody } from '../threads/printing.js';
import { allThreads } from '../threads/threads.js';
import type { Group, Task } from '../types.js';
import { attend, isCalling, isHeld } from './callbacks.js';
import { checkTime } from './checks.js';
import { backgroundBatches, deadline, limits, remote, runHere } from './send.js';

/** Milliseconds between looks at the clocks of other calls, and at the threads: a dying one does not always ring. */
const PATIENCE = 100;

/** Messages that are read of a thread before the call is looked at again: one that says more and more would be read for ever. */
const AT_ONCE = 10_000;

/** @public loaded by `require` */
export function join(task: Task, timeout?: number): unknown {
  try {
    if (timeout !== undefined) checkTime(`result() of ${task.definition.name}: the timeout`, timeout);
    const go = () => wait(task, performance.now() + (timeout ?? Infinity), timeout);
    return shared.observer ? shared.observer.join(task, go) : go();
  } catch (error) {
    task.handled();
    throw error;
  }
}

/**
 * @param limit when to give up, on the clock of `performance.now()`
 * @param timeout how many milliseconds that were
 * @param group what waits for it among others; that may be decided before
 */
function wait(task: Task, limit: number, timeout: number | undefined, group?: Group): unknown {
  if (task.state === 'waiting') {
    if ('look' in task) return joinMembers(task as Group, limit, timeout);
    joinArguments(task, limit, timeout);
  }
  const args = limit === Infinity && group?.needsAll !== false && mayRunHere(task) ? takeBack(task) : undefined;
  if (args) runHere(task, args, true);
  if (shared.pools.has('background')) backgroundBatches().flushAll();
  let looked = performance.now();
  while (task.state !== 'settled') {
    if (task.state === 'queued' && task.options.limit !== undefined) limits().look(task);
    if (task.away) throw cannotWait(task, `${task.away.executor.name} answers it by way of this thread`);
    if (task.state === 'running' && !task.thread) throw cannotWait(task, 'it runs on this thread');
    const seen = Atomics.load(shared.bell, 0);
    for (const thread of allThreads()) thread.drain(AT_ONCE);
    holdNobody();
    attend(task);
    if ((task.state as string) === 'settled') break;
    group?.look();
    if (group?.state === 'settled') return undefined;
    if (isCalling(task)) throw cannotWait(task, 'it settles when its callbacks have returned, one of which runs now');
    if (isStuck(task)) throw cannotWait(task, 'a callback of it, or of all that go before it, has given a promise');
    const now = performance.now();
    // Timers stand still meanwhile: its own, and those of what has the threads that it waits for.
    if (now >= task.deadline) deadline().expire(task);
    else if (now >= limit) throw deadline().noResult(group ?? task, timeout!);
    else if (now - looked >= PATIENCE) {
      // Not only when nothing rings: others may ring all the time.
      looked = now;
      for (const each of shared.live) {
        if (now >= each.deadline && each.state !== 'settled') deadline().expire(each);
        // What waits for a callback may have the thread that is waited for.
        if (each.proxied) attend(each);
      }
      for (const thread of allThreads()) thread.check();
    } else Atomics.wait(shared.bell, 0, seen, Math.min(limit - now, task.deadline - now, PATIENCE));
  }
  return task.outcome();
}

/** The arguments of a call that has not begun; no queue, run queue or executor has it then. */
function takeBack(task: Task): unknown[] | undefined {
  if (task.away) return remote().takeBack(task);
  if (task.state !== 'queued' && !task.thread?.runQueue?.takeBack(task)) return undefined;
  const args = unpack(task.payload!, task);
  task.payload = undefined;
  return args;
}

/** Settles the promises among the arguments, which is possible where they are calls themselves. */
function joinArguments(task: Task, limit: number, timeout: number | undefined): void {
  const values = task.pending!.calls.map((argument) => {
    if (!argument) throw cannotWait(task, 'one of its arguments is a promise');
    try {
      return wait(argument, limit, timeout);
    } catch (error) {
      if (argument.state !== 'settled') throw error;
      task.settle(false, error);
      return undefined;
    }
  });
  task.pending?.resume(values);
}

/** Settles a group whose members are all calls. What fails early decides it early, whichever is waited for just then. */
function joinMembers(group: Group, limit: number, timeout: number | undefined): unknown {
  for (group.look(); group.state !== 'settled'; group.look()) {
    const members = group.pendingMembers;
    if (members.length === 0) throw cannotWait(group, 'it was given nothing that runs elsewhere than on this thread');
    if (members.includes(undefined)) throw cannotWait(group, 'one of what it was given is a promise of this thread');
    try {
      wait(members[0]!, limit, timeout, group);
    } catch (error) {
      if (members[0]!.state !== 'settled') throw error;
    }
  }
  return group.outcome();
}

/**
 * As ForkJoin's join does: instead of waiting for a free thread, this one computes. Not where the
 * function would see what its variables or fields are now: the call counts as made earlier.
 */
function mayRunHere({ options, deadline, definition: { kind, inline, env } }: Task): boolean {
  return (
    !env &&
    !options.signal &&
    // Here is one more place than the limit has.
    options.limit === undefined &&
    deadline === Infinity &&
    kind !== 'background' &&
    Object.prototype.toString.call(inline) !== '[object AsyncFunction]'
  );
}

/** Holds where the function, or whatever has the threads that it waits for, waits for callbacks of this thread, or their promises. */
function isStuck({ state, owed, definition, thread }: Task): boolean {
  if (state !== 'queued') return owed > 0 || isHeld(thread);
  const { threads, ending } = poolFor(definition.kind);
  return (
    ending.size === 0 &&
    [...threads].every((each) => isHeld(each) || (each.load > 0 && [...each.calls()].every(([, { owed }]) => owed > 0)))
  );
}

function cannotWait({ definition }: Task, why: string): UnsyncError {
  return (require('../lifecycle/warnings.js') as typeof import('../lifecycle/warnings.js')).cannotWait(definition, why);
}
