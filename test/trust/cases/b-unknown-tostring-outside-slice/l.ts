export class L { constructor(readonly n: number) {} toString(): string { return '#' + this.n; } }
