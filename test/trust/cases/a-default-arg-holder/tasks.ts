function make(opts = { unit: 'm' }) { return { set(u: string) { opts.unit = u; }, fmt: (n: number) => n + opts.unit }; }
export const fmt = make();
/** @unsync */
export function show(ns: number[]): string { return ns.map(fmt.fmt).join(); }
