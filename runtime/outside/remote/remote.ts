// Calls for other machines: what crosses as bytes, and what is made of the answer. How they get there is the
// executor's business. Loaded with the first call where one is configured.

import { structuredClone } from '../../platform/node/globals.js';
import { clock, queueMicrotask } from '../../platform/node/timers.js';
import { ExecutorError } from '../../shared/errors.js';
import { thrown } from '../../shared/failure.js';
import { pack, unpack } from '../../shared/pack.js';
import type { Encoded, Packed } from '../../shared/packed.js';
import { fromBytes, fromPayload, toPayload } from '../../shared/wire.js';
import type { Executor, Kind, Payload, RemoteCall } from '../../types.js';
import { shared } from '../state.js';
import { priorityOf } from '../threads/queue.js';
import type { Prepared, Task } from '../types.js';

/** The other side's answer, as bytes; a primitive that was returned is given as a list of it. */
export type Outcome = { readonly value: Packed } | { readonly error: Encoded };

/** Loaded with the first `limit`. */
const limits = () => require('../calls/limit.js') as typeof import('../calls/limit.js');

/** Loaded with the first call that gives back what it changes. */
const giveBack = () => require('../calls/give-back.js') as typeof import('../calls/give-back.js');

/** Of which it was said that their calls stay here, by their numbers. */
const told = new Set<number>();

/**
 * Gives a call to the executor.
 * @returns whether it could; otherwise nothing has changed, and what can't cross is for the threads here to run or refuse
 * @public loaded by `require`
 */
export function send(executor: Executor, task: Task, values: unknown[], transfer: readonly object[]): boolean {
  const { definition, options } = task;
  if (definition.stream) return false;
  let args: Payload;
  try {
    // Without `toHandle`, functions and signals are refused.
    const { classes, constants, plain } = definition;
    const tracking = definition.tracked && giveBack().track(task, values, transfer);
    const packed = pack(values, { classes, constants, plain });
    args = toPayload(tracking ? { ...packed, tracking } : packed);
    if (transfer.length > 0) structuredClone(undefined, { transfer: transfer as ArrayBuffer[] });
  } catch {
    queueMicrotask(() => task.state !== 'settled' && tell(executor, definition));
    return false;
  }
  // A getter among them may have ended it.
  if (task.state === 'settled') return true;
  const call = new OutgoingCall(task, args);
  let sent = false;
  const give = () => {
    sent = true;
    executor.send(call);
  };
  task.state = 'queued';
  task.away = { executor, call, cancel: () => sent && executor.cancel(call) };
  shared.observer?.queued(task);
  if (options.limit === undefined || !limits().enter(task, () => attempt(task, give))) give();
  return true;
}

/** Late, nobody else would catch it. */
function attempt(task: Task, action: () => void): void {
  try {
    action();
  } catch (error) {
    task.settle(false, error);
  }
}

function tell({ name: executor }: Executor, { id, name, at }: Prepared): void {
  if (told.has(id)) return;
  told.add(id);
  process.emitWarning(
    `${name} (${at}) was called with what can't leave this process (a function, a signal, shared memory, a port): ` +
      `such calls run on this machine's threads, not by way of ${executor}`,
    { code: 'UNSYNC_STAYS_HERE' },
  );
}

/** With methods, and not closures: there may be a million that wait. */
class OutgoingCall implements RemoteCall {
  readonly #task: Task;
  readonly name: string;
  readonly at: string;
  readonly kind: Exclude<Kind, 'async'>;
  readonly worker: string;
  readonly key: string;
  readonly idempotent: boolean;
  readonly priority: number;
  readonly timeout: number | undefined;

  constructor(
    task: Task,
    readonly args: Payload,
  ) {
    this.#task = task;
    const { name, at, kind, url, key, idempotent } = task.definition;
    this.name = name;
    this.at = at;
    this.kind = kind as Exclude<Kind, 'async'>;
    this.worker = url!;
    this.key = key;
    this.idempotent = !!idempotent;
    this.priority = priorityOf(task);
    this.timeout = task.timeout ?? task.options.timeout;
  }

  sent(): void {
    const task = this.#task;
    if (task.state !== 'queued') return;
    task.state = 'running';
    shared.observer?.began(task);
  }

  answer(payload: Payload, milliseconds: number | undefined): void {
    const task = this.#task;
    if (task.state === 'settled') return;
    const { definition } = task;
    if (milliseconds !== undefined) shared.observer?.answered(task, [clock() - milliseconds, clock()]);
    if (Array.isArray(payload)) return task.settle(true, payload[0]);
    try {
      const outcome = fromBytes(payload as Uint8Array) as Outcome;
      if (task.given) giveBack().settle(task, 'value' in outcome, 'value' in outcome ? outcome.value : outcome.error);
      else if ('value' in outcome) task.settle(true, unpack(outcome.value, definition)[0]);
      else task.settle(false, thrown(outcome.error, task));
    } catch (error) {
      const message = `${definition.name}: its result could not be read: ${(error as Error).message}`;
      task.settle(false, new ExecutorError(message, 'refused', true, definition, error));
    }
  }

  fail(error: unknown): void {
    this.#task.settle(false, error);
  }
}

/**
 * For `result()`, which can run here what has not left: gives its values then.
 * @public loaded by `require`
 */
export function takeBack(task: Task): unknown[] | undefined {
  const { executor, call } = task.away!;
  if (task.state !== 'queued' || !executor.takeBack(call)) return undefined;
  task.away = undefined;
  return unpack(fromPayload(call.args), task);
}
