/** @unsync */
export function run(a: (s: string) => void, b: (s: string) => void): void { a('1'); b('2'); a('3'); }
