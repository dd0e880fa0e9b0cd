let outer = 0;
const seen = new Set<number>();
const list = [1];
const counts = { n: 0 };

/** @unsync */
export function writes(n: number): void {
  (() => { outer++; })();
  seen.add(n);
  [list[0]] = [n];
  Object.assign(counts, { n });
  delete (counts as { n?: number }).n;
}

export const all = () => [outer, seen, list, counts];
