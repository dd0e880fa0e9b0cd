import { distance } from 'fastest-levenshtein';

/** @unsync */
export function distanceOf(a: string, b: string): number {
  return distance(a, b);
}
