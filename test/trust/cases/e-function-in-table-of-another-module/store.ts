const state = { sum: 1 };
const change = (n: number): number => (state.sum += n);
export const add = change;
export const look = (n: number): number => state.sum + n;
