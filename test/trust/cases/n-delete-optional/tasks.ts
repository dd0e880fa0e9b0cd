interface O { n?: number; in?: { k?: number } }
/** @unsync */
export function f(o: O): number { delete o.in?.k; return 1; }
