// Threads of the kind background whose event loop stands still, with calls on it that their callers have given up: each
// other call there would wait for ever. Loaded with the first call of that kind that is given up.

import { isDebugged } from '../../platform/node/debugger.js';
import { Atomics } from '../../platform/node/globals.js';
import { performance } from '../../platform/node/timers.js';
import type { Where } from '../../shared/errors.js';
import { settings } from '../settings/settings.js';
import type { Stream, Task, Thread } from '../types.js';
import { Stall, warn } from './warnings.js';

/** Milliseconds, unless configured. */
const PATIENCE = 5000;

/** A pause longer than that was not one of the thread: this process, or the machine, was stopped. */
const PAUSE = 2000;

interface Silence {
  /** Which probe is to be answered. */
  readonly probe: number;
  /** Milliseconds that it was not, and when that was last looked at. */
  lasted: number;
  looked: number;
  /** A call was given up since the thread was last heard. */
  isFresh: boolean;
  /** A module was loading when that was last looked at. */
  loads: boolean;
}

interface Watch {
  /** Probes that were sent, and that were answered. */
  sent: number;
  answered: number;
  silence: Silence | undefined;
}

const watches = new WeakMap<Thread, Watch>();

function watchOf(thread: Thread): Watch {
  let watch = watches.get(thread);
  if (!watch) watches.set(thread, (watch = { sent: 0, answered: 0, silence: undefined }));
  return watch;
}

/** Asks whether its event loop turns. */
export function probe(thread: Thread): number {
  thread.send({ type: 'probe' });
  return ++watchOf(thread).sent;
}

/** It does. */
export function answered(thread: Thread): void {
  watchOf(thread).answered++;
}

/** A call on it was given up. */
export function suspect(thread: Thread): void {
  if (!thread.gone && patience(thread) < Infinity) listen(thread, true);
}

function patience({ pool }: Thread): number {
  return pool.settings.stallTimeout ?? PATIENCE;
}

function listen(thread: Thread, isFresh: boolean): void {
  const watch = watchOf(thread);
  // The count begins with the first that is given up.
  if (watch.silence?.isFresh) return;
  watch.silence = { probe: probe(thread), lasted: 0, looked: performance.now(), isFresh, loads: false };
}

/** Ends the thread, if it was silent for too long. */
export function look(thread: Thread): void {
  const watch = watches.get(thread);
  const silence = watch?.silence;
  if (!silence) return;
  const tasks = thread.tasks();
  const left = tasks.filter(isLeft);
  if (watch.answered >= silence.probe) {
    watch.silence = undefined;
    // What goes on may still come to block it.
    if (left.length > 0) listen(thread, false);
    return;
  }
  const now = performance.now();
  silence.lasted += Math.min(now - silence.looked, PAUSE);
  silence.looked = now;
  const inside = calling(thread);
  // One that somebody waits for may compute, unless it keeps others from being heard that were given up meanwhile.
  if (!silence.isFresh && inside && !isLeft(inside)) return;
  // What is loaded has a time of its own. That it has is heard before the answer that waited behind it.
  const loads = !inside && tasks.some((each) => !thread.known.get(each.definition.id));
  if (silence.loads && !loads) silence.lasted = 0;
  silence.loads = loads;
  const most = loads ? Math.max(patience(thread), settings().startTimeout) : patience(thread);
  // A debugger may have stopped it.
  if (thread.seen === 0 || silence.lasted < most || isDebugged()) return;
  giveUp(thread, most, inside, inside ?? left[0] ?? tasks[0], tasks);
}

/** Nobody waits for the call any more. */
function isLeft(task: Task): boolean {
  return task.state === 'settled' || !!(task as Partial<Stream>).isLeft;
}

/** The call whose function the thread has called and that has not come to its first `await`, where it is in one. */
function calling({ current, running }: Thread): Task | undefined {
  const number = current ? Atomics.load(current, 0) : 0;
  if (number !== 0) for (const [call, task] of running) if ((call | 0) === number) return task;
  return undefined;
}

function giveUp(thread: Thread, ms: number, inside: Task | undefined, likely: Task | undefined, tasks: Task[]): void {
  const where: Where = likely?.definition ?? { name: thread.last, at: '' };
  const others = new Set(tasks.map(({ definition }) => definition.name));
  others.delete(where.name);
  const who = `${where.name}${where.at && ` (${where.at})`}`;
  const blocker = inside
    ? who
    : `probably ${who}${others.size > 0 ? `, else what runs beside it (${[...others].join(', ')})` : ''}`;
  const stall = new Stall(where, ms, blocker);
  warn('UNSYNC_STALLED', `a background thread was ended: ${stall.message}`);
  thread.end(stall);
}
