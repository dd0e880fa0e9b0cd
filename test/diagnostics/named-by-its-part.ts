export default class BitMatrix {
  #bits = 1;
  get(): number {
    return this.#bits;
  }
  set(bits: number): void {
    this.#bits = bits;
  }
}
const Constant = class {
  #bits = 1;
  get() {
    return this.#bits;
  }
};
const make = () =>
  class {
    #bits = 1;
    get() {
      return this.#bits;
    }
  };
const Made = make();

// a class by the name that it has
/** @unsync */
export function ofDefault(matrix: BitMatrix): number {
  return matrix.get();
}
/** @unsync */
export function ofConstant(value: InstanceType<typeof Constant>): boolean {
  return !!value;
}
/** @unsync */
export function ofNone(value: InstanceType<typeof Made>): boolean {
  return !!value;
}

// what is returned
/** @unsync */
export function returnsClass(): BitMatrix {
  return new BitMatrix();
}
/** @unsync */
export function returnsFunction(n: number): { later: () => number } {
  return { later: () => n };
}
/** @unsync */
export function* yields(n: number): Generator<() => number> {
  yield () => n;
}
/** @unsync */
export function mayReturn(): { matrix?: BitMatrix; later?: () => number } {
  return {};
}

// what is destructured
/** @unsync */
export function ofObject({ n, f }: { n: number; f: () => number }): number {
  return n + f();
}
/** @unsync */
export function ofArray([n, f]: [number, () => number]): number {
  return n + f();
}
/** @unsync */
export function ofDeep([n, [{ matrix }]]: [number, [{ matrix: BitMatrix }]]): number {
  return n + matrix.get();
}
/** @unsync */
export function ofRest(...[n, f]: [number, () => number]): number {
  return n + f();
}
/** @unsync */
export function changesParts({ items, of: { inner } }: { items: number[]; of: { inner: number[] } }): number {
  items.push(1);
  items.push(2);
  inner[0] = 1;
  return 1;
}
/** @unsync */
export function asksBack(ask: ({ f }: { f: () => number }) => void): number {
  ask({ f: () => 1 });
  return 1;
}

// one cause
/** @unsync */
export function fills(matrix: BitMatrix): number {
  matrix.set(1);
  return 1;
}
export class Host {
  #secret = 1;
  /** @unsync */
  copy(): this {
    void this.#secret;
    return this;
  }
  /** @unsync */
  other(host: Host): number {
    return host.#secret;
  }
}
