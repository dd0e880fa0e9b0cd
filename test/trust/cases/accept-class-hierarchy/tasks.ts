export abstract class Shape { abstract area(): number; describe(): string { return `${this.constructor.name} ${this.area().toFixed(1)}`; } }
export class Sq extends Shape { constructor(readonly a: number) { super(); } area(): number { return this.a ** 2; } }
export class Circ extends Shape { constructor(readonly r: number) { super(); } area(): number { return Math.PI * this.r ** 2; } override describe(): string { return 'round ' + super.describe(); } }
/** @unsync */
export function list(ss: (Sq | Circ)[]): string { return ss.map((s) => s.describe()).join('; '); }
