/** @unsync */
export class A {
  /** @unsync */
  constructor() {}
  /** @unsync */
  get size() {
    return 1;
  }
  /** @unsync */
  method() {}
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
  method() {},
  /** @unsync */
  arrow: () => 1,
};

/** @unsync */
export { object as renamed };

/** @unsync */
console.log('nothing');

export function outer() {
  /** @unsync */
  function inner() {}
  inner();
}

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
export function* generator() {
  yield 1;
}

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
