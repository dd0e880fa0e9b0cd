/** @unsync */
export function link(a: { to?: object }, b: object): boolean { const c = { ...a, to: b }; return c.to === b && a.to === b; }
