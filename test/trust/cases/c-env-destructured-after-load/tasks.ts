const { TRUST_L2 = 'info' } = process.env;
/** @unsync */
export function f(s: string): string { return TRUST_L2 + s; }

