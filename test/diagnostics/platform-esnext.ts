// @lib: esnext
// of each function of the platform: the newest ones
interface Row {
  n: number;
}

function* counting(row: Row): Generator<Row> {
  yield row;
}
/** @unsync */
export function ofMapped(row: Row): number {
  const found = counting(row).map((each) => each).toArray()[0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function ofFiltered(row: Row): number {
  const found = counting(row).filter((each) => each.n).toArray()[0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function ofTaken(row: Row): number {
  const found = counting(row).take(1).toArray()[0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function ofList(row: Row): number {
  const found = counting(row).toArray()[0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function ofFound(row: Row): number {
  const found = counting(row).find((each) => each.n);
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function ofNext(row: Row): number {
  const found = counting(row).map((each) => each).next().value;
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function mapsBy(row: Row): number {
  counting(row).map((each) => (each.n = 1)).toArray();
  return 1;
}
/** @unsync */
export function filtersBy(row: Row): number {
  counting(row).filter((each) => (each.n = 1)).toArray();
  return 1;
}
/** @unsync */
export function eachBy(row: Row): number {
  counting(row).forEach((each) => (each.n = 1));
  return 1;
}
/** @unsync */
export function findsBy(row: Row): number {
  counting(row).find((each) => (each.n = 1));
  return 1;
}

const mapsFrom = counting({ n: 1 });
export const nextmaps = (): unknown => mapsFrom.next();
/** @unsync */
export function maps(n: number): number {
  mapsFrom.map((each) => each);
  return n;
}

const filtersFrom = counting({ n: 1 });
export const nextfilters = (): unknown => filtersFrom.next();
/** @unsync */
export function filters(n: number): number {
  filtersFrom.filter((each) => each.n);
  return n;
}

const takesFrom = counting({ n: 1 });
export const nexttakes = (): unknown => takesFrom.next();
/** @unsync */
export function takes(n: number): number {
  takesFrom.take(1);
  return n;
}

const listsFrom = counting({ n: 1 });
export const nextlists = (): unknown => listsFrom.next();
/** @unsync */
export function lists(n: number): number {
  listsFrom.toArray();
  return n;
}

const triesFrom = counting({ n: 1 });
export const nexttries = (): unknown => triesFrom.next();
/** @unsync */
export function tries(n: number): number {
  triesFrom.some((each) => each.n);
  return n;
}

const findsFrom = counting({ n: 1 });
export const nextfinds = (): unknown => findsFrom.next();
/** @unsync */
export function finds(n: number): number {
  findsFrom.find((each) => each.n);
  return n;
}
/** @unsync */
export function ofUnion(row: Row): number {
  const found = [...new Set<Row>().union(new Set([row]))][0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function ofGroup(row: Row): number {
  const found = Object.groupBy([row], () => 'a')['a']![0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function ofMapGroup(row: Row): number {
  const found = Map.groupBy([row], () => 'a').get('a')![0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function ofMapGroupKey(row: Row): number {
  const found = [...Map.groupBy([1], () => row).keys()][0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function groupsBy(row: Row): number {
  Object.groupBy([row], (each) => (each.n = 1));
  return 1;
}
/** @unsync */
export function groupsByInMap(row: Row): number {
  Map.groupBy([row], (each) => (each.n = 1));
  return 1;
}
/** @unsync */
export function transfers(buffer: ArrayBuffer): number {
  new Uint8Array(buffer.transfer())[0] = 1;
  return 1;
}
/** @unsync */
export function resizes(buffer: ArrayBuffer): number {
  buffer.resize(1);
  return 1;
}
/** @unsync */
export function setsFromHex(bytes: Uint8Array): number {
  bytes.setFromHex('00');
  return 1;
}
