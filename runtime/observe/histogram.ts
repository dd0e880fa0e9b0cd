// How long things took, in little memory: counts in buckets that grow with the value.
//
// Node's `createHistogram` takes 100 to 400 kB for such a range, since it keeps three digits; this
// takes 2 kB and is within 3 %.

import type { Distribution } from '../types.js';

/** Buckets in each doubling. */
const STEPS = 16;

/** In milliseconds; what is shorter counts as this. */
const SHORTEST = 0.001;

/** Of SHORTEST: up to 70 minutes. What is longer is in the last bucket. */
const DOUBLINGS = 32;

export class Histogram {
  readonly #buckets = new Uint32Array(STEPS * DOUBLINGS);
  #count = 0;
  #sum = 0;
  #max = 0;

  add(ms: number): void {
    const value = Math.max(0, ms);
    const at = Math.floor(Math.log2(Math.max(value, SHORTEST) / SHORTEST) * STEPS);
    this.#buckets[Math.min(at, this.#buckets.length - 1)]! += 1;
    this.#count++;
    this.#sum += value;
    this.#max = Math.max(this.#max, value);
  }

  read(): Distribution {
    const count = this.#count;
    const mean = count ? this.#sum / count : 0;
    return { count, mean, median: this.#quantile(0.5), p99: this.#quantile(0.99), max: this.#max };
  }

  /** The middle of the bucket in which it lies. */
  #quantile(share: number): number {
    const nth = Math.ceil(this.#count * share);
    let seen = 0;
    const at = nth ? this.#buckets.findIndex((count) => (seen += count) >= nth) : -1;
    return at < 0 ? 0 : Math.min(this.#max, SHORTEST * 2 ** ((at + 0.5) / STEPS));
  }
}
