import { Shape } from './shapes.js';
import { table } from './table.js';
export const one = (): number => 1;
/** @unsync */
export function task(n: number): number {
  return n + new Shape().run() + table.two();
}
