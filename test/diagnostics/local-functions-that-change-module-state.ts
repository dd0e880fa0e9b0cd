// What a nested marked function takes along of the function around it changes what both sides have.
let total = 1;
let count = 0;
const seen: number[] = [];

function add(n: number): number {
  total += n;
  return total;
}

export async function sums(n: number): Promise<number[]> {
  function plus(value: number): number {
    return add(value);
  }
  /** @unsync cpu-bound */
  function sum(p: number): number {
    return plus(p) + 1;
  }
  return [await sum(n), plus(1)];
}

export async function counts(n: number): Promise<number> {
  const deeper = (): number => ++count;
  const next = (value: number): number => value + deeper();
  /** @unsync cpu-bound */
  function counted(p: number): number {
    return next(p);
  }
  return counted(n);
}
export const counted = (): number => count;

export async function collects(n: number): Promise<number> {
  class Collector {
    take(value: number): number {
      return seen.push(value);
    }
  }
  /** @unsync cpu-bound */
  function collected(p: number): number {
    return new Collector().take(p);
  }
  return collected(n);
}
export const length = (): number => seen.length;

// Only here: the worker takes along nothing that changes anything.
export async function apart(n: number): Promise<number> {
  const bump = (): number => ++count;
  const twice = (value: number): number => 2 * value;
  /** @unsync cpu-bound */
  function doubled(p: number): number {
    return twice(p);
  }
  return (await doubled(n)) + bump();
}
