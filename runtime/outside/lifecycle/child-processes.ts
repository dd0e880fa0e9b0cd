// Child processes of tasks whose threads have ended: they are ended, too, or it is said that they go on.
import { readFileSync } from '../../platform/node/files.js';
import type { FromWorker } from '../../shared/protocol.js';
import type { Thread } from '../types.js';
import { watchOver } from './orphans.js';
import { warn } from './warnings.js';

type Child = Extract<FromWorker, { type: 'child' }>;

/** Those that were started without waiting, by their numbers. */
const started = new WeakMap<Thread, Map<number, Child>>();

export function addChild(thread: Thread, child: Child): void {
  let known = started.get(thread);
  if (!known) started.set(thread, (known = new Map()));
  known.set(child.pid, child);
}

export function removeChild(thread: Thread, pid: number): void {
  started.get(thread)?.delete(pid);
}

/**
 * Ends the child processes of the calls that ran on a thread.
 * @param calls their numbers
 */
export function endChildren(thread: Thread, calls: readonly number[]): void {
  const known = started.get(thread) ?? new Map<number, Child>();
  const say = (pid: number, file: string, what: string) =>
    warn('UNSYNC_CHILD_PROCESS', `the thread of ${thread.last} was ended; its child process ${pid} (${file}) ${what}`);
  for (const { pid, file, call } of known.values()) {
    if (call !== undefined && calls.includes(call)) {
      endTree(pid);
      say(pid, file, 'was ended, too');
    } else say(pid, file, 'goes on');
  }
  // What a call of `execFileSync` or the like waits for can only be a child of the call that runs.
  if (calls.length > 0)
    for (const { pid, file } of childrenOf('self', thread.systemThread)) {
      if (known.has(pid)) continue;
      endTree(pid);
      say(pid, file, 'was ended, too');
    }
  started.delete(thread);
  watchOver(thread, []);
}

/** The child processes that calls on a thread wait for, with those that they have started. */
export function waitedFor(thread: Thread): number[] {
  const calls = new Set([...thread.calls(), ...thread.parked].map(([call]) => call));
  if (calls.size === 0) return [];
  const known = started.get(thread) ?? new Map<number, Child>();
  const own = [...known.values()].filter(({ call }) => call !== undefined && calls.has(call));
  const others = childrenOf('self', thread.systemThread).filter(({ pid }) => !known.has(pid));
  return [...own, ...others].flatMap(({ pid }) => treeOf(pid));
}

/** A process, and those that it has started: a shell ends without them. */
function treeOf(pid: number): number[] {
  return [pid, ...childrenOf(pid, pid).flatMap((child) => treeOf(child.pid))];
}

function endTree(pid: number): void {
  for (const each of treeOf(pid))
    try {
      process.kill(each);
    } catch {
      // It has ended meanwhile.
    }
}

interface Process {
  readonly pid: number;
  readonly file: string;
}

/**
 * The child processes that a thread of a process has started, still run, and are not detached: then they have a session
 * of their own. On other systems than Linux, none are found.
 */
function childrenOf(pid: number | 'self', thread: number | undefined): Process[] {
  const pids = readOr(`/proc/${pid}/task/${thread}/children`).match(/\d+/g) ?? [];
  return pids.flatMap((each) => {
    const { file, state, session } = statusOf(each);
    const isOurs = session !== undefined && state !== 'Z' && session === statusOf('self').session;
    return isOurs ? { pid: Number(each), file: file! } : [];
  });
}

// given: 4242 (my program) S 1 4242 4200 …   produces: { file: 'my program', state: 'S', session: '4200' }
function statusOf(pid: string): { readonly file?: string; readonly state?: string; readonly session?: string } {
  return /\((?<file>.*)\) (?<state>\S) \S+ \S+ (?<session>\S+)/s.exec(readOr(`/proc/${pid}/stat`))?.groups ?? {};
}

function readOr(file: string): string {
  try {
    // whatever a test has put there
    return String(readFileSync(file, 'utf8'));
  } catch {
    return '';
  }
}
