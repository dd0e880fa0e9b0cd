const one = { asked: 0, get [Symbol.toStringTag](): string { return `asked ${this.asked++}`; } };
export const read = (n: number): string => `${n}: ${String(one)}`;
export const write = (n: number): number => one.asked + n;
