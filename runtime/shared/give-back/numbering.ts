// Numbers for the objects of a call: both sides go through the same graph in the same order, so that numbers need not
// travel. Breadth first, and the list of what was found is the queue as well: no recursion, and no limit of depth.
import { types } from '../../platform/node/value-types.js';
import { namedKeys } from '../named-keys.js';
import type { Classes, Context } from '../packed.js';
import { hasData, hasMembers, isError } from '../survival.js';
import { isPlain } from '../values.js';

const { isMap, isSet, isAnyArrayBuffer, isSharedArrayBuffer } = types;

/** Above it, an array may be a table of few indices: then its keys are asked. V8 keeps shorter ones by index. */
export const SPARSE = 1 << 25;

export interface Numbered {
  readonly objects: object[];
  /** By number: the number of what led to it first; of what stands among the values itself, -1 less its index. */
  readonly parents: number[];
  /** What is captured and may be changed: its name, by number. */
  readonly captured: Map<number, string>;
  /** How many of them, the first, are reached from what may be changed. */
  readonly tracked: number;
  /** Nothing was found twice: so it is in a copy, too, and who goes through that need not look what it has seen. */
  readonly isTree: boolean;
  /** There are arrays and object literals alone, as structured clone takes them. */
  readonly isPlain: boolean;
}

/** Remembers how what may be changed was. */
export interface Watcher {
  note(object: object, number: number, prototype: object | null): void;
  /** Of what has nothing but fields; what these hold is shown to `visit`. */
  noteFields(
    object: object,
    number: number,
    prototype: object | null,
    isBare: boolean,
    visit: (value: unknown) => void,
  ): void;
}

/** How the worker does it. */
export interface Manner {
  /** Is shown what may be changed, in the same pass. */
  readonly watcher?: Watcher;
  /** The rest, too. */
  readonly isAllWatched?: boolean;
  /** It is a tree, of as many: to look up each object costs more than all else here. */
  readonly treeOf?: number | undefined;
}

/**
 * Numbers everything that is reached from the values, what may be changed first.
 * @param tracked as the definition has it
 */
export function number(
  values: readonly unknown[],
  tracked: readonly string[],
  { classes, env }: Pick<Context, 'classes'> & { readonly env: boolean },
  { watcher, isAllWatched = false, treeOf }: Manner = {},
): Numbered {
  const objects: object[] = [];
  const parents: number[] = [];
  const seen = treeOf === undefined ? new Set<object>() : undefined;
  const most = treeOf ?? Infinity;
  const known = prototypesOf(classes);
  const isBareNow = isBare();
  let isTree = true;
  let isPlain = true;
  let at = 0;
  let parent = -1;
  const add = (object: object): void => {
    // one look-up tells whether it is new
    if (seen && seen.add(object).size === objects.length) isTree = false;
    else {
      objects.push(object);
      parents.push(parent);
    }
  };
  const visit = (value: unknown): void => {
    if (typeof value === 'object' ? value !== null : typeof value === 'function') add(value as object);
  };
  const captured = new Map<number, string>();
  const roots = new Set<number>();
  for (const [value, index, name] of rootsOf(values, tracked, env)) {
    parent = -1 - index;
    const n = objects.length;
    visit(value);
    if (name === undefined) roots.add(index);
    else if (objects.length > n) captured.set(n, name);
  }
  walk(watcher);
  const count = objects.length;
  for (let i = 0; i < values.length; i++) {
    if (roots.has(i)) continue;
    parent = -1 - i;
    visit(values[i]);
  }
  walk(isAllWatched ? watcher : undefined);
  return { objects, parents, captured, tracked: count, isTree, isPlain };

  function walk(shown: Watcher | undefined): void {
    for (; at < objects.length && at < most; at++) {
      const object = objects[at]!;
      const prototype = Object.getPrototypeOf(object) as object | null;
      parent = at;
      const isArray = Array.isArray(object);
      const isObject = prototype === Object.prototype && !isArray;
      if (!isObject && !(isArray && prototype === Array.prototype)) isPlain = false;
      if (isObject || (!isArray && hasFields(object, known))) {
        walkFields(object, prototype, shown);
        continue;
      }
      shown?.note(object, at, prototype);
      if (isArray) walkArray(object);
      else if (isMap(object))
        for (const [key, value] of object) {
          visit(key);
          visit(value);
        }
      else if (isSet(object)) for (const value of object) visit(value);
      else if (ArrayBuffer.isView(object) && !isSharedArrayBuffer(object.buffer)) add(object.buffer);
    }
  }

  function walkFields(object: object, prototype: object | null, shown: Watcher | undefined): void {
    const isBareToo = isBareNow && prototype === Object.prototype;
    if (shown) shown.noteFields(object, at, prototype, isBareToo, visit);
    // as `Object.keys` where nothing is inherited, and without a list of them
    else if (isBareToo) for (const key in object) visit(object[key as never]);
    else for (const key of Object.keys(object)) visit(object[key as never]);
  }

  function walkArray(array: readonly unknown[]): void {
    if (array.length > SPARSE) {
      for (const key of Object.keys(array)) visit(array[key as never]);
      return;
    }
    for (let i = 0; i < array.length; i++) visit(array[i]);
    for (const key of namedKeys(array)) visit(array[key as never]);
  }
}

/** The inverse of a list of objects. */
export function numbersOf(objects: readonly object[]): Map<object, number> {
  const numbers = new Map<object, number>();
  for (let n = 0; n < objects.length; n++) numbers.set(objects[n]!, n);
  return numbers;
}

/** Holds where plain objects inherit nothing that `for in` would show: nearly always. */
export function isBare(): boolean {
  for (const _ in Object.prototype) return false;
  return true;
}

/** What may be changed, each with its index among the values, and its name where it is captured. */
function* rootsOf(
  values: readonly unknown[],
  tracked: readonly string[],
  env: boolean,
): Iterable<[value: unknown, index: number, name?: string]> {
  const first = env ? 1 : 0;
  for (const each of tracked) {
    if (each === 'this') yield [values[0], 0];
    else if (each.startsWith('.')) yield [(values[0] as Record<string, unknown>)[each.slice(1)], 0, each.slice(1)];
    else {
      const from = first + Number.parseInt(each, 10);
      const to = each.endsWith('+') ? values.length : from + 1;
      for (let i = from; i < to; i++) yield [values[i], i];
    }
  }
}

export const prototypesOf = (classes: Classes): ReadonlySet<object> =>
  new Set(Object.values(classes()).flatMap((each: Function | undefined) => (each ? [each.prototype as object] : [])));

/** Holds where all there is to it are its properties. */
export function hasFields(object: object, classes: ReadonlySet<object>): boolean {
  const prototype = Object.getPrototypeOf(object) as object | null;
  if (prototype === Object.prototype || prototype === null) return typeof object === 'object';
  if (classes.has(prototype)) return !isError(object);
  if (typeof object !== 'object' || Array.isArray(object)) return false;
  // of a class of the project that has nothing but fields, a plain object arrives
  return isPlain(object) || (!hasData(object) && !hasMembers(object));
}

/** 1 can't be extended, 2 is sealed, 3 frozen. */
export type Fixed = 1 | 2 | 3;

/** 0 for what can be extended. */
export function levelOf(object: object): 0 | Fixed {
  if (Object.isExtensible(object)) return 0;
  // V8 takes a sealed empty array for a frozen one, though its length can be written
  const canGrow = Array.isArray(object) && Object.getOwnPropertyDescriptor(object, 'length')!.writable;
  return Object.isFrozen(object) && !canGrow ? 3 : Object.isSealed(object) ? 2 : 1;
}

export const isMemory = (object: object): object is ArrayBuffer =>
  isAnyArrayBuffer(object) && !isSharedArrayBuffer(object);
