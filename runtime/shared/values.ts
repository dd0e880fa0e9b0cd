// Questions about values, and what is done with them, on both sides.

/** Arrays and object literals, of any realm; objects without a prototype would be given one. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null) return false;
  const base = Object.getPrototypeOf(prototype) as object | null;
  return Array.isArray(value) ? base !== null && Object.getPrototypeOf(base) === null : base === null;
}

/** Values that can be kept as they are; a symbol is none, since it can't cross. */
export function isPrimitive(value: unknown): boolean {
  const type = typeof value;
  return value === null || (type !== 'object' && type !== 'function' && type !== 'symbol');
}

/** Thrown where the path is known but not the task; `explain` makes it the user's error. */
export class Refusal {
  constructor(
    readonly path: readonly string[],
    readonly value: unknown,
    /** Why, where the value alone does not say. */
    readonly why?: string,
  ) {}
}

/** Own property look-up: a key may be the name of something on Object.prototype. */
export function own(holder: unknown, key: string): unknown {
  return holder != null && Object.hasOwn(holder, key) ? (holder as Record<string, unknown>)[key] : undefined;
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    value != null &&
    (typeof value === 'object' || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}

/** As if it had been written there: no setter runs, and `__proto__` is a key like others. */
export function define<T extends object>(target: T, key: string, value: unknown, enumerable = false): T {
  return Object.defineProperty(target, key, { value, enumerable, configurable: true, writable: true });
}

/** The key of a class by identity of its prototype, so that one of the same name is not taken for it. */
export function classWith(prototype: unknown, classes: Record<string, Function>): string | undefined {
  return Object.keys(classes).find((key) => classes[key]?.prototype === prototype);
}
