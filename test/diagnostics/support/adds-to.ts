export function addTo(list: string[], key: string): void {
  list.push(key);
}

export const through = (holder: { wrapped: { list: string[] } }, key: string): void => {
  recurse(holder.wrapped, key, 3);
};

function recurse(holder: { list: string[] }, key: string, n: number): void {
  if (n) recurse(holder, key, n - 1);
  else addTo(holder.list, key);
}
