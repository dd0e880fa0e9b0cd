const seen = new Set<number>();
const change = (n: number): number => { seen.add(n); return n; };
const look = (n: number): number => seen.size;
export const changeIt = change;
export const lookAtIt = look;
