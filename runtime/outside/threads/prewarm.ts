// `prewarm`: threads are started, and worker modules loaded in them, before there is a call.
// Loaded with the first one.
import { ConfigurationError, ShutdownError, WorkerExitError } from '../../shared/errors.js';
import { key } from '../../shared/side.js';
import type { PrewarmOptions } from '../../types.js';
import { objectOf, refuse } from '../calls/checks.js';
import { type Define, prepare } from '../calls/definition.js';
import { Task } from '../calls/task.js';
import { retire } from '../lifecycle/graceful-shutdown.js';
import { settings } from '../settings/settings.js';
import { shared } from '../state.js';
import type { Pool, Prepared, Thread } from '../types.js';
import { poolFor } from './pool.js';

/** @public loaded by `require` */
export async function prewarm(functions: readonly unknown[], options: PrewarmOptions): Promise<void> {
  const { threads = Infinity } = objectOf<PrewarmOptions>('prewarm: what comes after the functions', options);
  if (!Array.isArray(functions))
    throw new ConfigurationError('prewarm takes an array of marked functions: prewarm([f, g])');
  if (threads !== Infinity && !(Number.isSafeInteger(threads) && threads > 0))
    throw refuse('prewarm: the option threads', threads, 'a positive integer');
  const definitions = functions.map(definitionOf).filter(({ kind, url }) => kind !== 'async' && url !== undefined);
  if (shared.inside || definitions.length === 0 || settings().inline) return;
  if (shared.closing) throw new ShutdownError({ name: 'prewarm', at: '' });
  const { executor } = settings();
  if (executor) return executor.connect?.();
  const kinds = [...new Set(definitions.map(({ kind }) => kind))];
  await all(
    kinds.map((kind) =>
      warm(
        poolFor(kind),
        definitions.filter((each) => each.kind === kind),
        threads,
      ),
    ),
  );
}

function definitionOf(given: unknown, index: number): Prepared {
  const define = (given as { [key]?: Define } | null | undefined)?.[key];
  if (typeof define === 'function') return prepare(define);
  const what = typeof given === 'function' && given.name ? given.name : `a value of type ${typeof given}`;
  throw new ConfigurationError(
    `prewarm: element ${index}, ${what}, is not a marked function as the compiler leaves it: mark it, and build with unsync build or tspc`,
  );
}

/** Not before everything has ended, since what goes on keeps the process alive. Throws what came first in the list. */
async function all(promises: readonly Promise<void>[]): Promise<void> {
  for (const each of await Promise.allSettled(promises)) if (each.status === 'rejected') throw each.reason;
}

async function warm(pool: Pool, definitions: readonly Prepared[], count: number): Promise<void> {
  const { threads, ending } = pool;
  const start = () => {
    while (threads.size < count && !pool.isFull && pool.start({ definition: definitions[0]! }));
  };
  // Threads that have ended hold their places until they are gone.
  for (start(); threads.size === 0; start()) await Promise.race([...ending].map(retire));
  // A single call goes to the last.
  await all([...threads].slice(-count).map((thread) => loadAll(thread, definitions)));
}

/**
 * One after the other, as the thread would: each has the whole `startTimeout`, and an error names the one at fault.
 * Those after it are loaded all the same, where the thread lives. Throws what came first.
 */
async function loadAll(thread: Thread, definitions: readonly Prepared[]): Promise<void> {
  const errors: unknown[] = [];
  for (const definition of definitions) {
    if (!thread.pool.threads.has(thread)) break;
    if (thread.known.get(definition.id)) continue;
    try {
      await load(thread, definition);
    } catch (error) {
      // It did not die but was ended: by shutdown(), with a call on it, or for its memory. It has no use for modules.
      const wasEnded = error instanceof WorkerExitError && error.exitCode === undefined && error.cause === undefined;
      if (!wasEnded) errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

/** As a call that runs nothing: it has the thread, keeps the process alive, and ends as calls do where it can't be done. */
function load(thread: Thread, definition: Prepared): Promise<unknown> {
  for (const each of thread.running.values())
    if (each.isLoad && each.definition.id === definition.id) return each.future;
  // As what it is: its calls come later.
  thread.introduce(definition);
  // A stream would let go of its thread.
  const { stream: _, ...rest } = definition;
  const task = new Task(rest, undefined, {});
  task.isLoad = true;
  thread.post(task, undefined, []);
  return task.future;
}
