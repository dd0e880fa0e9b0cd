export const log: string[] = [];
class N { [Symbol.toPrimitive](h: string): number { log.push(h); return 2; } }
/** @unsync */
export function f(k: number): number { return k * (new N() as unknown as number) + Math.max(new N() as unknown as number, 1); }
