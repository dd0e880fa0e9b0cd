const tag = Symbol('tag');
export class Tagged extends Error { [tag] = true; static is(e: unknown): boolean { return !!(e as Tagged)[tag]; } }
/** @unsync */
export function f(n: number): number { throw new Tagged('t' + n); }
