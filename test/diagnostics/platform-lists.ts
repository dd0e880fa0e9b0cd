// of each function of the platform: what it does with a list, or with what is in one
interface Row {
  n: number;
}
/** @unsync */
export function pushes(rows: Row[]): number {
  rows.push({ n: 1 });
  return rows.length;
}
/** @unsync */
export function unshifts(rows: Row[]): number {
  rows.unshift({ n: 1 });
  return rows.length;
}
/** @unsync */
export function pops(rows: Row[]): number {
  rows.pop();
  return rows.length;
}
/** @unsync */
export function splices(rows: Row[]): number {
  rows.splice(0, 1);
  return rows.length;
}
/** @unsync */
export function sorts(rows: Row[]): number {
  rows.sort();
  return rows.length;
}
/** @unsync */
export function reverses(rows: Row[]): number {
  rows.reverse();
  return rows.length;
}
/** @unsync */
export function fills(rows: Row[]): number {
  rows.fill({ n: 1 });
  return rows.length;
}
/** @unsync */
export function holdsPushed(row: Row): number {
  const list: Row[] = [{ n: 0 }];
  list.push(row);
  for (const each of list) each.n = 1;
  return list.length;
}
/** @unsync */
export function holdsFilled(row: Row): number {
  const list: Row[] = [{ n: 0 }];
  list.fill(row);
  for (const each of list) each.n = 1;
  return list.length;
}
/** @unsync */
export function holdsSpliced(row: Row): number {
  const list: Row[] = [{ n: 0 }];
  list.splice(0, 0, row);
  for (const each of list) each.n = 1;
  return list.length;
}
/** @unsync */
export function holdsWith(row: Row): number {
  const [list] = [[{ n: 0 }].with(0, row)];
  for (const each of list) each.n = 1;
  return list.length;
}
/** @unsync */
export function holdsOf(row: Row): number {
  const list = Array.of(row);
  for (const each of list) each.n = 1;
  return list.length;
}
/** @unsync */
export function holdsMade(row: Row): number {
  const list = new Array<Row>(row);
  for (const each of list) each.n = 1;
  return list.length;
}
/** @unsync */
export function holdsConcat(row: Row): number {
  const list = ([] as Row[]).concat(row);
  for (const each of list) each.n = 1;
  return list.length;
}
/** @unsync */
export function holdsConcatAll(rows: Row[]): number {
  const list = ([] as Row[]).concat(rows);
  for (const each of list) each.n = 1;
  return list.length;
}
/** @unsync */
export function givesPopped(rows: Row[]): number {
  const own = [...rows];
  own.pop()!.n = 1;
  return own.length;
}
/** @unsync */
export function givesAt(rows: Row[]): number {
  const own = [...rows];
  own.at(0)!.n = 1;
  return own.length;
}
/** @unsync */
export function givesFound(rows: Row[]): number {
  const own = [...rows];
  own.find((each) => each.n)!.n = 1;
  return own.length;
}
/** @unsync */
export function givesSpliced(rows: Row[]): number {
  const own = [...rows];
  own.splice(0, 1)[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesSliced(rows: Row[]): number {
  const own = [...rows];
  own.slice()[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesToReversed(rows: Row[]): number {
  const own = [...rows];
  own.toReversed()[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesWith(rows: Row[]): number {
  const own = [...rows];
  own.with(1, { n: 1 })[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesToSorted(rows: Row[]): number {
  const own = [...rows];
  own.toSorted(() => 0)[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesFiltered(rows: Row[]): number {
  const own = [...rows];
  own.filter((each) => each.n)[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesMapped(rows: Row[]): number {
  const own = [...rows];
  own.map((each) => each)[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesFlatMapped(rows: Row[]): number {
  const own = [...rows];
  own.flatMap((each) => each)[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesFlatMappedList(rows: Row[]): number {
  const own = [...rows];
  own.flatMap((each) => [each])[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesFlat(rows: Row[]): number {
  const own = [...rows];
  [own].flat()[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesConcat(rows: Row[]): number {
  const own = [...rows];
  own.concat()[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesReduced(rows: Row[]): number {
  const own = [...rows];
  own.reduce((last, each) => (last.n ? last : each), { n: 0 })!.n = 1;
  return own.length;
}
/** @unsync */
export function givesFirstReduced(rows: Row[]): number {
  const own = [...rows];
  [1].reduce((last) => last, own[0]!)!.n = 1;
  return own.length;
}
/** @unsync */
export function givesValues(rows: Row[]): number {
  const own = [...rows];
  [...own.values()][0]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesEntries(rows: Row[]): number {
  const own = [...rows];
  [...own.entries()][0]![1]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesFrom(rows: Row[]): number {
  const own = [...rows];
  Array.from(own)[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesFromMapped(rows: Row[]): number {
  const own = [...rows];
  Array.from([1], () => own[0]!)[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesFromLike(rows: Row[]): number {
  const own = [...rows];
  Array.from({ 0: own[0]!, length: 1 })[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function givesDeepFlat(rows: Row[][][]): number {
  rows.flat(2)[0]!.n = 1;
  return rows.length;
}
/** @unsync */
export function sortedIsIt(rows: Row[]): number {
  const own = [rows[0]!];
  const same = own.sort();
  same[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function reversedIsIt(rows: Row[]): number {
  const own = [rows[0]!];
  const same = own.reverse();
  same[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function filledIsIt(rows: Row[]): number {
  const own = [rows[0]!];
  const same = own.fill(rows[0]!);
  same[0]!.n = 1;
  return own.length;
}
/** @unsync */
export function sortsBy(rows: Row[]): number {
  [...rows].sort((a) => (a.n = 1));
  return 1;
}
/** @unsync */
export function toSortsBy(rows: Row[]): number {
  [...rows].toSorted((a) => (a.n = 1));
  return 1;
}
/** @unsync */
export function filtersBy(rows: Row[]): number {
  [...rows].filter((a) => (a.n = 1));
  return 1;
}
/** @unsync */
export function mapsBy(rows: Row[]): number {
  [...rows].map((a) => (a.n = 1));
  return 1;
}
/** @unsync */
export function flatMapsBy(rows: Row[]): number {
  [...rows].flatMap((a) => (a.n = 1));
  return 1;
}
/** @unsync */
export function each(rows: Row[]): number {
  [...rows].forEach((a) => (a.n = 1));
  return 1;
}
/** @unsync */
export function finds(rows: Row[]): number {
  [...rows].find((a) => (a.n = 1));
  return 1;
}
/** @unsync */
export function reduces(rows: Row[]): number {
  [...rows].reduce((_, a) => (a.n = 1), 0);
  return 1;
}
/** @unsync */
export function reducesInto(into: Row): number {
  return [1].reduce((last, n) => ((last.n = n), last), into).n;
}
/** @unsync */
export function givesAll(rows: Row[]): number {
  return rows.map((_, i, all) => (all[i]!.n = i)).length;
}
/** @unsync */
export function callsOn(rows: Row[]): number {
  [1].forEach(function (this: Row[]) {
    this[0]!.n = 1;
  }, rows);
  return 1;
}
/** @unsync */
export function mapsOn(rows: Row[]): number {
  [1].map(function (this: Row[]) {
    return (this[0]!.n = 1);
  }, rows);
  return 1;
}
/** @unsync */
export function filtersOn(rows: Row[]): number {
  [1].filter(function (this: Row[]) {
    return (this[0]!.n = 1);
  }, rows);
  return 1;
}
/** @unsync */
export function findsOn(rows: Row[]): number {
  [1].find(function (this: Row[]) {
    return (this[0]!.n = 1);
  }, rows);
  return 1;
}
/** @unsync */
export function flatMapsOn(rows: Row[]): number {
  [1].flatMap(function (this: Row[]) {
    return (this[0]!.n = 1);
  }, rows);
  return 1;
}
/** @unsync */
export function fromBy(rows: Row[]): number {
  return Array.from(rows, (row) => (row.n = 1)).length;
}
/** @unsync */
export function fromOn(rows: Row[]): number {
  Array.from([1], function (this: Row[]) {
    return (this[0]!.n = 1);
  }, rows);
  return 1;
}

export class Shown {
  times = 0;
  toString(): string {
    return `${this.times++}`;
  }
}
/** @unsync */
export function joins(shown: Shown): number {
  return `${[shown].join()}`.length;
}
/** @unsync */
export function sortsShown(shown: Shown): number {
  return `${[shown, shown].sort().length}`.length;
}
/** @unsync */
export function toSortsShown(shown: Shown): number {
  return `${[shown, shown].toSorted().length}`.length;
}
