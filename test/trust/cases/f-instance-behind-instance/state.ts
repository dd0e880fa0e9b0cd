const seen = { x: 1 };
const change = (n: number): number => (seen.x += n);
const look = (n: number): number => seen.x + n;
export const read = look;
export const write = change;
