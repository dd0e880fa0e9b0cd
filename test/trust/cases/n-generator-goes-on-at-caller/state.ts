const seen = { count: 0 };
function* steps(): Generator<number, void, number> { for (;;) seen.count += yield seen.count; }
const all = steps();
all.next();
export const write = (n: number): unknown => all.next(n).value;
export const read = (n: number): number => seen.count + n;
