const seen: Record<string, number> = {};
export const write = (n: number): number => (seen[`k${n}`] = n);
export const read = (n: number): boolean => `k${n}` in seen;
