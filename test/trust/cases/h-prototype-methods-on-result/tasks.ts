/** @unsync */
export function proto(n: number): object { const base = { hi: () => 'hi' }; return Object.assign(Object.create(base) as object, { n }); }
