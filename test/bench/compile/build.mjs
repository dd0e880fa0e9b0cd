/** Runs compilers, each in a process of its own, and says what they took: seconds, and megabytes at their peak. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { execArgv, packageOf, start, toFigures } from './process.mjs';

const compilers = {
  tsc: path.join(packageOf('typescript'), 'lib/tsc.js'),
  tspc: path.join(packageOf('ts-patch'), 'bin/tspc.js'),
};

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
  const { child, untilNow, spent, end } = start(
    compilers[compiler],
    ['-p', folder, '--pretty', 'false', '--watch', '--preserveWatchOutput'],
    { stdio: ['ignore', 'pipe', 'ignore', 'ipc'] },
  );
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

  await built();
  return {
    start: await untilNow(),
    change: (write) =>
      spent(() => {
        const done = built();
        write();
        return done;
      }),
    end,
  };
}
