const ID = Symbol.for('id');
/** @unsync */
export function idOf(o: Record<symbol, number>): number { return o[ID] ?? -1; }
