const base = { list: [1] };
const own: typeof base = Object.create(base);
const change = (n: number): number => own.list.push(n);
export const add = (n: number): number => Number('x'.replace('x', () => String(change(n))));
export const look = (n: number): number => base.list.length + n;
