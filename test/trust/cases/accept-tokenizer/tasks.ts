export type Tok = { t: 'num'; v: number } | { t: 'op'; v: string };
function tokens(s: string): Tok[] { const out: Tok[] = []; const re = /\s*(?:(\d+)|(.))/gy; for (let m; (m = re.exec(s)); ) out.push(m[1] ? { t: 'num', v: Number(m[1]) } : { t: 'op', v: m[2]! }); return out; }
class Parser { private i = 0; constructor(private readonly ts: Tok[]) {} expr(): number { let v = this.term(); while (this.peek('+') || this.peek('-')) v = this.next().v === '+' ? v + this.term() : v - this.term(); return v; } private term(): number { let v = this.atom(); while (this.peek('*')) { this.next(); v *= this.atom(); } return v; } private atom(): number { const t = this.next(); if (t.t === 'num') return t.v; const v = this.expr(); this.next(); return v; } private peek(o: string): boolean { return this.ts[this.i]?.v === o; } private next(): Tok { return this.ts[this.i++]!; } }
/** @unsync */
export function evaluate(s: string): number { return new Parser(tokens(s)).expr(); }
