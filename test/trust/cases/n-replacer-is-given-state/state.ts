const one = { x: 1 };
export const write = (n: number): string => JSON.stringify(one, (key, value) => { if (!key) value.x += n; return value; });
export const read = (n: number): number => one.x + n;
