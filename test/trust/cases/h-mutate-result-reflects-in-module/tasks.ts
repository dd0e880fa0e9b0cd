const defaults = { n: 1 };
/** @unsync */
export function conf(): { n: number } { return defaults; }
export const show = (): number => defaults.n;
