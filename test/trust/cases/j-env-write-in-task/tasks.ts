/** @unsync */
export function f(v: string): string { process.env['TRUST_J'] = v; return v; }
