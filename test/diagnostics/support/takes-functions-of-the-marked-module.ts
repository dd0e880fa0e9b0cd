import { plusOne } from '../cycle-in-commonjs-that-reads-what-is-not-there-yet';

export const settings = { inner: { level: 1 } };
export function shift(n: number): number {
  return plusOne(n) + settings.inner.level;
}
