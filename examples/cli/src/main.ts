#!/usr/bin/env node
// Finds files that are nearly the same: on all cores, with a progress bar, and Ctrl-C at any time.
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { configure } from 'unsync';
import { createBar } from './bar.js';
import { type Sketch, similarity, sketch } from './sketch.js';

const usage = `usage: similar [--jobs n] [--threshold percent] [folder]

  -j, --jobs n              threads to use; as many as there are cores if not given
  -t, --threshold percent   how much two files have to share; 50 if not given

Exits with 0 when all files were looked at, 1 when one can't be read, 2 for wrong usage, 130 after Ctrl-C.`;

const interrupt = new AbortController();
// once: the second Ctrl-C ends the process at once
process.once('SIGINT', () => interrupt.abort());
process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if ('wrong' in options) {
    console.error(`similar: ${options.wrong}`);
    return 2;
  }
  const { folder, threshold, jobs, help } = options;
  if (help) {
    console.log(usage);
    return 0;
  }
  configure({ cpuBound: { maxThreads: jobs } });
  try {
    return await compare(await filesIn(folder), threshold);
  } catch (error) {
    console.error(`similar: ${(error as Error).message}`);
    return 1;
  }
}

/** Prints pairs as soon as they are found. */
async function compare(paths: readonly string[], threshold: number): Promise<number> {
  const bar = createBar(paths.length);
  const seen: Sketch[] = [];
  try {
    // as many at once as there are threads; the results come in the order of the paths
    for await (const next of sketch.map(paths, { signal: interrupt.signal })) {
      for (const other of seen) {
        const percent = Math.round(100 * similarity(other, next));
        if (percent >= threshold) bar.print(`${percent}%\t${relative('', other.path)}\t${relative('', next.path)}`);
      }
      seen.push(next);
      bar.advance(relative('', next.path));
    }
    return 0;
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    bar.end();
    console.error(`interrupted after ${seen.length} of ${paths.length} files`);
    return 130;
  } finally {
    bar.end();
  }
}

function readOptions() {
  const options = {
    jobs: { type: 'string', short: 'j' },
    threshold: { type: 'string', short: 't', default: '50' },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const { jobs, threshold, help } = values;
    const [folder = '.', more] = positionals;
    if (more !== undefined) return { wrong: `one folder at a time, and not '${more}', too` };
    if (jobs !== undefined && !/^[1-9]\d*$/.test(jobs)) return { wrong: `--jobs takes a number from 1, not '${jobs}'` };
    if (!/^\d+$/.test(threshold)) return { wrong: `--threshold takes a number from 0 to 100, not '${threshold}'` };
    return { folder, threshold: Number(threshold), jobs: jobs === undefined ? undefined : Number(jobs), help };
  } catch (error) {
    return { wrong: (error as Error).message };
  }
}

/** All, but for what was installed or built, and what is hidden. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/(?:^|[\\/])(?:\.[^.\\/]|node_modules|dist)/.test(relative(folder, path)))
    .sort();
}
