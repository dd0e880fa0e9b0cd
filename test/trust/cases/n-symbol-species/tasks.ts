let made = 0;
class My extends Array<number> { constructor(...a: number[]) { super(...a); made++; } }
export const count = (): number => made;
/** @unsync */
export function f(n: number): number { return My.from([n, 2]).map((x) => x * 2).length; }
