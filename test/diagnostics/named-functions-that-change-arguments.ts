import { unsync } from 'unsync';
import { fill } from './support/fills';

function mark(point: { x: number }): number {
  point.x += 1;
  return point.x;
}
const sorted = (xs: number[]): number => xs.sort()[0]!;
function copies(xs: number[]): number {
  xs = [...xs];
  xs.push(1);
  return xs.length;
}

export const here = unsync(mark);
export const constant = unsync(sorted);
export const imported = unsync(fill);
export const fine = unsync(copies);
