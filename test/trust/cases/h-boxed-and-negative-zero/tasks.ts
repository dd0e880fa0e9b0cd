/** @unsync */
export function f(x: unknown[]): string { return x.map((v) => `${typeof v}${Object.is(v, -0)}`).join(); }
