export const stats = { reads: 0 };
export class Acc { #v = 1; get v(): number { stats.reads++; return this.#v; } }
