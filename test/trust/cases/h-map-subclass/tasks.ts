export class DefaultMap extends Map<string, number> { override get(k: string): number { return super.get(k) ?? 0; } }
/** @unsync */
export function f(m: Map<string, number>): number { return m.get('zz') ?? -1; }
