const rows = [0];
Object.assign(globalThis, {
  get shared(): number[] {
    return rows;
  },
});
export const add = (): number => (globalThis as unknown as { shared: number[] }).shared.push(1);
/** @unsync */
export function look(_n: number): number {
  return rows.length;
}
