// of each function of the platform: what it does with memory
interface Row {
  n: number;
}
/** @unsync */
export function setsAll(values: Float64Array): number {
  values.set([1]);
  return 1;
}
/** @unsync */
export function fills(values: Float64Array): number {
  values.fill(1);
  return 1;
}
/** @unsync */
export function copiesWithin(values: Float64Array): number {
  values.copyWithin(0, 1);
  return 1;
}
/** @unsync */
export function sorts(values: Float64Array): number {
  values.sort();
  return 1;
}
/** @unsync */
export function setsInView(view: DataView): number {
  view.setInt8(0, 1);
  return 1;
}
/** @unsync */
export function setsFloatInView(view: DataView): number {
  view.setFloat64(0, 1);
  return 1;
}
/** @unsync */
export function fillsBytes(bytes: Buffer): number {
  bytes.fill(1);
  return 1;
}
/** @unsync */
export function writesBytes(bytes: Buffer): number {
  bytes.write('a');
  return 1;
}
/** @unsync */
export function swaps(bytes: Buffer): number {
  bytes.swap16();
  return 1;
}
/** @unsync */
export function copiesInto(bytes: Buffer): number {
  Buffer.alloc(1).copy(bytes);
  return 1;
}
/** @unsync */
export function stores(values: Int32Array): number {
  Atomics.store(values, 0, 1);
  return 1;
}
/** @unsync */
export function encodesInto(bytes: Uint8Array): number {
  new TextEncoder().encodeInto('a', bytes);
  return 1;
}
/** @unsync */
export function fillsAtRandom(bytes: Uint8Array): number {
  crypto.getRandomValues(bytes);
  return 1;
}
/** @unsync */
export function ofSet(values: Float64Array): number {
  const found = values.fill(1);
  found[0] = 1;
  return 1;
}
/** @unsync */
export function ofSorted(values: Float64Array): number {
  const found = values.sort();
  found[0] = 1;
  return 1;
}
/** @unsync */
export function ofPart(values: Float64Array): number {
  const found = values.subarray(1);
  found[0] = 1;
  return 1;
}
/** @unsync */
export function ofItself(values: Float64Array): number {
  const found = values.valueOf();
  found[0] = 1;
  return 1;
}
/** @unsync */
export function onItsMemory(values: Float64Array): number {
  const found = new Float64Array(values.buffer);
  found[0] = 1;
  return 1;
}
/** @unsync */
export function inItsMemory(buffer: ArrayBuffer): number {
  const found = new Uint8Array(buffer);
  found[0] = 1;
  return 1;
}
/** @unsync */
export function ofPartOfBytes(values: Uint8Array): number {
  const found = values.slice(1);
  found[0] = 1;
  return 1;
}
/** @unsync */
export function ofPartOfBuffer(values: Buffer): number {
  const found = values.slice(1);
  found[0] = 1;
  return 1;
}
/** @unsync */
export function ofSubarray(values: Buffer): number {
  const found = values.subarray(1);
  found[0] = 1;
  return 1;
}
/** @unsync */
export function ofFrom(values: ArrayBuffer): number {
  const found = Buffer.from(values);
  found[0] = 1;
  return 1;
}
/** @unsync */
export function ofWritten(values: Buffer): number {
  const found = values.fill(1);
  found[0] = 1;
  return 1;
}
/** @unsync */
export function byView(buffer: ArrayBuffer): number {
  new DataView(buffer).setInt8(0, 1);
  return 1;
}
/** @unsync */
export function reducesInto(values: Float64Array, row: Row): number {
  return values.reduce((into, n) => ((into.n = n), into), row).n;
}
/** @unsync */
export function sortsBy(row: Row): number {
  new Float64Array(2).sort(() => (row.n = 1));
  return 1;
}
/** @unsync */
export function toSortsBy(row: Row): number {
  new Float64Array(2).toSorted(() => (row.n = 1));
  return 1;
}
/** @unsync */
export function mapsBy(row: Row): number {
  new Float64Array(2).map(() => (row.n = 1));
  return 1;
}
/** @unsync */
export function eachBy(row: Row): number {
  new Float64Array(2).forEach(() => (row.n = 1));
  return 1;
}
/** @unsync */
export function reducesBy(row: Row): number {
  new Float64Array(2).reduce(() => (row.n = 1));
  return 1;
}
/** @unsync */
export function fromBy(row: Row): number {
  return Float64Array.from([1], () => (row.n = 1)).length;
}
/** @unsync */
export function fromGiven(rows: Row[]): number {
  return Float64Array.from(rows, (row) => (row.n = 1)).length;
}
/** @unsync */
export function fromOn(row: Row): number {
  return Float64Array.from([1], function (this: Row) {
    return (this.n = 1);
  }, row).length;
}
/** @unsync */
export function mapsOn(row: Row): number {
  new Float64Array(1).map(function (this: Row) {
    return (this.n = 1);
  }, row);
  return 1;
}
/** @unsync */
export function eachOn(row: Row): number {
  new Float64Array(1).forEach(function (this: Row) {
    this.n = 1;
  }, row);
  return 1;
}
/** @unsync */
export function mapsAll(values: Float64Array): number {
  values.map((_v, i, all) => (all[i] = 1));
  return 1;
}
/** @unsync */
export function eachAll(values: Float64Array): number {
  values.forEach((_v, i, all) => (all[i] = 1));
  return 1;
}
/** @unsync */
export function ofOwnPart(values: Float64Array): number {
  const found = values.slice();
  found[0] = 1;
  return found[0];
}
/** @unsync */
export function ofReversed(values: Float64Array): number {
  const found = values.toReversed();
  found[0] = 1;
  return found[0];
}
/** @unsync */
export function ofMapped(values: Float64Array): number {
  const found = values.map((v) => v);
  found[0] = 1;
  return found[0];
}
/** @unsync */
export function ofCopy(values: Float64Array): number {
  const found = Float64Array.from(values);
  found[0] = 1;
  return found[0];
}
/** @unsync */
export function ofNew(n: number): number {
  const found = new Float64Array(n);
  found[0] = 1;
  return found[0];
}
/** @unsync */
export function ofOwnMemory(n: number): number {
  const found = new Uint8Array(new ArrayBuffer(n));
  found[0] = 1;
  return found[0];
}
/** @unsync */
export function ofMemoryPart(buffer: ArrayBuffer): number {
  const found = new Uint8Array(buffer.slice(1));
  found[0] = 1;
  return found[0];
}
/** @unsync */
export function ofAlloc(n: number): number {
  const found = Buffer.alloc(n);
  found[0] = 1;
  return found[0];
}
/** @unsync */
export function ofEncoded(text: string): number {
  const found = new TextEncoder().encode(text);
  found[0] = 1;
  return found[0];
}
/** @unsync */
export function ofNumbers(n: number): number {
  const found = Float64Array.of(n);
  found[0] = 1;
  return found[0];
}
