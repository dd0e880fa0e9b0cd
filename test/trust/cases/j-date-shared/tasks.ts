export const epoch = new Date(0);
/** @unsync */
export function f(n: number): number { return epoch.getTime() + n; }
