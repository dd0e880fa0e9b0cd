// The order of callbacks. The next of a call begins when the last has returned, also where that waits in `result()`
// or makes calls, and messages are read meanwhile; and the call settles when all have.

import { Atomics } from '../../platform/node/globals.js';
import { FARTHEST } from '../../shared/callback.js';
import type { Task, Thread } from '../types.js';

/**
 * Callbacks of different calls inside each other, each waiting in `result()`. More wait, since each takes a part of the
 * stack; but for those of the call that is waited for.
 */
const DEEPEST = 16;

/** The calls whose callbacks run, the innermost last. */
const running: Task[] = [];

/** Callbacks that have come for calls and may not run yet, by call in the order in which the first came. */
const waiting = new Map<Task, (() => void)[]>();

/** Runs a callback of a call, now or in its turn. */
export function inTurn(task: Task, run: () => void): void {
  if (running.length >= DEEPEST || mustWait(task)) return add(task, run);
  perform(task, run);
  attendAll();
}

/** Has what comes after the callbacks of a call wait for them; gives whether there are any. */
export function afterwards(task: Task, run: () => void): boolean {
  if (!mustWait(task)) return false;
  add(task, run);
  return true;
}

function mustWait(task: Task): boolean {
  return running.includes(task) || waiting.has(task);
}

function add(task: Task, run: () => void): void {
  const runs = waiting.get(task);
  if (runs) runs.push(run);
  else waiting.set(task, [run]);
}

function perform(task: Task, run: () => void): void {
  running.push(task);
  try {
    run();
  } finally {
    running.pop();
  }
}

function attendAll(): void {
  if (running.length < DEEPEST) for (const task of waiting.keys()) attend(task);
}

/** Runs what waits of a call, unless that waits for one of its callbacks. */
export function attend(task: Task): void {
  const runs = waiting.get(task);
  if (!runs || running.includes(task)) return;
  for (let run: (() => void) | undefined; (run = runs.shift()); ) perform(task, run);
  waiting.delete(task);
}

/** Holds where one of its callbacks runs now: the call can't settle before that returns. */
export function isCalling(task: Task): boolean {
  return running.includes(task);
}

/** Holds where a function on this thread can't go on before a callback that runs now has returned. */
export function isHeld(thread: Thread | undefined): boolean {
  return running.some((task) => task.thread === thread && task.proxied?.some(isFull));
}

function isFull(proxied: NonNullable<Task['proxied']>[number]): boolean {
  return proxied?.type === 'callback' && Atomics.load(proxied.ahead, 0) >= FARTHEST;
}
