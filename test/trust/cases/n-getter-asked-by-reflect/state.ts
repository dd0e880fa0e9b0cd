const one = { asked: 0, get next(): number { return this.asked++; } };
export const read = (n: number): number => Reflect.get(one, 'next') + n;
export const write = (n: number): number => one.asked + n;
