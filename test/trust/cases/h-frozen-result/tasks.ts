/** @unsync */
export function conf(n: number): { readonly n: number } { return Object.freeze({ n }); }
