/** The contenders' processes: each answers one question after the other. */
import { fork } from 'node:child_process';
import { contenders } from './cells.mjs';

export function startAll(file, program) {
  const options = { execArgv: ['--expose-gc'], serialization: 'advanced' };
  const children = new Map(contenders.map((name) => [name, fork(file, [program, name], options)]));
  return {
    ask(name, question) {
      const child = children.get(name);
      return new Promise((resolve, reject) => {
        const settle = (answer, code) => {
          child.removeAllListeners('message').removeAllListeners('exit');
          if (answer?.figures) resolve(answer.figures);
          else reject(new Error(`${name}: ${answer?.error ?? `it ended with ${code}`}`));
        };
        child.once('message', (answer) => settle(answer));
        child.once('exit', (code, signal) => settle(undefined, signal ?? code));
        child.send(question);
      });
    },
    end() {
      for (const child of children.values()) child.kill('SIGKILL');
    },
  };
}
