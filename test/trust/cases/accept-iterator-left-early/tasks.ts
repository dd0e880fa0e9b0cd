class Range implements Iterable<number> {
  isOpen = false;
  constructor(readonly from: number, readonly to: number) {}
  [Symbol.iterator](): Iterator<number> {
    let at = this.from;
    this.isOpen = true;
    return {
      next: () => (at < this.to ? { value: at++, done: false } : { value: undefined, done: true }),
      return: () => { this.isOpen = false; return { value: undefined, done: true }; },
    };
  }
}
function* digits(n: number): Generator<number> { try { for (let x = n; x > 0; x = Math.floor(x / 10)) yield x % 10; } finally { n = 0; } }
/** @unsync */
export function firstOver(limit: number): string {
  const range = new Range(0, 100);
  let found = -1;
  for (const x of range) if (x * x > limit) { found = x; break; }
  const [last = 0] = digits(limit);
  const it = digits(7);
  it.next();
  it.return(0);
  return `${found} ${range.isOpen} ${last}`;
}
