export class Poly { constructor(private readonly cs: number[]) {}
  /** @unsync */
  at(x: number): number { let v = 0; for (const c of this.cs) v = v * x + c; return v; } }
