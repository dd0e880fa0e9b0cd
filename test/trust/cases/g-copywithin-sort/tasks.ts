/** @unsync */
export function median(xs: Float64Array): number { xs.sort(); return xs[xs.length >> 1]!; }
