/** @unsync */
export function batch(xs: number[], flush: (b: number[]) => void): number { const buf: number[] = []; let n = 0; for (const x of xs) { buf.push(x); if (buf.length === 2) { flush(buf); buf.length = 0; n++; } } return n; }
