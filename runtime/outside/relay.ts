// Calls from other machines, on the threads of this one: arguments and outcomes stay as their callers' side has
// encoded them, since this thread has none of the classes. Loaded by what serves other machines.
import type { Packed } from '../codec.js';
import { ShutdownError, UncloneableError } from '../errors.js';
import { encode } from '../failure.js';
import type { ManifestTask } from '../manifest.js';
import { clock, shared } from '../shared.js';
import { fromBytes, toBytes } from '../wire.js';
import { mean } from './cost.js';
import { post } from './dispatch.js';
import type { Outcome } from './remote.js';
import { type Prepared, Task } from './unfuture.js';

export interface Performed {
  /** It returned. */
  readonly ok: boolean;
  readonly bytes: Uint8Array;
  readonly milliseconds: number | undefined;
}

/** A function of a worker module, as this side knows it. */
export type Served = Prepared;

export interface Performance {
  /** For the caller's `answer`. Never rejects. */
  readonly outcome: Promise<Performed>;
  readonly isCancelled: boolean;
  /** Ends it, with its thread where it runs on one of its own. Without effect once it has ended. */
  cancel(reason: unknown): void;
}

/** @param url of its worker module */
export function served(url: string, key: string, task: ManifestTask): Served {
  const { name, at, kind, env = false, plain, fresh } = task;
  const inline = () => {
    throw new Error(`${name} has no body here`);
  };
  const id = (shared.taskIds[`${key} ${url}`] ??= ++shared.lastId);
  return { id, name, at, kind, key, url, env, inline, classes: none, ...(plain && { plain }), ...(fresh && { fresh }) };
}

const none = () => ({});

function encodeOutcome(definition: Served, outcome: unknown): Uint8Array {
  // A primitive may come without a message of its own.
  const isOutcome = typeof outcome === 'object' && outcome !== null;
  try {
    return toBytes(isOutcome ? outcome : { value: { values: [outcome] } });
  } catch (error) {
    const message = `${definition.name}: its result can't leave the process that made it: ${(error as Error).message}`;
    return toBytes({ error: encode(new UncloneableError(message, definition, error), definition) });
  }
}

/** Runs a call on a thread of its kind. `args` are trusted: they were signed. */
export function perform(definition: Served, args: Uint8Array): Performance {
  const task = new Task(definition, undefined, {});
  let posted: number | undefined;
  const outcome = task.future.then(
    (value) => value as Outcome,
    (error: unknown): Outcome => ({ error: encode(error, definition) }),
  );
  task.relay = (answer) =>
    task.settle(true, answer.type === 'result' ? { value: answer.value } : { error: answer.error });
  try {
    if (shared.closing) throw new ShutdownError(definition);
    shared.live.add(task);
    post(task, fromBytes(args) as Packed, []);
    // A thread that has yet to load the module tells nothing of the function.
    if (task.thread?.known.get(definition.id)) posted = clock();
  } catch (error) {
    task.settle(false, error);
  }
  let isCancelled = false;
  return {
    outcome: outcome.then((result) => ({
      ok: task.ok && !(typeof result === 'object' && result !== null && 'error' in result),
      bytes: encodeOutcome(definition, result),
      milliseconds: mean(definition.id) ?? (posted && clock() - posted),
    })),
    get isCancelled() {
      return isCancelled;
    },
    cancel(reason) {
      if (task.state === 'settled') return;
      isCancelled = true;
      task.abandon(reason);
    },
  };
}
