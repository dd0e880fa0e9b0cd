// `result()`: waits for a call with the event loop blocked. Answers are read off the ports by hand.
import { unpack } from '../codec.js';
import { TimeoutError, UnsyncError } from '../errors.js';
import { shared } from '../shared.js';
import { runHere } from './dispatch.js';
import { allThreads } from './pool.js';
import { type Task, taskOf } from './unfuture.js';

/** Milliseconds between looks at whether the threads still exist: a dying one does not always ring. */
const PATIENCE = 100;

export function join(task: Task, timeout?: number): unknown {
  try {
    return wait(task, timeout === undefined ? Infinity : performance.now() + timeout, timeout);
  } catch (error) {
    task.handled();
    throw error;
  }
}

function wait(task: Task, limit: number, timeout: number | undefined): unknown {
  if (task.state === 'waiting') joinArguments(task, limit, timeout);
  if (task.state === 'queued' && timeout === undefined && mayRunHere(task)) {
    const args = unpack(task.payload!, task.definition.classes);
    task.payload = undefined;
    runHere(task, args, true);
  }
  while (task.state !== 'settled') {
    if (task.state === 'running' && !task.thread) throw cannotWait(task, 'it runs on this thread');
    const seen = Atomics.load(shared.bell, 0);
    for (const thread of allThreads()) thread.drain();
    if ((task.state as string) === 'settled') break;
    const now = performance.now();
    // Timers stand still meanwhile.
    if (now >= task.deadline) task.expire();
    else if (now >= limit)
      throw new TimeoutError(`${task.definition.name} has no result after ${timeout} ms; it goes on`, task.definition);
    else if (Atomics.wait(shared.bell, 0, seen, Math.min(limit - now, task.deadline - now, PATIENCE)) === 'timed-out') {
      for (const thread of allThreads()) thread.check();
    }
  }
  return task.outcome();
}

/** Settles the promises among the arguments, which is possible where they are calls themselves. */
function joinArguments(task: Task, limit: number, timeout: number | undefined): void {
  const values = task.pending!.map((promise) => {
    const argument = taskOf(promise);
    if (!argument) throw cannotWait(task, 'one of its arguments is a promise');
    try {
      return wait(argument, limit, timeout);
    } catch (error) {
      if (argument.state !== 'settled') throw error;
      task.settle(false, error);
      return undefined;
    }
  });
  task.resume?.(values);
}

/** As ForkJoin's join does: instead of waiting for a free thread, this one computes. */
function mayRunHere({ options, definition: { kind, inline } }: Task): boolean {
  return (
    !options.signal &&
    options.timeout === undefined &&
    kind !== 'background' &&
    Object.prototype.toString.call(inline) !== '[object AsyncFunction]'
  );
}

function cannotWait({ definition }: Task, why: string): UnsyncError {
  return new UnsyncError(
    'ERR_UNSYNC_RESULT',
    `result() of ${definition.name} would wait for ever: ${why}, whose event loop result() blocks; await it instead`,
    definition,
  );
}
