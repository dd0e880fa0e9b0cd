// Everything that the files of the caller's side know of each other: calls, threads, pools, and who looks on. Types only.
// Long, since calls, threads and pools name each other: in files of their own, these would import each other in a circle.

import type { MessagePort } from '../platform/node/globals.js';
import type { Own } from '../shared/give-back/apply.js';
import type { Constants, Context, Encoded, Packed, Tracking } from '../shared/packed.js';
import type { Answer, Closed, FromWorker, Opening, Ran, ToWorker } from '../shared/protocol.js';
import type { CallOptions, Executor, Kind, RemoteCall, SignalLike, TaskDefinition } from '../types.js';
import type { Linked } from './calls/intrusive-list.js';

/** A definition as it is used here. */
export interface Prepared extends Omit<TaskDefinition, 'constants'> {
  /** Stands for the definition in messages. */
  readonly id: number;
  readonly key: string;
  /** URL of the worker module. */
  readonly url: string | undefined;
  /** Calls take an environment along. */
  readonly env: boolean;
  readonly classes: () => Record<string, Function>;
  readonly constants?: Constants | undefined;
}

/** What a call is compared with, in check mode. */
export interface Check {
  /** What has come from its thread, before that is put in place. */
  take?(packed: Packed): void;
  /** The error that it is to end with, where it has ended otherwise than here. */
  verify(ok: boolean, value: unknown): Error | undefined;
}

/** Where a call is that an executor has. */
export interface Away {
  readonly executor: Executor;
  readonly call: RemoteCall;
  cancel(): void;
}

export type State =
  /** for promises among the arguments */
  | 'waiting'
  /** for a thread */
  | 'queued'
  /** on a thread, here, or on a thread that is still booting */
  | 'running'
  | 'settled';

export interface ProxiedCallback {
  readonly type: 'callback';
  readonly run: (...args: unknown[]) => unknown;
  readonly answers: boolean;
  readonly ahead: Int32Array;
}
export interface ProxiedSignal {
  readonly type: 'signal';
  readonly signal: SignalLike;
  /** 1 once it is aborted: a synchronous loop in the worker looks at it. */
  readonly flag: Int32Array;
  unlisten?: () => void;
  /** Holds where the function runs that has it, though its call may be over for its caller. */
  isUsed?: () => boolean;
}
/** Undefined once it is no longer proxied. */
export type Proxied = ProxiedCallback | ProxiedSignal | undefined;

/** Promises that are waited for. */
export interface Pending {
  /** The calls that they are of; undefined where one is of none. */
  readonly calls: readonly (Task | undefined)[];
  /** Calls one of them, once: `resume` with the arguments that they are among, complete. */
  follow(resume: (args: unknown[]) => void, fail: (error: unknown) => void): void;
  /** The values are known. */
  resume(values: unknown[]): void;
  forget(): undefined;
}

/** One call. */
export interface Task extends Context, Linked {
  readonly definition: Prepared;
  readonly options: CallOptions;
  /** The promise that its caller holds. */
  readonly future: Promise<unknown>;
  state: State;
  /** The outcome, once settled. */
  ok: boolean;
  value: unknown;
  /** While queued: the arguments as they were at the call. */
  payload: Packed | undefined;
  /** While it runs off this thread, or is in the run queue of that thread. */
  thread: Thread | undefined;
  /** Where in that run queue. */
  place: number;
  /** The `this` that it was called on, if on anything. */
  self: unknown;
  /** While waiting: the promises among the arguments. */
  pending: Pending | undefined;
  /** Where it was called, for the stack of its error. */
  site: { readonly stack?: string } | undefined;
  /** Functions and signals among its arguments. */
  proxied: Proxied[] | undefined;
  /** Promises of its callbacks that the function waits for. */
  owed: number;
  /** Milliseconds that it may take, where there is a limit. */
  timeout: number | undefined;
  /** When that has passed, on the clock of `performance.now()`. */
  deadline: number;
  /** Stops the clock and no longer listens to the signal, where there are any. */
  unwatch: (() => void) | undefined;
  /** While an executor has it. */
  away: Away | undefined;
  /** Where it gives back what it changes: what it was given. */
  given: (Own & { readonly tracking: Tracking; readonly isPlain: boolean }) | undefined;
  /** What its caller has, by the copies that were made while promises were waited for. */
  originals: ReadonlyMap<object, object> | undefined;
  /** In check mode: what its outcome is compared with. */
  check?: Check | undefined;
  /** It came from another machine: takes what its thread answers, undecoded. */
  relay: ((answer: Answer) => void) | undefined;
  /** It runs nothing: the module of its task is loaded ahead of calls. */
  isLoad: true | undefined;
  /** While it has a place among those that `limit` lets run, or waits for one. */
  release: ((thread: Thread | undefined) => void) | undefined;
  /** It was posted to a thread. */
  begun(thread: Thread, call: number): void;
  settle(ok: boolean, value: unknown, closed?: Closed): void;
  /**
   * Rejects, and ends the thread that runs it unless others share that.
   * @param isOutcome it is what the call comes to: a function of its caller has thrown
   */
  abandon(reason: unknown, isOutcome?: boolean): void;
  /** The value or the error; only once settled. */
  outcome(): unknown;
  /** A rejection is no longer unhandled. */
  handled(): void;
}

/** A future that others make up. */
export interface Group extends Task {
  /** Takes in what has settled while the event loop was blocked, which would tell. */
  look(): void;
  /** The calls that it waits for; undefined for a promise of none. */
  readonly pendingMembers: readonly (Task | undefined)[];
  /** It needs one after the other anyhow: the first may as well run here. */
  readonly needsAll: boolean;
}

/** A stream whose generator runs on another thread. */
export interface Stream extends Task {
  /** Nobody wants more of it. */
  readonly isLeft: boolean;
  /** Its thread has room: for one more turn, if it needs one. */
  takeTurn(): void;
  receive(message: Extract<FromWorker, { type: 'yield' }>): void;
  /** The runtime shuts down while it is parked. */
  closeParked(): void;
}

/** The source that an iterator draws from. It reports to the consumer by `push` and `finish`. */
export interface Source {
  /** The consumer's requests or its supply have changed. The first time, the generator begins. */
  demand(): void;
  /** Ends the generator by its `return`, which `finish` then reports. Nothing more is to be pushed. */
  close(): void;
  /** Ends the generator; nobody waits for that. */
  abandon(reason: unknown): void;
}

/** One worker thread. */
export interface Thread {
  readonly pool: Pool;
  /** Calls on this thread, by number, but for those in its run queue. */
  readonly running: Map<number, Task>;
  /** Streams that wait for their consumers, and for a turn on this thread. */
  readonly parked: Map<number, Stream>;
  /** Carries all messages but leases. Referenced while the consumer of a stream waits, to keep the process alive. */
  readonly port: MessagePort;
  /** Settles when the thread has ended. */
  gone: Promise<void> | undefined;
  /** Once it is to leave: what is done when it has said its last, or is gone. */
  tornDown: ((error?: Encoded) => void) | undefined;
  /** The tasks that were registered, and whether their modules are loaded. */
  readonly known: Map<number, boolean>;
  /** Messages that came, without repetitions. The first says that the thread has booted. */
  readonly seen: number;
  /** Leases that have not come back; the current one is `leased`. */
  readonly leases: number;
  readonly leased: Promise<void> | undefined;
  /** Whose other end is in the thread. */
  lifeline: MessagePort;
  /** The number that the system has for the thread, where that is known. */
  readonly systemThread: number | undefined;
  /** The number of the call that its event loop is inside of, as far as that is known. */
  readonly current: Int32Array | undefined;
  readonly piscina: { destroy(): Promise<void> };
  /** Bytes that it has printed and this thread has not written. */
  readonly printed: Int32Array;
  /** Calls that were given to it ahead of their turn. */
  runQueue: RunQueue | undefined;
  /** Name of the task that ran last, for what happens after it. */
  last: string;
  /** How many calls are on it or in its run queue, parked streams apart. */
  readonly load: number;
  /** It gets no more calls. */
  readonly isWorn: boolean;
  /**
   * Hands over a call. Throws, with nothing changed, when the arguments can't cross.
   * @param args undefined: it runs nothing, and its module is loaded
   */
  post(task: Task, args: Packed | undefined, transfer: readonly object[]): void;
  /** Tells of a task before its first call. */
  introduce(definition: Prepared): void;
  /** It is given one more call. */
  count(): void;
  /** Handles what has arrived; works while the event loop is blocked. */
  drain(most?: number): void;
  /**
   * Looks whether it still exists and has missed nothing; works while the event loop is blocked.
   * @param isTurning whether the event loop turns, and brings the reason if it has died
   */
  check(isTurning?: boolean): void;
  /**
   * Ends the thread and rejects what ran on it.
   * @param cause why, if it died by itself
   * @param exitCode if it exited
   */
  end(cause?: Error, exitCode?: number): void;
  /** A call has ended: for its caller, too. */
  conclude(task: Task, message: Answer): void;
  /** A call no longer occupies the thread. */
  vacate(call: number): void;
  /** A call on it is over for its caller. Others may share the thread: what goes on there does not keep the process alive. */
  drop(task: Task): void;
  send(message: ToWorker, transfer?: readonly object[]): void;
  /** Keeps the process alive. */
  lease(open?: Opening): void;
  /** Gives the lease back in a while, unless somebody waits for a call. */
  rest(): void;
  /** These calls, by their numbers. */
  calls(): Iterable<[number, Task]>;
  tasks(): Task[];
  /** Nothing to look after for now; it may still leave. */
  unwatch(): void;
  /** It has ended. */
  stop(): void;
}

/** Calls that are in the run queue of a thread. */
export interface RunQueue {
  readonly length: number;
  /** Others wait behind a call that takes long. */
  readonly isStuck: boolean;
  /** The number of the call that is to begin next. */
  readonly next: number;
  /** Takes what comes next in the queue, as much as there is room for. Gives whether there was any. */
  take(): boolean;
  /** Settles what has ended, and has the thread say when there is more. */
  scan(): void;
  /** The thread says that there is something. */
  poll(): void;
  /** Settles what has ended. Gives whether there was anything. */
  advance(): boolean;
  /** Finds the call that a message answers. Calls are answered in their order: it is the first that has not ended. */
  find(call: number): Task | undefined;
  /** A message has brought the result of that call. */
  answered(call: number): void;
  /** Calls that are in the run queue, by their numbers. */
  calls(): Iterable<[number, Task]>;
  /** Takes a call back, unless it has begun: it is in no run queue and no queue then. Gives whether it did. */
  takeBack(task: Task): boolean;
  /** Gives up a call. Gives whether the thread can go on without it; otherwise it begins nothing more. */
  giveUp(task: Task): boolean;
  /** Puts what has not begun back into the queue, the earliest first: they are to begin next. Gives whether there was any. */
  recall(most?: number): boolean;
  /** The thread ends. What has not begun goes back into the queue; of a thread that died by itself, not what it had come to. */
  close(died: boolean): boolean;
  /** Holds where a call waits here that has less priority. */
  holdsLess(priority: number): boolean;
}

/** Calls that wait for a thread. */
export interface Queue<T> {
  /** There has been more than one priority at some time. */
  readonly isMixed: boolean;
  push(task: T): void;
  /** It was taken too early: the next to run of its priority. */
  putBack(task: T): void;
  /** The next to run. */
  first(): T | undefined;
}

/** The threads of one kind and the calls that wait for them. */
export interface Pool {
  readonly settings: PoolSettings;
  readonly threads: Set<Thread>;
  /** Ended, but perhaps still inside a native call: they count until they are really gone. */
  readonly ending: Set<Thread>;
  readonly queue: Queue<Task>;
  /** Calls have had to wait: they may be in the run queue of a thread. */
  usesRunQueues: boolean;
  /** Calls queued in this turn that are not handed out yet. */
  held: number;
  /** Calls in the state 'queued', those that `limit` holds back among them. */
  waiting: number;
  /** Calls that came to an end other than by that of their threads. */
  finished: number;
  /** Threads that there is room for, as far as is known. */
  room: number;
  /** Throws while no more threads are to be started. */
  stop: ((task: Pick<Task, 'definition'>) => void) | undefined;
  /** No thread can be started now. */
  readonly isFull: boolean;
  /**
   * A thread that can take a call now, a new one if need be. The one used last, so that others can
   * leave; one where streams are parked only for want of another, since they would die with a call.
   */
  free(task: Task): Thread | undefined;
  /** One more thread, unless there is no room for it beside those that live. Throws where none is to be started, or lives. */
  start(task: Pick<Task, 'definition'>): Thread | undefined;
  /** Gives a thread that has room what waits. */
  feed(thread: Thread): void;
  hasRoom(thread: Thread): boolean;
  /** Room may have come: a thread is gone. */
  refill(): void;
}

/** Limits of one kind. */
export interface PoolSettings {
  /** Threads at once. */
  readonly maxThreads: number;
  /** Calls at once on each. */
  readonly capacity: number;
  /** Milliseconds that a call may take which does not say. */
  readonly timeout: number;
  /** Calls that may wait. */
  readonly maxQueue: number;
  /** Milliseconds until an idle thread leaves. */
  readonly idleTimeout: number;
  /** Calls until a thread is replaced. */
  readonly maxTasks: number;
  /** Of an event loop that others share: milliseconds that it may stand still when a call on it was given up; default 5000. */
  readonly stallTimeout?: number;
  /** Memory that a thread may hold between calls, else it is replaced. */
  readonly maxMemoryMb: number;
}

/** Nothing optional but what has no default. */
export interface Settings {
  readonly pools: Readonly<Record<Exclude<Kind, 'async'>, PoolSettings>>;
  readonly setup?: string | undefined;
  /** Milliseconds. */
  readonly startTimeout: number;
  /** For `new Worker`. */
  readonly worker: Readonly<Record<string, unknown>>;
  readonly inline: boolean;
  /** Which share of calls is checked, 0 to 1. */
  readonly check: number;
  readonly executor?: Executor | undefined;
}

/** Looks on: the core tells it. A subject is a `Task`, or the consumer of a stream whose generator runs on this thread. */
export interface Observer {
  /** Makes the call: `begin` sends it on its way. */
  call<S extends Subject>(task: S, args: unknown[], begin: (task: S, args: unknown[]) => void): void;
  /** Waits for it with the event loop blocked, which is what `wait` does. */
  join(task: Subject, wait: () => unknown): unknown;
  queued(task: Subject): void;
  /** Posted to a thread, or about to run on this one. A stream takes several turns. */
  began(task: Subject, thread?: Thread): void;
  /** A stream gave values, and has let go of its thread if it is owed no more. */
  yielded(task: Subject, ms: number, parked: boolean): void;
  /** Before `settled`: when the function ran, as its thread tells. */
  answered(task: Subject, ran: Ran): void;
  /** Before `settled`: the call was cancelled, aborted, or timed out. */
  abandoned(task: Subject, reason: unknown): void;
  settled(task: Subject, ok: boolean, value: unknown): void;
  thread(what: ThreadEvent, thread: Thread, pool: Pool): void;
}

export interface Subject {
  readonly definition: Prepared;
  /** While an executor has it. */
  readonly away?: Away | undefined;
}

export type ThreadEvent = 'started' | 'ready' | 'ended';
