/** The contenders' processes, each with its threads: one for all rows that can share it, or one for one sample. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export function createChildren(folder, threads) {
  const running = new Map();

  const start = (name) =>
    fork(path.join(folder, 'child.mjs'), [name, String(threads)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
    });

  /** `{ figures }`, or `{ error }`; what takes longer than `limit` milliseconds is ended. */
  async function measure(name, row, options, limit) {
    let child = row.fresh ? undefined : running.get(name);
    child ??= start(name);
    if (!row.fresh) running.set(name, child);
    let said = '';
    const listen = (chunk) => (said = (said + chunk).slice(-2000));
    child.stderr.on('data', listen);
    const answer = await new Promise((resolve) => {
      const finish = (result) => {
        clearTimeout(timer);
        child.removeAllListeners('message').removeAllListeners('exit');
        resolve(result);
      };
      const timer = setTimeout(() => finish({ error: `not done in ${limit / 1000} s`, isOver: true }), limit);
      child.once('message', finish);
      child.once('exit', (code, signal) => finish({ error: `ended with ${signal ?? code}\n${said}`, isOver: true }));
      child.send({ key: row.key, ...options });
    });
    child.stderr.off('data', listen);
    if (row.fresh || answer.isOver) {
      if (!row.fresh) running.delete(name);
      await end(child);
    }
    return answer;
  }

  async function end(child) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  return {
    measure,
    async close() {
      await Promise.all([...running.values()].map(end));
      running.clear();
    },
  };
}
