interface Item {
  done: boolean;
  next?: Item;
}

/** @unsync */
export function sorts(xs: number[]): number {
  const ys = xs;
  ys.sort();
  return ys[0]!;
}

/** @unsync */
export function elements(items: Item[]): number {
  for (const item of items) item.done = true;
  return items.length;
}

/** @unsync */
export function callback(items: Item[]): number {
  items.filter((i) => !i.done).forEach((i) => (i.done = true));
  return items.length;
}

/** @unsync */
export function along(head: Item): number {
  let n = 0;
  for (let node: Item | undefined = head; node; node = node.next) {
    node.done = true;
    n++;
  }
  return n;
}

/** @unsync */
export function destructured({ items }: { items: Item[] }): number {
  const [first] = items;
  first!.done = true;
  return 1;
}

/** @unsync */
export function assigned(item: Item): number {
  Object.assign(item, { done: true });
  return 1;
}

/** @unsync */
export function spread(...items: Item[]): number {
  items.push({ done: true });
  items[0]!.done = true;
  return items.length;
}

// copies: nothing is lost
/** @unsync */
export function copies(items: readonly Item[]): Item[] {
  const own = items.map((i) => ({ ...i }));
  own.sort();
  for (const i of own) i.done = true;
  const sorted = [...items];
  sorted.reverse();
  return own.concat(sorted);
}
