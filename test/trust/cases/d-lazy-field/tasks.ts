class Svc { private _t?: Map<string, number>; get t(): Map<string, number> { return (this._t ??= new Map()); } }
export const svc = new Svc();
/** @unsync */
export function get(k: string): number { return svc.t.get(k) ?? -1; }
