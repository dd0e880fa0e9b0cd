export const log: string[] = [];
class N { constructor(readonly v: number) {} toString(): string { log.push('x'); return String(this.v); } }
/** @unsync */
export function f(k: number): number { return [new N(k), new N(1)].sort()[0]!.v; }
