// A call that gives back what it changes, on its caller's side: what it is given is numbered, and what comes back is put
// in its place before the call settles. Loaded with the first.
import { withSite } from '../../shared/failure.js';
import { apply, isRefusal } from '../../shared/give-back/apply.js';
import { packError, packResult, receive } from '../../shared/give-back/give-back.js';
import { type Fixed, levelOf, number, numbersOf } from '../../shared/give-back/numbering.js';
import { pack, snapshot, unpack } from '../../shared/pack.js';
import type { Kept, Packed, Tracking } from '../../shared/packed.js';
import type { Answer } from '../../shared/protocol.js';
import { define, isPrimitive, isThenable } from '../../shared/values.js';
import type { Task } from '../types.js';

/**
 * Numbers what a call is given; it is to be the call's from now on.
 * @param values as they are sent
 * @param isChecked its thread looks at what is not to change, too
 * @returns what travels with them; undefined where there is nothing to give back
 * @public loaded by `require`
 */
export function track(
  task: Task,
  values: readonly unknown[],
  transfer: readonly object[],
  isChecked = false,
): Tracking | undefined {
  const { tracked = [], env, classes } = task.definition;
  if (values.every(isPrimitive)) return undefined;
  const { objects, parents, captured, tracked: count, isTree, isPlain } = number(values, tracked, { classes, env });
  const levels: [number, Fixed][] = [];
  const moved: number[] = [];
  const given = new Set(transfer);
  for (let n = 0; n < count; n++) {
    const level = levelOf(objects[n]!);
    if (level !== 0) levels.push([n, level]);
  }
  if (given.size > 0) objects.forEach((object, n) => given.has(object) && moved.push(n));
  const { originals } = task;
  const own = originals ? objects.map((object) => originals.get(object) ?? object) : objects;
  const tracking: Tracking = {
    tracked,
    count: objects.length,
    ...(isTree && { isTree }),
    ...(levels.length > 0 && { levels }),
    ...(moved.length > 0 && { moved }),
    ...(isChecked && { isChecked }),
  };
  task.given = { objects: own, parents, captured, tracked: count, tracking, isPlain };
  return tracking;
}

/**
 * The call waits for promises among its arguments, and copies of the others stand for them: what it changes is given
 * back to these.
 * @public loaded by `require`
 */
export function keepOriginals(task: Task, values: readonly unknown[], copies: readonly unknown[]): void {
  const { env, classes } = task.definition;
  const originals = number(values, [], { classes, env }).objects;
  const { objects } = number(copies, [], { classes, env });
  task.originals = new Map(objects.map((copy, n) => [copy, originals[n]!]));
}

/**
 * A call has ended elsewhere.
 * @throws Error where what has come is not what such a call can give
 * @public loaded by `require`
 */
export function conclude(task: Task, message: Answer): void {
  if (message.type === 'result') settle(task, true, message.value);
  else settle(task, false, message.error);
}

/**
 * Puts in its place what a call has changed, and settles it.
 * @public loaded by `require`
 */
export function settle(task: Task, ok: boolean, packed: Packed): void {
  const given = task.given!;
  const { definition } = task;
  const fromNumber = (n: number) => {
    const object = given.objects[n];
    if (!object) throw new Error(`it gives ${n}, which it was not given`);
    return object;
  };
  task.check?.take?.(packed);
  const values = unpack(packed, { classes: definition.classes, constants: definition.constants, fromNumber });
  const [value] = values;
  try {
    if (packed.back) apply(given, packed.back, values.slice(1), definition);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return task.settle(false, ok ? error : define(error, 'cause', value));
  }
  task.settle(ok, ok || given.objects.includes(value as object) ? value : withSite(value, task));
}

/**
 * Runs a call on this thread as on another, with the copies that it would have there.
 * @public loaded by `require`
 */
export function runOnCopies(task: Task, args: unknown[]): void {
  const { definition } = task;
  const received = receive(args, task.given!.tracking, definition);
  const succeed = (value: unknown) => {
    try {
      const transfer: object[] = [];
      const packed = packResult(received, value, definition, transfer);
      settle(task, true, snapshot(packed, transfer));
    } catch (error) {
      fail(error);
    }
  };
  const fail = (error: unknown) => settle(task, false, packError(received, error, definition));
  try {
    const value: unknown = definition.inline.apply(task.self, args);
    if (isThenable(value)) Promise.resolve(value).then(succeed, fail);
    else succeed(value);
  } catch (error) {
    fail(error);
  }
}

/**
 * The result of a call that ran on what its caller has, as it would come from another thread: what it was given, and
 * what has been put there, is the caller's own.
 * @public loaded by `require`
 */
export function copyResult(task: Task, value: unknown): unknown {
  const { classes, constants } = task.definition;
  const { objects } = number([task.given!.objects, task.self], [], { classes, env: false });
  const numbers = numbersOf(objects);
  const transfer: object[] = [];
  const kept: Kept = { numberOf: (object) => numbers.get(object), viewOf: () => [-1, 0] };
  const packed = pack([value], { classes, constants, kept }, transfer);
  return unpack(snapshot(packed, transfer), { classes, constants, fromNumber: (n) => objects[n]! })[0];
}
