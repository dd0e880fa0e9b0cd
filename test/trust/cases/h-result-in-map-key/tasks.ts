export interface T { id: number }
/** @unsync */
export function best(ts: T[]): T { return ts.reduce((a, b) => (a.id > b.id ? a : b)); }
