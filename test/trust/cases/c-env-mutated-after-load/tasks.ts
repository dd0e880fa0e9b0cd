const level = process.env['TRUST_LEVEL'] ?? 'info';
/** @unsync */
export function f(s: string): string { return level + s; }

