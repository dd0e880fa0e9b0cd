// Finds what of an error can cross. A value that can't is refused where it is an argument or a result; in an error it
// would cost what the error was thrown to say, so that only the part is left out that can't cross, and the error says
// which. Loaded with the first error that crosses.

import { Buffer } from '../platform/node/globals.js';
import { types } from '../platform/node/value-types.js';
import { codecs } from './codecs.js';
import { describe, isDetached, nameOf } from './describe.js';
import { NONE, type Notes, type Salvager } from './notes.js';
import type { Context } from './packed.js';
import { depthOf, hasMembers, isError, keyOf, ordinary, survives } from './survival.js';
import { define, isPlain } from './values.js';

/** Of one message: values that a getter makes anew each time it is read have no end. */
const MOST_ERRORS = 10_000;
const MOST_VALUES = 100_000;
/** Of data in an error, since it is walked by recursion; chains of errors are not. */
const DEEPEST = 500;
/** For the errors of one message: what they share stays shared. */
export class Salvage implements Salvager {
  readonly #context: Context;
  readonly #copies = new Map<object, unknown>();
  readonly #errors = new Set<object>();
  #left = MOST_VALUES;
  #path: string[] = [];
  #notes!: Notes;

  constructor(context: Context) {
    this.#context = context;
  }

  /** A field of an error, or a copy of what of it can cross; or NONE. */
  take(value: unknown, key: string, notes: Notes): unknown {
    this.#path = [key];
    this.#notes = notes;
    return this.#take(value);
  }

  #take(value: unknown): unknown {
    if (typeof value === 'symbol') return Symbol.keyFor(value) === undefined ? this.#omit(describe(value)) : value;
    if (typeof value === 'function') return this.#omit(describe(value));
    if (typeof value !== 'object' || value === null) return value;
    // what the other side has goes by its number
    const { constants, kept } = this.#context;
    if (constants?.numberOf(value) !== undefined) return value;
    if (kept?.numberOf(value) !== undefined || kept?.isBeside?.(value)) return value;
    if (this.#copies.has(value)) return this.#copies.get(value);
    try {
      if (isError(value)) return this.#error(value);
      if (this.#left-- <= 0) return this.#omit(`more than ${MOST_VALUES} values`);
      if (this.#path.length > DEEPEST) return this.#omit(`deeper than ${DEEPEST} levels`);
      return this.#copy(value);
    } catch {
      return this.#omit(`${describe(value)}, which can't be read`);
    }
  }

  /** Crosses by itself. */
  #error(error: object): unknown {
    if (!this.#errors.has(error) && this.#errors.size >= MOST_ERRORS)
      return this.#omit(`more than ${MOST_ERRORS} errors`);
    this.#errors.add(error);
    return error;
  }

  #copy(value: object): unknown {
    const isProxy = types.isProxy(value);
    if (!isProxy && isWhole(value)) return value;
    if (Array.isArray(value)) return this.#fields(value, new Array(value.length));
    if (types.isMap(value)) return this.#map(value);
    if (types.isSet(value)) return this.#set(value);
    const prototype = Object.getPrototypeOf(value) as object | null;
    if (prototype === null) return this.#fields(value, Object.create(null) as object);
    if (isProxy || isPlain(value)) return this.#fields(value, {});
    if (keyOf(value, this.#context) !== undefined) return this.#fields(value, Object.create(prototype) as object);
    // what does something is no data: a socket leads to all that its process has
    if (Object.prototype.toString.call(value) !== '[object Object]' || isEmitter(value))
      return this.#omit(describe(value));
    if (hasMembers(value)) this.#omit(`the class of ${describe(value)}`);
    return this.#fields(value, {});
  }

  #fields(value: object, copy: object): object {
    this.#copies.set(value, copy);
    for (const key of Object.keys(value)) {
      this.#path.push(key);
      let taken: unknown;
      try {
        taken = this.#take(value[key as never]);
      } catch {
        taken = this.#omit('a getter that throws');
      }
      if (taken !== NONE) define(copy, key, taken, true);
      this.#path.pop();
    }
    return copy;
  }

  #map(value: Map<unknown, unknown>): object {
    const copy = new Map<unknown, unknown>();
    this.#copies.set(value, copy);
    for (const [key, each] of value) {
      this.#path.push(nameOf(key));
      const [first, second] = [this.#take(key), this.#take(each)];
      if (first !== NONE && second !== NONE) copy.set(first, second);
      this.#path.pop();
    }
    return copy;
  }

  #set(value: Set<unknown>): object {
    const copy = new Set<unknown>();
    this.#copies.set(value, copy);
    let i = 0;
    for (const each of value) {
      this.#path.push(String(i++));
      const taken = this.#take(each);
      if (taken !== NONE) copy.add(taken);
      this.#path.pop();
    }
    return copy;
  }

  #omit(what: string): typeof NONE {
    return this.#notes.add(this.#path, what);
  }
}

function isEmitter(value: object): boolean {
  const { on, emit, addEventListener } = value as Record<string, unknown>;
  return (typeof on === 'function' && typeof emit === 'function') || typeof addEventListener === 'function';
}

/** Holds where it crosses as it is and has no other values in it, in an error, for which nothing is moved. */
function isWhole(value: object): boolean {
  const { isDate, isRegExp, isBoxedPrimitive } = types;
  const prototype = Object.getPrototypeOf(value) as object | null;
  // structured clone would give it one
  if (prototype === null) return false;
  if (ordinary.has(prototype) || Buffer.isBuffer(value))
    return !isDetached(ArrayBuffer.isView(value) ? value.buffer : value);
  if (isBoxedPrimitive(value)) return depthOf(value) === 2 && !types.isSymbolObject(value);
  if (isDate(value) || isRegExp(value)) return depthOf(value) === 2;
  if (whole.some((name) => codecs[name]!.canHandle(value, { classes: () => ({}) }, []))) return true;
  return !isPlain(value) && survives(value);
}

const whole = ['url', 'searchParams', 'headers', 'file'];
