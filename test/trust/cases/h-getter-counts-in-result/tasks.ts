/** @unsync */
export function ids(from: number): { readonly next: number } { let at = from; return { get next() { return ++at; } }; }
