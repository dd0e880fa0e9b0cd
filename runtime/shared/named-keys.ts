// What arrays have besides their elements. Loaded with the first values that structured clone would change in part.
import { inspect } from '../platform/node/value-types.js';

/** Below it, to ask for all keys of an array takes no time that counts. */
const SHORT = 256;

/** Keys of an array that are no indices, as those of a match of a regular expression. Indices come first. */
export function namedKeys(array: readonly unknown[]): string[] {
  // all keys of a long one would be as many strings
  if (array.length > SHORT && !mayBeNamed(array)) return [];
  const keys = Object.keys(array);
  const last = keys.at(-1);
  return last === undefined || isIndex(last) ? [] : keys.filter((key) => !isIndex(key));
}

/** What structured clone and most code make of arrays has none; asked of V8's own text of what else there is. */
function mayBeNamed(array: readonly unknown[]): boolean {
  return !/^\[ \.\.\. \d+ more items? \]$/.test(inspect(array, LENGTH_ONLY));
}

const LENGTH_ONLY = { maxArrayLength: 0, depth: 0, customInspect: false, breakLength: Number.POSITIVE_INFINITY };

export function isIndex(key: string): boolean {
  const number = Number(key);
  return number >= 0 && number < 4294967295 && Number.isInteger(number) && String(number) === key;
}
