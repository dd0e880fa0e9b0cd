const env = process.env;
/** @unsync */
export function f(): string { return env['TRUST_K'] ?? 'unset'; }
