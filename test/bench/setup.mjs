/** Installs the peers apart, into .cache/bench, and compiles there what all contenders call. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installInto, repository } from '../corpus/project.mjs';
import { median } from './statistics.mjs';

/** The newest, as of November 2026; each runs on Node 20. */
export const peers = {
  comlink: '4.4.2',
  'jest-worker': '30.5.1',
  piscina: '5.3.2',
  poolifier: '5.3.2',
  synckit: '0.12.3',
  threads: '1.7.0',
  tinypool: '2.2.0',
  workerpool: '10.0.3',
};

const cache = path.join(repository, '.cache/bench');
/** A copy of this folder, from which the peers are found. */
export const folder = path.join(cache, 'bench');

export async function setUp() {
  await installInto(cache, { private: true, type: 'module', dependencies: peers });
  for (const name of ['bench', 'out', 'plain']) fs.rmSync(path.join(cache, name), { recursive: true, force: true });
  fs.cpSync(import.meta.dirname, folder, { recursive: true });
  const bin = (name, file) =>
    path.join(path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), file);
  const project = path.join(folder, 'program');
  const run = (...args) => execFileSync(process.execPath, args, { cwd: project, stdio: 'inherit' });
  run(bin('ts-patch', 'bin/tspc.js'));
  run(bin('typescript', 'bin/tsc'), '--outDir', '../../plain');
}

/** How many iterations of `spin` take a millisecond, when nothing else runs. */
export async function calibrate() {
  const { spin } = await import(pathToFileURL(path.join(cache, 'plain/tasks.js')).href);
  const iterations = 1_000_000;
  const times = Array.from({ length: 40 }, () => {
    const from = performance.now();
    spin(iterations);
    return performance.now() - from;
  });
  return Math.round(iterations / median(times.slice(10)));
}
