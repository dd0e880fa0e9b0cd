// A call that gives back what it changes, on the side where its function runs: in a thread, or on this one. Loaded with
// the first.
import { describe } from '../describe.js';
import { CheckError, LostWriteError, type Where } from '../errors.js';
import { encode } from '../failure.js';
import { pack } from '../pack.js';
import type { Context, Encoded, Kept, Packed, Tracking } from '../packed.js';
import { define, isPrimitive, Refusal } from '../values.js';
import type { Changes } from './changes.js';
import { Given } from './given.js';
import { number } from './numbering.js';

/** What either side knows of the function. */
export interface Tracked extends Where, Pick<Context, 'classes' | 'constants'> {
  readonly env: boolean;
  readonly parameters?: readonly string[] | undefined;
}

/** What has come with a call. */
export interface Received {
  /** None of it may be changed: it only matters which objects it is, and to a result that has objects. */
  readonly isKept: boolean;
  given(): Given;
}

/**
 * Looks at what has come, before the function runs; where nothing of it may be changed, when that is asked for.
 * @throws UncloneableError where it is not what was sent
 * @public loaded by `require`
 */
export function receive(values: readonly unknown[], tracking: Tracking, task: Tracked): Received {
  if (tracking.tracked.length > 0 || tracking.isChecked) {
    const given = new Given(values, tracking, task);
    return { isKept: false, given: () => given };
  }
  const all = [...values];
  let given: Given | undefined;
  return { isKept: true, given: () => (given ??= new Given(all, tracking, task)) };
}

/**
 * The result, and after it what has changed.
 * @param transfer gets memory that is only made for that
 * @throws LostWriteError, or what `pack` throws for the result
 * @public loaded by `require`
 */
export function packResult(
  received: Received,
  value: unknown,
  { classes, constants }: Tracked,
  transfer: object[],
): Packed {
  if (received.isKept && isPrimitive(value)) return { values: [value] };
  const given = received.given();
  const context = { classes, constants, kept: keptOf(given) };
  const changes = given.changes();
  const { back } = changes;
  if (!back) return pack([value], context, transfer);
  try {
    const packed = pack([value, ...changes.values], context, transfer);
    // as many may not fit on the stack
    for (const each of changes.transfer) transfer.push(each);
    return { ...packed, back };
  } catch (error) {
    throw lostIn(changes, error, 1) ?? error;
  }
}

/**
 * As `encode`, with what has changed after the error. What can't be given back takes its place, with it as `cause`.
 * @public loaded by `require`
 */
export function packError(received: Received, thrown: unknown, { classes, constants }: Tracked): Encoded {
  // it says that nothing is given back
  if (thrown instanceof LostWriteError || thrown instanceof CheckError) return encode(thrown, { classes });
  let context: Context = { classes, constants };
  try {
    const given = received.given();
    context = { classes, constants, kept: keptOf(given) };
    const changes = given.changes();
    const { back, values } = changes;
    if (!back) return encode(thrown, context);
    try {
      pack(values, context);
    } catch (error) {
      throw lostIn(changes, error, 0) ?? error;
    }
    const beside = new Set(number(values, [], { classes, env: false }).objects);
    const kept = { ...keptOf(given), isBeside: (object: object) => beside.has(object) };
    const encoded = encode(thrown, { ...context, kept }, values);
    return encoded.values.length > values.length ? { ...encoded, back } : encoded;
  } catch (error) {
    return encode(define(error as object, 'cause', thrown), context);
  }
}

const keptOf = (given: Given): Kept => ({
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
