const count = (): number => (count as unknown as { all: number }).all;
(count as unknown as { all: number }).all = 0;
export const write = (n: number): number => ((count as unknown as { all: number }).all += n);
export const read = (n: number): number => count() + n;
