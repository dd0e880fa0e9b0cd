import bump from './bump.js';
/** @unsync */
export function f(os: { n: number }[]): number { os.forEach(bump); return 1; }
