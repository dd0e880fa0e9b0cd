// what a function of the platform does is known by where it is declared, and by its name only where that is not known

// a Buffer's slice is a view of it, and what is written into it changes it
const header = Buffer.alloc(16);
export const first = (): number => header[0]!;
/** @unsync */
export function clearsHead(n: number): number {
  const head = header.slice(0, n);
  head.fill(0);
  return n;
}
/** @unsync */
export function writesHead(n: number): number {
  return header.writeUInt32LE(n, 0);
}
/** @unsync */
export function swaps(): number {
  return header.swap16().length;
}
function* counting(): Generator<number> {
  for (let n = 0; ; n++) yield n;
}
const ids = counting();
export const nextId = (): number => ids.next().value;
/** @unsync */
export function advances(): number {
  return ids.next().value;
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
