process.env['TRUST_D'] = 'set';
/** @unsync */
export function f(): string { return process.env['TRUST_D'] ?? 'unset'; }
