const seen: Record<string, number> = {};
export const write = (n: number): number => (seen[`k${n}`] = n);
export const read = (n: number): number => { let count = n; for (const name in seen) count += name.length; return count; };
