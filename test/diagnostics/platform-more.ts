// of each function of the platform: what it does, where another of its deeds would hide it
interface Row {
  n: number;
}
/** @unsync */
export function reversesWithin(row: Row): number {
  const own = [row, { n: 0 }];
  own.reverse();
  own[1]!.n = 1;
  return own.length;
}
/** @unsync */
export function sortsWithin(row: Row): number {
  const own = [row, { n: 0 }];
  own.sort(() => 1);
  own[1]!.n = 1;
  return own.length;
}
/** @unsync */
export function valuesByGetters(row: Row): number {
  const holder = {
    get a(): number {
      return (row.n = 1);
    },
  };
  return Object.values(holder)[0]!;
}
/** @unsync */
export function entriesByGetters(row: Row): number {
  const holder = {
    get a(): number {
      return (row.n = 1);
    },
  };
  return Object.entries(holder)[0]![1];
}

export class Shown {
  times = 0;
  toString(): string {
    return `${this.times++}`;
  }
}
/** @unsync */
export function showsInTheirWords(shown: Shown): number {
  return shown.toLocaleString().length;
}
/** @unsync */
export function reducesTo(row: Row): number {
  new Float64Array(1).reduce(() => row, { n: 0 }).n = 1;
  return 1;
}
/** @unsync */
export function hears(row: Row): number {
  const target = new EventTarget();
  target.addEventListener('a', () => {
    row.n = 1;
  });
  target.dispatchEvent(new Event('a'));
  return 1;
}
export class Told {
  times = 0;
  toString(): string {
    return `${this.times++}`;
  }
}
/** @unsync */
export function saysAll(told: Told): number {
  return new AggregateError([], told as unknown as string).message.length;
}

const objectOf = Object(null) as { a: number };
export const otherObjectOf = (n: number): unknown => [objectOf, (objectOf.a = n)];
/** @unsync */
export function usesObjectOf(n: number): number {
  objectOf.a = n;
  return n;
}

const ownKeys = Reflect.ownKeys({ a: 1 });
export const otherOwnKeys = (n: number): unknown => [ownKeys, (ownKeys.pop())];
/** @unsync */
export function usesOwnKeys(n: number): number {
  ownKeys.pop();
  return n;
}

const viewSorted = new Float64Array(1).sort();
export const otherViewSorted = (n: number): unknown => [viewSorted, (viewSorted[0] = n)];
/** @unsync */
export function usesViewSorted(n: number): number {
  viewSorted[0] = n;
  return n;
}

const viewFilled = new Float64Array(1).fill(0);
export const otherViewFilled = (n: number): unknown => [viewFilled, (viewFilled[0] = n)];
/** @unsync */
export function usesViewFilled(n: number): number {
  viewFilled[0] = n;
  return n;
}

const viewCut = new Float64Array(1).slice();
export const otherViewCut = (n: number): unknown => [viewCut, (viewCut[0] = n)];
/** @unsync */
export function usesViewCut(n: number): number {
  viewCut[0] = n;
  return n;
}

const memoryCut = new Uint8Array(new ArrayBuffer(1).slice(0));
export const otherMemoryCut = (n: number): unknown => [memoryCut, (memoryCut[0] = n)];
/** @unsync */
export function usesMemoryCut(n: number): number {
  memoryCut[0] = n;
  return n;
}

const read = new TextEncoder().encodeInto('a', new Uint8Array(1));
export const otherRead = (n: number): unknown => [read, (read.read = n)];
/** @unsync */
export function usesRead(n: number): number {
  read.read = n;
  return n;
}

const randomly = crypto.getRandomValues(new Uint8Array(1));
export const otherRandomly = (n: number): unknown => [randomly, (randomly[0] = n)];
/** @unsync */
export function usesRandomly(n: number): number {
  randomly[0] = n;
  return n;
}

const timer = setTimeout(() => {}, 1);
export const otherTimer = (n: number): unknown => [timer, (timer.unref())];
/** @unsync */
export function usesTimer(n: number): number {
  timer.unref();
  return n;
}

const joined = 'abab'.matchAll(/a/g).next().value!;
export const otherJoined = (n: number): unknown => [joined, (joined.pop())];
/** @unsync */
export function usesJoined(n: number): number {
  joined.pop();
  return n;
}

const groups = /(?<a>a)/.exec('a')!.groups!;
export const otherGroups = (n: number): unknown => [groups, (groups['a'] = `${n}`)];
/** @unsync */
export function usesGroups(n: number): number {
  groups['a'] = `${n}`;
  return n;
}

const waits = (setTimeout(() => {}, 1), 1);
/** @unsync */
export function usesWaits(n: number): number {
  return n + waits;
}

const soon = (queueMicrotask(() => {}), 1);
/** @unsync */
export function usesSoon(n: number): number {
  return n + soon;
}

const stepped = (process.umask(), 1);
/** @unsync */
export function usesStepped(n: number): number {
  return n + stepped;
}

const today = new Date().getDay();
/** @unsync */
export function usesToday(n: number): number {
  return n + today;
}

const filled = crypto.getRandomValues(new Uint8Array(1)).length;
/** @unsync */
export function usesFilled(n: number): number {
  return n + filled;
}
