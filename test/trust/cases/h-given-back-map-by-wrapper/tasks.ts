import { unsync } from 'unsync';
export const table = new Map([['a', 1]]);
/** @unsync */
export function first(): number {
  return table.get('a')!;
}
export const add = unsync(function add(map: Map<string, number>) {
  map.set('a', 2);
});
