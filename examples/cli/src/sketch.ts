import { readFileSync } from 'node:fs';

export interface Sketch {
  readonly path: string;
  readonly minima: Uint32Array;
}

const piece = 8;
const functions = 128;

/**
 * Of the pieces of a file, 8 bytes each, the least value of 128 hash functions: of two files, about as many are equal
 * as they share pieces (MinHash). Reading is the least of it, so the kind is stated: `cpu-bound`, not `blocking`.
 * @unsync cpu-bound
 */
export function sketch(path: string): Sketch {
  const bytes = readFileSync(path);
  // none of a file that is shorter than a piece, which is like no other
  const minima = new Uint32Array(bytes.length < piece ? 0 : functions).fill(0xffff_ffff);
  for (let at = 0; at + piece <= bytes.length; at++) {
    const hash = mix(bytes.readUInt32LE(at) ^ Math.imul(bytes.readUInt32LE(at + 4), 0x9e37_79b1));
    for (let i = 0; i < functions; i++) {
      const value = Math.imul(hash ^ (i * 0x85eb_ca6b), 0xc2b2_ae35) >>> 0;
      if (value < minima[i]!) minima[i] = value;
    }
  }
  return { path, minima };
}

function mix(n: number): number {
  const half = Math.imul(n ^ (n >>> 16), 0x85eb_ca6b);
  return half ^ (half >>> 13);
}

/** From 0 up to 1. */
export function similarity(a: Sketch, b: Sketch): number {
  return a.minima.filter((value, i) => value === b.minima[i]).length / functions;
}
