const list: number[] = [];
const any = new Proxy({} as Record<string, number[]>, { get: () => list });
export const write = (n: number): number => any['x']!.push(n);
export const read = (n: number): number => list.length + n;
