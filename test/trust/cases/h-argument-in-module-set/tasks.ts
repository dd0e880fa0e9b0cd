export const known: object[] = [{ a: 1 }, { b: 2 }];
/** @unsync */
export function isKnown(o: object): boolean { return known.includes(o); }
