/**
 * The projects, none of which is in the corpus or in `realcode`. An entry:
 * - `sources`: the folder of its sources in the package, `src` if it has no say; `js`: they are JavaScript with JSDoc;
 * - `options`: of the compiler, on top of the corpus' defaults;
 * - `calls`: a generator of `['module.function', ...arguments]`; functions that are not moved are passed over.
 */
import { random } from '../realcode/material.mjs';

export const packages = [
  { name: 'ml-spectra-processing', version: '14.35.1', calls: spectra },
  { name: '@mathigon/fermat', version: '1.1.24', quick: true, calls: fermat },
  { name: '@math.gl/polygon', version: '4.1.0' },
  { name: '@antv/util', version: '3.3.11' },
  { name: 'ml-distance', version: '5.0.0', quick: true, calls: distances },
  { name: 'ml-gsd', version: '14.2.2' },
  { name: 'uint8arrays', version: '6.1.1', options: { paths: { '#*': ['./src/*'] } } },
  { name: 'multiformats', version: '14.0.5' },
  { name: '@jridgewell/sourcemap-codec', version: '1.6.0', calls: sourceMaps },
  { name: '@noble/ciphers', version: '2.4.0' },
  { name: 'chrono-node', version: '2.10.3' },
  { name: 'svg-pathdata', version: '7.2.0' },
  { name: 'simple-statistics', version: '7.12.1', js: true, options: { strict: false }, calls: statistics },
  { name: '@js-temporal/polyfill', version: '0.5.1', sources: 'lib' },
];

const numbers = (seed, length) => {
  const { next } = random(seed);
  return Array.from({ length }, () => Math.round(next() * 1000) / 10 + 0.1);
};

function* distances(moved) {
  for (const target of moved)
    for (let i = 0; i < 8; i++) yield [target, numbers(i, 20 + i), numbers(i + 100, 20 + (i === 7 ? 3 : i))];
}

function* statistics() {
  const ofList =
    'sum.sum max.max min.min extent.extent geometric_mean.geometricMean harmonic_mean.harmonicMean log_average.logAverage median_absolute_deviation.medianAbsoluteDeviation mode_sorted.modeSorted mode_fast.modeFast product.product root_mean_square.rootMeanSquare sample_kurtosis.sampleKurtosis sample_skewness.sampleSkewness sum_simple.sumSimple unique_count_sorted.uniqueCountSorted';
  const ofPairs =
    'euclidean_distance.euclideanDistance sample_covariance.sampleCovariance wilcoxon_rank_sum.wilcoxonRankSum weighted_mean.weightedMean weighted_variance.weightedVariance';
  const ofListAndCount =
    'ckmeans.ckmeans equal_interval_breaks.equalIntervalBreaks jenks_breaks.jenksBreaks chunk.chunk sum_nth_power_deviations.sumNthPowerDeviations';
  for (let i = 0; i < 4; i++) {
    const list = numbers(i, 4 + 9 * i);
    for (const target of ofList.split(' ')) yield [target, i ? list : []];
    for (const target of ofPairs.split(' ')) yield [target, list, numbers(i + 50, i === 3 ? 5 : list.length)];
    for (const target of ofListAndCount.split(' ')) yield [target, list, 2 + i];
    for (const target of ['factorial.factorial', 'gamma.gamma', 'gammaln.gammaln']) yield [target, i * 3 - 1];
    yield ['quantile.quantile', list, [0.1, 0.5]];
    yield ['combinations.combinations', list.slice(0, 5), i];
    yield ['permutations_heap.permutationsHeap', list.slice(0, 4)];
    yield ['linear_regression.linearRegression', list.map((x) => [x, 2 * x + 1])];
    yield ['poisson_distribution.poissonDistribution', i];
    yield ['binomial_distribution.binomialDistribution', 5 + i, 0.25];
  }
}

function* fermat() {
  const square = (seed, size) => Array.from({ length: size }, (_, i) => numbers(seed + i, size));
  const ofCount =
    'arithmetic.toWord combinatorics.factorial number-theory.isPrime number-theory.primeFactorisation number-theory.listPrimes number-theory.goldbach number-theory.eulerPhi matrix.identity';
  for (let i = 1; i < 9; i++) {
    for (const target of ofCount.split(' ')) yield [target, i * i * 2];
    for (const target of ['matrix.transpose', 'matrix.determinant', 'matrix.inverse']) yield [target, square(i, 3)];
    for (const target of ['matrix.sum', 'matrix.product']) yield [target, square(i, 3), square(i + 9, 3)];
    for (const target of ['number-theory.gcd', 'number-theory.lcm']) yield [target, i * 12, 18];
    for (const target of 'linear exponential logarithmic power'.split(' '))
      yield [`regression.${target}`, numbers(i, 6).map((x, at) => [at + 1, x])];
    yield ['combinatorics.binomial', 10, i];
    yield ['statistics.mode', numbers(i, 5).concat(3, 3)];
  }
}

/** By the folder that a function is in: what all of them begin with. */
function* spectra(moved) {
  const sorted = (seed) => numbers(seed, 40).sort((a, b) => a - b);
  const points = (seed) => ({ x: sorted(seed), y: numbers(seed + 1, 40) });
  for (const target of moved.filter((each) => !each.includes('/utils/')))
    for (let i = 0; i < 3; i++) {
      if (target.startsWith('x/')) yield [target, Float64Array.from(sorted(i)), numbers(i + 9, 40)];
      if (target.startsWith('xy/')) yield [target, points(i)];
      if (target.startsWith('xyArray/')) yield [target, [points(i), points(i + 5)]];
      if (target.startsWith('matrix/')) yield [target, [numbers(i, 5), numbers(i + 1, 5), numbers(i + 2, 5)]];
    }
}

function* sourceMaps() {
  for (let i = 0; i < 50; i++) {
    const { below } = random(i);
    const decoded = Array.from({ length: 20 }, () =>
      Array.from({ length: below(6) }, (_, at) => (below(3) ? [at * 4, below(3), below(200), below(80)] : [at * 4])),
    );
    yield ['sourcemap-codec.encode', decoded];
    yield ['sourcemap-codec.decode', 'AAAA;AACA,CAAC;;IAAI'.slice(0, 2 + below(18))];
    yield ['sourcemap-codec.decode', ';AAEA,SAASA,KAAK,CAACC;EACbC'.repeat(1 + below(9))];
  }
}
