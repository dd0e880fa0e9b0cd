// The end of this process, which most often finds that no call runs: then nothing is loaded of how threads are ended.

import { Atomics, SharedArrayBuffer } from '../../platform/node/globals.js';
import { performance } from '../../platform/node/timers.js';
import { allThreads, LAST_WORDS, NATIVE } from '../threads/threads.js';
import { exists } from './lifeline.js';

/**
 * Writes what workers printed, and says for which threads the process has to wait: it does so anyway.
 * @public loaded by `require`
 */
export function finish(): void {
  for (const thread of allThreads()) {
    thread.drain(LAST_WORDS);
    if (thread.tasks().length > 0) thread.end();
  }
  const cell = new Int32Array(new SharedArrayBuffer(4));
  // One that has not booted holds no end of its lifeline, and no task.
  const remaining = () => [...allThreads()].filter((each) => each.gone && each.seen > 0 && exists(each));
  for (const begun = performance.now(); performance.now() < begun + NATIVE && remaining().length > 0; ) {
    Atomics.wait(cell, 0, 0, 5);
  }
  for (const { last } of remaining()) {
    const message = `unsync: the process waits for the thread of ${last}, which is inside a native call`;
    // What `emitWarning` takes would be emitted by an event loop that no longer turns.
    process.emit('warning', Object.assign(new Error(message), { name: 'UnsyncWarning', code: 'UNSYNC_THREAD_BUSY' }));
  }
}
