/** @unsync */
export function f(x: number[]): string { return `${0 in x} ${x.length} ${Object.keys(x)}`; }
