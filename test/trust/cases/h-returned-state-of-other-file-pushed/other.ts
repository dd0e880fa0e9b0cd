/** @unsync */
export function longer(a: number[], b: number[]): number[] {
  return a.length > b.length ? a : b;
}
