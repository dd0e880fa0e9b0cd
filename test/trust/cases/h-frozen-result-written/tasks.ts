export interface Conf { n: number }
/** @unsync */
export function conf(n: number): Conf { return Object.freeze({ n }); }
