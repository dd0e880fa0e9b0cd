// of each function of the platform: what it does with an iterator, a generator, a promise
interface Row {
  n: number;
}

function* counting(row: Row): Generator<Row, Row, Row | undefined> {
  const sent = yield row;
  if (sent) sent.n = 1;
  return row;
}
async function* countingLater(row: Row): AsyncGenerator<Row, Row, Row> {
  const sent = yield row;
  sent.n = 1;
  return row;
}
const numbers = counting({ n: 1 });
export const next = (): Row => numbers.next({ n: 1 }).value;
/** @unsync */
export function moves(n: number): number {
  numbers.next({ n });
  return n;
}
const others = counting({ n: 1 });
export const nextOther = (): Row => others.next({ n: 1 }).value;
/** @unsync */
export function ends(n: number): number {
  others.throw(n);
  return n;
}
const later = countingLater({ n: 1 });
export const nextLater = (): unknown => later.next({ n: 1 });
/** @unsync background */
export async function movesLater(n: number): Promise<number> {
  await later.next({ n });
  return n;
}
const otherLater = countingLater({ n: 1 });
export const nextOtherLater = (): unknown => otherLater.next({ n: 1 });
/** @unsync background */
export async function endsLater(n: number): Promise<number> {
  await otherLater.throw(n);
  return n;
}
/** @unsync */
export function gives(row: Row): number {
  const found = counting(row).next({ n: 1 }).value;
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function givesOfList(row: Row): number {
  const found = [row].values().next().value;
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function givesThrown(row: Row): number {
  const found = counting(row).throw(0).value;
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function sends(row: Row): number {
  counting({ n: 1 }).next(row);
  return 1;
}
/** @unsync background */
export async function sendsLater(row: Row): Promise<number> {
  await countingLater({ n: 1 }).next(row);
  return 1;
}
/** @unsync */
export function throwsIn(row: Row): number {
  try {
    counting({ n: 1 }).throw(row);
  } catch (error) {
    (error as Row).n = 1;
  }
  return 1;
}
/** @unsync background */
export async function throwsInLater(row: Row): Promise<number> {
  try {
    await countingLater({ n: 1 }).throw(row);
  } catch (error) {
    (error as Row).n = 1;
  }
  return 1;
}
/** @unsync */
export function ofItself(row: Row): number {
  const found = [...counting(row)[Symbol.iterator]()][0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync background */
export async function givesLater(row: Row): Promise<number> {
  const found = (await countingLater(row).next({ n: 1 })).value;
  if (found) found.n = 1;
  return 1;
}
/** @unsync background */
export async function givesThrownLater(row: Row): Promise<number> {
  const found = (await countingLater(row).throw(0)).value;
  if (found) found.n = 1;
  return 1;
}
/** @unsync background */
export async function ofPromise(row: Row): Promise<number> {
  const found = await new Promise<Row>((resolve) => resolve(row));
  if (found) found.n = 1;
  return 1;
}
/** @unsync background */
export async function callsWhatMakes(row: Row): Promise<number> {
  await new Promise((resolve) => resolve((row.n = 1)));
  return 1;
}
/** @unsync background */
export async function ofThen(row: Row): Promise<number> {
  const found = await Promise.resolve(row).then((each) => each);
  if (found) found.n = 1;
  return 1;
}
/** @unsync background */
export async function ofThenWithout(row: Row): Promise<number> {
  const found = await Promise.resolve(row).then(undefined, () => undefined);
  if (found) found.n = 1;
  return 1;
}
/** @unsync background */
export async function ofSecond(row: Row): Promise<number> {
  const found = await Promise.reject(1).then(undefined, () => row);
  if (found) found.n = 1;
  return 1;
}
/** @unsync background */
export async function thenGiven(row: Row): Promise<number> {
  await Promise.resolve(row).then((each) => (each.n = 1));
  return 1;
}
/** @unsync background */
export async function rejectedGiven(row: Row): Promise<number> {
  await Promise.reject(row).then(undefined, (each: Row) => (each.n = 1));
  return 1;
}
/** @unsync background */
export async function caughtGiven(row: Row): Promise<number> {
  await Promise.reject(row).catch((each: Row) => (each.n = 1));
  return 1;
}
/** @unsync background */
export async function ofCatch(row: Row): Promise<number> {
  const found = await Promise.resolve(row).catch(() => undefined);
  if (found) found.n = 1;
  return 1;
}
/** @unsync background */
export async function ofCaught(row: Row): Promise<number> {
  const found = await Promise.reject(1).catch(() => row);
  if (found) found.n = 1;
  return 1;
}
/** @unsync background */
export async function finallyCalled(row: Row): Promise<number> {
  await Promise.resolve(1).finally(() => {
    row.n = 1;
  });
  return 1;
}
/** @unsync background */
export async function ofFinally(row: Row): Promise<number> {
  const found = await Promise.resolve(row).finally(() => {});
  if (found) found.n = 1;
  return 1;
}
/** @unsync background */
export async function ofAll(row: Row): Promise<number> {
  const found = (await Promise.all([row]))[0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync background */
export async function ofAllSettled(row: Row): Promise<number> {
  const [found] = await Promise.allSettled([row]);
  if (found.status === 'fulfilled') found.value.n = 1;
  return 1;
}
/** @unsync background */
export async function ofAllRejected(row: Row): Promise<number> {
  const [found] = await Promise.allSettled([Promise.reject(row)]);
  if (found!.status === 'rejected') (found!.reason as Row).n = 1;
  return 1;
}
/** @unsync background */
export async function ofRace(row: Row): Promise<number> {
  const found = await Promise.race([row]);
  if (found) found.n = 1;
  return 1;
}
/** @unsync background */
export async function ofAny(row: Row): Promise<number> {
  const found = await Promise.any([row]);
  if (found) found.n = 1;
  return 1;
}
