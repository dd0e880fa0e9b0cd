// What a marked function is given is changed on its caller's side, too, however it is called.
export const rows = [3, 1, 2];
export const table = new Map([['a', 1]]);
export const names = ['b', 'a'];
export const kept = ['b', 'a'];

/** @unsync */
export function look(): string {
  return `${rows[0]} ${table.size} ${names[0]} ${kept[0]}`;
}

/** @unsync */
export function sort<T>(list: T[]): void {
  list.sort();
}

/** @unsync */
export function add(map: Map<string, number>): void {
  map.set('b', 2);
}

/** @unsync */
export function count(list: readonly string[]): number {
  return list.length;
}

export async function run(): Promise<void> {
  await sort.map([rows, []]);
  await add.options({ limit: 2 })(table);
  await sort.call(undefined, names);
  await count(kept);
}
