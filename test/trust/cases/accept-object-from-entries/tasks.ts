export interface Item { id: string; n: number }
/** @unsync */
export function byId(xs: Item[]): Record<string, Item> { const o = Object.fromEntries(xs.map((x) => [x.id, { ...x }])); for (const x of Object.values(o)) x.n++; return o; }
