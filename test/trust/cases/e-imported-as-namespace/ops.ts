export const set = (o: { n: number }, v: number): void => { o.n = v; };
