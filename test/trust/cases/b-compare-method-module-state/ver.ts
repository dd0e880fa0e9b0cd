export const settings = { ignorePatch: false };
export class Ver { constructor(readonly major: number, readonly patch: number) {} compare(o: Ver): number { return this.major - o.major || (settings.ignorePatch ? 0 : this.patch - o.patch); } }
