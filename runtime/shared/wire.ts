// Values as bytes, for another machine. What structured clone would change is listed beside them as always
// (pack.ts); the rest is V8's own format, which each Node reads that is supported. Unlike `v8.serialize`, this keeps
// which views share a buffer, and gives no view more memory than it had. Loaded with the first call that leaves the machine.
import { Deserializer, Serializer } from '../platform/node/bytes.js';
import type { Payload } from '../types.js';
import type { Packed } from './packed.js';
import { isPrimitive } from './values.js';

/** @throws Error for what can't leave the process: functions, ports, shared memory */
export function toBytes(value: unknown): Uint8Array {
  const serializer = new Serializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

/**
 * The inverse of `toBytes`.
 * @throws Error for what is none of its results
 */
export function fromBytes(bytes: Uint8Array): unknown {
  const deserializer = new Deserializer(bytes);
  deserializer.readHeader();
  return deserializer.readValue();
}

/**
 * Fixes packed values. To make bytes takes some microseconds, which is more than all else that is done for a short call.
 * @throws as `toBytes`
 */
export function toPayload(packed: Packed): Payload {
  checkPortable(packed);
  return !packed.patches && packed.values.every(isPrimitive) ? packed.values : toBytes(packed);
}

/** @throws Error for what V8 would make an empty object of */
export function checkPortable({ local }: Packed): void {
  if (local) throw new Error("a file, a key or a port can't leave the process");
}

/** The inverse of `toPayload`. */
export function fromPayload(payload: Payload): Packed {
  return Array.isArray(payload) ? { values: payload } : (fromBytes(payload as Uint8Array) as Packed);
}

/** Bytes, about. */
export function sizeOf(payload: Payload): number {
  if (!Array.isArray(payload)) return payload.length;
  let size = 2;
  for (const value of payload) size += typeof value === 'string' ? 2 * value.length : 9;
  return size;
}
