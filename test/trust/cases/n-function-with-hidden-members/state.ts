function count(): number { return (count as unknown as { all: number }).all; }
const own = count as unknown as { all: number };
own.all = 0;
export const write = (n: number): number => ((count as unknown as { all: number }).all += n);
export const read = (n: number): number => count() + n;
