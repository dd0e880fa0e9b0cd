export const fmt = { digits: 0 };
export class Money { constructor(readonly n: number) {} toJSON(): string { return this.n.toFixed(fmt.digits); } }
