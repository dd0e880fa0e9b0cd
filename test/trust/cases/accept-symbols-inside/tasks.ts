const SEEN: unique symbol = Symbol.for('seen') as never;
interface Node { id: number; next: number[] }
interface Visited { id: number; [SEEN]?: boolean }
/** @unsync */
export function reach(nodes: Map<number, Node>, from: number): number[] {
  const marks = new Map<number, Visited>();
  const found: number[] = [];
  const visit = (id: number): void => {
    const mark: Visited = marks.get(id) ?? { id };
    if (mark[SEEN]) return;
    mark[SEEN] = true;
    marks.set(id, mark);
    found.push(id);
    for (const [, each] of nodes) if (each.id === id) for (const next of each.next[Symbol.iterator]()) visit(next);
  };
  visit(from);
  return found;
}
