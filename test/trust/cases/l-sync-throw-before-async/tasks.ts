/** @unsync */
export function f(n: number): number { if (n < 0) throw new RangeError('neg'); return n; }
export const wrap = async (n: number): Promise<string> => { try { return 'ok ' + (await f(n)); } catch (e) { return (e as Error).constructor === RangeError ? 'range' : 'other'; } };
