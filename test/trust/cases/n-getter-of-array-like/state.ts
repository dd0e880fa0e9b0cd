let asked = 0;
const like = { length: 1, get 0(): number { return asked++; } };
export const read = (n: number): number => Array.from(like)[0]! + n;
export const write = (n: number): number => asked + n;
