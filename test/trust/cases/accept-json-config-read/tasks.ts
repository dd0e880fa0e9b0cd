import conf from './conf.json' with { type: 'json' };
const rules = conf.rules.map((r) => ({ re: new RegExp(r.re), to: r.to }));
/** @unsync */
export function apply(xs: string[]): string[] { return xs.slice(0, conf.max).map((x) => rules.reduce((s, r) => s.replace(r.re, r.to), x)); }
