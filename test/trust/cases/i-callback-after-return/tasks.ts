/** @unsync */
export function later(on: (s: string) => void): string { setTimeout(() => on('late'), 10); return 'now'; }
