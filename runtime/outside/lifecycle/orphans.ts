// Child processes that calls wait for end with this process, however it ends: a signal, too, which Node leaves to the
// system as long as nobody listens to it. To listen would change what others see of it, and keep a busy process from
// ending at once; so a shell waits for the end of a pipe, from the first child process that a call waits for about a
// second. Loaded with the first call that takes so long.

import type { Socket } from '../../platform/node/processes.js';
import { type ChildProcess, spawn } from '../../platform/node/processes.js';
import type { Thread } from '../types.js';

/** Each line replaces the one before it. What is meant for all of a terminal's processes is not for this one. */
const SCRIPT = `trap '' HUP INT TERM; while read -r next; do pids=$next; done; [ -z "$pids" ] || kill $pids`;

/** Numbers of processes. */
const waited = new Map<Thread, readonly number[]>();
let watcher: ChildProcess | undefined;
/** The text that it was told last. */
let told = '';

/** @param pids the child processes that calls on the thread wait for now */
export function watchOver(thread: Thread, pids: readonly number[]): void {
  if (pids.length > 0) waited.set(thread, pids);
  else waited.delete(thread);
  const text = [...waited.values()].flat().join(' ');
  if (text === told || process.platform === 'win32') return;
  told = text;
  watcher ??= start();
  const { stdin } = watcher;
  if (text !== '') return void stdin!.write(`${text}\n`);
  watcher = undefined;
  stdin!.end('\n');
}

function start(): ChildProcess {
  const child = spawn('/bin/sh', ['-c', SCRIPT], { stdio: ['pipe', 'ignore', 'ignore'], cwd: '/', env: {} });
  // Where there is no shell, or no more processes may be started, child processes outlive this one as they ever did.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.on('exit', () => {
    if (watcher !== child) return;
    watcher = undefined;
    told = '';
  });
  // It does not keep this process alive.
  child.unref();
  (child.stdin as Socket).unref();
  return child;
}
