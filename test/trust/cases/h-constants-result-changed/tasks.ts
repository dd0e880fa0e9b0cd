export const DEFAULTS = { n: 1 };
/** @unsync */
export function get(): { n: number } { return DEFAULTS; }
/** @unsync */
export function use(): number { return DEFAULTS.n; }
