// each kind of syntax that leads to what is changed
import state from './support/default-state';

interface Row {
  n: number;
}
namespace Kept {
  export const row: Row = { n: 1 };
}
export const keptNow = (): number => Kept.row.n;
/** @unsync */
export function ofANamespace(n: number): number {
  Kept.row.n = n;
  return n;
}
namespace Outer.Inner {
  export const row: Row = { n: 1 };
}
export const innerNow = (): number => Outer.Inner.row.n;
/** @unsync */
export function ofAnInnerNamespace(n: number): number {
  Outer.Inner.row.n = n;
  return n;
}
export const stateNow = (): number => state.n;
/** @unsync */
export function ofADefault(n: number): number {
  state.n = n;
  return n;
}
/** @unsync */
export function asAnEnumIsMade(row: Row): number {
  enum Local {
    First = (row.n = 1),
  }
  return Local.First;
}
/** @unsync */
export function byAFunctionBelow(row: Row): number {
  return changes();
  function changes(): number {
    return (row.n = 1);
  }
}
/** @unsync */
export function byAnOlderAssertion(row: Row): number {
  (<Row>row).n = 1;
  return 1;
}
/** @unsync */
export function bySatisfies(row: Row): number {
  const same = row satisfies Row;
  same.n = 1;
  return 1;
}
/** @unsync */
export function byAnInstantiation(row: Row): number {
  const same = (<T>(value: T): T => value)<Row>;
  same(row).n = 1;
  return 1;
}
/** @unsync */
export function ifThereIsOne(row: Row): number {
  let found: Row | undefined = { n: 0 };
  found &&= row;
  found.n = 1;
  return 1;
}
/** @unsync */
export function ifThereIsNone(row: Row): number {
  let found: Row | undefined;
  found ||= row;
  found.n = 1;
  return 1;
}
const first: Row = { n: 1 };
export const isFirst = (row: Row): boolean => row === first;
/** @unsync */
export function isEqual(row: Row): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: it is what is asked here
  return row == first;
}
/** @unsync */
export function isUnequal(row: Row): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: it is what is asked here
  return row != first;
}
export class Counts {
  times = 0;
  count(_: TemplateStringsArray): number {
    return ++this.times;
  }
}
class CountsMore extends Counts {
  run(): number {
    return super.count`once`;
  }
}
const counts = new CountsMore();
export const countsNow = (): number => counts.times;
/** @unsync */
export function bySuperOfState(n: number): number {
  return counts.run() + n;
}
/** @unsync */
export function byWhatIsParsed(text: string, row: Row): number {
  (JSON.parse(text) as { go(row: Row): void }).go(row);
  return 1;
}
/** @unsync */
export function itself(row: Row): number {
  return ++row.n;
}
/** @unsync */
export function byAnother(row: Row): number {
  return itself.inline(row);
}
const bytes = new Uint8Array(1);
export const bytesNow = (): number => bytes[0]!;
/** @unsync */
export function onItsMemory(n: number): number {
  new Uint8Array(bytes.buffer)[0] = n;
  return n;
}
const place = new URL('file:///a');
export const placeNow = (): string => place.href;
/** @unsync */
export function onAPart(text: string): string {
  place.searchParams.append('a', text);
  return text;
}
const pattern = /a/ as RegExp & { seen: Row };
pattern.seen = { n: 1 };
export const seenNow = (): number => pattern.seen.n;
/** @unsync */
export function ofAPattern(n: number): number {
  pattern.seen.n = n;
  return n;
}
/** @unsync */
export function whenItIsAborted(row: Row, signal: AbortSignal): number {
  signal.addEventListener('abort', () => {
    row.n = 1;
  });
  return 1;
}
/** @unsync background */
export async function ofAModuleThatIsLoaded(row: Row): Promise<number> {
  const module = await import('./support/default-state');
  Object.assign(module.default, { row });
  return 1;
}
const absent = undefined as Row | undefined;
/** @unsync */
export function orElse(row: Row): number {
  (absent || row).n = 1;
  return 1;
}
/** @unsync */
export function whereOnlyItsTypeIsAsked(row: Row): string {
  return typeof (row.n = 1);
}
