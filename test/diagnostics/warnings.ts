import { createHash } from 'node:crypto';
import './honest-types';

const hash = createHash('md5');
const token = Symbol('token');
const cache = new Map<number, number>();

/** @unsync */
export function warned(n: number) {
  cache.set(n, n);
  return String(new Function('return 1')()) + String(token) + hash.digest('hex');
}
