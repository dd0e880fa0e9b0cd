let currency = 'USD';
export class Money { static setup(o) { currency = o.currency; } static of(n) { const m = new Money(); m.n = n; return m; } toString() { return this.n + currency; } }
