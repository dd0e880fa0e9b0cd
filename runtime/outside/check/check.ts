// Check mode, UNSYNC_CHECK: each call on a thread is compared with what it would be here. Loaded where that is set.
import { performance } from '../../platform/node/timers.js';
import { inspect } from '../../platform/node/value-types.js';
import { CheckError, UnsyncError } from '../../shared/errors.js';
import { apply } from '../../shared/give-back/apply.js';
import { number } from '../../shared/give-back/numbering.js';
import { copy, snapshot, unpack } from '../../shared/pack.js';
import type { Packed } from '../../shared/packed.js';
import { isThenable } from '../../shared/values.js';
import { settings } from '../settings/settings.js';
import type { Check, Prepared, Task } from '../types.js';
import { type Difference, differenceOf } from './difference.js';
import { count, leftOut, report } from './summary.js';

/** Of a function that takes longer here, milliseconds, later calls are not run a second time. */
const LONGEST = 1000;
const slow = new Set<Prepared>();

interface Outcome {
  readonly ok: boolean;
  readonly value: unknown;
}

/** The second run of a call, and what the first is to be compared with. */
class SecondRun implements Check {
  readonly #task: Task;
  /** Copies of what is sent, as it was when the call was made: where it changes that, they are changed alike. */
  readonly #before: unknown[] | undefined;
  /** What the second run had, with the environment. */
  readonly #values: unknown[];
  readonly #expected: Outcome;
  /** The outcome, beside those copies. */
  #twin: readonly [value: unknown] | undefined;

  constructor(task: Task, expected: Outcome, values: unknown[], before: unknown[] | undefined) {
    this.#task = task;
    this.#expected = expected;
    this.#values = values;
    this.#before = before;
  }

  /** What the call has changed is done to copies, too: its caller may change its own meanwhile. */
  take(packed: Packed): void {
    if (!this.#before) return;
    const { definition, given } = this.#task;
    const { tracked = [], classes, constants, env } = definition;
    const { objects } = number(this.#before, tracked, { classes, env });
    const fixed = snapshot({ ...packed, transfer: [] }, []);
    const values = unpack(fixed, { classes, constants, fromNumber: (n) => objects[n]! });
    if (packed.back) apply({ ...given!, objects }, packed.back, values.slice(1), definition);
    this.#twin = [values[0]];
  }

  /** How it ends: with an error, where it is not as in the second run. */
  verify(ok: boolean, value: unknown): CheckError | undefined {
    if (isEnded(ok, value)) return undefined;
    count('second run');
    const name = ok ? 'result' : 'error';
    const expected = this.#expected;
    if (expected.ok !== ok)
      return this.#error({
        path: name,
        ours: expected.value,
        theirs: value,
        what: ok ? 'it throws here' : 'it throws there',
      });
    const { parameters = [], env } = this.#task.definition;
    const first = env ? 1 : 0;
    const there = (this.#before ?? this.#values).slice(first);
    const difference = differenceOf([
      ...this.#values.slice(first).map((each, i) => [parameters[i] || `argument ${i + 1}`, each, there[i]] as const),
      [name, expected.value, this.#twin ? this.#twin[0] : value],
    ]);
    return difference && this.#error(difference);
  }

  #error({ path, ours, theirs, what }: Difference): CheckError {
    const show = (each: unknown) =>
      inspect(each, { depth: 2, breakLength: Infinity, maxArrayLength: 10, maxStringLength: 200 });
    const { name } = this.#task.definition;
    const sides = `${path} is ${show(ours)} on its caller's thread, and ${show(theirs)} on another${what === undefined ? '' : ` (${what})`}`;
    const message = `${name} does not do the same on both threads: ${sides}. 'unsync explain' says what it depends on`;
    return report(new CheckError(message, path, this.#task.definition));
  }
}

/** Its thread looks at what it is given, and that is all. */
const lookedAt: Check = { verify: (ok, value) => void isEnded(ok, value) };

/** It did not come to its end; or its thread has found something. */
function isEnded(ok: boolean, value: unknown): boolean {
  if (!ok && value instanceof CheckError) report(value);
  return !ok && value instanceof UnsyncError;
}

/** The build has said that it does not do the same: no run is needed to know. */
class Warned implements Check {
  readonly #definition: Prepared;

  constructor(definition: Prepared) {
    this.#definition = definition;
  }

  verify(ok: boolean, value: unknown): CheckError | undefined {
    if (isEnded(ok, value)) return undefined;
    const { name, at, warned = [] } = this.#definition;
    const message = `${name} (${at}) may not do the same on both threads, as the build has warned, and no run can compare that: ${warned.join(', ')}`;
    return report(new CheckError(message, warned[0]!, this.#definition));
  }
}

/**
 * Looks whether a call is one of those that are checked; runs it here, where it may be run twice.
 * @param values as they are sent
 * @returns whether its thread is to look at all that it is given
 * @public loaded by `require`
 */
export function begin(task: Task, values: unknown[], transfer: readonly object[]): boolean {
  if (Math.random() >= settings().check) return false;
  const { definition } = task;
  count('calls');
  const why = reasonAgainst(definition, transfer);
  task.check = lookedAt;
  if (definition.warned) task.check = new Warned(definition);
  else if (why !== undefined) leftOut(definition.name, why);
  else runHere(task, values);
  if (definition.untracked) return false;
  count('arguments');
  return true;
}

function reasonAgainst({ repeatable, tracked = [] }: Prepared, transfer: readonly object[]): string | undefined {
  if (!repeatable) return 'it may touch more than it is given, or depend on clock or chance';
  if (transfer.length > 0) return 'memory is moved to its thread';
  if (tracked.some((each) => each === 'this' || each.startsWith('.')))
    return 'it changes what its caller has around it';
  return undefined;
}

function runHere(task: Task, values: unknown[]): void {
  const { definition } = task;
  if (slow.has(definition)) return leftOut(definition.name, `it takes longer than ${LONGEST} ms`);
  const { tracked = [], env, inline } = definition;
  const changes = tracked.length > 0;
  const before = changes ? copy(values, task) : undefined;
  const own = changes ? copy(values, task) : values;
  const began = performance.now();
  const expected = attempt(() => inline.apply(task.self, env ? own.slice(1) : own) as unknown);
  if (performance.now() - began > LONGEST) slow.add(definition);
  if (expected.ok && isThenable(expected.value)) {
    Promise.resolve(expected.value).catch(() => {});
    return leftOut(definition.name, 'it gives a promise');
  }
  task.check = new SecondRun(task, expected, own, before);
}

function attempt(run: () => unknown): Outcome {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    return { ok: false, value: error };
  }
}
