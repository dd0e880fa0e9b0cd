/** @unsync */
export function square(n: number): number {
  return n * n;
}

export const squares = await Promise.all(Array.from({ length: 1000 }, (_, n) => square(n)));
