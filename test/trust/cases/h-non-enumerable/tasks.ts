/** @unsync */
export function secret(o: { s?: string }): string { return o.s ?? 'none'; }
