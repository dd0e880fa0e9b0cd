let rate = 1;
const seen = new Map<number, number>();
export function setRate(r: number): void { rate = r; }
/** @unsync */
export function price(n: number): number {
  let known = seen.get(n);
  if (known === undefined) seen.set(n, (known = n * rate));
  return known;
}
