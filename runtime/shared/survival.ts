// Finds what structured clone makes of an object: the running Node is asked where its own objects are concerned.

import { DOMException, MessagePort, SharedArrayBuffer, structuredClone } from '../platform/node/globals.js';
import { types } from '../platform/node/value-types.js';
import type { Context } from './packed.js';
import { classWith, isPlain } from './values.js';

/** Prototypes that no codec handles, and that most non-plain values have. */
export const ordinary: ReadonlySet<object> = new Set(
  [
    ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array],
    ...[Float64Array, BigInt64Array, BigUint64Array, DataView, ArrayBuffer, SharedArrayBuffer],
  ].map(({ prototype }) => prototype),
);

/** Objects that Node 20 clones to `{}` without a word. */
export const refused =
  /^\[object (URL|URLSearchParams|Headers|FormData|Request|Response|AbortSignal|AbortController)\]$/;

/**
 * Can only be moved, which is no surprise: whoever reads from one has it for itself. So are a port and an open file in
 * a result.
 */
export const movable = /^\[object (Readable|Writable|Transform)Stream\]$/;

/** A property that a copy of an instance, which has its fields, would lack. */
export function lostField(instance: object): { readonly name: string; readonly what: string } | undefined {
  for (const key of Reflect.ownKeys(instance)) {
    const property = Object.getOwnPropertyDescriptor(instance, key)!;
    const name = String(key);
    if (typeof key === 'symbol') return { name, what: 'a property whose key is a symbol' };
    if (!('value' in property)) return { name, what: 'an accessor' };
    if (!property.enumerable) return { name, what: 'a property that is not enumerable' };
  }
  return undefined;
}

export const tagOf = (value: object): string => Object.prototype.toString.call(value);

export function keyOf(value: object, { classes }: Context): string | undefined {
  return classWith(Object.getPrototypeOf(value), classes());
}

/** In the text of a class: what reads a private name, which comments and strings only mention. */
const readsPrivate = /\.(?:\s|\/\*[\s\S]*?\*\/|\/\/.*)*#[\p{ID_Start}$_]|#[\p{ID_Start}$_][\p{ID_Continue}$]*\s+in\b/u;
/** What TypeScript, Babel, SWC and esbuild make of one. */
const compiledPrivate = /_classPrivate|_class_private_|__private(?:Add|Get|Set|In|Method|Wrapper)\b/;
/** A map or a set in which it is, itself; and the platform's own. */
const kept = /\[native code\]|WeakMap|WeakSet|\.(?:set|add)\(\s*this\s*[,)]/;

const closed = new WeakMap<object, boolean>();

/**
 * Holds where its class, of which the build has seen only declarations, has state that no copy of its fields has:
 * private names, in the language's form or a compiler's, or the platform's.
 */
export function isClosed(value: object, key: string): boolean {
  if (!key.startsWith('~')) return false;
  const prototype = Object.getPrototypeOf(value) as object;
  let known = closed.get(prototype);
  if (known === undefined) closed.set(prototype, (known = hasHiddenState(prototype)));
  return known;
}

function hasHiddenState(start: object): boolean {
  for (let at = start; at !== Object.prototype && at !== null; at = Object.getPrototypeOf(at) as object) {
    const cls = Object.getOwnPropertyDescriptor(at, 'constructor')?.value as unknown;
    if (typeof cls !== 'function') return true;
    const text = Function.prototype.toString.call(cls);
    if ([readsPrivate, compiledPrivate, kept].some((sign) => sign.test(text))) return true;
  }
  return false;
}

export function isError(value: object): boolean {
  return types.isNativeError(value) || value instanceof Error || value instanceof DOMException;
}

/** Holds where a copy would not be what it was: for an instance of a user's class, unless Node knows how to clone it. */
export function losesClass(value: object, context: Context): boolean {
  if (Array.isArray(value)) return true;
  if (ArrayBuffer.isView(value)) return !(value instanceof DataView) && depthOf(value) !== 3;
  if (isAnyArrayBuffer(value)) return false;
  if (hasData(value)) return depthOf(value) !== 2;
  // what counts is the class that it extends, though neither has a method
  for (let at = value; (at = Object.getPrototypeOf(at) as object); ) if (keyOf(at, context) !== undefined) return true;
  return hasMembers(value) && !survives(value);
}

/** Of what crosses and is no data of the language: whether Node, or its engine, keeps it outside of what bytes can say. */
export function isOfNode(value: object): boolean {
  return !Array.isArray(value) && !hasData(value) && hasMembers(value);
}

const { isMap, isSet, isDate, isRegExp, isAnyArrayBuffer, isBoxedPrimitive } = types;
const dataTests = [isMap, isSet, isDate, isRegExp, isAnyArrayBuffer, isBoxedPrimitive, ArrayBuffer.isView];

/** Holds where it has data that is no property and that structured clone copies: of a class of the language, or one that extends it. */
export const hasData = (value: object): boolean => dataTests.some((test) => test(value));

/** Holds where its class has more than a name. */
export function hasMembers(value: object): boolean {
  for (
    let prototype = Object.getPrototypeOf(value) as object, next: object | null;
    (next = Object.getPrototypeOf(prototype) as object | null);
    prototype = next
  )
    if (Reflect.ownKeys(prototype).some((key) => key !== 'constructor' && key !== Symbol.toStringTag)) return true;
  return false;
}

/** Holds where the running Node clones it as what it is: one of its own objects, which keep nothing in properties. */
export function survives(value: object): boolean {
  // a histogram has one
  if (Object.keys(value).some((key) => key !== 'constructor')) return false;
  let clone: object;
  try {
    clone = structuredClone(value);
  } catch {
    return false;
  }
  // perhaps of an internal class that extends its own
  if (Object.prototype.isPrototypeOf.call(Object.getPrototypeOf(value) as object, clone)) return true;
  // Node says that one of the event loop's delay arrives without `enable` and `disable`
  if (/^(ELD|Recordable)Histogram$/.test(value.constructor.name)) return !isPlain(clone);
  // of another realm
  return tagOf(value) !== '[object Object]' && tagOf(clone) === tagOf(value) && depthOf(clone) === depthOf(value);
}

/** Ports and open files. */
export function needsTransfer(value: object): boolean {
  if (value instanceof MessagePort) return true;
  let found = false;
  for (let at = value; (at = Object.getPrototypeOf(at) as object); )
    for (const key of Object.getOwnPropertySymbols(at)) {
      if (key.description === 'messaging_clone_symbol') return false;
      found ||= key.description === 'messaging_transfer_symbol';
    }
  return found;
}

/** How many prototypes it has: of the platform's classes, in any realm, fewer than of those that extend them. */
export function depthOf(value: object): number {
  let depth = 0;
  for (let at = value; (at = Object.getPrototypeOf(at) as object); ) depth++;
  return depth;
}
