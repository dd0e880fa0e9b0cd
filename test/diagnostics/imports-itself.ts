import { scale } from './support/scaled';
import type { Scaled } from './support/scaled';

export const factor = 3;
export class Part {}

console.log('this is the entry');

/** @unsync */
export function work(n: number): Scaled {
  return scale(n);
}
