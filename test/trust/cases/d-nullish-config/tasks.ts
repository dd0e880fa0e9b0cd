interface Cfg { k: number }
let cfg: Cfg | undefined;
export const get = (): Cfg => (cfg ??= { k: 1 });
/** @unsync */
export function f(n: number): number { return get().k * n; }
