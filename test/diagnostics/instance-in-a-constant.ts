class Counter {
  #n = 0;
  increment() {
    return ++this.#n;
  }
  get value() {
    return this.#n;
  }
}
const counter = new Counter();
export const value = () => counter.value;

/** @unsync */
export function counted(): number {
  return counter.increment();
}

const privates = new WeakMap<object, number>();
const key = {};
export const hidden = () => privates.get(key);

/** @unsync */
export function hides(n: number): number {
  privates.set(key, n);
  return n;
}

function* numbers() {
  for (let i = 0; ; i++) yield i;
}
const sequence = numbers();
export const peek = () => sequence.next().value;

/** @unsync */
export function draws(): number {
  return sequence.next().value as number;
}
