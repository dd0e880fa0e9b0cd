let started: number;
try { started = performance.now(); } catch { started = 0; }
/** @unsync */
export function since(n: number): number { return started + n; }
export const here = (n: number): number => started + n;
