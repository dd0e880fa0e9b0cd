/** The least solution of facts that depend on each other in circles: recursion, and `node = node.next`. */

/** Facts about a key, by name: they only grow, and each fact to a greater one. */
export type Facts<F> = Map<string, F>;

/**
 * `compute` says what follows for a key from what `solve` says of others. In a circle `solve` gives what is known so
 * far, and who asked is computed again when more is known. Once nothing changes it is final: each key is solved once.
 */
export function createFixpoint<K, F>(
  compute: (key: K) => Facts<F>,
  isGreater: (fact: F, than: F) => boolean,
): (key: K) => Facts<F> {
  const final = new Map<K, Facts<F>>();
  let open = new Map<K, { facts: Facts<F>; asked: Set<K> }>();
  let stale = new Set<K>();
  let current: K | undefined;

  return function solve(key) {
    const known = final.get(key);
    if (known) return known;
    if (current !== undefined) return ask(key);
    run(key);
    for (const k of stale) {
      stale.delete(k);
      run(k); // may add to what is stale: a Set is walked as it grows
    }
    const { facts } = open.get(key)!;
    for (const [k, o] of open) final.set(k, o.facts);
    open = new Map();
    stale = new Set();
    return facts;
  };

  function ask(key: K): Facts<F> {
    if (!open.has(key)) run(key);
    const { facts, asked } = open.get(key)!;
    asked.add(current!);
    return facts;
  }

  function run(key: K): void {
    let entry = open.get(key);
    if (!entry) open.set(key, (entry = { facts: new Map(), asked: new Set() }));
    const outer = current;
    current = key;
    const found = compute(key);
    current = outer;
    let grew = false;
    for (const [name, fact] of found) {
      const known = entry.facts.get(name);
      if (known && !isGreater(fact, known)) continue;
      entry.facts.set(name, fact);
      grew = true;
    }
    if (grew) for (const k of entry.asked) stale.add(k);
  }
}
