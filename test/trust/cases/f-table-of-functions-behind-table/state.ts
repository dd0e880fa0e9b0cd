const bytes = new Float64Array(4);
const tail = bytes.subarray(1);
const change = (n: number): number => { tail.fill(n); return 1; };
const look = (n: number): number => bytes[1]! + n;
export const read = look;
export const write = change;
