// what a function of the platform does is known by where it is declared, and by its name only where that is not known

// a Buffer's slice is a view of it
/** @unsync */
export function clearsHead(bytes: Buffer): number {
  const head = bytes.slice(0, 4);
  head.fill(0);
  return bytes.length;
}
/** @unsync */
export function writesHead(bytes: Buffer): number {
  return bytes.writeUInt32LE(1, 0);
}
/** @unsync */
export function swaps(bytes: Buffer): number {
  return bytes.swap16().length;
}
/** @unsync */
export function advances(ids: Iterator<number>): boolean {
  return ids.next().done === true;
}

const flags = new Uint8Array(4);
export function isSet(i: number): boolean {
  return flags[i] === 1;
}
/** @unsync */
export function sets(i: number): number {
  Atomics.store(flags, i, 1);
  return i;
}

// a namesake of the user's does what it does
const Object = { assign: (a: { n: number }, b: { n: number }) => a.n + b.n };
const process = { nextTick: (n: number) => n };
/** @unsync */
export function adds(a: { n: number }, b: { n: number }): number {
  return Object.assign(a, b);
}
/** @unsync */
export function givesNothing(n: number): void {
  process.nextTick(n);
}
/** @unsync */
export function onlyReadsTheClock(): void {
  performance.now();
}
/** @unsync */
export function says(n: number): void {
  globalThis.console.log(n);
}

// numbers that are put into memory are not held by it
/** @unsync */
export function copiesRows(rows: number[][]): number[] {
  const all = new Float64Array(rows.length * 3);
  rows.forEach((row, i) => all.set(row, i * 3));
  all.fill(1);
  return [...all];
}
