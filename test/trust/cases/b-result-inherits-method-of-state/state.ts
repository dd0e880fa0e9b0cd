const seen: number[] = [];
const change = (n: number): number => seen.push(n);
export class Base { constructor(readonly v: number) {} run(n: number): number { return change(n) + this.v; } }
export class Sub extends Base {}
export const look = (): number => seen.length;
