const made: number[] = [];
class Base { constructor(n: number) { made.push(n); } }
class Heir extends Base {}
export const write = (n: number): boolean => !!new Heir(n);
export const read = (n: number): number => made.length + n;
