import * as all from './support/re-exports-all';

/** @unsync */
export function adds(n: number): number {
  all.add(n);
  return n;
}
