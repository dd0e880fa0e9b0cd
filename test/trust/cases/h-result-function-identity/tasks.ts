export const handlers = { a: (n: number): number => n };
/** @unsync */
export function usesA(h: (n: number) => void): boolean { return h === handlers.a; }
