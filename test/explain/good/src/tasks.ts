import * as os from 'node:os';
import { unsync } from 'unsync';
import { name as deviceName, read } from './device.js';
import { load } from './load.js';
import './setup.js';

const limit = 10;
const [low, high] = [0, limit];
export class RangeProblem extends Error {}
function check(n: number) {
  if (n > high) throw new RangeProblem(`${n} > ${high}`);
  return n;
}

/** @unsync */
export function compute(n: number, scale = 2, ...rest: readonly number[]) {
  return rest.reduce((a, b) => a + b, check(n + low) * scale);
}

/** @unsync */
export function size(path: string) {
  return load(path);
}

/** @unsync */
export function measure(port: number): string {
  return `${deviceName}: ${read(port)}`;
}

/** @unsync idempotent */
export async function later(n: number) {
  return n;
}

/** @unsync background */
export async function elsewhere(n: number): Promise<{ n: number }> {
  return { n: (await twice(n)) + os.cpus().length };
}

/** @unsync */
export function twice(n: number) {
  return n * 2;
}

/** @unsync */
export function* steps(upTo: number) {
  for (let i = 0; i < upTo; i++) yield { i };
}

/** @unsync */
export function memory(
  shared: Int32Array<SharedArrayBuffer>,
  image: { pixels: Uint8Array; from?: URL },
  data: Buffer,
  cause: Error | undefined,
  soon: Promise<number>,
  loose: any,
): Map<string, ArrayBuffer> {
  return new Map([[`${shared.length}${data.length}${cause}${loose.go()}`, new ArrayBuffer(image.pixels.length)]]);
}

/** @unsync */
export function first<T>(xs: readonly T[], pick: { by: string }): T | undefined;
export function first(xs: string): string;
export function first(xs: readonly unknown[] | string) {
  return xs[0];
}

export function outer(factor: number) {
  /** @unsync */
  function scaled(n: number) {
    return n * factor;
  }
  return scaled(2);
}

const seen = new Set<string>();
export class Words {
  constructor(readonly text: string) {}
  /** @unsync */
  static count(text: string) {
    seen.add(text);
    return text.split(' ').length;
  }
  /** @unsync */
  longest(this: Words) {
    return this.text.split(' ').sort((a, b) => b.length - a.length)[0];
  }
}

export const upper = unsync((text: string) => text.toUpperCase(), { kind: 'blocking', idempotent: true });

/** @unsync */
export function paint(width: number, height: number) {
  const pixels = new Uint8ClampedArray(width * height * 4);
  pixels.fill(low);
  return { width, height, pixels, tiles: [{ rows: new Uint32Array(height) }], all: palette };
}
const palette = new Uint8Array(256);

/** @unsync */
export const ramp = (n: number) => new Float64Array(n).map((_, i) => i / n);
