// of each function of the platform: what it does with objects, functions and values
interface Row {
  n: number;
}
/** @unsync */
export function values(row: Row): number {
  const found = Object.values({ row })[0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function entries(row: Row): number {
  const found = Object.entries({ row })[0]![1];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function fromEntries(row: Row): number {
  const found = Object.fromEntries([['row', row]])['row'];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function assigned(row: Row): number {
  const found = Object.assign({}, { row }).row;
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function created(row: Row): number {
  const found = (Object.create({ row }) as { row: Row }).row;
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function frozen(row: Row): number {
  const found = Object.freeze([row])[0];
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function defined(row: Row): number {
  const found = (Object.defineProperty({}, 'row', { value: row }) as { row: Row }).row;
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function definedAll(row: Row): number {
  const found = (Object.defineProperties({}, { row: { value: row } }) as { row: { value: Row } }).row.value;
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function inherited(row: Row): number {
  const found = (Object.setPrototypeOf({}, { row }) as { row: Row }).row;
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function wrapped(row: Row): number {
  const found = Object(row) as Row;
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function itself(row: Row): number {
  const found = row.valueOf() as Row;
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function reflected(row: Row): number {
  const found = Reflect.get({ row }, 'row') as Row;
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function applied(row: Row): number {
  const found = Reflect.apply(() => row, undefined, []);
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function called(row: Row): number {
  const found = (() => row).call(undefined);
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function calledWith(row: Row): number {
  const found = ((each: Row) => each).call(undefined, row);
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function appliedWith(row: Row): number {
  const found = ((each: Row) => each).apply(undefined, [row]);
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function bound(row: Row): number {
  const found = ((each: Row) => each).bind(undefined, row)();
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function proxied(row: Row): number {
  const found = new Proxy(row, {});
  if (found) found.n = 1;
  return 1;
}
/** @unsync */
export function assigns(row: Row): number {
  Object.assign(row, { n: 1 });
  return row.n;
}
/** @unsync */
export function defines(row: Row): number {
  Object.defineProperty(row, 'n', { value: 1 });
  return row.n;
}
/** @unsync */
export function definesAll(row: Row): number {
  Object.defineProperties(row, { n: { value: 1 } });
  return row.n;
}
/** @unsync */
export function setsPrototype(row: Row): number {
  Object.setPrototypeOf(row, null);
  return row.n;
}
/** @unsync */
export function sets(row: Row): number {
  Reflect.set(row, 'n', 1);
  return row.n;
}
/** @unsync */
export function deletes(row: Row): number {
  Reflect.deleteProperty(row, 'n');
  return row.n;
}
/** @unsync */
export function holdsSet(row: Row): number {
  const holder: { row?: Row } = {};
  Reflect.set(holder, 'row', row);
  holder.row!.n = 1;
  return 1;
}
/** @unsync */
export function givesAssigned(row: Row): number {
  const [other] = [{ n: 1 }];
  Object.assign(other, { n: 2 });
  return Object.assign(row, { n: 1 }).n + other.n;
}
/** @unsync */
export function callsOn(row: Row): number {
  (function (this: Row) {
    this.n = 1;
  }).call(row);
  return 1;
}
/** @unsync */
export function appliesOn(row: Row): number {
  (function (this: Row) {
    this.n = 1;
  }).apply(row);
  return 1;
}
/** @unsync */
export function reflectsOn(row: Row): number {
  Reflect.apply(
    function (this: Row) {
      this.n = 1;
    },
    row,
    [],
  );
  return 1;
}
/** @unsync */
export function reflectsWith(row: Row): number {
  Reflect.apply((each: Row) => (each.n = 1), undefined, [row]);
  return 1;
}

export class Sorts {
  times = 0;
  get all(): number {
    return ++this.times;
  }
  toString(): string {
    return `${this.times++}`;
  }
  toJSON(): number {
    return ++this.times;
  }
  [Symbol.replace](text: string): string {
    this.times++;
    return text;
  }
  [Symbol.split](text: string): string[] {
    this.times++;
    return [text];
  }
  [Symbol.match](text: string): RegExpMatchArray {
    this.times++;
    return [text];
  }
  [Symbol.search](): number {
    return ++this.times;
  }
  *[Symbol.matchAll](): RegExpStringIterator<RegExpMatchArray> {
    this.times++;
  }
}
/** @unsync */
export function shows(sorts: Sorts): number {
  return String(sorts).length;
}
/** @unsync */
export function countsAs(sorts: Sorts): number {
  return Number(sorts);
}
/** @unsync */
export function showsInText(sorts: Sorts): number {
  return 'a'.concat(sorts as unknown as string).length;
}
/** @unsync */
export function showsOf(sorts: Sorts): number {
  return String.fromCharCode(sorts as unknown as number).length;
}
/** @unsync */
export function parses(sorts: Sorts): number {
  return parseInt(sorts as unknown as string);
}
/** @unsync */
export function maximum(sorts: Sorts): number {
  return Math.max(sorts as unknown as number);
}
/** @unsync */
export function showsItself(sorts: Sorts): number {
  return sorts.toString().length;
}
/** @unsync */
export function showsInError(sorts: Sorts): number {
  return new Error(sorts as unknown as string).message.length;
}
/** @unsync */
export function showsInTypeError(sorts: Sorts): number {
  return new TypeError(sorts as unknown as string).message.length;
}
/** @unsync */
export function showsInRangeError(sorts: Sorts): number {
  return new RangeError(sorts as unknown as string).message.length;
}
/** @unsync */
export function showsInSyntaxError(sorts: Sorts): number {
  return new SyntaxError(sorts as unknown as string).message.length;
}
/** @unsync */
export function showsInReferenceError(sorts: Sorts): number {
  return new ReferenceError(sorts as unknown as string).message.length;
}
/** @unsync */
export function showsInEvalError(sorts: Sorts): number {
  return new EvalError(sorts as unknown as string).message.length;
}
/** @unsync */
export function showsInURIError(sorts: Sorts): number {
  return new URIError(sorts as unknown as string).message.length;
}
/** @unsync */
export function showsInDate(sorts: Sorts): number {
  return new Date(sorts as unknown as number).getTime();
}
/** @unsync */
export function showsInUTC(sorts: Sorts): number {
  return Date.UTC(sorts as unknown as number);
}
/** @unsync */
export function showsInSetting(sorts: Sorts): number {
  return new Date(0).setTime(sorts as unknown as number);
}
/** @unsync */
export function showsInFormat(sorts: Sorts): number {
  return new Date(0).toLocaleDateString(sorts as unknown as string).length;
}
/** @unsync */
export function formats(sorts: Sorts): number {
  return new Intl.NumberFormat().format(sorts as unknown as number).length;
}
/** @unsync */
export function replaces(sorts: Sorts): number {
  return 'a'.replace(sorts, 'b').length;
}
/** @unsync */
export function replacesWith(sorts: Sorts): number {
  return 'a'.replace('a', sorts as unknown as string).length;
}
/** @unsync */
export function splits(sorts: Sorts): number {
  return 'a'.split(sorts as unknown as string).length;
}
/** @unsync */
export function matches(sorts: Sorts): number {
  return 'a'.match(sorts as unknown as RegExp)!.length;
}
/** @unsync */
export function searches(sorts: Sorts): number {
  return 'a'.search(sorts as unknown as RegExp);
}
/** @unsync */
export function matchesAll(sorts: Sorts): number {
  return [...'a'.matchAll(sorts as unknown as RegExp)].length;
}
/** @unsync */
export function writesOut(sorts: Sorts): number {
  return JSON.stringify(sorts).length;
}
/** @unsync */
export function writesOutParts(sorts: Sorts): number {
  return JSON.stringify({ sorts }).length;
}
/** @unsync */
export function sortsLength(sorts: Sorts): number {
  return new Uint8Array(sorts as unknown as number).length;
}
/** @unsync */
export function sortsOf(sorts: Sorts): number {
  return Uint8Array.of(sorts as unknown as number).length;
}
/** @unsync */
export function showsInParameters(sorts: Sorts): number {
  return new URLSearchParams(sorts as unknown as string).size;
}
/** @unsync */
export function callsReplacer(row: Row): number {
  return 'a'.replace('a', () => `${(row.n = 1)}`).length;
}
/** @unsync */
export function callsReplacerOfJson(row: Row): number {
  return JSON.stringify({ row }, (_, value) => {
    if (typeof value === 'object' && value.row) value.row.n = 1;
    return value;
  }).length;
}
/** @unsync */
export function callsReviver(row: Row): number {
  return JSON.parse('[1]', () => (row.n = 1));
}
/** @unsync */
export function ofReviver(row: Row): number {
  const [found] = JSON.parse('[1]', (key, value) => (key === '0' ? row : value)) as Row[];
  found!.n = 1;
  return 1;
}
/** @unsync */
export function cause(row: Row): number {
  ((new Error('', { cause: row }).cause) as Row).n = 1;
  return 1;
}
/** @unsync */
export function causeOfTypeError(row: Row): number {
  ((new TypeError('', { cause: row }).cause) as Row).n = 1;
  return 1;
}
/** @unsync */
export function causeOfRangeError(row: Row): number {
  ((new RangeError('', { cause: row }).cause) as Row).n = 1;
  return 1;
}
/** @unsync */
export function causeOfSyntaxError(row: Row): number {
  ((new SyntaxError('', { cause: row }).cause) as Row).n = 1;
  return 1;
}
/** @unsync */
export function causeOfReferenceError(row: Row): number {
  ((new ReferenceError('', { cause: row }).cause) as Row).n = 1;
  return 1;
}
/** @unsync */
export function causeOfEvalError(row: Row): number {
  ((new EvalError('', { cause: row }).cause) as Row).n = 1;
  return 1;
}
/** @unsync */
export function causeOfURIError(row: Row): number {
  ((new URIError('', { cause: row }).cause) as Row).n = 1;
  return 1;
}
/** @unsync */
export function errorsOf(row: Row): number {
  (new AggregateError([row]).errors[0] as Row).n = 1;
  return 1;
}
/** @unsync */
export function causeOfAll(row: Row): number {
  ((new AggregateError([], '', { cause: row }).cause) as Row).n = 1;
  return 1;
}
/** @unsync */
export function setsDate(date: Date): number {
  date.setHours(1);
  return 1;
}

const first: Row = { n: 1 };
export const same = (row: Row): boolean => row === first;
/** @unsync */
export function isSame(row: Row): number {
  return Number(Object.is(row, first));
}
/** @unsync */
export function isFrozen(row: Row): number {
  return Number(Object.isFrozen(row));
}
const words = /a/g;
export const hasWord = (text: string): boolean => words.test(text);
/** @unsync */
export function tests(text: string): number {
  return Number(words.test(text));
}
const parts = /b/g;
export const partOf = (text: string): unknown => parts.exec(text);
/** @unsync */
export function searchesOn(text: string): number {
  return parts.exec(text)?.length ?? 0;
}
const ends = /c/y;
export const ended = (text: string): unknown => text.match(ends);
/** @unsync */
export function matchesOn(text: string): number {
  return text.match(ends)?.length ?? 0;
}
const tails = /d/y;
export const tail = (text: string): unknown => text.replace(tails, '');
/** @unsync */
export function replacesOn(text: string): number {
  return text.replace(tails, '').length;
}
const made = new RegExp('e', 'g');
export const isMade = (text: string): boolean => made.test(text);
/** @unsync */
export function testsMade(text: string): number {
  return Number(made.test(text));
}
