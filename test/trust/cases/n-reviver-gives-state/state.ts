const one = { x: 1 };
export const write = (n: number): number => (JSON.parse('1', () => one).x += n);
export const read = (n: number): number => one.x + n;
