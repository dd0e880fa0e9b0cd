/**
 * `npm run sharpness` [-- --quick] [--seeds n] [part of a name …]: whether tests notice what the analysis lacks. Each case of its
 * switches, and each deed of each line in the tables of the platform, is taken out in turn (`instrument.mjs`), and what the
 * build says of the programs in `test/trust`, `test/diagnostics` and `test/fixtures` must differ as their tests would see;
 * what they don't notice, generated programs must (`test/fuzz`).
 *
 * Exits with 1 when less than 95 % are noticed. Those that can't be, since what is left means the same, stand in
 * `equivalent.json`, each with its reason.
 */
import { fork } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { fuzz } from '../fuzz/fuzz.mjs';
import { families } from '../fuzz/generate/families.mjs';
import { instrument } from './instrument.mjs';

const enough = 0.95;
const folder = path.resolve(import.meta.dirname, `../../.cache/sharpness/${process.pid}`);
const stages = ['diagnostics', 'trust', 'fixtures'];
/** One in so many. */
const quick = 12;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    processes: { type: 'string', default: '2' },
    seeds: { type: 'string', default: '160' },
  },
});
const equivalent = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'equivalent.json'), 'utf8'));
const all = instrument(path.join(folder, 'mutants'));
for (const name of Object.keys(equivalent)) if (!all.includes(name)) throw new Error(`no mutant is '${name}'`);
const wanted = all
  .filter((name) => !positionals.length || positionals.some((part) => name.includes(part)))
  .filter((name, i) => !(name in equivalent) && (!values.quick || i % quick === 0));

const found = new Map();
const reached = new Set();
const started = performance.now();
await Promise.all(shares(wanted, Number(values.processes)).map(tryAll));
if (!values.quick && values.seeds !== '0')
  for (const name of wanted) if (!found.has(name) && reached.has(name)) await tryPrograms(name);
fs.rmSync(folder, { recursive: true, force: true });
const left = wanted.filter((name) => !found.has(name));
for (const name of left) console.log(`${name}: ${reached.has(name) ? 'not noticed' : 'nothing comes there'}`);
const part = (wanted.length - left.length) / wanted.length;
const by = [...stages, 'fuzz'].map(
  (stage) => `${[...found.values()].filter((each) => each.stage === stage).length} by ${stage}`,
);
console.log(
  `${wanted.length} mutants in ${Math.round((performance.now() - started) / 1000)} s: ${wanted.length - left.length} noticed (${(part * 100).toFixed(1)} %), ${by.join(', ')}`,
);
process.exitCode = part < enough ? 1 : 0;

/** Generated programs, which run: with the mutant, one must disagree with what it is without marks. */
async function tryPrograms(name) {
  Object.assign(process.env, { UNSYNC_FUZZ_DIST: path.join(folder, 'mutants/dist'), UNSYNC_SHARPNESS: name });
  for (const family of families) {
    const { failures } = await fuzz({
      first: 1,
      count: Number(values.seeds),
      family,
      log() {},
      processes: Number(values.processes),
    });
    if (!failures.length) continue;
    console.log(`${name}: fuzz ${family} ${failures[0].id}`);
    return found.set(name, { stage: 'fuzz' });
  }
}

/** Neighbours take about as long: each gets its part of them. */
function shares(names, count) {
  return Array.from({ length: count }, (_, i) => names.filter((_, at) => at % count === i)).filter((s) => s.length);
}

function tryAll(mutants) {
  const child = fork(path.join(import.meta.dirname, 'try.mjs'), { execArgv: ['--max-old-space-size=4096'] });
  return new Promise((resolve, reject) => {
    child.on('exit', (code, signal) => reject(new Error(`a process ended, ${signal ?? code}`)));
    child.on('message', ({ name, stage, how, reached: more = [], isDone }) => {
      for (const each of more) reached.add(each);
      if (name) found.set(name, { stage, how });
      if (name) console.log(`${name}: ${stage} ${how}`);
      if (isDone) resolve(child.removeAllListeners('exit').kill());
    });
    child.send({ mutants, folder, stages });
  });
}
