import { addTo, through } from './support/adds-to';

function swap<T>(xs: T[], a: number, b: number): void {
  [xs[a], xs[b]] = [xs[b]!, xs[a]!];
}

function heapify(xs: number[], n: number): void {
  if (n > 0) heapify(xs, n - 1);
  swap(xs, 0, n);
}

/** @unsync */
export function sorts(xs: number[]): number {
  heapify(xs, xs.length - 1);
  return xs[0]!;
}

/** @unsync */
export function imported(xs: string[]): number {
  addTo(xs, 'a');
  return xs.length;
}

/** @unsync */
export function held(xs: string[]): number {
  through({ wrapped: { list: xs } }, 'a');
  return xs.length;
}

class Stack {
  constructor(private readonly items: number[]) {}
  push(n: number) {
    this.items.push(n);
  }
}

/** @unsync */
export function inAnInstance(xs: number[]): number {
  const stack = new Stack(xs);
  stack.push(1);
  return xs.length;
}

/** @unsync */
export function onACopy(xs: readonly number[]): number[] {
  const own = xs.slice();
  heapify(own, own.length - 1);
  return own;
}
