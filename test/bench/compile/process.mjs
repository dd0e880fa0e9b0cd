/** Processes that are measured: what each took is asked of `probe.mjs`, which is loaded into it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export const packageOf = (name) => path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
const probe = ['--import', pathToFileURL(path.join(import.meta.dirname, 'probe.mjs')).href];
/** Of every process that is measured. */
export const execArgv = ['--max-old-space-size=6144', ...probe];

export const toFigures = ({ cpu, memory }, wall) => ({ cpu: cpu / 1e6, wall: wall / 1000, memory: memory / 1024 });

/** Starts a process that waits for what comes. `untilNow`: what it took since; `spent`: what it takes while `run` runs. */
export function start(file, args, options) {
  const from = performance.now();
  const child = fork(file, args, { ...options, execArgv });
  const usage = async () => {
    const answer = once(child, 'message');
    child.send('usage');
    return (await answer)[0];
  };
  return {
    child,
    untilNow: async () => toFigures(await usage(), performance.now() - from),
    async spent(run) {
      const before = await usage();
      const from = performance.now();
      await run();
      const wall = performance.now() - from;
      const after = await usage();
      return toFigures({ cpu: after.cpu - before.cpu, memory: after.memory }, wall);
    },
    async end() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
