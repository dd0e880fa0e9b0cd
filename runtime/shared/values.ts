// What is asked of values before they cross.

/** Arrays and object literals, of any realm; objects without a prototype would be given one. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null) return false;
  const base = Object.getPrototypeOf(prototype) as object | null;
  return Array.isArray(value) ? base !== null && Object.getPrototypeOf(base) === null : base === null;
}

/** What can be kept as it is; a symbol is none, since it can't cross. */
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
