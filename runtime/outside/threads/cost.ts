// How long a call will take, as far as earlier ones tell. Loaded with the first call that finds no thread free.

import { SharedArrayBuffer } from '../../platform/node/globals.js';
import type { Task } from '../types.js';

/** Calls of a function over which its mean is taken. */
const MEMORY = 64;

/** Bytes of arguments that are copied in a millisecond, about. */
const COPIED = 250_000;

/** Values within the arguments that are looked at for their size; with more, the call travels alone. */
const LOOKED_AT = 50;

/** Mean milliseconds of the functions that have run in a run queue, by the numbers of their tasks. */
const costs = new Map<number, { mean: number; count: number }>();

/** A call of a task has taken so long. */
export function measure(id: number, milliseconds: number): void {
  let cost = costs.get(id);
  if (!cost) costs.set(id, (cost = { mean: 0, count: 0 }));
  if (cost.count < MEMORY) cost.count++;
  cost.mean += (milliseconds - cost.mean) / cost.count;
}

/** Milliseconds that calls of a task have taken; undefined when none has been in a run queue. */
export const mean = (id: number): number | undefined => costs.get(id)?.mean;

/** Milliseconds that a call will take, copying included; undefined when its function has not run yet. */
export function estimate({ definition, payload }: Task): number | undefined {
  const cost = costs.get(definition.id);
  return cost && cost.mean + sizeOf(payload!.values) / COPIED;
}

/** Bytes, about. Not precise, but bounded: it is asked for each call. */
function sizeOf(values: readonly unknown[]): number {
  let size = 0;
  looked = 0;
  for (let i = 0; i < values.length; i++) size += typeof values[i] === 'number' ? 8 : weigh(values[i]);
  return size;
}

let looked = 0;

function weigh(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  if (Array.isArray(value) && typeof value[0] === 'number') return 8 * value.length;
  const buffer = ArrayBuffer.isView(value) ? value.buffer : value;
  // Calls that share memory may wait for each other: none is to stand behind another.
  if (buffer instanceof SharedArrayBuffer) return Infinity;
  if (buffer instanceof ArrayBuffer) return buffer.byteLength;
  if (value instanceof Map || value instanceof Set) {
    if (value.size > LOOKED_AT) return Infinity;
    return weigh([...value.keys()]) + weigh([...value.values()]);
  }
  let weight = 0;
  for (const key in value) {
    if (++looked > LOOKED_AT) return Infinity;
    weight += weigh((value as Record<string, unknown>)[key]);
  }
  return weight;
}
