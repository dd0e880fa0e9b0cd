// of each function of the platform: what it does with a map, a set, or what is in one
interface Row {
  n: number;
}
/** @unsync */
export function sets(map: Map<string, Row>): number {
  map.set('a', { n: 1 });
  return 1;
}
/** @unsync */
export function adds(rows: Set<Row>): number {
  rows.add({ n: 1 });
  return 1;
}
/** @unsync */
export function deletes(map: Map<string, Row>): number {
  map.delete('a');
  return 1;
}
/** @unsync */
export function deletesOf(rows: Set<Row>): number {
  rows.delete([...rows][0]!);
  return 1;
}
/** @unsync */
export function clears(map: Map<string, Row>): number {
  map.clear();
  return 1;
}
/** @unsync */
export function clearsOf(rows: Set<Row>): number {
  rows.clear();
  return 1;
}
/** @unsync */
export function getsValue(row: Row): number {
  const found = new Map([['a', row]]).get('a');
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function getsSet(row: Row): number {
  const found = new Map<string, Row>().set('a', row).get('a');
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function getsFromWeak(row: Row): number {
  const found = new WeakMap([[row, row]]).get(row);
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function getsKey(row: Row): number {
  const found = [...new Map([[row, 1]]).keys()][0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function getsSetKey(row: Row): number {
  const found = [...new Map<Row, number>().set(row, 1).keys()][0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function getsOfValues(row: Row): number {
  const found = [...new Map([['a', row]]).values()][0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function getsOfEntries(row: Row): number {
  const found = [...new Map([['a', row]]).entries()][0]![1];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function getsOfAll(row: Row): number {
  const found = [...new Map([['a', row]])][0]![1];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function getsOfSet(row: Row): number {
  const found = [...new Set([row])][0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function getsOfSetValues(row: Row): number {
  const found = [...new Set([row]).values()][0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function getsOfSetKeys(row: Row): number {
  const found = [...new Set([row]).keys()][0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function getsOfSetEntries(row: Row): number {
  const found = [...new Set([row]).entries()][0]![1];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function getsOfSetEntryKeys(row: Row): number {
  const found = [...new Set([row]).entries()][0]![0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function getsAdded(row: Row): number {
  const found = [...new Set<Row>().add(row)][0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function getsHeld(row: Row): number {
  const found = new WeakRef(row).deref();
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function eachValue(map: Map<string, Row>): number {
  map.forEach((row) => (row.n = 1));
  return 1;
}
/** @unsync */
export function eachKey(map: Map<Row, number>): number {
  map.forEach((_, row) => (row.n = 1));
  return 1;
}
/** @unsync */
export function eachMap(map: Map<string, Row>): number {
  map.forEach((_row, _key, all) => all.delete('a'));
  return 1;
}
/** @unsync */
export function eachOfSet(rows: Set<Row>): number {
  rows.forEach((row) => (row.n = 1));
  return 1;
}
/** @unsync */
export function eachKeyOfSet(rows: Set<Row>): number {
  rows.forEach((_, row) => (row.n = 1));
  return 1;
}
/** @unsync */
export function eachSet(rows: Set<Row>): number {
  rows.forEach((_row, _key, all) => all.clear());
  return 1;
}
/** @unsync */
export function eachOn(rows: Row[]): number {
  new Map([['a', 1]]).forEach(function (this: Row[]) {
    this[0]!.n = 1;
  }, rows);
  return 1;
}
/** @unsync */
export function eachOfSetOn(rows: Row[]): number {
  new Set([1]).forEach(function (this: Row[]) {
    this[0]!.n = 1;
  }, rows);
  return 1;
}

export const first: Row = { n: 1 };
const numbers = new Map([[first, 1]]);
const known = new Set([first]);
const weak = new WeakSet([first]);
const notes = new WeakMap([[first, 1]]);

/** @unsync */
export function asksMap(row: Row): number {
  return numbers.get(row) ?? 0;
}
/** @unsync */
export function asksWhetherMap(row: Row): number {
  return Number(numbers.has(row));
}
/** @unsync */
export function asksWhetherSet(row: Row): number {
  return Number(known.has(row));
}
/** @unsync */
export function asksWhetherWeak(row: Row): number {
  return Number(weak.has(row));
}
/** @unsync */
export function asksNotes(row: Row): number {
  return notes.get(row) ?? 0;
}
/** @unsync */
export function asksBySetting(row: Row): number {
  return new Map([[first, 1]]).set(row, 1).size;
}
/** @unsync */
export function asksByAdding(row: Row): number {
  return new Set([first]).add(row).size;
}
/** @unsync */
export function asksByDeleting(row: Row): number {
  return Number(new Map([[first, 1]]).delete(row));
}
/** @unsync */
export function asksByDeletingOf(row: Row): number {
  return Number(new Set([first]).delete(row));
}
/** @unsync */
export function asksByMaking(row: Row): number {
  return new Set([first, row]).size;
}
