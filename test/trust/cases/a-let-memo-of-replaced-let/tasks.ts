let rate = 1;
let cached: number | undefined;
export function setRate(r: number): void { rate = r; }
function factor(): number { return (cached ??= rate * 10); }
/** @unsync */
export function price(n: number): number { return n * factor(); }
