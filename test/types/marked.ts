import { unsync, type Kind, type Marked, type Unfuture } from 'unsync';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_same: Same<A, B>): void => {};

/** @unsync */
function compute(n: number, scale = 2, label?: string): number {
  return n * scale + (label?.length ?? 0);
}
same<ReturnType<typeof compute>, Unfuture<number>>(true);
same<Parameters<typeof compute>, [n: number, scale?: number, label?: string]>(true);
same<(typeof compute)['kind'], Kind>(true);
same<ReturnType<typeof compute.inline>, number>(true);
same<Awaited<ReturnType<typeof compute>>, number>(true);
const withOptions = compute.options({ timeout: 100, priority: 1 });
same<typeof withOptions, typeof compute>(true);
// @ts-expect-error a future is not a number
compute(1) + 1;
// @ts-expect-error an option that is not known
compute.options({ timeot: 1 });
// @ts-expect-error too few arguments
void compute();

/** @unsync */
function first<T>(xs: readonly T[], n = 1) {
  return xs[n - 1];
}
same<ReturnType<typeof first<string>>, Unfuture<string>>(true);
void (async () => {
  const s = await first(['a']);
  same<typeof s, string>(true);
  const inline = first.inline([1]);
  same<typeof inline, number>(true);
});

/** @unsync */
async function later(n: number) {
  return { n };
}
same<ReturnType<typeof later>, Unfuture<{ n: number }>>(true);
same<ReturnType<typeof later.inline>, Promise<{ n: number }>>(true);

/** @unsync */
const double = (n: number) => n * 2;
same<typeof double, Marked<(n: number) => number>>(true);
same<ReturnType<typeof double>, Unfuture<number>>(true);

class Image {
  constructor(readonly name: string) {}
  /** @unsync */
  static resize(bytes: Uint8Array, by = 2) {
    return new Uint8Array(bytes.length * by);
  }
  /** @unsync */
  static wrap<T>(x: T): T[] {
    return [x];
  }
  @unsync({ kind: 'blocking' })
  static decorated(n: number) {
    return n;
  }
}
same<ReturnType<typeof Image.resize>, Unfuture<Uint8Array<ArrayBuffer>>>(true);
same<ReturnType<typeof Image.wrap<1>>, Unfuture<1[]>>(true);
same<ReturnType<typeof Image.decorated>, Unfuture<number>>(true);
same<keyof typeof Image, 'prototype' | 'resize' | 'wrap' | 'decorated'>(true);
void new Image('x').name;

// a marked function may be used above its declaration, and passed on
const all = [later2(1), later2(2)];
same<(typeof all)[number], Unfuture<boolean>>(true);
/** @unsync */
function later2(n: number): boolean {
  return n > 0;
}
const mapped = [1, 2].map((n) => later2(n));
same<typeof mapped, Unfuture<boolean>[]>(true);

const wrapped = unsync((a: number, b?: string) => `${a}${b}`);
same<ReturnType<typeof wrapped>, Unfuture<string>>(true);
same<Parameters<typeof wrapped>, [a: number, b?: string]>(true);
