// Who looks on: what the core reports becomes one record for each call, which watchers are shown.
// Loaded when the first watcher comes: `stats()`, a trace, or a subscriber of the channels.

import { shared } from '../outside/state.js';
import type { Observer, Pool, Prepared, Subject, Thread, ThreadEvent } from '../outside/types.js';
import { clock } from '../platform/node/timers.js';
import type { Ran } from '../shared/protocol.js';
import type { Kind } from '../types.js';

export type { ThreadEvent } from '../outside/types.js';

/** One call. All times are milliseconds by `clock()`. */
export interface CallRecord {
  /** Counts the calls that were observed, from 1. */
  readonly number: number;
  readonly definition: Prepared;
  readonly called: number;
  /** The synchronous part of the call is over: it was posted, or queued, or waits for its arguments. */
  returned: number | undefined;
  /** It had its arguments, and could have begun. */
  ready: number | undefined;
  /** It had to queue. */
  queued: boolean;
  /** Posted to a thread, or begun on this one. */
  posted: number | undefined;
  /** When the function ran: as its thread told, else from its being posted until it settled. */
  ran: Ran | undefined;
  thread: Thread | undefined;
  /** The name of the executor that has taken it to another machine. */
  away: string | undefined;
  /** Of a stream: the turns that it has had on its thread, the last of them open while it is there. */
  turns: [began: number, ended: number | undefined][] | undefined;
  /** Of a stream: milliseconds that its values took to make. */
  busy: number;
  /** Bytes of the buffers and views among the arguments. */
  readonly bytes: number;
  /** 'cancelled' stands for all that ended it from the caller's side: `cancel()`, its signal, its timeout. */
  outcome: 'done' | 'failed' | 'cancelled' | undefined;
  settled: number | undefined;
  /** The result or the error. */
  value: unknown;
}

export interface ThreadRecord {
  readonly kind: Kind;
  /** Counts from 1 in each kind; the number of a thread that is gone is given again. */
  readonly number: number;
  readonly started: number;
  ready: number | undefined;
  ended: number | undefined;
}

/** Each is called while it happens: it must be quick, and must not throw. */
export interface Watcher {
  /** Runs the synchronous part of the call, which is `begin`. */
  around?(call: CallRecord, begin: () => void): void;
  /** It has joined the queue, or begun on a thread or here. */
  moved?(call: CallRecord): void;
  settled?(call: CallRecord): void;
  /** `result()` has blocked this thread. */
  joined?(definition: Prepared, from: number, to: number): void;
  thread?(what: ThreadEvent, thread: ThreadRecord): void;
}

class Hub implements Observer {
  readonly watchers = new Set<Watcher>();
  /** Calls that have not settled. */
  readonly calls = new Map<Subject, CallRecord>();
  readonly threads = new Map<Thread, ThreadRecord>();
  #last = 0;

  call<S extends Subject>(task: S, args: unknown[], begin: (task: S, args: unknown[]) => void): void {
    const call = this.#open(task, args);
    let next = () => begin(task, args);
    for (const watcher of this.watchers) {
      const inner = next;
      if (watcher.around) next = () => watcher.around!(call, inner);
    }
    try {
      next();
    } finally {
      call.returned = clock();
      if (call.settled !== undefined) this.#report(call);
    }
  }

  join(task: Subject, wait: () => unknown): unknown {
    const from = clock();
    try {
      return wait();
    } finally {
      for (const watcher of this.watchers) watcher.joined?.(task.definition, from, clock());
    }
  }

  queued(task: Subject): void {
    const call = this.calls.get(task);
    if (!call) return;
    call.queued = true;
    call.ready = clock();
    this.#moved(call);
  }

  began(task: Subject, thread?: Thread): void {
    const call = this.calls.get(task);
    if (!call) return;
    const now = clock();
    call.ready ??= now;
    call.posted ??= now;
    call.thread = thread;
    call.away = task.away?.executor.name;
    if (call.definition.stream && thread) (call.turns ??= []).push([now, undefined]);
    this.#moved(call);
  }

  yielded(task: Subject, ms: number, parked: boolean): void {
    const call = this.calls.get(task);
    if (!call) return;
    call.busy += ms;
    const turn = call.turns?.at(-1);
    if (turn && parked) turn[1] = clock();
  }

  answered(task: Subject, ran: Ran): void {
    const call = this.calls.get(task);
    if (call) call.ran = ran;
  }

  abandoned(task: Subject, reason: unknown): void {
    const call = this.calls.get(task);
    if (!call) return;
    call.outcome = 'cancelled';
    call.value = reason;
  }

  settled(task: Subject, ok: boolean, value: unknown): void {
    const call = this.calls.get(task);
    if (!call) return;
    this.calls.delete(task);
    call.settled = clock();
    // A generator that is given up still ends in its own way.
    if (!call.outcome) call.value = value;
    call.outcome ??= ok ? 'done' : 'failed';
    if (call.posted !== undefined) call.ran ??= [call.posted, call.settled];
    const turn = call.turns?.at(-1);
    if (turn) turn[1] ??= call.settled;
    // Not before its synchronous part is over.
    if (call.returned !== undefined) this.#report(call);
  }

  thread(what: ThreadEvent, thread: Thread, pool: Pool): void {
    if (what === 'started') this.#meet(thread, kindOf(pool));
    const record = this.threads.get(thread);
    if (!record) return;
    if (what !== 'started') record[what] = clock();
    for (const watcher of this.watchers) watcher.thread?.(what, record);
    if (what === 'ended') this.threads.delete(thread);
  }

  /** Takes in what is there already, and has the threads tell when functions ran. */
  begin(): void {
    for (const [kind, pool] of shared.pools)
      for (const thread of pool.threads) this.#meet(thread, kind).ready = clock();
    for (const task of shared.live) {
      const call = this.#open(task, []);
      call.returned = call.called;
      if (task.state === 'queued') this.queued(task);
      if (task.thread) this.began(task, task.thread);
    }
  }

  end(): void {
    for (const thread of this.threads.keys()) thread.send({ type: 'time', on: false });
    this.threads.clear();
    this.calls.clear();
  }

  #open(task: Subject, args: unknown[]): CallRecord {
    const call: CallRecord = {
      number: ++this.#last,
      definition: task.definition,
      called: clock(),
      returned: undefined,
      ready: undefined,
      queued: false,
      posted: undefined,
      ran: undefined,
      thread: undefined,
      away: undefined,
      turns: undefined,
      busy: 0,
      bytes: bytesOf(args),
      outcome: undefined,
      settled: undefined,
      value: undefined,
    };
    this.calls.set(task, call);
    return call;
  }

  #meet(thread: Thread, kind: Kind): ThreadRecord {
    const taken = new Set([...this.threads.values()].filter((each) => each.kind === kind).map(({ number }) => number));
    let number = 1;
    while (taken.has(number)) number++;
    const record: ThreadRecord = { kind, number, started: clock(), ready: undefined, ended: undefined };
    this.threads.set(thread, record);
    thread.send({ type: 'time', on: true });
    return record;
  }

  #moved(call: CallRecord): void {
    for (const watcher of this.watchers) watcher.moved?.(call);
  }

  #report(call: CallRecord): void {
    for (const watcher of this.watchers) watcher.settled?.(call);
  }
}

/** The one of this thread, whichever copy of the package made it. */
const hub = () => shared.observer as Hub | undefined;

/** From now on `watcher` is shown every call that begins; running and queued ones as if they began now. */
export function watch(watcher: Watcher): void {
  if (!hub()) {
    const made = new Hub();
    shared.observer = made;
    made.begin();
  }
  hub()!.watchers.add(watcher);
}

export function unwatch(watcher: Watcher): void {
  const { watchers } = hub()!;
  if (!watchers.delete(watcher) || watchers.size > 0) return;
  hub()!.end();
  shared.observer = undefined;
}

/** Calls that have not settled. */
export function openCalls(): Iterable<CallRecord> {
  return hub()?.calls.values() ?? [];
}

export function openThreads(): ReadonlyMap<Thread, ThreadRecord> {
  return hub()?.threads ?? new Map();
}

/** Of the buffers and views themselves: to look into objects would cost more than it tells. */
export function bytesOf(values: readonly unknown[]): number {
  let bytes = 0;
  for (const value of values) {
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) bytes += value.byteLength;
  }
  return bytes;
}

function kindOf(pool: Pool): Kind {
  for (const [kind, each] of shared.pools) if (each === pool) return kind;
  throw new Error('a pool that nobody made');
}
