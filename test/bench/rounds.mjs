/** Measures a row: round after round, in each every contender once, in an order of its own. */
import { contenders } from './contenders.mjs';
import { ratio, shuffle, summary } from './statistics.mjs';
import { figure } from './table.mjs';

/** Milliseconds: for one sample; for one that is predicted; for all of a contender in a row, which then sits out the rest. */
const limits = { sample: 90_000, predicted: 20_000, row: 30_000 };

/**
 * Samples that don't count, as many as fit into these milliseconds but one at least: six before the first round, as code
 * gets hot and threads start; and one before each sample, since between two of them V8 gives back the memory for young
 * objects, and each would measure how that grows again.
 */
const warmUp = { first: 6, each: 1, milliseconds: 1_000 };

/** `{ [contender]: { figures, note, byInline, byPiscina, byFloor } }`; the ratios say how many times better it is. */
export async function measureRow(row, children, { rounds, count, spin, random }) {
  const names = Object.keys(contenders).filter((name) => row.contenders.includes(name));
  const found = Object.fromEntries(
    names.map((name) => [name, { rounds: [], note: undefined, spent: 0, isBrief: false }]),
  );
  const options = { count, spin };

  if (row.probe) for (const name of names) await predict(name);
  if (!row.fresh) for (const name of names) await warm(name, warmUp.first);
  for (let round = 0; round < rounds; round++)
    for (const name of shuffle(names, random)) {
      if (found[name].isBrief) await warm(name, warmUp.each);
      found[name].rounds[round] = await sample(name, options);
    }

  const samples = (name, figure = 'value') =>
    Array.from({ length: rounds }, (_, round) => found[name]?.rounds[round]?.[figure]);
  const entries = names.map((name) => {
    const { note } = found[name];
    const keys = new Set(found[name].rounds.flatMap((figures) => Object.keys(figures ?? {})));
    const figures = Object.fromEntries([...keys].map((key) => [key, summary(samples(name, key))]));
    const against = (other) => (other in found ? ratio(samples(name), samples(other), row.better) : undefined);
    const ratios = { byInline: against('inline'), byPiscina: against('piscina'), byFloor: against(row.floor) };
    return [name, { figures, ...ratios, ...(note && { note }) }];
  });
  return Object.fromEntries(entries);

  /** Leaves out one that would not be done in time, by its rate with fewer calls. */
  async function predict(name) {
    const rate = (await sample(name, { ...options, count: row.probe }, true))?.value;
    const seconds = count / rate;
    if (seconds * 1000 > limits.predicted)
      found[name].note = `left out: at its ${figure(rate)} calls/s this would take ${figure(seconds)} s`;
  }

  async function warm(name, most) {
    const from = performance.now();
    const isBrief = () => performance.now() - from < warmUp.milliseconds;
    for (let n = 0; n < most && (n === 0 || isBrief()); n++) await sample(name, options, true);
    found[name].isBrief = isBrief();
  }

  async function sample(name, given, isWarmUp) {
    const entry = found[name];
    if (entry.note || entry.spent > limits.row) return undefined;
    const from = performance.now();
    const { figures, error } = await children.measure(name, row, given, limits.sample);
    if (!isWarmUp) entry.spent += performance.now() - from;
    if (error) entry.note = error;
    return figures;
  }
}
