// The consumer of a stream: what it has asked for, and what it is given.

import { performance } from '../../platform/node/timers.js';
import type { Closed } from '../../shared/protocol.js';
import type { CallOptions } from '../../types.js';
import { listen } from '../calls/abort.js';
import { after, tookLonger } from '../calls/deadline.js';
import { warnOfUnseenError } from '../lifecycle/warnings.js';
import type { Prepared, Source } from '../types.js';

/** A call of `next`, or of `return`. */
interface Request {
  readonly closes: boolean;
  /** For `return`: undefined stands for the value that it was given. */
  resolve(result: IteratorResult<unknown, unknown> | undefined): void;
  reject(error: unknown): void;
}

interface End {
  readonly ok: boolean;
  readonly value: unknown;
  /** Undefined: by itself, perhaps ahead of the consumer. */
  readonly closed?: Closed | undefined;
}

const DONE: End = { ok: true, value: undefined, closed: 'kept' };

/** The consumer's side of a stream: what it has asked for in order, the values at hand, and how it ended. */
export class Consumer {
  source: Source | undefined;
  /** Milliseconds from the call to its end. */
  timeout = Infinity;
  readonly #queue: Request[] = [];
  #values: unknown[] = [];
  /** How the generator ended, until that is handed out. */
  #end: End | undefined;
  #begun = false;
  /** The generator was told to end. */
  #leaving = false;
  /** The iterator was let go of. */
  #orphaned = false;
  readonly #called = performance.now();
  #timer: (() => NodeJS.Timeout) | undefined;
  #unlisten: (() => void) | undefined;

  constructor(
    readonly definition: Prepared,
    readonly options: CallOptions,
  ) {}

  /** Values that are asked for and not at hand. */
  get requests(): number {
    const closing = this.#queue.findIndex((each) => each.closes);
    return closing < 0 ? this.#queue.length : closing;
  }

  /** Values at hand that nobody has asked for yet. */
  get supply(): number {
    return this.#values.length;
  }

  get waited(): boolean {
    return this.#queue.length > 0;
  }

  async next(): Promise<IteratorResult<unknown, unknown>> {
    if (!this.#begun) this.#watch();
    return (await this.#request(false))!;
  }

  async return(value: unknown): Promise<IteratorResult<unknown, unknown>> {
    if (!this.#begun) {
      this.#end = DONE;
      this.#forgo();
    }
    this.#begun = true;
    return (await this.#request(true)) ?? { done: true, value: await value };
  }

  #request(closes: boolean): Promise<IteratorResult<unknown, unknown> | undefined> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ closes, resolve, reject });
      this.#advance();
    });
  }

  push(values: unknown[]): void {
    if (this.#end || this.#leaving) return;
    this.#values.push(...values);
    this.#advance();
  }

  finish(ok: boolean, value: unknown, closed?: Closed): void {
    if (this.#end) return;
    this.#unwatch();
    this.#end = { ok, value, closed };
    this.#advance();
  }

  /** Ends the stream at once: one step rejects, those after it are done. */
  abort(reason: unknown): void {
    if (this.#end) return;
    this.#values = [];
    this.finish(false, reason, this.#leaving ? 'replaced' : 'kept');
    this.source!.abandon(reason);
  }

  orphan(): void {
    this.#orphaned = true;
    this.#attend();
  }

  /** Hands out what there is. */
  #advance(): void {
    for (;;) {
      // This may answer that request already.
      if (this.#queue[0]?.closes) this.#closeSource();
      const request = this.#queue[0];
      if (!request) break;
      if (!request.closes && this.#values.length > 0) {
        request.resolve({ done: false, value: this.#values.shift() });
      } else if (this.#end) {
        const end = this.#end;
        this.#end = DONE;
        if (request.closes) this.#conclude(request, end);
        else if (end.ok) request.resolve({ done: true, value: end.value });
        else request.reject(end.value);
      } else break;
      this.#queue.shift();
    }
    this.#attend();
  }

  /** Tells the generator to end; whatever is at hand is no longer of interest. */
  #closeSource(): void {
    this.#values = [];
    if (this.#leaving || this.#end) return;
    this.#leaving = true;
    this.source!.close();
  }

  /** Answers `return`. */
  #conclude({ resolve, reject }: Request, { ok, value, closed }: End): void {
    if (closed === 'replaced') return ok ? resolve({ done: true, value }) : reject(value);
    // How it ended before it knew that it should does not count: nobody had asked it to go on.
    if (closed === undefined && !ok) warnOfUnseenError(this.definition.name, value);
    resolve(undefined);
  }

  #attend(): void {
    if (this.#end || !this.#begun) return;
    this.source!.demand();
    // The clock alone does not keep the process alive.
    if (this.waited) this.#timer?.().ref();
    else this.#timer?.().unref();
    if (this.#orphaned && !this.waited) this.#closeSource();
  }

  /** Listens to the signal and starts the clock, which counts from the call. */
  #watch(): void {
    this.#begun = true;
    if (this.#end) return;
    const { definition, options, timeout } = this;
    const { signal } = options;
    if (signal?.aborted) return this.#refuse(signal.reason);
    if (timeout < Infinity) {
      const left = this.#called + timeout - performance.now();
      // A thread that is there would answer before a timer.
      if (left <= 0) return this.#refuse(tookLonger(definition, timeout));
      this.#timer = after(left, () => this.abort(tookLonger(definition, timeout)));
    }
    if (signal) {
      this.#unlisten = listen(signal, () => this.abort(signal.reason));
    }
  }

  /** The generator is never to begin: what it was given need not be kept. */
  #forgo(): void {
    this.source = undefined;
  }

  #refuse(reason: unknown): void {
    this.#forgo();
    this.finish(false, reason);
  }

  #unwatch(): void {
    globalThis.clearTimeout(this.#timer?.());
    this.#unlisten?.();
  }
}
