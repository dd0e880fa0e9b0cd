/** @unsync */
export function work(on: (s: string) => void): string { on('a'); on('b'); return 'c'; }
