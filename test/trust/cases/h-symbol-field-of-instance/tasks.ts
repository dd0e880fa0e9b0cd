const KEY = Symbol.for('key');
export class Item { [KEY]: number; constructor(n: number) { this[KEY] = n; } get value(): number { return this[KEY]; } }
/** @unsync */
export function value(item: Item): number { return item.value; }
