let asked = 0;
const one: { readonly next: number } = Object.create(null, { next: { get: () => asked++ } });
export const read = (n: number): number => one.next + n;
export const write = (n: number): number => asked + n;
