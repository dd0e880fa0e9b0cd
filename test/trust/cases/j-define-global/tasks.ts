/** @unsync */
export function f(n: number): string { return String((globalThis as any).__V__) + n; }
