// `map`: a call for each element, and their results in order. Loaded with the first one. Long, since it is one state
// machine: elements, calls and requests all move it, and each may end it.

import type { Unfuture } from '../../future.js';
import { clearTimeout, setTimeout } from '../../platform/node/timers.js';
import { ConfigurationError, QueueFullError } from '../../shared/errors.js';
import type { CallOptions, Items, MapOptions, Mapped } from '../../types.js';
import { listen } from '../calls/abort.js';
import { type Define, prepare } from '../calls/definition.js';
import { start } from '../calls/dispatch.js';
import { Future } from '../calls/future.js';
import { merge } from '../calls/options.js';
import { goesElsewhere } from '../calls/send.js';
import { settings } from '../settings/settings.js';
import type { Prepared } from '../types.js';
import { createWindow, type Window } from './map-window.js';

/** Milliseconds for calls that run when nobody wants them any more: to end a thread costs as much, once another is needed. */
const GRACE = 50;

/** Milliseconds until it is tried again to call, where other calls of the kind fill its queue. */
const RETRY = 10;

/**
 * Makes no call yet.
 * @param given the options of the callable
 * @throws ConfigurationError or TypeError for what can't be mapped over, or not so
 * @public loaded by `require`
 */
export function map(define: Define, items: Items<unknown>, given: CallOptions, more?: MapOptions): Mapped<unknown> {
  const definition = prepare(define);
  const options = merge(definition, given, more);
  check(definition, items, options);
  let run: Run | undefined;
  let all: Promise<unknown[]> | undefined;
  const begin = () => {
    if (run) throw new TypeError(`${definition.name}.map: its results are already taken`);
    run = new Run(define, items, options);
    return run;
  };
  return {
    // What `begin` throws is to be a rejection.
    then: (fulfilled, rejected) => (all ??= (async () => begin().all())()).then(fulfilled, rejected),
    [Symbol.asyncIterator]() {
      const results = begin();
      const iterator: AsyncIterableIterator<unknown, undefined, undefined> = {
        next: () => results.next(),
        return: () => results.return(),
        [Symbol.asyncIterator]: () => iterator,
      };
      return iterator;
    },
  };
}

function check({ name, stream, instanceOf }: Prepared, items: Items<unknown>, { transfer = [] }: CallOptions): void {
  if (stream) throw new ConfigurationError(`${name} is a generator: its streams can't be mapped`);
  if (instanceOf)
    throw new ConfigurationError(`${name} is an instance method: map does not know its this; call it for each element`);
  if (transfer.length > 0)
    throw new ConfigurationError(`${name}.map: the option transfer lists arguments, which differ from call to call`);
  if (!methodOf(items, Symbol.asyncIterator) && !methodOf(items, Symbol.iterator))
    throw new TypeError(`${name}.map: what it is given is not iterable`);
}

const methodOf = (items: unknown, key: symbol): unknown => (items as Record<symbol, unknown> | null | undefined)?.[key];

interface Source {
  readonly isAsync: boolean;
  readonly iterator: Iterator<unknown> | AsyncIterator<unknown>;
}

function open(items: Items<unknown>): Source {
  return Symbol.asyncIterator in Object(items)
    ? { isAsync: true, iterator: (items as AsyncIterable<unknown>)[Symbol.asyncIterator]() }
    : { isAsync: false, iterator: (items as Iterable<unknown>)[Symbol.iterator]() };
}

/** An element that was taken from the source, until its result is handed out. */
interface Entry {
  item: unknown;
  future: Unfuture<unknown> | undefined;
  state: 'pending' | 'done' | 'dropped';
  value: unknown;
}

interface Request {
  resolve(result: IteratorResult<unknown, undefined>): void;
  reject(error: unknown): void;
}

interface End {
  readonly ok: boolean;
  readonly error?: unknown;
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

class Run {
  readonly #definition: Prepared;
  readonly #window: Window;
  readonly #options: CallOptions;
  /** Cancelling a call that runs ends a thread. */
  readonly #endsThreads: boolean;
  readonly #unlisten: (() => void) | undefined;
  /** In order. */
  readonly #entries: Entry[] = [];
  /** Those among them that the queue of their kind had no room for. */
  #refused: Entry[] = [];
  readonly #requests: Request[] = [];
  /** Where all results are wanted at once. */
  #all: { readonly values: unknown[]; resolve(values: unknown[]): void; reject(error: unknown): void } | undefined;
  /** Until it has ended. */
  #source: Source | undefined;
  /** It was asked for an element. */
  #pulling = false;
  /** A group of calls is being made. */
  #filling = false;
  /** Under way. */
  #calls = 0;
  /** The end after the last entry, once that is known. */
  #end: End | undefined;
  /** Waits for room in the queue. */
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly define: Define,
    items: Items<unknown>,
    options: CallOptions,
  ) {
    const definition = prepare(define);
    const { kind, receiver } = definition;
    const { signal, limit } = options;
    const runsHere = !goesElsewhere(definition, receiver) || settings().inline;
    this.#definition = definition;
    this.#window = createWindow(kind, runsHere, limit);
    this.#endsThreads = !runsHere && kind !== 'background';
    // Listened to once, not for each call.
    this.#options = { ...options, signal: undefined };
    if (signal?.aborted) {
      this.#end = { ok: false, error: signal.reason };
      return;
    }
    this.#source = open(items);
    if (signal) this.#unlisten = listen(signal, () => this.#fail(0, signal.reason));
  }

  all(): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      this.#all = { values: [], resolve, reject };
      this.#advance();
    });
  }

  next(): Promise<IteratorResult<unknown, undefined>> {
    return new Promise((resolve, reject) => {
      this.#requests.push({ resolve, reject });
      this.#advance();
    });
  }

  async return(): Promise<IteratorResult<unknown, undefined>> {
    await this.#cut(0, { ok: true });
    return DONE;
  }

  /** Hands out what there is, and calls for more. */
  #advance(): void {
    while (this.#entries[0]?.state === 'done' && (this.#all || this.#requests.length > 0)) {
      const { value } = this.#entries.shift()!;
      if (this.#all) this.#all.values.push(value);
      else this.#requests.shift()!.resolve({ done: false, value });
    }
    this.#fill();
    if (this.#end && this.#entries.length === 0) this.#conclude(this.#end);
  }

  #conclude({ ok, error }: End): void {
    this.#unlisten?.();
    if (this.#all) return ok ? this.#all.resolve(this.#all.values) : this.#all.reject(error);
    for (const request of this.#requests.splice(0)) {
      // One step rejects, those after it are done.
      if (this.#end!.ok) request.resolve(DONE);
      else request.reject(error);
      this.#end = { ok: true };
    }
  }

  /** Makes calls while there is room; short ones not one by one, since those of one turn travel together. */
  #fill(): void {
    if (this.#pulling || this.#timer) return;
    this.#filling ||= this.#calls === 0 || this.#room() >= this.#window.group;
    while (this.#filling && !this.#pulling && this.#room() > 0) {
      const entry = this.#refused.shift();
      if (entry) this.#call(entry);
      else if (this.#source) this.#pull(this.#source);
      else break;
    }
    this.#filling &&= this.#pulling;
    const isStuck = this.#calls === 0 && !this.#pulling && this.#window.room() <= 0;
    if (isStuck && (this.#source || this.#refused.length > 0)) this.#retry();
  }

  /** The queue is full, perhaps of calls of others. */
  #retry(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#advance();
    }, RETRY);
  }

  #room(): number {
    const { size, ahead, aheadOfFirst } = this.#window;
    const most = this.#all ? Infinity : this.#requests.length > 0 ? aheadOfFirst : ahead;
    // What was refused is among the entries already.
    const places = this.#refused.length > 0 ? Infinity : most - this.#entries.length;
    return Math.min(size - this.#calls, places, this.#window.room());
  }

  #pull(source: Source): void {
    const { isAsync, iterator } = source;
    this.#pulling = true;
    const take = (step: IteratorResult<unknown>) => {
      this.#pulling = false;
      // It may have been closed meanwhile.
      if (this.#source !== source) return;
      if (step.done) {
        this.#source = undefined;
        this.#end = { ok: true };
        return;
      }
      const entry: Entry = { item: step.value, future: undefined, state: 'pending', value: undefined };
      this.#entries.push(entry);
      this.#call(entry);
    };
    const fail = (error: unknown) => {
      this.#pulling = false;
      if (this.#source !== source) return;
      // What has thrown is not told to return.
      this.#source = undefined;
      this.#fail(this.#entries.length, error);
    };
    try {
      if (!isAsync) return take(iterator.next() as IteratorResult<unknown>);
      void Promise.resolve((iterator as AsyncIterator<unknown>).next())
        .then(take)
        .catch(fail)
        .then(() => this.#advance());
    } catch (error) {
      fail(error);
    }
  }

  #call(entry: Entry): void {
    this.#calls++;
    const { receiver } = this.#definition;
    entry.future = start(this.define, receiver, [entry.item], this.#options) as Unfuture<unknown>;
    entry.future.then(
      (value) => this.#settle(entry, true, value),
      (error) => this.#settle(entry, false, error),
    );
    // A getter of its own element may have ended the whole.
    if (entry.state === 'dropped') this.#cancel([entry], this.#end?.error);
    // Others would be refused, too.
    if (this.#isRefused(Future.taskOf(entry.future)!.value)) this.#filling = false;
  }

  #isRefused(error: unknown): boolean {
    return this.#window.room() < Infinity && error instanceof QueueFullError;
  }

  #settle(entry: Entry, ok: boolean, value: unknown): void {
    this.#calls--;
    const isRefused = !ok && this.#isRefused(value);
    if (!isRefused) {
      this.#window.count();
      clearTimeout(this.#timer);
      this.#timer = undefined;
    }
    if (entry.state === 'pending') {
      if (isRefused) {
        this.#refused.push(entry);
        this.#retry();
      } else if (ok) {
        entry.state = 'done';
        entry.value = value;
        entry.item = entry.future = undefined;
      } else return this.#fail(this.#entries.indexOf(entry), value);
    }
    this.#advance();
  }

  /** Nothing from there on is of interest any more: the error comes at that step, or at once where all are wanted. */
  #fail(at: number, error: unknown): void {
    // What the source's `return` throws is not why.
    this.#cut(this.#all ? 0 : at, { ok: false, error }).catch(() => {});
  }

  async #cut(at: number, end: End): Promise<void> {
    const source = this.#source;
    this.#source = undefined;
    const dropped = this.#entries.splice(at);
    for (const entry of dropped) entry.state = 'dropped';
    this.#refused = this.#refused.filter((each) => each.state === 'pending');
    this.#end = end;
    this.#cancel(dropped, end.error);
    this.#advance();
    await source?.iterator.return?.();
  }

  #cancel(entries: Entry[], reason: unknown): void {
    const running: Unfuture<unknown>[] = [];
    // The last first: the end of a call may let the next one begin.
    for (const { future } of entries.reverse()) {
      if (!future) continue;
      const task = Future.taskOf(future)!;
      // It may be in the run queue of a thread.
      const hasBegun = task.state === 'running' && !task.thread?.runQueue?.takeBack(task);
      if (this.#endsThreads && hasBegun) running.push(future);
      else future.cancel(reason);
    }
    const end = () => {
      for (const each of running) each.cancel(reason);
    };
    if (running.length > 0) setTimeout(end, GRACE).unref();
  }
}
