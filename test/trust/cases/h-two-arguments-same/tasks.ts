/** @unsync */
export function same(a: object, b: object[]): boolean { return b.includes(a); }
