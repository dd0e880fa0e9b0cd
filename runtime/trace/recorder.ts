// Writes what happens to calls and threads, and where this thread's event loop stood still, in the
// Trace Event Format, which Perfetto, chrome://tracing and `unsync trace` open.
// Loaded when UNSYNC_TRACE names a file.
import {
  type CallRecord,
  openCalls,
  openThreads,
  type ThreadEvent,
  type ThreadRecord,
  type Watcher,
  watch,
} from '../observe/observer.js';
import { clock, performance, setTimeout } from '../platform/node/timers.js';
import type { Kind } from '../types.js';
import { createFile, type TraceEvent, type TraceFile } from './file.js';

/** Milliseconds between looks at whether the event loop turns. */
const TICK = 10;

/** Milliseconds that the event loop is late before that counts as a stall. */
const STALL = 10;

/** Ticks between writes: what is not yet written when a signal ends the process is lost. */
const TICKS = 20;

/** Calls that have not settled are written as they stand, but not a million of them at each write. */
const OPEN = 1000;

/** The rows: threads have numbers from those of their kind up. */
const MAIN = 1;
const LOOP = 2;
const AWAY = 3;
const FIRST: Record<Kind, number> = { async: MAIN, 'cpu-bound': 1000, blocking: 100_000, background: 200_000 };

const pid = process.pid;

class Recorder implements Watcher {
  readonly #file: TraceFile;
  /** When the process began, by `clock()`. */
  readonly #origin = clock() - performance.now();
  readonly #named = new Set<number>();
  #due = 0;
  #ticks = 0;

  constructor(path: string) {
    this.#file = createFile(path, (reason) => warn(`${path} is written no further: ${reason}`));
    const args = { name: `unsync ${process.argv[1] ?? ''}`.trim(), format: 1 };
    this.#file.add({ ph: 'M', name: 'process_name', pid, tid: MAIN, args });
    this.#name(MAIN, 'main thread', 0);
    this.#name(LOOP, "main thread's stalls", 1);
    this.#write();
    this.#tick();
    process.on('exit', () => {
      this.#look();
      this.#write(Infinity);
    });
  }

  settled(call: CallRecord): void {
    for (const event of this.#eventsOf(call)) this.#file.add(event);
  }

  joined({ name }: CallRecord['definition'], from: number, to: number): void {
    this.#file.add(this.#slice(`result() of ${name}`, 'result', MAIN, from, to));
  }

  thread(what: ThreadEvent, thread: ThreadRecord): void {
    const tid = this.#row(thread);
    if (what === 'ready') {
      this.#file.add(this.#slice('start-up', 'thread', tid, thread.started, clock()));
    } else if (what === 'ended') {
      this.#file.add({ ph: 'i', name: 'ended', cat: 'thread', pid, tid, ts: this.#at(clock()), s: 't' });
    }
  }

  /** Microseconds, to the nanosecond. */
  #at(ms: number): number {
    return Math.round((ms - this.#origin) * 1e6) / 1e3;
  }

  #slice(name: string, cat: string, tid: number, from: number, to: number, args?: TraceEvent['args']): TraceEvent {
    const dur = Math.max(0, Math.round((to - from) * 1e6) / 1e3);
    return { ph: 'X', name, cat, pid, tid, ts: this.#at(from), dur, ...(args && { args }) };
  }

  #name(tid: number, name: string, index: number): void {
    this.#named.add(tid);
    this.#file.add({ ph: 'M', name: 'thread_name', pid, tid, args: { name } });
    this.#file.add({ ph: 'M', name: 'thread_sort_index', pid, tid, args: { sort_index: index } });
  }

  #row({ kind, number }: ThreadRecord): number {
    const tid = FIRST[kind] + number;
    if (!this.#named.has(tid)) this.#name(tid, `${kind} ${number}`, tid);
    return tid;
  }

  /** Of all calls that an executor has: which machine has run each is not known. */
  #rowOf(executor: string): number {
    if (!this.#named.has(AWAY)) this.#name(AWAY, `other machines, by ${executor}`, AWAY);
    return AWAY;
  }

  /** @param now stands for what has not come yet */
  *#eventsOf(call: CallRecord, now = clock()): Iterable<TraceEvent> {
    const { number: id, definition, called, returned = now, ready, ran, posted, settled = now, outcome } = call;
    const { thread, away } = call;
    const { name, at, kind } = definition;
    const began = ran?.[0] ?? posted;
    const record = thread && openThreads().get(thread);
    const tid = record ? this.#row(record) : away ? this.#rowOf(away) : MAIN;
    const args: Record<string, unknown> = { call: id, at, kind, outcome: outcome ?? 'unfinished' };
    if (outcome === 'failed' || outcome === 'cancelled') args['error'] = describe(call.value);

    yield this.#slice(`call ${name}`, 'call', MAIN, called, returned, args);
    // For promises among its arguments.
    if ((ready ?? settled) > returned) yield* this.#span('arguments', call, MAIN, called, ready ?? settled);
    if (ready !== undefined) yield* this.#span('wait', call, MAIN, ready, began ?? settled);
    if (began === undefined) return;

    // What overlaps on one thread can't be nested slices.
    const overlaps = kind === 'async' || kind === 'background' || !!away;
    const turns = call.turns ?? [[began, ran?.[1] ?? settled]];
    for (const [from, to = now] of turns) {
      if (overlaps) yield* this.#span('run', call, tid, from, to, args);
      else yield this.#slice(name, 'run', tid, from, to, args);
    }
    if (record && !overlaps) {
      yield { ph: 's', name: 'call', cat: 'flow', pid, tid: MAIN, ts: this.#at(called), id };
      yield { ph: 'f', name: 'call', cat: 'flow', pid, tid, ts: this.#at(turns[0]![0]), id, bp: 'e' };
    }
    // The answer was there, and this thread did not come to take it.
    if (ran && record) yield* this.#span('answer', call, MAIN, ran[1], settled);
  }

  *#span(
    cat: 'arguments' | 'wait' | 'run' | 'answer',
    { number: id, definition: { name } }: CallRecord,
    tid: number,
    from: number,
    to: number,
    args: Record<string, unknown> = { call: id },
  ): Iterable<TraceEvent> {
    yield { ph: 'b', name, cat, pid, tid, ts: this.#at(from), id, args };
    yield { ph: 'e', name, cat, pid, tid, ts: this.#at(Math.max(from, to)), id };
  }

  #tick(): void {
    this.#due = clock() + TICK;
    const timer = setTimeout(() => {
      this.#look();
      if (++this.#ticks % TICKS === 0) this.#write();
      this.#tick();
    }, TICK);
    timer.unref();
  }

  #look(): void {
    const now = clock();
    if (now - this.#due < STALL) return;
    this.#file.add(this.#slice('stall', 'stall', LOOP, this.#due, now));
  }

  #write(most = OPEN): void {
    const tail: TraceEvent[] = [];
    const now = clock();
    let count = 0;
    for (const call of openCalls()) {
      if (count++ === most) break;
      tail.push(...this.#eventsOf(call, now));
    }
    this.#file.flush(tail);
  }
}

const key = Symbol.for('unsync.recorder');
const holder = globalThis as { [key]?: true };

/**
 * Begins, once in each thread, and never fails: what hinders it is a warning.
 * @public loaded by `require`
 */
export function record(path: string): void {
  if (holder[key]) return;
  holder[key] = true;
  try {
    watch(new Recorder(path));
  } catch (error) {
    warn(`${path} can't be written: ${(error as Error).message}`);
  }
}

function describe(error: unknown): string {
  try {
    return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 200);
  } catch {
    return 'something odd';
  }
}

function warn(message: string): void {
  process.emitWarning(`unsync: the trace ${message}`, { type: 'UnsyncWarning', code: 'UNSYNC_TRACE' });
}
