const one: { x: number; y?: number; __proto__?: object } = { x: 1 };
export const write = (n: number): number => { one.__proto__ = { y: n }; return n; };
export const read = (n: number): number => (one.y ?? 0) + n;
