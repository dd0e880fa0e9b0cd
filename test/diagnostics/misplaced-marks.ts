/** @unsync */
export class A {
  /** @unsync */
  constructor() {}
  /** @unsync */
  get size() {
    return 1;
  }
  /** @unsync */
  static property = () => 1;
  /** @unsync */
  static #hidden() {}
  static use() {
    A.#hidden();
  }
}

/** @unsync */
export interface B {}

/** @unsync */
export type C = string;

export const object = {
  /** @unsync */
  ['computed']() {},
  /** @unsync */
  usesThis() {
    return this;
  },
  /** @unsync */
  __proto__() {},
  /** @unsync */
  value: 1,
  /** @unsync */
  A,
};

/** @unsync */
export { object as renamed };

/** @unsync */
console.log('nothing');

export function outer(n: number) {
  switch (n) {
    case 1:
      /** @unsync */
      function inner() {}
      return inner();
    default:
      return [n].map(/** @unsync */ (each) => each);
  }
}

namespace Space {
  /** @unsync */
  export function member() {}
}
Space.member();

export const Anonymous = class {
  /** @unsync */
  static method() {}
};

/** @unsync */
export const value = Math.max(1, 2);

/** @unsync */
export let variable = () => 1;

/** @unsync */
export const one = () => 1, two = () => 2;

/** @unsync */
export declare function declared(): void;

/** @unsync background */
export function notAsynchronous() {}

const traced = <F>(method: F, _context: ClassMethodDecoratorContext): F => method;

export class Decorated {
  /** @unsync */
  @traced
  static method() {}
}
// a mark at the end of the file marks nothing:
/** @unsync */
