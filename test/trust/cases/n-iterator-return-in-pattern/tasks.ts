export const ended = { n: 0 };
class Lines implements Iterator<number> {
  at = 0;
  next(): IteratorResult<number> { return { value: this.at++, done: false }; }
  return(): IteratorResult<number> { ended.n++; return { value: 0, done: true }; }
  [Symbol.iterator](): this { return this; }
}
/** @unsync */
export function first(n: number): number { const [a = 0, b = 0] = new Lines(); return a + b + n; }
