export class T { static readonly xs: number[] = []; static { for (let i = 0; i < 3; i++) T.xs.push(Math.floor(Math.random() * 1e9)); } }
/** @unsync */
export function f(i: number): number { return T.xs[i]!; }
