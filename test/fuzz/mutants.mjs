/**
 * Whether the generated programs show faults: each of `faults.mjs` is put into a copy of `dist`, and programs are run
 * until one disagrees, or the compiler says that it has a bug. What is found is found by a program that agrees without
 * the fault.
 */
import { fork } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { repository } from './compile.mjs';
import { faults } from './faults.mjs';
import { scratch } from './fuzz.mjs';

const atOnce = 2;
/** How many of the faults must be found: 48 of 50. */
const enough = 0.96;
/** Seeds from 1 on, in growing batches: most faults show in the first. */
const batches = [40, 80, 120, 160, 400, 800, 1600];

/**
 * @param {string[]} chosen numbers or words of names; none for all
 * @param {(line: string) => void} log
 */
export async function tryMutants(chosen, log) {
  const numbered = faults.map((fault, i) => ({ ...fault, number: i + 1 }));
  const wanted = numbered.filter(
    (f) => !chosen.length || chosen.some((c) => (/^\d+$/.test(c) ? Number(c) === f.number : f.name.includes(c))),
  );
  for (const fault of wanted) withFault(fault); // all apply, before any is run
  const queue = [...wanted];
  const survivors = [];
  await Promise.all(Array.from({ length: atOnce }, work));
  log(`${wanted.length - survivors.length} of ${wanted.length} faults found`);
  for (const { number, name } of survivors) log(`not found: ${number} ${name}`);
  return survivors.length <= wanted.length * (1 - enough);

  async function work() {
    for (let fault = queue.shift(); fault; fault = queue.shift()) {
      const found = await hunt(fault);
      log(
        `${fault.number} ${fault.name}: ${found ? `seed ${found.id} ${found.outcome}, ${line(found.detail)}` : 'NOT FOUND'}`,
      );
      if (!found) survivors.push(fault);
    }
  }
}
const line = (text = '') =>
  text
    .replace(/\n(?=\+)/, ' ')
    .split('\n')[0]
    .slice(0, 120);

/** The text of the file with its fault. A change that does not apply once is one to be looked at. */
function withFault({ name, file, find, put }) {
  const text = fs.readFileSync(path.join(repository, 'dist/transformer', file), 'utf8');
  const times = text.split(find).length - 1;
  if (times !== 1) throw new Error(`'${name}' applies ${times} times to ${file}: bring it up to date`);
  return text.replace(find, () => put);
}

async function hunt(fault) {
  const folder = path.join(scratch, `fault-${fault.number}`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.cpSync(path.join(repository, 'dist'), path.join(folder, 'dist'), { recursive: true });
  fs.cpSync(path.join(repository, 'package.json'), path.join(folder, 'package.json'));
  fs.writeFileSync(path.join(folder, 'dist/transformer', fault.file), withFault(fault));
  const faulty = createChecker(folder, { UNSYNC_FUZZ_DIST: path.join(folder, 'dist') });
  const sound = createChecker(folder, {});
  try {
    let first = 1;
    for (const size of batches) {
      const seeds = Array.from({ length: size }, (_, i) => first + i);
      first += size;
      const found = (await faulty.check(seeds)).find(isWrong);
      if (!found) continue;
      if ((await sound.check([Number(found.id)])).some(isWrong))
        throw new Error(`seed ${found.id} disagrees without a fault, too`);
      return found;
    }
    return undefined;
  } catch (error) {
    throw new Error(`${fault.name}: ${error.message}`, { cause: error });
  } finally {
    faulty.end();
    sound.end();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
/** A type error is the program's. */
const isWrong = ({ outcome }) => outcome !== 'agrees' && outcome !== 'type error';

/** Checks programs in a process of its own. */
function createChecker(folder, env) {
  const child = fork(path.join(import.meta.dirname, 'batch.mjs'), { env: { ...process.env, ...env } });
  return {
    async check(seeds) {
      const { verdicts, error } = await new Promise((resolve, reject) => {
        child.once('message', resolve);
        child.once('exit', (code, signal) => reject(new Error(`the batch ended, ${signal ?? code}`)));
        child.send({ seeds, folder: path.join(folder, 'batch') });
      });
      child.removeAllListeners('exit');
      if (error) throw new Error(error);
      return verdicts;
    },
    end() {
      child.removeAllListeners('exit');
      child.kill();
    },
  };
}
