const cache: Record<string, number[]> = {};
export function table(k: string): number[] { return (cache[k] ||= [0, 0]); }
/** @unsync */
export function sum(k: string): number { return table(k).reduce((a, b) => a + b, 0); }
