// A file of trace events that is valid JSON after every write, however the process ends.
import * as fs from 'node:fs';
import { threadId } from 'node:worker_threads';
import { Buffer } from '../platform/node/globals.js';

/** One event of the Trace Event Format. `ts` and `dur` are microseconds since the process began. */
export interface TraceEvent {
  readonly ph: 'X' | 'b' | 'e' | 's' | 'f' | 'i' | 'M';
  readonly name: string;
  readonly cat?: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly id?: number;
  readonly bp?: 'e';
  readonly s?: 't';
  readonly args?: Record<string, unknown>;
}

/** Bytes. Viewers load more only with patience. */
const LIMIT = 256 * 1024 * 1024;

export interface TraceFile {
  readonly path: string;
  add(event: TraceEvent): void;
  /** Writes what was added, and `tail`, which the next write replaces. Synchronous, for use in 'exit'. */
  flush(tail: readonly TraceEvent[]): void;
}

/**
 * @param path where it goes, unless another process that lives writes there: then, and in a worker
 *   of the user's own, the name gets the number of the process (and of the thread).
 * @param full called once, when no more is written
 * @throws what `fs` throws
 */
export function createFile(path: string, full: (reason: string) => void): TraceFile {
  const own = nameOf(path);
  const fd = fs.openSync(own, 'w');
  let pending: TraceEvent[] = [];
  /** Where the next event goes; what follows is the tail. */
  let end = 0;
  let length = 0;
  let closed = false;

  /** Gives the bytes written. */
  function write(events: readonly TraceEvent[], at: number): number {
    const text = events.map((event) => `${at === 0 && event === events[0] ? '[' : ','}\n${JSON.stringify(event)}`);
    const bytes = Buffer.from(text.join(''));
    for (let done = 0; done < bytes.length; ) done += fs.writeSync(fd, bytes, done, bytes.length - done, at + done);
    return bytes.length;
  }

  function stop(reason: string): void {
    closed = true;
    pending = [];
    full(reason);
  }

  return {
    path: own,
    add(event) {
      if (!closed) pending.push(event);
    },
    flush(tail) {
      if (closed || (pending.length === 0 && tail.length === 0 && length === end + 2)) return;
      try {
        end += write(pending, end);
        pending = [];
        let now = end + write(tail, end);
        now += fs.writeSync(fd, '\n]', now);
        if (now < length) fs.ftruncateSync(fd, now);
        length = now;
        if (end > LIMIT) stop(`it has ${LIMIT / 1024 / 1024} MB`);
      } catch (error) {
        stop((error as Error).message);
      }
    },
  };
}

function nameOf(path: string): string {
  const suffix = threadId > 0 ? `${process.pid}-${threadId}` : isTaken(path) ? `${process.pid}` : '';
  if (!suffix) return path;
  return path.endsWith('.json') ? `${path.slice(0, -5)}.${suffix}.json` : `${path}.${suffix}`;
}

/** By another process, which still lives: one that started this one with its environment, or beside it. */
function isTaken(path: string): boolean {
  try {
    const fd = fs.openSync(path, 'r');
    const head = Buffer.alloc(200);
    const text = head.toString('utf8', 0, fs.readSync(fd, head));
    fs.closeSync(fd);
    const pid = Number(/^\[\n\{"ph":"M","name":"process_name","pid":(\d+),/.exec(text)?.[1] ?? 0);
    return pid > 0 && pid !== process.pid && process.kill(pid, 0);
  } catch {
    return false;
  }
}
