const stamp = (d = new Date()): string => d.toISOString() + process.hrtime.bigint();
export const built = stamp();
/** @unsync */
export function f(s: string): string { return s + built; }
