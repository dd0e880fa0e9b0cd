export class L { constructor(readonly xs: number[]) {} toJSON(): string { return this.xs.join('+'); } }
