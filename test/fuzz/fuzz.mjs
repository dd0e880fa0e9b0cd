/** Many seeds, in batches, on all cores. */
import { fork } from 'node:child_process';
import * as fs from 'node:fs';
import { availableParallelism } from 'node:os';
import * as path from 'node:path';

export const scratch = path.resolve(import.meta.dirname, '../../.cache/fuzz');
const batchSize = 160;

/**
 * @param {{ first: number, count: number, log: (line: string) => void, family?: 'values' | 'flows', processes?: number }} how
 * @returns what the programs came to; `failures` are the verdicts that must not be
 */
export async function fuzz({ first, count, log, family = 'values', processes = availableParallelism() }) {
  const started = performance.now();
  const queue = [];
  const size = Math.min(batchSize, Math.ceil(count / processes));
  for (let at = 0; at < count; at += size)
    queue.push(Array.from({ length: Math.min(size, count - at) }, (_, i) => first + at + i));
  const total = { programs: 0, marks: 0, moved: 0, refused: 0, dead: 0, mistyped: 0, codes: {}, flows: {} };
  const failures = [];
  fs.mkdirSync(scratch, { recursive: true });
  await Promise.all(Array.from({ length: Math.min(processes, queue.length) }, work));
  const seconds = (performance.now() - started) / 1000;
  return { ...total, failures, seconds };

  async function work() {
    const folder = fs.mkdtempSync(path.join(scratch, 'batch-'));
    const child = fork(path.join(import.meta.dirname, 'batch.mjs'), {
      execArgv: ['--max-old-space-size=3072', '--max-semi-space-size=64'],
    });
    try {
      for (let seeds = queue.shift(); seeds; seeds = queue.shift()) {
        const { verdicts, error } = await new Promise((resolve, reject) => {
          child.once('message', resolve);
          child.once('exit', (code, signal) => reject(new Error(`a batch ended, ${signal ?? code}: ${seeds[0]} …`)));
          child.send({ seeds, folder, family });
        });
        child.removeAllListeners('exit');
        if (error) throw new Error(error);
        for (const verdict of verdicts) add(verdict);
      }
    } finally {
      child.removeAllListeners('exit');
      child.kill();
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }

  function add(verdict) {
    total.programs++;
    total.moved += verdict.moved;
    total.refused += verdict.refused;
    if (verdict.dead) total.dead++;
    if (verdict.flow) {
      const of = (total.flows[verdict.flow] ??= { programs: 0, said: 0 });
      of.programs++;
      if (verdict.codes.length) of.said++;
    }
    for (const code of new Set(verdict.codes)) total.codes[code] = (total.codes[code] ?? 0) + 1;
    if (verdict.outcome !== 'agrees')
      log(`${family} ${verdict.id} ${verdict.flow ?? ''} ${verdict.outcome}: ${verdict.detail}`);
    if (verdict.outcome === 'type error') total.mistyped++;
    else if (verdict.outcome !== 'agrees') failures.push(verdict);
    if (total.programs % 1000 === 0) log(`${total.programs} programs`);
  }
}
