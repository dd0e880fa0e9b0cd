// Tasks that do what tasks should not.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const started = ({ pid }) => {
  process._rawDebug(`child ${pid}`);
};

export const __unsyncTasks = {
  /** Inside a native call until the last writer of a named pipe closes it. */
  readAll: (pipe) => readFileSync(pipe, 'utf8'),
  waitsForChild: (...command) => execFileSync('sh', ['-c', 'echo "child $$" >&2; "$@"', 'sh', ...command], { stdio: ['ignore', 'pipe', 2] }),
  spinsBesideChild: (detached) => {
    started(spawn('sleep', ['600'], { stdio: 'ignore', detached }));
    for (;;);
  },
  leavesChild: () => {
    const child = spawn('sleep', ['600'], { stdio: 'ignore' });
    child.unref();
    started(child);
  },
  childThatEnds: () => new Promise((resolve) => spawn('true').once('exit', resolve)),
  exit: (code) => process.exit(code),
};
