namespace Sum { export let now = 0; export const add = (n: number): number => (now += n); }
export const add = (n: number): number => Sum.add(n);
export const look = (n: number): number => Sum.now + n;
