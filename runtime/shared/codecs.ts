// Codecs for values that structured clone would change, in one table.

import { AbortSignal, Buffer, URL, URLSearchParams } from '../platform/node/globals.js';
import { types } from '../platform/node/value-types.js';
import type { Shape } from './error-shape.js';
import type { Salvager } from './notes.js';
import type { Context, Handle, Path } from './packed.js';
import { isError, keyOf, tagOf } from './survival.js';
import { own } from './values.js';

/** Loaded with the first error that crosses. */
const shapes = () => require('./error-shape.js') as typeof import('./error-shape.js');

export interface Codec {
  canHandle(value: object, context: Context, path: Path): boolean;
  /** Gives the data that is listed beside the values. */
  serialize(value: object, context: Context, path: Path, salvage: Salvager): unknown;
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

export const codecs: Record<string, Codec> = {
  /** What a module of both sides holds. */
  constant: {
    canHandle: (value, { constants }) => constants?.numberOf(value) !== undefined,
    serialize: (value, { constants }) => constants!.numberOf(value),
    deserialize: (data, _, { constants }) => constants!.at(data as number),
  },
  /** What came with the call, and goes back. */
  given: {
    canHandle: (value, { kept }) => kept?.numberOf(value) !== undefined,
    serialize: (value, { kept }) => kept!.numberOf(value),
    deserialize: (data, _, { fromNumber }) => fromNumber!(data as number),
  },
  /** A new view of memory that came with the call. */
  givenMemory: {
    canHandle: (value, { kept }) => ArrayBuffer.isView(value) && kept?.numberOf(value.buffer) !== undefined,
    serialize: (value, { kept }) => {
      const { buffer, byteOffset, byteLength } = value as ArrayBufferView;
      const name = Buffer.isBuffer(value) ? 'Buffer' : tagOf(value).slice(8, -1);
      return [kept!.numberOf(buffer), ...kept!.viewOf(buffer), name, byteOffset, byteLength];
    },
    deserialize: (data, _, { fromNumber }) => {
      const [n, view, offset, name, byteOffset, byteLength] = data as [number, number, number, string, number, number];
      const buffer = fromNumber!(n) as ArrayBuffer;
      const start = byteOffset + (view < 0 ? 0 : (fromNumber!(view) as ArrayBufferView).byteOffset - offset);
      if (name === 'Buffer') return Buffer.from(buffer, start, byteLength);
      const Class = globalThis[name as 'Uint8Array'];
      return new Class(buffer, start, byteLength / (Class.BYTES_PER_ELEMENT ?? 1));
    },
  },
  /** A function or signal that stays where it is, and is reached from the other side. */
  proxy: {
    canHandle: (value, context) => !!context.toHandle && (typeof value === 'function' || value instanceof AbortSignal),
    serialize: (value, context, path) => context.toHandle!(value, path),
    deserialize: (data, _, context) => context.fromHandle!(data as Handle),
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
    canHandle: isError,
    serialize: (value, context, _, salvage) => shapes().shapeOf(value, context, salvage),
    // without what it has: that may not be in its place yet
    deserialize: (data, _, context) => shapes().begin(data as Shape, context),
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
  /** A registered one, in an error. */
  symbol: {
    canHandle: () => false,
    serialize: () => undefined,
    deserialize: (data) => Symbol.for(data as string) as never,
  },
  url: fromText(URL),
  searchParams: fromText(URLSearchParams),
  headers: {
    // The global loads all of `fetch`.
    canHandle: (value) => tagOf(value) === '[object Headers]' && value instanceof Headers,
    serialize: (value) => [...(value as Headers)],
    deserialize: (data) => new Headers(data as [string, string][]),
  },
  /** Node clones it as a Blob before 24. */
  file: {
    canHandle: (value) => tagOf(value) === '[object File]' && Object.getPrototypeOf(value) === File.prototype,
    serialize: (value) => [(value as File).name, (value as File).lastModified],
    deserialize: (data, clone) => {
      if (clone instanceof File || !(clone instanceof Blob)) return clone as object;
      const [name, lastModified] = data as [string, number];
      return new File([clone], name, { type: clone.type, lastModified });
    },
    inPlace: true,
  },
};
