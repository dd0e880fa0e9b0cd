// Values on their way to another thread. Most need nothing but structured clone, which one walk
// finds out. For the others, what clone would change is listed beside the values, by path, and put
// back in place on the other side: nothing a user passes can be mistaken for a marker. How, is in
// codecs.ts, loaded with the first such value.

import { structuredClone } from './platform.js';
import type { Handle } from './protocol.js';

/** Classes that both sides have, by key. */
export type Classes = () => Record<string, Function>;

/** What a call knows of its values. */
export interface Context {
  readonly classes: Classes;
  /** By their types they hold nothing but primitives and arrays of them: no need to look. */
  readonly plain?: boolean | undefined;
  /** On the side that has it: keeps a function or a signal for as long as the call lasts, and gives what stands for it. */
  lend?(value: object, path: Path): Handle | undefined;
  /** On the other side: makes what acts for it. */
  borrow?(handle: Handle): unknown;
}

/** Keys of objects and arrays; numbers count the keys and values of maps, and the values of sets. */
export type Path = readonly (string | number)[];

export interface Packed {
  /** The arguments of a call, or a single result. */
  readonly values: unknown[];
  readonly patches?: Patch[];
  /** Travels with a snapshot: structured clone then gives the counterparts of what was transferred. */
  readonly transfer?: readonly object[];
  /** It has what only threads of one process can share or hand over, of which bytes would make an empty object. */
  readonly local?: true;
}

/** Everywhere that it stands, by whom it is decoded, and from what. */
export type Patch = [paths: Path[], codec: string, data: unknown];

const codecs = () => require('./codecs.js') as typeof import('./codecs.js');
const realm = () => require('./realm.js') as typeof import('./realm.js');

/**
 * Prepares values for crossing.
 * @param transfer gets the buffers of copies that are made here, and what can only be moved
 * @throws Refusal
 */
export function pack(values: unknown[], context: Context, transfer: object[] = []): Packed {
  // Types can't tell an array from one of a class that extends it.
  const isPlainCall = context.plain ? values.every(isPlainOrNone) : isPlainData(values);
  return isPlainCall ? { values } : codecs().encode(values, context, transfer);
}

function isPlainData(container: object, seen?: Set<object>): boolean {
  // By index: the keys of a long array would be as many strings.
  const values: readonly unknown[] = Array.isArray(container) ? container : Object.values(container);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value === 'function') return false;
    if (typeof value !== 'object' || value === null || seen?.has(value)) continue;
    if (!isPlain(value) || !isPlainData(value, (seen ??= new Set()).add(value))) return false;
  }
  return true;
}

/** Arrays and object literals, of any realm; objects without a prototype would be given one. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null) return false;
  const base = Object.getPrototypeOf(prototype) as object | null;
  return Array.isArray(value) ? base !== null && Object.getPrototypeOf(base) === null : base === null;
}

const isPlainOrNone = (value: unknown) => typeof value !== 'object' || value === null || isPlain(value);

/** The inverse of `pack`, after structured clone. */
export function unpack({ values, patches }: Packed, context: Context): unknown[] {
  if (Object.getPrototypeOf(values) !== Array.prototype) realm().adopt(values);
  return patches ? codecs().decode(values, patches, context) : values;
}

/** Values as the other side would see them. */
export function copy(values: unknown[], context: Context, transfer: readonly object[] = []): unknown[] {
  const list = [...transfer];
  return unpack(snapshot(pack(values, context, list), list), context);
}

/** Fixes packed values as they are now. */
export function snapshot(packed: Packed, transfer: readonly object[]): Packed {
  if (!packed.patches && packed.values.every(isPrimitive)) return packed;
  return structuredClone({ ...packed, transfer }, { transfer: transfer as ArrayBuffer[] });
}

/** What can be kept as it is; a symbol is none, since it can't cross. */
export function isPrimitive(value: unknown): boolean {
  const type = typeof value;
  return value === null || (type !== 'object' && type !== 'function' && type !== 'symbol');
}

/** Thrown here, where the path is known but not the task; `explain` makes it the user's error. */
export class Refusal {
  constructor(
    readonly path: readonly string[],
    readonly value: unknown,
    /** Why, where the value alone does not say. */
    readonly why?: string,
  ) {}
}
