let rate = 1;
export function setRate(r: number): void { rate = r; }
/** @unsync background */
export async function price(n: number): Promise<number> {
  await new Promise((done) => setTimeout(done, 20));
  return n * rate;
}
