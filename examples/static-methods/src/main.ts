/** Static methods are marked like functions. Instance methods are not: their `this` can't leave its thread. */
class Statistics {
  static readonly #decimals = 3;

  /** @unsync */
  static mean(numbers: Float64Array): number {
    let sum = 0;
    for (const n of numbers) sum += n;
    return Statistics.#round(sum / numbers.length);
  }

  /** @unsync */
  static deviation(numbers: Float64Array): number {
    // Inside a marked function, `.inline` is the plain function of another: here, now, on this thread.
    const mean = Statistics.mean.inline(numbers);
    let sum = 0;
    for (const n of numbers) sum += (n - mean) ** 2;
    return Statistics.#round(Math.sqrt(sum / numbers.length));
  }

  // Not marked: an ordinary method, which the workers have too, because the marked ones use it.
  static #round(n: number): number {
    return Number(n.toFixed(Statistics.#decimals));
  }
}

const numbers = Float64Array.from({ length: 1_000_000 }, (_, i) => (i * 7919) % 1000);

const [mean, deviation] = await Promise.all([Statistics.mean(numbers), Statistics.deviation(numbers)]);
console.log({ mean, deviation });
