/** Seeded random choices: the same seed makes the same program on every machine. */

/**
 * @typedef {object} Random
 * @property {(below: number) => number} int
 * @property {(from: number, to: number) => number} between both ends included
 * @property {(probability: number) => boolean} chance
 * @property {<T>(list: readonly T[]) => T} pick
 * @property {<T>(entries: readonly (readonly [weight: number, value: T])[]) => T} weighted
 * @property {<T>(list: readonly T[]) => T[]} shuffle
 */

/** mulberry32, started from a scrambled seed, since neighbouring seeds are what runs use. */
export function createRandom(/** @type {number} */ seed) {
  let state = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x100000000;
  };
  const int = (below) => Math.floor(next() * below);
  /** @type {Random} */
  const random = {
    int,
    between: (from, to) => from + int(to - from + 1),
    chance: (probability) => next() < probability,
    pick: (list) => list[int(list.length)],
    weighted(entries) {
      let at = next() * entries.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, value] of entries) if ((at -= weight) < 0) return value;
      return entries.at(-1)[1];
    },
    shuffle(list) {
      const result = [...list];
      for (let i = result.length - 1; i > 0; i--) {
        const j = int(i + 1);
        [result[i], result[j]] = [result[j], result[i]];
      }
      return result;
    },
  };
  return random;
}
