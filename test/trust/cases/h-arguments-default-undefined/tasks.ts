/** @unsync */
export function f(a: number, b = 5, ...c: (number | undefined)[]): string { return `${a} ${b} ${c.length}`; }
