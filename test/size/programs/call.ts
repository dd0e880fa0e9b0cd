/** @unsync */
export function square(n: number): number {
  return n * n;
}

export const nine = await square(3);
