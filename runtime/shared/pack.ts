// Values on their way to another thread. Most need nothing but structured clone, which one walk
// finds out. For the others, what clone would change is listed beside the values, by path, and put
// back in place on the other side: nothing a user passes can be mistaken for a marker. How, is in
// encode.ts, loaded with the first such value.

import { structuredClone } from '../platform/node/globals.js';
import type { Context, Packed } from './packed.js';
import { isPlain, isPrimitive } from './values.js';

const encoding = () => require('./encode.js') as typeof import('./encode.js');
const crossRealm = () => require('./cross-realm.js') as typeof import('./cross-realm.js');

/**
 * Prepares values for crossing.
 * @param transfer gets the buffers of copies that are made here, and what can only be moved
 * @throws Refusal
 */
export function pack(values: unknown[], context: Context, transfer: object[] = []): Packed {
  // Types can't tell an array from one of a class that extends it.
  const isPlainCall =
    context.kept || context.constants
      ? values.every(isPrimitive)
      : context.plain
        ? values.every(isPlainOrNone)
        : isPlainData(values);
  return isPlainCall ? { values } : encoding().encode(values, context, transfer);
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

const isPlainOrNone = (value: unknown) => typeof value !== 'object' || value === null || isPlain(value);

/** The inverse of `pack`, after structured clone. */
export function unpack({ values, patches }: Packed, context: Context): unknown[] {
  if (Object.getPrototypeOf(values) !== Array.prototype) crossRealm().adopt(values);
  return patches ? encoding().decode(values, patches, context) : values;
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
