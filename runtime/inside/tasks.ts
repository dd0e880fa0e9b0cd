// The tasks that the caller's side registered, and the modules they come from.

import { clearTimeout, setTimeout } from '../platform/node/timers.js';
import { UnsyncError } from '../shared/errors.js';
import { own } from '../shared/values.js';
import type { Registered, Registration } from './types.js';

/** Loaded with the first function that has any. */
const byNumber = () => require('../shared/constants.js') as typeof import('../shared/constants.js');

const tasks = new Map<number, Registered>();

export function register(registration: Registration): void {
  tasks.set(registration.task, { ...registration, classes: () => ({}) });
}

export function lookUp(task: number): Registered {
  return tasks.get(task)!;
}

let prelude: Promise<object> | undefined;

// A CommonJS module may show its exports on `default` only.
const exported = (module: object, name: string) => own(module, name) ?? own(own(module, 'default'), name);

/** Undoes what the setup module did, if that has run and says how. */
export async function tearDown(milliseconds: number): Promise<void> {
  // Its failure is known: the calls rejected with it.
  const module = await prelude?.catch(() => undefined);
  const run = module && exported(module, 'teardown');
  if (typeof run !== 'function') return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not end within ${milliseconds} ms`)), milliseconds);
  });
  await Promise.race([run(), late]);
  clearTimeout(timer);
}

/** Imports the module of a task, and the setup module before any. */
export async function load(task: Registered, setup: string | undefined): Promise<Function> {
  if (setup !== undefined)
    await (prelude ??= (import(setup) as Promise<object>).catch((error) =>
      fail(task, `the setup module ${setup}`, error),
    ));
  const module = (await import(task.url).catch((error) =>
    fail(task, `its worker module ${task.url}`, error),
  )) as object;
  const run = own(exported(module, '__unsyncTasks'), task.key);
  if (typeof run !== 'function') {
    throw new UnsyncError('ERR_UNSYNC_LOAD', `${task.name}: ${task.url} has no task ${task.key}`, task);
  }
  task.classes = () => (exported(module, '__unsyncClasses') ?? {}) as Record<string, Function>;
  if (task.hasConstants) {
    const constants = () => exported(module, '__unsyncConstants') as Record<string, unknown>;
    task.constants = byNumber().constantsOf(constants, task.classes);
  }
  return (task.run = run);
}

function fail(task: Registered, what: string, cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const isMissing = /MODULE_NOT_FOUND$/.test((cause as NodeJS.ErrnoException | undefined)?.code ?? '');
  const toDo = isMissing
    ? `. If a bundler has left it out, use unsync's plugin there, or keep what calls it external`
    : '';
  throw new UnsyncError('ERR_UNSYNC_LOAD', `${task.name}: ${what} can't be loaded: ${reason}${toDo}`, task, cause);
}
