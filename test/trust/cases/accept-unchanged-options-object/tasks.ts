export interface Opts { sep?: string; map?: Record<string, string> }
const DEFAULTS: Required<Opts> = { sep: ',', map: {} };
/** @unsync */
export function fmt(xs: string[], o: Opts = {}): string { const { sep, map } = { ...DEFAULTS, ...o }; return xs.map((x) => map[x] ?? x).join(sep); }
