export const LOW = { l: 'low' }; export const HIGH = { l: 'high' };
/** @unsync */
export function level(n: number): { l: string } { return n > 1 ? HIGH : LOW; }
