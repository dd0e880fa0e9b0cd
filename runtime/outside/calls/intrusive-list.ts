// Calls that have not settled. A list that runs through the calls themselves: a set of many
// thousands takes longer for each than what else is done for it.

/** Stands in the list; `newer` is there as long as it does. */
export interface Linked {
  older: Linked | undefined;
  newer: Linked | undefined;
}

export class IntrusiveList<T extends Linked> {
  size = 0;
  /** Between the newest and the oldest. */
  readonly #ends: Linked = { older: undefined, newer: undefined };

  constructor() {
    this.#ends.older = this.#ends.newer = this.#ends;
  }

  /** Does nothing if it is there. */
  add(item: T): void {
    if (item.newer) return;
    const ends = this.#ends;
    item.older = ends.older!;
    item.newer = ends;
    item.older.newer = ends.older = item;
    this.size++;
  }

  /** Gives whether it was there. */
  delete(item: T): boolean {
    const { older, newer } = item;
    if (!newer) return false;
    older!.newer = newer;
    newer.older = older;
    item.older = item.newer = undefined;
    this.size--;
    return true;
  }

  /** From the oldest, those that are there now. Whoever walks through them may end more than the one at hand. */
  [Symbol.iterator](): Iterator<T> {
    const items: T[] = [];
    for (let item = this.#ends.newer!; item !== this.#ends; item = item.newer!) items.push(item as T);
    return items.values();
  }
}
