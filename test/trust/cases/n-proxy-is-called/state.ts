let calls = 0;
const twice = new Proxy((n: number): number => n * 2, { apply: (f, _self, given) => { calls++; return f(given[0]); } });
export const write = (n: number): number => twice(n);
export const read = (n: number): number => calls + n;
