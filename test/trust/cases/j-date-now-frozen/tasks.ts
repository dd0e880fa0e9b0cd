/** @unsync */
export function stamp(s: string): string { return s + Date.now(); }
