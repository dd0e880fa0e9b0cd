const pattern = /a/g;
export const next = (n: number): number => { pattern.test('aaaa'); return n; };
export const look = (n: number): number => pattern.lastIndex + n;
