export const LEVELS = { low: 1, high: 2 } as Record<string, number>;
/** @unsync */
export function f(k: string): number { return LEVELS[k] ?? 0; }
