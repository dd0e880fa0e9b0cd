import { type Items, type Mapped, type MapOptions, type Marked, unsync } from 'unsync';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_same: Same<A, B>): void => {};

declare const ns: Items<number>;
declare const texts: string[];

/** @unsync */
function compute(n: number, scale = 2): string {
  return `${n * scale}`;
}
same<typeof compute.map, (items: Items<number>, options?: MapOptions) => Mapped<string>>(true);
void (async () => {
  same<string[], Awaited<ReturnType<typeof compute.map>>>(true);
  for await (const text of compute.map(ns)) same<typeof text, string>(true);
  const all = await compute.map(new Set([1]).values(), { timeout: 5, priority: 1, limit: 2 });
  same<typeof all, string[]>(true);
  const chained = await length.map(compute.map([1]));
  same<typeof chained, number[]>(true);
  const [first] = await Promise.all([compute.map([1]), length.map(['a'])]);
  same<typeof first, string[]>(true);
  const optional = await compute.options({ timeout: 5 }).map([1]);
  same<typeof optional, string[]>(true);
});
// @ts-expect-error elements are arguments
void compute.map(texts);
// @ts-expect-error not iterable
void compute.map(1);
// @ts-expect-error transfer lists arguments of one call
void compute.map([1], { transfer: [] });
// @ts-expect-error an option that is not known
void compute.map([1], { limits: 1 });

/** @unsync */
const length = (text: string) => text.length;
same<typeof length, Marked<(text: string) => number>>(true);

// generics are inferred from the elements
/** @unsync */
function wrap<T>(value: T): { value: T } {
  return { value };
}
/** @unsync */
const twice = <T extends string | number>(value: T): [T, T] => [value, value];
void (async () => {
  const wrapped = await wrap.map(texts);
  same<typeof wrapped, { value: string }[]>(true);
  const doubled = await twice.map([1, 2] as const);
  same<typeof doubled, [1 | 2, 1 | 2][]>(true);
  const inner = <T>(value: T) => value;
  void inner;
});

// overloads, each that takes one argument
/** @unsync */
function parse(text: string): number;
function parse(texts: string[], strict?: boolean): number[];
function parse(text: string, strict: boolean, radix: number): bigint;
function parse(text: string | string[], _strict?: boolean, _radix?: number): number | number[] | bigint {
  return typeof text === 'string' ? Number(text) : text.map(Number);
}
void (async () => {
  const numbers = await parse.map(texts);
  same<typeof numbers, number[]>(true);
  const lists = await parse.map([texts]);
  same<typeof lists, number[][]>(true);
});

// what may be left out, and rest parameters
/** @unsync */
function maybe(text?: string) {
  return text ?? null;
}
same<typeof maybe.map, (items: Items<string | undefined>, options?: MapOptions) => Mapped<string | null>>(true);
/** @unsync */
function sum(...ns: number[]): number {
  return ns.reduce((a, b) => a + b, 0);
}
same<typeof sum.map, (items: Items<number>, options?: MapOptions) => Mapped<number>>(true);
/** @unsync */
function isText(value: unknown): value is string {
  return typeof value === 'string';
}
same<Awaited<ReturnType<typeof isText.map>>, boolean[]>(true);

// a promise is awaited
/** @unsync */
async function load(url: string) {
  return { url };
}
same<Awaited<ReturnType<typeof load.map>>, { url: string }[]>(true);

// one argument must be enough, and one there must be
/** @unsync */
function add(a: number, b: number): number {
  return a + b;
}
/** @unsync */
function now(): number {
  return 1;
}
/** @unsync */
function* count(to: number) {
  for (let i = 0; i < to; i++) yield i;
}
// @ts-expect-error two are needed
add.map;
// @ts-expect-error none is taken
now.map;
// @ts-expect-error streams
count.map;
declare const marked: {
  readonly add: Marked<typeof add.inline>;
  readonly now: Marked<() => number>;
  readonly count: Marked<typeof count.inline>;
  readonly any: Marked<(...args: any) => any>;
  readonly never: Marked<(n: number) => never>;
};
// @ts-expect-error two are needed
marked.add.map([]);
// @ts-expect-error none is taken
marked.now.map([]);
// @ts-expect-error streams
marked.count.map([]);
same<typeof marked.any.map, (items: Items<any>, options?: MapOptions) => Mapped<any>>(true);
same<Awaited<ReturnType<typeof marked.never.map>>, never[]>(true);

class Image {
  /** @unsync */
  static size(bytes: Uint8Array) {
    return bytes.length;
  }
  /** @unsync */
  static wrap<T>(x: T): T[] {
    return [x];
  }
  /** @unsync */
  width(n: number): number {
    return n;
  }
}
same<Awaited<ReturnType<typeof Image.size.map>>, number[]>(true);
void Image.wrap.map(texts).then((lists) => same<typeof lists, string[][]>(true));
// @ts-expect-error its `this` would be lost
new Image().width.map;

const wrapped = unsync((a: number, b?: string) => `${a}${b}`);
same<Awaited<ReturnType<typeof wrapped.map>>, string[]>(true);

// a name that the namespace has, too
/** @unsync */
function map(n: number): string {
  return `${n}`;
}
/** @unsync */
function options(n: number): string {
  return `${n}`;
}
same<typeof map.map, (items: Items<number>, options?: MapOptions) => Mapped<string>>(true);
same<ReturnType<typeof map.options>, typeof map>(true);
same<ReturnType<typeof options.options>, typeof options>(true);
same<ReturnType<typeof options.inline>, string>(true);
/** @unsync */
const inline = <T>(value: T): T => value;
same<ReturnType<typeof inline.inline<1>>, 1>(true);
const items = { depth: 1 };
/** @unsync */
function deeper<T extends typeof items>(item: T): typeof items {
  return { depth: item.depth + 1 };
}
same<Awaited<ReturnType<typeof deeper.map>>, { depth: number }[]>(true);
