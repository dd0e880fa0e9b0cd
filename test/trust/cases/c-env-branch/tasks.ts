let mode = 'slow';
if (process.env['TRUST_FAST'] === '1') mode = 'fast';
/** @unsync */
export function f(n: number): string { return mode + n; }
