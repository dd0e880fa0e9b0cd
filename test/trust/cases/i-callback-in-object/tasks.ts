export interface Opts { onItem?: (o: { n: number }) => void; n: number }
/** @unsync */
export function run(o: Opts): number { const x = { n: o.n }; o.onItem?.(x); return x.n; }
