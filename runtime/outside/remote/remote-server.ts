// Calls from other machines, on the threads of this one: arguments and outcomes stay as their callers' side has
// encoded them, since this thread has none of the classes. Loaded by what serves other machines.

import type { ManifestTask } from '../../manifest.js';
import { spin } from '../../shared/adaptive-spin.js';
import { ShutdownError, UncloneableError } from '../../shared/errors.js';
import { encode } from '../../shared/failure.js';
import type { Constants } from '../../shared/packed.js';
import type { Answer } from '../../shared/protocol.js';
import { isPrimitive } from '../../shared/values.js';
import { checkPortable, fromPayload, toBytes } from '../../shared/wire.js';
import type { Payload } from '../../types.js';
import { post } from '../calls/send.js';
import { Task } from '../calls/task.js';
import { shared } from '../state.js';
import { mean } from '../threads/cost.js';
import type { Prepared, Thread } from '../types.js';
import type { Outcome } from './remote.js';

/** How a call has ended. */
export interface Performed {
  readonly how: 'done' | 'failed' | 'cancelled';
  /** For the caller's `answer`. */
  readonly outcome: Payload;
  readonly milliseconds: number | undefined;
}

/** Milliseconds for the answer of a short call: its caller waits for a network anyhow, but to be woken takes as long as to run it. */
const MOMENT = 0.2;

/** A function of a worker module, as this side knows it. */
export type Served = Prepared;

/** @param url of its worker module */
export function served(url: string, key: string, task: ManifestTask): Served {
  const { name, at, kind, env = false, plain, fresh, constants } = task;
  const inline = () => {
    throw new Error(`${name} has no body here`);
  };
  const id = (shared.taskIds[`${key} ${url}`] ??= ++shared.lastId);
  return {
    id,
    name,
    at,
    kind,
    key,
    url,
    env,
    inline,
    classes: none,
    ...(plain && { plain }),
    ...(fresh && { fresh }),
    // these stay as they are encoded
    ...(constants && { constants: unknown }),
  };
}

const none = () => ({});

const unknown: Constants = {
  numberOf: () => undefined,
  at(n) {
    throw new Error(`constant ${n} is not known here`);
  },
};

/** A call of another machine, on a thread of its kind. */
export class Performance extends Task {
  readonly #done: (performed: Performed) => void;
  #ran: number | undefined;
  #isCancelled = false;
  override relay = (answer: Answer): void => {
    if (answer.ran) this.#ran = answer.ran[1] - answer.ran[0];
    this.settle(true, answer.type === 'result' ? { value: answer.value } : { error: answer.error });
  };

  /**
   * @param args trusted: they were signed
   * @param done called once, when it has ended, perhaps at once
   */
  constructor(definition: Served, args: Payload, done: (performed: Performed) => void) {
    super(definition, undefined, {});
    this.#done = done;
    try {
      if (shared.closing) throw new ShutdownError(definition);
      shared.live.add(this);
      post(this, fromPayload(args), []);
      spin(MOMENT);
      // Elsewhere calls share an event loop, and nobody can tell what each takes of it.
      if (definition.kind !== 'background' && this.thread) time(this.thread);
    } catch (error) {
      this.settle(false, error);
    }
  }

  /** Ends it, with its thread where it runs on one of its own. Without effect once it has ended. */
  cancel(reason: unknown): void {
    if (this.state === 'settled') return;
    this.#isCancelled = true;
    this.abandon(reason);
  }

  override settle(ok: boolean, value: unknown): void {
    if (this.state === 'settled') return;
    // Nobody has its promise.
    if (!ok) this.handled();
    super.settle(ok, undefined);
    const { definition } = this;
    // A primitive may come without a message of its own.
    const isOutcome = ok && typeof value === 'object' && value !== null;
    const outcome = ok
      ? isOutcome
        ? (value as Outcome)
        : { value: { values: [value] } }
      : { error: encode(value, definition) };
    this.#done({
      how: this.#isCancelled ? 'cancelled' : 'error' in outcome ? 'failed' : 'done',
      outcome: payloadOf(definition, outcome),
      milliseconds: this.#ran ?? mean(definition.id),
    });
  }
}

const timed = new WeakSet<Thread>();

/** Has a thread say how long functions run, which a run queue does anyhow. */
function time(thread: Thread): void {
  if (timed.has(thread)) return;
  timed.add(thread);
  thread.send({ type: 'time', on: true });
}

/** Loaded with the first error of which something can't leave the process. */
const portable: typeof import('./portable.js').portable = (error) =>
  (require('./portable.js') as typeof import('./portable.js')).portable(error);

function payloadOf(definition: Served, outcome: Outcome): Payload {
  if ('value' in outcome) {
    const { values, patches, back } = outcome.value;
    if (!patches && !back && isPrimitive(values[0])) return values;
  }
  try {
    checkPortable('value' in outcome ? outcome.value : outcome.error);
    return toBytes(outcome);
  } catch (error) {
    if ('error' in outcome) return toBytes({ error: portable(outcome.error) });
    const message = `${definition.name}: its result can't leave the process that made it: ${(error as Error).message}`;
    return toBytes({ error: encode(new UncloneableError(message, definition, error), definition) });
  }
}
