export interface Named { name: string; greet?(): string }
/** @unsync */
export function hi(n: Named): string { return n.greet?.() ?? 'anon'; }
