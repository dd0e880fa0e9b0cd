/** Medians, spreads and ratios of samples. A sample is one figure of one round; a round that gave none is undefined. */

const sorted = (samples) => samples.filter((each) => each !== undefined).sort((a, b) => a - b);

/** Between the two nearest, where it falls between them; undefined of nothing. */
export function quantile(samples, at) {
  const all = sorted(samples);
  if (!all.length) return undefined;
  const place = (all.length - 1) * at;
  const below = all[Math.floor(place)];
  return below + (all[Math.ceil(place)] - below) * (place % 1);
}

export const median = (samples) => quantile(samples, 0.5);

/** The median, and the quartiles about it: half of the rounds were between them. */
export const summary = (samples) => ({
  median: median(samples),
  low: quantile(samples, 0.25),
  high: quantile(samples, 0.75),
  samples,
});

/**
 * How many times one was better than the other: the median of the ratios within each round, so that what slows a
 * whole round on a shared machine does not count. Undefined where no round has both.
 */
export function ratio(samples, others, better) {
  const ratios = samples.map((each, round) => {
    const other = others[round];
    if (each === undefined || other === undefined) return undefined;
    return better === 'lower' ? other / each : each / other;
  });
  return median(ratios);
}

/**
 * How long what becomes due at a random moment waits for an event loop, at a quantile of such moments. `gaps` are the
 * times from one turn to the next: a gap of 200 ms makes all wait that fall into it, so it counts by its length, where
 * a plain quantile of gaps would count it as one among hundreds.
 */
export function waitQuantile(gaps, at) {
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  const longer = (wait) => gaps.reduce((sum, gap) => sum + Math.max(0, gap - wait), 0);
  let [low, high] = [0, gaps.reduce((most, gap) => Math.max(most, gap), 0)];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (longer(middle) > (1 - at) * total) low = middle;
    else high = middle;
  }
  return high;
}

/** A generator of numbers from 0 to 1, the same for the same seed. */
export function createRandom(seed) {
  let x = seed >>> 0 || 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
}

export function shuffle(all, random) {
  const result = [...all];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}
