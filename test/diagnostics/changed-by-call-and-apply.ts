const list: number[] = [];
const table: Record<string, number> = {};
export const size = () => list.length + Object.keys(table).length;

/** @unsync */
export function called(n: number): number {
  Array.prototype.push.call(list, n);
  return n;
}

/** @unsync */
export function reflected(key: string): number {
  Reflect.set(table, key, 1);
  return 1;
}

/** @unsync */
export function swapped(): number {
  ({ a: table['b'] } = { a: 1 });
  return 1;
}

/** @unsync */
export function bound(n: number): number {
  const push = list.push.bind(list);
  push(n);
  return n;
}
