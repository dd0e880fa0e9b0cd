const unitA = { u: 'a' };
/** @unsync */
export function unit(n: number): { u: string } { return n > 0 ? unitA : { u: 'b' }; }
