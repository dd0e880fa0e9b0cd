// Child processes of tasks. The caller's side is told of them: a thread that is ended can't end them itself.

import { readlinkSync } from '../platform/node/files.js';
import { diagnostics, path } from '../platform/node/globals.js';
import type { ChildProcess } from '../platform/node/processes.js';
import type { FromWorker } from '../shared/protocol.js';

/** A process that is being made: it has no number before its own `spawn` has returned. */
type Unborn = ChildProcess & { spawn: (options: { file: string; detached?: boolean }) => unknown };

/** @param call the call that runs at the moment */
export function watchChildren(send: (message: FromWorker) => void, call: () => number | undefined): void {
  diagnostics.subscribe('child_process', (message) => {
    const child = (message as { process: Unborn }).process;
    child.spawn = (options) => {
      // that of its class again
      delete (child as Partial<Unborn>).spawn;
      const result = child.spawn(options);
      const { pid } = child;
      // One that is detached is meant to outlive whatever started it.
      if (pid !== undefined && !options.detached) {
        send({ type: 'child', pid, file: options.file, call: call() });
        child.once('exit', () => send({ type: 'reaped', pid }));
      }
      return result;
    };
  });
}

/** The number that the system has for this thread, where that can be known: on Linux. */
export function systemThread(): number | undefined {
  try {
    return Number(path.basename(readlinkSync('/proc/thread-self')));
  } catch {
    return undefined;
  }
}
