let reads = 0;
const source = {
  get value() {
    reads++;
    return 1;
  },
};

/** @unsync */
export function read(): number {
  return source.value;
}
export const count = () => reads;

let shown = 0;
class Money {
  constructor(readonly cents: number) {}
  toString() {
    shown++;
    return `${this.cents}`;
  }
}
export const howOften = () => shown;

/** @unsync */
export function show(cents: number): string {
  return `${new Money(cents)}`;
}

let steps = 0;
class Range {
  *[Symbol.iterator]() {
    steps++;
    yield 1;
  }
}
export const stepped = () => steps;

/** @unsync */
export function spread(): number[] {
  return [...new Range()];
}

let asked = 0;
const proxy = new Proxy({} as Record<string, number>, {
  get() {
    return ++asked;
  },
});
export const questions = () => asked;

/** @unsync */
export function ask(name: string): number {
  return proxy[name]!;
}

const limits = {
  max: 1,
  set limit(to: number) {
    this.max = to;
  },
};
export const max = () => limits.max;

/** @unsync */
export function raise(to: number): number {
  limits.limit = to;
  return to;
}
