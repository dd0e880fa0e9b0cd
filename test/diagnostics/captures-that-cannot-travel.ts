import { unsync } from 'unsync';

interface Options {
  filter(n: number): boolean;
}
class Owner {
  readonly #secret = 1;
  constructor(readonly name: string) {}
  greet() {
    return `${this.name} ${this.#secret}`;
  }
}

export function capturesAFunction(callback: (n: number) => number) {
  /** @unsync */
  const f = (n: number) => callback(n);
  return f(1);
}

export function capturesAnObjectWithMethods(options: Options) {
  return unsync((n: number) => options.filter(n))(1);
}

export function capturesAnInstance(owner: Owner) {
  return unsync(() => owner.name)();
}

export function capturesAPromise(value: Promise<number>) {
  return unsync(() => String(value))();
}

export function capturesASymbol(key: symbol) {
  return unsync(() => key.toString())();
}

export function changesACapture() {
  let outer = 0;
  const seen = new Set<number>();
  const remember = (n: number) => {
    seen.add(n);
  };
  /** @unsync */
  function counts(n: number) {
    outer++;
    remember(n);
  }
  counts(1);
  return outer;
}

export function changesALocalFunction(n: number) {
  let pick = () => 1;
  if (n > 1) pick = () => 2;
  return unsync(() => pick())();
}

const x = 1;
export function meansTwoThings() {
  const outside = () => x;
  {
    const x = 2;
    return unsync(() => x + outside())();
  }
}

export const named = function around(n: number): unknown {
  return unsync(() => around.name + n)();
};

export function argumentsOfAnother(..._ns: number[]) {
  return unsync(() => arguments.length)();
}

export function wrapsWhatItIsGiven(fn: () => number) {
  return unsync(fn)();
}

export class Holder {
  value = 1;
  method() {
    return unsync(() => this.value)();
  }
}

namespace Space {
  const hidden = 1;
  export function read() {
    return unsync(() => hidden)();
  }
}
Space.read();

export function localsThatKeepState(size: number) {
  class Counter {
    static n = 0;
    static next() {
      return this.n++;
    }
  }
  function memo(n: number) {
    memo.last = n;
    return n;
  }
  memo.last = 0;
  class Sized {
    static readonly size = size;
  }
  enum Level {
    Low = size,
  }
  const next = (() => {
    let n = 0;
    return () => n++;
  })();
  return [
    unsync(() => Counter.next())(),
    unsync(() => memo(1))(),
    unsync(() => Sized.size)(),
    unsync(() => Level.Low)(),
    unsync(() => next())(),
  ];
}
