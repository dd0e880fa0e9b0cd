/** @unsync */
export function dump(x: unknown): string { return JSON.stringify(x); }
