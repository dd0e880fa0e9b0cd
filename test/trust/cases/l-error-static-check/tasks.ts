export class Abort extends Error { static readonly code = 'ABORT'; readonly code = Abort.code; static [Symbol.hasInstance](x: unknown): boolean { return (x as Abort)?.code === 'ABORT'; } }
/** @unsync */
export function f(n: number): number { throw new Abort('x' + n); }
