export const meta = Object.assign({ v: 1 }, { at: Date.now(), ns: process.hrtime.bigint() });
/** @unsync */
export function f(k: 'v' | 'at'): number { return meta[k] + Number(meta.ns % 1000000n); }
export const here = (k: 'v' | 'at'): number => meta[k] + Number(meta.ns % 1000000n);
