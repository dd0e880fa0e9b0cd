let asked = 0;
const limit = { valueOf(): number { return asked++; } };
export const read = (n: number): boolean => (limit as unknown) == n;
export const write = (n: number): number => asked + n;
