export const log: string[] = [];
const o: { v?: number } = Object.defineProperty({}, 'v', { get() { log.push('g'); return 4; } });
/** @unsync */
export function f(k: number): number { return k + (o.v ?? 0); }
