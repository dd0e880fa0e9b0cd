// How a place is told: three numbers, of which the second says what of the object it is, whether there was something
// before, and whether there is something after. Its values follow in a list of their own: of an entry the key, then what
// was before, then what is after; of bytes, lastly how their buffer is to be found.

/** What of the object: the third number is the index of a key, an index of an array, or a byte. */
export const PROPERTY = 1;
export const INDEX = 2;
/** The length of an array. */
export const LENGTH = 3;
/** Of a Map, and of a Set. */
export const ENTRY = 4;
export const MEMBER = 5;
/** Of a Date. */
export const TIME = 6;
export const BYTES = 7;
/** `lastIndex` of a regular expression. */
export const LAST = 8;
/** Of a buffer. */
export const SIZE = 9;
/** Indices side by side. */
export const RUN = 10;
/** Of a URL, its parameters, or headers. */
export const TEXT = 11;

export const WHAT = 15;
export const HAD = 16;
export const HAS = 32;
/** It was deleted and set again: it comes last now. */
export const MOVED = 64;

/** The value of a place where there is none: on either side, since it does not travel. */
export const ABSENT = Symbol('absent');

/** How many values follow a place. */
export function countValues(flags: number): number {
  const what = flags & WHAT;
  if (what === MEMBER) return 1;
  return ((flags & HAD) > 0 ? 1 : 0) + ((flags & HAS) > 0 ? 1 : 0) + (what === ENTRY || what === BYTES ? 1 : 0);
}
