export class Store { constructor(readonly items: { n: number }[]) {} first(): { n: number } { return this.items[0]!; } }
export const shared = [{ n: 1 }];
