export const opts = { ci: false };
export class Name { constructor(readonly v: string) {} get key(): string { return opts.ci ? this.v.toLowerCase() : this.v; } }
