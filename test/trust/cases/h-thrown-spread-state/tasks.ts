const reasons = { all: ['a'] };
export class Bad extends Error { details: { all: string[] } = { ...reasons }; }
/** @unsync */
export function fail(): never { throw new Bad('no'); }
/** @unsync */
export function count() { return reasons.all.length; }
