// Values that structured clone would change are listed beside the values, by path, and put back
// in place on the other side. So nothing a user passes can be mistaken for a marker, containers
// are not copied first, and what has nothing special in it costs one walk.
import { types } from 'node:util';
import type { Encoded } from './failure.js';

/** Error classes that both sides have, by key. */
export type Classes = () => Record<string, Function> | undefined;

export interface Packed {
  /** The arguments of a call, or a single result. */
  readonly values: unknown[];
  readonly patches?: Patch[];
  /** Travels with a snapshot: structured clone then gives the counterparts of what was transferred. */
  readonly transfer?: readonly object[];
}

type Patch = [path: string[], handler: string, data: unknown];

/** Loaded with the first error that crosses. */
const failures = () => require('./failure.js') as typeof import('./failure.js');

interface Handler {
  canHandle(value: object): boolean;
  serialize(value: object, classes: Classes): unknown;
  /** `clone` is what structured clone made of the value. */
  deserialize(data: unknown, clone: unknown, classes: Classes): unknown;
}

const handlers: Record<string, Handler> = {
  buffer: {
    canHandle: (value) => Buffer.isBuffer(value),
    serialize: () => undefined,
    deserialize: (_, clone) => {
      const { buffer, byteOffset, byteLength } = clone as Uint8Array;
      return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
    },
  },
  error: {
    canHandle: (value) => types.isNativeError(value) || value instanceof Error || value instanceof DOMException,
    serialize: (value, classes) => failures().encode(value, classes),
    deserialize: (data, _, classes) => failures().decode(data as Encoded, classes),
  },
};

const handlerNames = Object.keys(handlers);

/** Objects that Node 20 clones to `{}` without a word. */
const refused = /^\[object (URL|URLSearchParams|Headers|FormData|Request|Response|AbortSignal|AbortController)\]$/;

/**
 * Prepares values for crossing.
 * @param values replaced slot by slot, so not an array of the user's
 * @param transfer gets the buffers of copies that are made here
 * @throws Refusal
 */
export function pack(values: unknown[], classes: Classes, transfer: object[] = []): Packed {
  const patches: Patch[] = [];
  const path: string[] = [];
  const seen = new Set<object>();

  function walk(container: object): void {
    // By index: the keys of a long array would be as many strings.
    if (Array.isArray(container)) for (let i = 0; i < container.length; i++) visit(container, i, container[i]);
    else for (const key of Object.keys(container)) visit(container, key, container[key as never]);
  }

  function visit(container: object, key: string | number, value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    path.push(String(key));
    if (isPlain(value)) {
      if (!seen.has(value)) {
        seen.add(value);
        walk(value);
      }
    } else {
      const name = handlerNames.find((each) => handlers[each]!.canHandle(value));
      if (name) patches.push([[...path], name, handlers[name]!.serialize(value, classes)]);
      else if (refused.test(tagOf(value)) || losesMethods(value)) throw new Refusal(path, value);
      if (container === values) {
        if (ArrayBuffer.isView(value)) values[Number(key)] = compact(value, transfer, path);
        else if (name) values[Number(key)] = undefined;
      }
    }
    path.pop();
  }

  walk(values);
  return patches.length > 0 ? { values, patches } : { values };
}

const tagOf = (value: object): string => Object.prototype.toString.call(value);

/** Whether a copy would lack methods: of instances of a user's class, unless Node knows how to clone them. */
function losesMethods(value: object): boolean {
  let found = false;
  for (
    let prototype = Object.getPrototypeOf(value) as object, next: object | null;
    tagOf(value) === '[object Object]' && (next = Object.getPrototypeOf(prototype) as object | null);
    prototype = next
  ) {
    const keys = Reflect.ownKeys(prototype);
    if (keys.some((key) => typeof key === 'symbol' && key.description?.startsWith('messaging_'))) return false;
    found ||= keys.some((key) => key !== 'constructor');
  }
  return found;
}

/** The inverse of `pack`, after structured clone. */
export function unpack({ values, patches = [] }: Packed, classes: Classes): unknown[] {
  for (const [path, name, data] of patches) {
    let holder = values as unknown as Record<string, unknown>;
    for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder;
    const key = path.at(-1)!;
    const value = handlers[name]!.deserialize(data, holder[key], classes);
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return values;
}

/** Values as the other side would see them. */
export function copy(values: unknown[], classes: Classes, transfer: readonly object[] = []): unknown[] {
  return unpack(snapshot(pack(values, classes), transfer), classes);
}

/** Fixes packed values as they are now. */
export function snapshot(packed: Packed, transfer: readonly object[]): Packed {
  if (!packed.patches && packed.values.every(isPrimitive)) return packed;
  return structuredClone({ ...packed, transfer }, { transfer: transfer as ArrayBuffer[] });
}

/** A view sends only the bytes that it sees: a small Buffer is a window on a pool of 8 kB. */
function compact(view: ArrayBufferView, transfer: object[], path: string[]): ArrayBufferView {
  const { buffer, byteOffset, byteLength } = view;
  if (!(buffer instanceof ArrayBuffer) || transfer.includes(buffer)) return view;
  if (byteLength === 0 && isDetached(buffer)) throw new Refusal(path, view);
  if (byteLength === buffer.byteLength) return view;
  const part =
    view instanceof DataView
      ? new DataView(buffer.slice(byteOffset, byteOffset + byteLength))
      : Uint8Array.prototype.slice.call(view);
  transfer.push(part.buffer);
  return part;
}

function isDetached(buffer: ArrayBuffer): boolean {
  try {
    new Uint8Array(buffer);
    return false;
  } catch {
    return true;
  }
}

/** What can be kept as it is; a symbol is none, since it can't cross. */
function isPrimitive(value: unknown): boolean {
  return value === null || !['object', 'function', 'symbol'].includes(typeof value);
}

/** Arrays and object literals, of any realm. */
function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Thrown here, where the path is known but not the task; `explain` makes it the user's error. */
export class Refusal {
  readonly path: string[];
  constructor(
    path: string[],
    readonly value: unknown,
  ) {
    this.path = [...path];
  }
}
