let currency = 'EUR';
let digits: number | undefined;
export function use(next: string, places?: number): void { currency = next; digits = places; }
export class Money {
  constructor(readonly cents: number) {}
  get text(): string { return `${(this.cents / 100).toFixed(digits ?? 2)} ${currency}`; }
}
/** @unsync */
export function render(all: readonly Money[]): string[] { return all.map((m) => m.text); }
