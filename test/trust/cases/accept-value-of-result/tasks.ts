export class Money { constructor(readonly cents: number) {} valueOf(): number { return this.cents; } toString(): string { return `${this.cents / 100} EUR`; } }
/** @unsync */
export function total(prices: readonly number[]): Money { return new Money(prices.reduce((a, b) => a + b, 0)); }
