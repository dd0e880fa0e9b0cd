// Values as bytes, for another machine. What structured clone would change is listed beside them as always
// (codec.ts); the rest is V8's own format, which each Node reads that is supported. Unlike `v8.serialize`, this keeps
// which views share a buffer, and gives no view more memory than it had. Loaded with the first call that leaves the machine.
import { Deserializer, Serializer } from 'node:v8';

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
