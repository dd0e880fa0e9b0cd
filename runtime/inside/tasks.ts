// The tasks that the caller's side registered, and the modules they come from.

import type { Classes } from '../codec.js';
import { UnsyncError } from '../errors.js';
import type { ToWorker } from '../protocol.js';
import { own } from '../shared.js';

type Registration = Extract<ToWorker, { type: 'register' }>;

export interface Registered extends Registration {
  /** Once its module is loaded. */
  run?: Function;
  classes: Classes;
}

const tasks = new Map<number, Registered>();

export function register(registration: Registration): void {
  tasks.set(registration.task, { ...registration, classes: () => undefined });
}

export function lookUp(task: number): Registered {
  return tasks.get(task)!;
}

let prelude: Promise<unknown> | undefined;

/** Imports the module of a task, and the setup module before any. */
export async function load(task: Registered, setup: string | undefined): Promise<Function> {
  if (setup !== undefined)
    await (prelude ??= import(setup).catch((error) => fail(task, `the setup module ${setup}`, error)));
  const module = (await import(task.url).catch((error) =>
    fail(task, `its worker module ${task.url}`, error),
  )) as object;
  // A CommonJS module may show its exports on `default` only.
  const find = (name: string) => own(module, name) ?? own(own(module, 'default'), name);
  const run = own(find('__unsyncTasks'), task.key);
  if (typeof run !== 'function') {
    throw new UnsyncError('ERR_UNSYNC_LOAD', `${task.name}: ${task.url} has no task ${task.key}`, task);
  }
  task.classes = () => find('__unsyncErrors') as Record<string, Function> | undefined;
  return (task.run = run);
}

function fail(task: Registered, what: string, cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new UnsyncError('ERR_UNSYNC_LOAD', `${task.name}: ${what} can't be loaded: ${reason}`, task, cause);
}
