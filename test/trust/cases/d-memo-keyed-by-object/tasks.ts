const sizes = new Map<object, number>();
export function size(o: object): number { let s = sizes.get(o); if (s === undefined) sizes.set(o, (s = Object.keys(o).length)); return s; }
export const cached = (o: object): boolean => sizes.has(o);
/** @unsync */
export function total(os: object[]): number { return os.reduce<number>((s, o) => s + size(o), 0); }
