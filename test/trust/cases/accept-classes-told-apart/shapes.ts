export class Circle { constructor(readonly r: number) {} area(): number { return 3 * this.r * this.r; } }
export class Square { constructor(readonly a: number) {} area(): number { return this.a * this.a; } }
