export type Port = number;
export const table = new Map([['a', 1]]);
table.set('b', 2);
for (let i = 0; i < 3; i++) table.set(String(i), i);
export const twice = (n: number) => {
  let local = n;
  local *= 2;
  return local;
};
