export class ParseError extends Error { override readonly name = 'ParseError'; constructor(message: string, readonly line: number) { super(message); } }
/** @unsync */
export function parse(s: string): number { const n = Number(s); if (Number.isNaN(n)) throw new ParseError(`not a number: ${s}`, 3); return n; }
