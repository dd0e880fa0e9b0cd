/** @unsync */
export function* chunks(xs: number[], size: number): Generator<number[]> { for (let i = 0; i < xs.length; i += size) yield xs.slice(i, i + size); }
