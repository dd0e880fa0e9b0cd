class Series {
  static readonly #decimals = 3;

  constructor(private readonly numbers: Float64Array) {}

  /** @unsync */
  static mean(numbers: Float64Array): number {
    let sum = 0;
    for (const n of numbers) sum += n;
    return Series.round(sum / numbers.length);
  }

  /** @unsync */
  static deviation(numbers: Float64Array): number {
    // Inside a marked function, `.inline` is the plain function of another: here, now, on this thread.
    const mean = Series.mean.inline(numbers);
    let sum = 0;
    for (const n of numbers) sum += (n - mean) ** 2;
    return Series.round(Math.sqrt(sum / numbers.length));
  }

  // Not marked: an ordinary method, which the workers have too, because the marked ones use it.
  private static round(n: number): number {
    return Number(n.toFixed(Series.#decimals));
  }

  // An instance method can't be marked, since `this` can't leave its thread: it passes what is needed.
  async describe(): Promise<string> {
    const [mean, deviation] = await Promise.all([Series.mean(this.numbers), Series.deviation(this.numbers)]);
    return `${mean} ± ${deviation}`;
  }
}

const series = new Series(Float64Array.from({ length: 1_000_000 }, (_, i) => (i * 7919) % 1000));
console.log(await series.describe());
