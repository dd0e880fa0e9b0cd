class Work { private readonly xs: number[]; constructor(xs: readonly number[]) { this.xs = xs.slice(); } run(): number { let n = 0; while (this.xs.length > 1) { this.xs.push(this.xs.shift()! + this.xs.shift()!); n++; } return this.xs[0]! * n; } }
/** @unsync */
export function fold(xs: number[]): number { return new Work(xs).run(); }
