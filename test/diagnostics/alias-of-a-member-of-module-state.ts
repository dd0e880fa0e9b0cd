const state = { list: [] as number[], total: 0 };

export const total = () => state.list.length;

/** @unsync */
export function add(n: number): number {
  const { list } = state;
  return list.push(n);
}
