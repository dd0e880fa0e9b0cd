export const byValue = (a: number, b: number): number => a - b;
/** @unsync */
export function how(by: (a: number, b: number) => void): string { return by === byValue ? 'fast' : 'slow'; }
