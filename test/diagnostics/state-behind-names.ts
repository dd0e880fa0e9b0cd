namespace Ids {
  let last = 0;
  export function next() {
    return ++last;
  }
}
Ids.next();

/** @unsync */
export function id(): number {
  return Ids.next();
}

export class Both {
  static n = 0;
  /** @unsync */
  static next() {
    return ++this.n;
  }
  static peek() {
    return this.n;
  }
}
Both.peek();

// set up alike on both sides
class Table {
  static #rows = new Map<string, number>();
  static {
    Table.#rows.set('a', 1);
    for (const key of ['b']) this.#rows.set(key, 2);
  }
  static row(key: string) {
    return Table.#rows.get(key);
  }
}
Table.row('a');

/** @unsync */
export function row(key: string) {
  return Table.row(key);
}

// each worker counts for itself, and nothing else looks
export class Only {
  static n = 0;
  /** @unsync */
  static next() {
    return ++this.n;
  }
}
void Only.next();
