// Values that structured clone would change, and one table of what is done about each. Loaded with
// the first of them.
import { types } from 'node:util';
import { MessagePort } from 'node:worker_threads';
import { type Context, isPlain, type Packed, type Patch, type Path, Refusal } from './codec.js';
import type { Encoded } from './failure.js';
import { AbortSignal, Buffer, DOMException, SharedArrayBuffer, URL, URLSearchParams } from './platform.js';
import type { Handle } from './protocol.js';
import { classWith, define, own, shared } from './shared.js';
import { compactViews } from './views.js';

/** Loaded with the first error that crosses. */
const failures = () => require('./failure.js') as typeof import('./failure.js');

interface Codec {
  canHandle(value: object, context: Context, path: Path): boolean;
  /** What is listed beside the values. */
  serialize(value: object, context: Context, path: Path): unknown;
  /** `clone` is what structured clone made of it, where it was left in place. */
  deserialize(data: unknown, clone: unknown, context: Context): unknown;
  /** It is left in place for structured clone, and what it holds is looked at. */
  readonly inPlace?: true;
}

const fromText = (Class: new (text: string) => object): Codec => ({
  canHandle: (value) => value instanceof Class && Object.getPrototypeOf(value) === Class.prototype,
  serialize: String,
  deserialize: (data) => new Class(data as string),
});

const codecs: Record<string, Codec> = {
  /** A function or signal that stays where it is, and is reached from the other side. */
  lent: {
    canHandle: (value, context) => !!context.lend && (typeof value === 'function' || value instanceof AbortSignal),
    serialize: (value, context, path) => context.lend!(value, path),
    deserialize: (data, _, context) => context.borrow!(data as Handle),
  },
  buffer: {
    canHandle: (value) => Buffer.isBuffer(value),
    serialize: () => undefined,
    deserialize: (_, clone) => {
      const { buffer, byteOffset, byteLength } = clone as Uint8Array;
      return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
    },
    inPlace: true,
  },
  error: {
    canHandle: (value) => types.isNativeError(value) || value instanceof Error || value instanceof DOMException,
    serialize: (value, context) => failures().encode(value, context),
    deserialize: (data, _, context) => failures().decode(data as Encoded, context),
  },
  /** Of a class that both sides have: its fields are cloned, and get their class back. */
  instance: {
    canHandle: (value, context) => keyOf(value, context) !== undefined,
    serialize: (value, context) => keyOf(value, context),
    deserialize: (data, clone, { classes }) => {
      const { prototype } = own(classes(), data as string) as Function;
      return Object.setPrototypeOf(clone as object, prototype as object);
    },
    inPlace: true,
  },
  /** Without a prototype: a table of names has no `toString` in it. */
  bare: {
    canHandle: (value) => Object.getPrototypeOf(value) === null,
    serialize: () => undefined,
    deserialize: (_, clone) => Object.setPrototypeOf(clone as object, null) as object,
    inPlace: true,
  },
  regexp: {
    canHandle: (value) => types.isRegExp(value) && value.lastIndex !== 0,
    serialize: (value) => (value as RegExp).lastIndex,
    deserialize: (data, clone) => Object.assign(clone as RegExp, { lastIndex: data }),
    inPlace: true,
  },
  url: fromText(URL),
  searchParams: fromText(URLSearchParams),
  headers: {
    // The global loads all of `fetch`.
    canHandle: (value) => tagOf(value) === '[object Headers]' && value instanceof Headers,
    serialize: (value) => [...(value as Headers)],
    deserialize: (data) => new Headers(data as [string, string][]),
  },
};

/** What no codec handles, and what most non-plain values are. */
const ordinary: ReadonlySet<object> = new Set(
  [
    ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array],
    ...[Float64Array, BigInt64Array, BigUint64Array, DataView, ArrayBuffer, SharedArrayBuffer],
  ].map(({ prototype }) => prototype),
);

/** Objects that Node 20 clones to `{}` without a word. */
const refused = /^\[object (URL|URLSearchParams|Headers|FormData|Request|Response|AbortSignal|AbortController)\]$/;

/** Can only be moved, which is no surprise: whoever reads from one has it for itself. So is a port in a result. */
const movable = /^\[object (Readable|Writable|Transform)Stream\]$/;

/**
 * The inverse of `decode`; as `pack`, for any values.
 * @public loaded by `require`
 */
export function encode(values: unknown[], context: Context, transfer: object[]): Packed {
  const patches = new Map<object, Patch>();
  const containers = new Set<object>();
  const replaced = new Set<object>();
  const views: ArrayBufferView[] = [];
  const buffers = new Set<object>(transfer);
  const path: (string | number)[] = [];
  const names: string[] = [];

  walk(values);
  const compacted = compactViews(views, buffers, (view) =>
    refuse(view, 'a view on a buffer that was transferred away'),
  );
  for (const view of new Set(compacted.values())) if (!transfer.includes(view.buffer)) transfer.push(view.buffer);
  const isChanged = replaced.size > 0 || compacted.size > 0;
  const sent = isChanged ? (rebuild(values, new Map(compacted)) as unknown[]) : values;
  return patches.size > 0 ? { values: sent, patches: [...patches.values()] } : { values: sent };

  function walk(container: object): void {
    containers.add(container);
    if (Array.isArray(container)) for (let i = 0; i < container.length; i++) visit(container[i], String(i));
    else if (types.isMap(container)) {
      let i = 0;
      for (const [key, value] of container) {
        visit(key, i++, 'a key');
        visit(value, i++, nameOf(key));
      }
    } else if (types.isSet(container)) {
      let i = 0;
      for (const value of container) visit(value, i++);
    } else for (const key of Object.keys(container)) visit(container[key as never], key);
  }

  function visit(value: unknown, key: string | number, name = String(key)): void {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
    path.push(key);
    names.push(name);
    const known = patches.get(value);
    if (known) again(value, known);
    else if (!containers.has(value)) consider(value);
    path.pop();
    names.pop();
  }

  function again(value: object, patch: Patch): void {
    patch[0].push([...path]);
    if (typeof value !== 'function') return;
    // Given twice, in one place to be awaited: then it answers in both.
    const handle = context.lend!(value, path) as Handle & { type: 'callback' };
    if (!handle) refuse(value);
    if (handle.answers) patch[2] = handle;
  }

  function consider(value: object): void {
    if (isPlain(value)) return walk(value);
    if (ordinary.has(Object.getPrototypeOf(value) as object)) return collect(value);
    const name = Object.keys(codecs).find((each) => codecs[each]!.canHandle(value, context, path));
    const codec = name === undefined ? undefined : codecs[name]!;
    if (codec) {
      const data = codec.serialize(value, context, path);
      if (name === 'lent' && data === undefined) refuse(value);
      patches.set(value, [[[...path]], name!, data]);
      if (!codec.inPlace) replaced.add(value);
    } else if (movable.test(tagOf(value)) || (shared.inside && value instanceof MessagePort)) {
      if (!transfer.includes(value)) transfer.push(value);
      return;
    } else if (typeof value === 'function' || refused.test(tagOf(value)) || losesClass(value, context)) refuse(value);
    if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) collect(value);
    else if (types.isMap(value) || types.isSet(value) || name === 'bare') walk(value);
    else if (name === 'instance') {
      const lost = lostField(value);
      if (lost) {
        names.push(lost.name);
        refuse(value, lost.what);
      }
      walk(value);
    }
  }

  function collect(bytes: object): void {
    if (ArrayBuffer.isView(bytes)) views.push(bytes);
    else buffers.add(bytes);
  }

  function refuse(value: unknown, why?: string): never {
    throw new Refusal([...names], value, why);
  }

  /** Containers are copied, since the user's must stay as they are; `made` says what stands for what. */
  function rebuild(value: unknown, made: Map<object, unknown>): unknown {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value;
    if (made.has(value)) return made.get(value);
    if (replaced.has(value)) {
      // of its own, so that it stays one entry of a set
      const placeholder = {};
      made.set(value, placeholder);
      return placeholder;
    }
    if (!containers.has(value)) return value;
    const again = (inner: unknown) => rebuild(inner, made);
    if (types.isMap(value)) {
      const map = new Map<unknown, unknown>();
      made.set(value, map);
      for (const [key, each] of value) map.set(again(key), again(each));
      return map;
    }
    if (types.isSet(value)) {
      const set = new Set<unknown>();
      made.set(value, set);
      for (const each of value) set.add(again(each));
      return set;
    }
    const holder: object = Array.isArray(value) ? new Array(value.length) : {};
    made.set(value, holder);
    for (const key of Object.keys(value)) define(holder, key, again(value[key as never]), true);
    return holder;
  }
}

/**
 * The inverse of `encode`, after structured clone.
 * @public loaded by `require`
 */
export function decode(values: unknown[], patches: readonly Patch[], context: Context): unknown[] {
  /** Maps and sets with other keys or values than they were cloned with, as lists. */
  const opened = new Map<object, unknown[]>();
  for (const [paths, name, data] of patches) {
    const [first] = paths;
    const clone = get(holderOf(first!), first!.at(-1)!);
    const value = codecs[name]!.deserialize(data, clone, context);
    if (value !== clone) for (const path of paths) put(holderOf(path), path.at(-1)!, value);
  }
  for (const [container, list] of opened) {
    if (types.isSet(container)) {
      container.clear();
      for (const each of list) container.add(each);
    } else if (types.isMap(container)) {
      container.clear();
      for (let i = 0; i < list.length; i += 2) container.set(list[i], list[i + 1]);
    }
  }
  return values;

  function holderOf(path: Path): object {
    let holder: object = values;
    for (const key of path.slice(0, -1)) holder = get(holder, key) as object;
    return holder;
  }

  function get(holder: object, key: string | number): unknown {
    return typeof key === 'number' ? listOf(holder)[key] : own(holder, key);
  }

  function put(holder: object, key: string | number, value: unknown): void {
    if (typeof key === 'number') listOf(holder)[key] = value;
    else define(holder, key, value, true);
  }

  function listOf(container: object): unknown[] {
    let list = opened.get(container);
    if (!list) {
      list = types.isMap(container) ? [...container].flat() : [...(container as Set<unknown>)];
      opened.set(container, list);
    }
    return list;
  }
}

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

/** Of a key of a map, for people. An object may have no text, or code of the user's for it. */
export function nameOf(key: unknown): string {
  return (typeof key === 'object' && key !== null) || typeof key === 'function' ? 'an object' : String(key);
}

const tagOf = (value: object): string => Object.prototype.toString.call(value);

function keyOf(value: object, { classes }: Context): string | undefined {
  return classWith(Object.getPrototypeOf(value), classes());
}

/** Whether a copy would not be what it was: an instance of a user's class, unless Node knows how to clone it. */
function losesClass(value: object, context: Context): boolean {
  const { isMap, isSet, isDate, isRegExp, isAnyArrayBuffer, isBoxedPrimitive } = types;
  if (Array.isArray(value)) return true;
  if (ArrayBuffer.isView(value)) return !(value instanceof DataView) && depthOf(value) !== 3;
  // a port must be among what is transferred: that is for structured clone to say
  if (isAnyArrayBuffer(value) || isBoxedPrimitive(value) || value instanceof MessagePort) return false;
  if (isMap(value) || isSet(value) || isDate(value) || isRegExp(value)) return depthOf(value) !== 2;
  let found = false;
  for (
    let prototype = Object.getPrototypeOf(value) as object, next: object | null;
    (next = Object.getPrototypeOf(prototype) as object | null);
    prototype = next
  ) {
    // what counts is the class that it extends, though neither has a method
    if (keyOf(prototype, context) !== undefined) return true;
    const keys = Reflect.ownKeys(prototype);
    if (keys.some((key) => typeof key === 'symbol' && key.description?.startsWith('messaging_'))) return false;
    found ||= keys.some((key) => key !== 'constructor' && key !== Symbol.toStringTag);
  }
  return found;
}

/** How many prototypes it has: of the platform's classes, in any realm, fewer than of those that extend them. */
function depthOf(value: object): number {
  let depth = 0;
  for (let at = value; (at = Object.getPrototypeOf(at) as object); ) depth++;
  return depth;
}
