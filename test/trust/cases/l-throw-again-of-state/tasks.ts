export const stop = { why: 'enough' };
/** @unsync */
export function count(n: number): number {
  try {
    if (n > 2) throw stop;
  } catch (error) {
    if (n > 3) throw error;
    return 0;
  }
  return n;
}
