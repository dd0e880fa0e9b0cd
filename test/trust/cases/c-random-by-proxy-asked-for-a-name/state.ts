function chance(): number {
  let found = 0;
  const any = new Proxy({}, { has: () => { found = Math.random(); return true; } });
  return 'x' in any ? found : 0;
}
const { id } = { id: chance() };
export const read = (_n: number): number => id;
