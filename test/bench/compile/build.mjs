/** Runs compilers, each in a process of its own, and says what they took: seconds, and megabytes at their peak. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export const packageOf = (name) => path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
const compilers = {
  tsc: path.join(packageOf('typescript'), 'lib/tsc.js'),
  tspc: path.join(packageOf('ts-patch'), 'bin/tspc.js'),
};
const probe = ['--import', pathToFileURL(path.join(import.meta.dirname, 'probe.mjs')).href];
/** Of every process that is measured. */
export const execArgv = ['--max-old-space-size=6144', ...probe];

export const toFigures = ({ cpu, memory }, wall) => ({ cpu: cpu / 1e6, wall: wall / 1000, memory: memory / 1024 });

/** One build; type errors are none of its business, but that it ends otherwise is. */
export async function build(compiler, folder, args = []) {
  const file = path.join(folder, 'usage.json');
  fs.rmSync(file, { force: true });
  const from = performance.now();
  const child = spawn(
    process.execPath,
    [...execArgv, compilers[compiler], '-p', folder, '--pretty', 'false', ...args],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, UNSYNC_BENCH_USAGE: file },
    },
  );
  let said = '';
  child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-2000)));
  const [code, signal] = await once(child, 'exit');
  const wall = performance.now() - from;
  if (signal || code > 2) throw new Error(`${compiler} in ${folder} ended with ${signal ?? code}\n${said}`);
  return toFigures(JSON.parse(fs.readFileSync(file, 'utf8')), wall);
}

const isDone = 'Watching for file changes';

/** `start`: to the end of the first build. Then `change` resolves when what `write` wrote is compiled. */
export async function watch(compiler, folder) {
  const from = performance.now();
  const child = fork(compilers[compiler], ['-p', folder, '--pretty', 'false', '--watch', '--preserveWatchOutput'], {
    execArgv,
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  let text = '';
  let finish = () => undefined;
  let fail = () => undefined;
  child.on('exit', () => fail(new Error(`${compiler} --watch in ${folder} ended`)));
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
    if (!text.includes(isDone)) return;
    text = '';
    finish();
  });
  const built = () =>
    new Promise((resolve, reject) => {
      finish = resolve;
      fail = reject;
    });
  const usage = async () => {
    const answer = once(child, 'message');
    child.send('usage');
    return (await answer)[0];
  };

  await built();
  const start = toFigures(await usage(), performance.now() - from);
  return {
    start,
    async change(write) {
      const before = await usage();
      const from = performance.now();
      const done = built();
      write();
      await done;
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
