interface O { n: number }
/** @unsync */
export function f(os: O[]): number { const fs: (() => void)[] = []; for (const o of os) fs.push(() => { o.n = -1; }); for (const g of fs) g(); return fs.length; }
