/**
 * `npm run fuzz` [-- --count 20000] [--seed 1]: generated programs, whose marked functions must compute in workers
 * what they compute in place, or be refused.
 *
 * Each seed is a program of up to five modules (`generate/`). It is compiled twice, by tsc without the marks and by
 * unsync, and run: results, errors, arguments and module state must be the same. Where unsync refuses a function, its
 * mark is taken away and the rest is compiled again. `--seed n` alone runs one program, of
 * each family, or with `--family flows` of one. Those that disagree are made
 * smaller (`shrink.mjs`) and kept in `.cache/fuzz/<seed>/` with their sources, the difference, and the command.
 *
 * `-- --mutants` [n …]: proves that this finds faults. Each of `mutants.mjs` is one fault in the compiled transformer,
 * and the same programs must show it.
 *
 * Exits with 1 when a program disagrees or the compiler fails, and when too little was moved, or too few faults were
 * found, for the run to mean much.
 */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.mjs';
import { families } from './generate/families.mjs';
import { tryMutants } from './mutants.mjs';
import { keep } from './shrink.mjs';

/** Of the marked functions, those that must have run in workers. */
const movedAtLeast = 0.6;
/** Of the programs, those that tsc may refuse without a mark, too: its rules are not all the generator's. */
const mistypedAtMost = 0.002;
const keptAtMost = 5;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string' },
    seed: { type: 'string' },
    mutants: { type: 'boolean', default: false },
    family: { type: 'string' },
    whole: { type: 'boolean', default: false },
  },
});
process.exitCode = (values.mutants ? await tryMutants(positionals, console.log) : await runAll()) ? 0 : 1;

async function runAll() {
  let isGood = true;
  for (const family of families) if (family === (values.family ?? family)) isGood = (await run(family)) && isGood;
  return isGood;
}

async function run(family) {
  const first = Number(values.seed ?? 1);
  const count = Number(values.count ?? (values.seed ? 1 : 2000));
  const { failures, ...total } = await fuzz({ first, count, family, log: console.log });
  const moved = total.moved / (total.moved + total.refused);
  const codes = Object.entries(total.codes).map(([code, programs]) => `${code}: ${programs}`);
  const flows = Object.entries(total.flows).map(([name, of]) => `${name} ${of.said} of ${of.programs}`);
  console.log(
    [
      `${family}: ${total.programs} programs in ${Math.round(total.seconds)} s, ${(total.programs / total.seconds).toFixed(1)} a second`,
      `${total.moved} marked functions ran in workers, ${total.refused} were refused: ${Math.round(moved * 100)} % moved`,
      `${total.dead} programs fail while they load, on both sides; ${total.mistyped} are refused by tsc itself`,
      `programs by code: ${codes.join(', ')}`,
      ...(flows.length ? [`programs of which the build says something: ${flows.join(', ')}`] : []),
      `${failures.length} failures${failures.length ? `: seeds ${failures.map((f) => f.id).join(', ')}` : ''}`,
    ].join('\n'),
  );
  // `--whole`: what fails is looked at as it is
  if (!values.whole) for (const verdict of failures.slice(0, keptAtMost)) await keep(verdict, console.log);
  return (
    !failures.length &&
    (count < 100 || ((family === 'flows' || moved > movedAtLeast) && total.mistyped <= 1 + count * mistypedAtMost))
  );
}
