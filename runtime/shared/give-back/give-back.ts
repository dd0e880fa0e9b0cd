// A call that gives back what it changes, on the side where its function runs: in a thread, or on this one. Loaded with
// the first.
import { describe } from '../describe.js';
import { LostWriteError, type Where } from '../errors.js';
import { encode } from '../failure.js';
import { pack } from '../pack.js';
import type { Context, Encoded, Packed, Tracking } from '../packed.js';
import { define, Refusal } from '../values.js';
import { type Changes, Given } from './changes.js';
import { number } from './numbering.js';

/** What either side knows of the function. */
export interface Tracked extends Where, Pick<Context, 'classes'> {
  readonly env: boolean;
  readonly parameters?: readonly string[] | undefined;
}

/**
 * Looks at what has come, before the function runs.
 * @throws Error where it is not what was sent
 * @public loaded by `require`
 */
export function receive(values: readonly unknown[], tracking: Tracking, task: Tracked): Given {
  return new Given(values, tracking, task);
}

/**
 * The result, and after it what has changed.
 * @param transfer gets memory that is only made for that
 * @throws LostWriteError, or what `pack` throws for the result
 * @public loaded by `require`
 */
export function packResult(given: Given, value: unknown, { classes }: Tracked, transfer: object[]): Packed {
  const context = contextOf(given, classes);
  const changes = given.changes();
  const { back } = changes;
  if (!back) return pack([value], context, transfer);
  try {
    const packed = pack([value, ...changes.values], context, transfer);
    transfer.push(...changes.transfer);
    return { ...packed, back };
  } catch (error) {
    throw lostIn(changes, error, 1) ?? error;
  }
}

/**
 * As `encode`, with what has changed after the error. What can't be given back takes its place, with it as `cause`.
 * @public loaded by `require`
 */
export function packError(given: Given, thrown: unknown, { classes }: Tracked): Encoded {
  const context = contextOf(given, classes);
  // it says that nothing is given back
  if (thrown instanceof LostWriteError) return encode(thrown, context);
  try {
    const changes = given.changes();
    const { back, values } = changes;
    if (!back) return encode(thrown, context);
    try {
      pack(values, context);
    } catch (error) {
      throw lostIn(changes, error, 0) ?? error;
    }
    const { numbers } = number(values, [], { classes, env: false });
    const encoded = encode(thrown, { ...context, isBeside: (object) => numbers.has(object) }, values);
    return encoded.values.length > values.length ? { ...encoded, back } : encoded;
  } catch (error) {
    return encode(define(error as object, 'cause', thrown), context);
  }
}

const contextOf = (given: Given, classes: Context['classes']): Context => ({
  classes,
  numberOf: (object) => given.keptAs(object),
  viewOf: (buffer) => given.viewOf(buffer),
});

/** For a value that can't cross: the error of what has changed, where it is among that. */
function lostIn(changes: Changes, error: unknown, first: number): LostWriteError | undefined {
  if (!(error instanceof Refusal)) return undefined;
  const index = Number(error.path[0]) - first;
  if (!(index >= 0)) return undefined;
  return changes.lostAt(index, error.path.slice(1), `${error.why ?? describe(error.value)} can't cross`);
}
