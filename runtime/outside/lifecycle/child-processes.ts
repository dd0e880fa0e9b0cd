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
  if (calls.length > 0) {
    for (const pid of childrenOf('self', thread.systemThread)) {
      const status = statusOf(pid);
      if (known.has(pid) || !isOurs(status)) continue;
      endTree(pid);
      say(pid, status!.file, 'was ended, too');
    }
  }
  started.delete(thread);
  watchOver(thread, []);
}

/** The child processes that calls on a thread wait for, with those that they have started. */
export function waitedFor(thread: Thread): number[] {
  const calls = new Set([...thread.calls(), ...thread.parked].map(([call]) => call));
  if (calls.size === 0) return [];
  const known = started.get(thread) ?? new Map<number, Child>();
  const own = [...known.values()].filter(({ call }) => call !== undefined && calls.has(call)).map(({ pid }) => pid);
  const others = childrenOf('self', thread.systemThread).filter((pid) => !known.has(pid) && isOurs(statusOf(pid)));
  return [...own, ...others].flatMap(treeOf);
}

function treeOf(pid: number): number[] {
  return [pid, ...ownChildrenOf(pid).flatMap(treeOf)];
}

const ownChildrenOf = (pid: number) => childrenOf(pid, pid).filter((each) => isOurs(statusOf(each)));

/** A shell ends without what it has started. */
function endTree(pid: number): void {
  const children = ownChildrenOf(pid);
  try {
    process.kill(pid);
  } catch {
    // It has ended meanwhile.
  }
  children.forEach(endTree);
}

interface Status {
  readonly file: string;
  /** One letter. */
  readonly state: string;
  readonly session: string;
}

/** Holds where it still runs, and is not detached: then it has a session of its own. */
function isOurs(status: Status | undefined): boolean {
  return status !== undefined && status.state !== 'Z' && status.session === statusOf('self')?.session;
}

// given: 4242 (my program) S 1 4242 4200 …   produces: { file: 'my program', state: 'S', session: '4200' }
function statusOf(pid: number | 'self'): Status | undefined {
  const text = readOr(`/proc/${pid}/stat`);
  const [state, , , session] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return session === undefined ? undefined : { file: /\((.*)\)/s.exec(text)?.[1] ?? '', state: state!, session };
}

/** By the thread of the process that started them. On other systems than Linux, none are found. */
function childrenOf(pid: number | 'self', thread: number | undefined): number[] {
  return (readOr(`/proc/${pid}/task/${thread}/children`).match(/\d+/g) ?? []).map(Number);
}

function readOr(file: string): string {
  try {
    // whatever a test has put there
    return String(readFileSync(file, 'utf8'));
  } catch {
    return '';
  }
}
