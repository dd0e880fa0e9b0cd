// One call: its state, and how it ends.
import type { Classes, Constants, Handle, Packed, Path } from '../../shared/packed.js';
import type { Answer, Closed } from '../../shared/protocol.js';
import type { CallOptions } from '../../types.js';
import { shared } from '../state.js';
import type * as types from '../types.js';
import { Future, rejectNew, resolveNew } from './future.js';
import type { Linked } from './intrusive-list.js';

export class Task implements types.Task {
  declare readonly definition: types.Prepared;
  declare readonly options: CallOptions;
  #state: types.State = 'running';
  readonly future: Future;
  ok = false;
  value: unknown;
  payload: Packed | undefined;
  thread: types.Thread | undefined;
  place = -1;
  /** In the list of those that have not settled. */
  older: Linked | undefined;
  newer: Linked | undefined;

  // What few calls have takes no memory of the others.
  declare pending: types.Pending | undefined;
  declare site: { readonly stack?: string } | undefined;
  declare proxied: types.Proxied[] | undefined;
  declare owed: number;
  declare timeout: number | undefined;
  declare deadline: number;
  declare unwatch: (() => void) | undefined;
  declare away: types.Away | undefined;
  declare given: types.Task['given'];
  declare check?: types.Task['check'];
  declare originals: types.Task['originals'];
  declare relay: ((answer: Answer) => void) | undefined;
  declare isLoad: true | undefined;
  declare release: ((thread: types.Thread | undefined) => void) | undefined;
  declare self: unknown;

  /** Until it has settled, as they hold more memory than all else here. */
  #resolve: ((value: unknown) => void) | undefined;
  #reject: ((error: unknown) => void) | undefined;

  constructor(definition: types.Prepared, self: unknown, options: CallOptions) {
    this.definition = definition;
    this.options = options;
    if (self !== undefined) this.self = self;
    this.future = new Future(this);
    this.#resolve = resolveNew;
    this.#reject = rejectNew;
  }

  get state(): types.State {
    return this.#state;
  }

  set state(next: types.State) {
    // Settled it stays.
    if (this.#state === 'settled') return;
    const isQueued = next === 'queued';
    if (isQueued !== (this.#state === 'queued')) {
      const pool = shared.pools.get(this.definition.kind);
      if (pool) pool.waiting += isQueued ? 1 : -1;
    }
    this.#state = next;
  }

  begun(thread: types.Thread, call: number): void {
    // A getter among its arguments ended it while they were cloned.
    if (this.state === 'settled') return thread.drop(this);
    this.state = 'running';
    this.thread = thread;
    shared.observer?.began(this, thread);
    this.payload = undefined;
    if (this.proxied) proxies().begin(this, thread, call);
  }

  get classes(): Classes {
    return this.definition.classes;
  }

  get constants(): Constants | undefined {
    return this.definition.constants;
  }

  get plain(): boolean | undefined {
    return this.definition.plain;
  }

  toHandle(value: object, path: Path): Handle | undefined {
    return proxies().toHandle(this, value, path);
  }

  fromHandle(handle: Handle): unknown {
    return proxies().fromHandle(this, handle);
  }

  /** Shutting down no longer waits for it. */
  unlist(): void {
    if (shared.live.delete(this) && shared.live.size === 0) shared.drained?.();
  }

  settle(ok: boolean, value: unknown, _closed?: Closed): void {
    if (this.state === 'settled') return;
    const wrong = this.check?.verify(ok, value);
    this.state = 'settled';
    this.ok = ok && !wrong;
    this.value = wrong ?? value;
    const { thread, release } = this;
    const conclude = this.ok ? this.#resolve : this.#reject;
    this.payload = this.thread = this.#resolve = this.#reject = undefined;
    if (this.pending) this.pending = this.pending.forget();
    if (this.away) this.away = undefined;
    if (this.given) this.given = this.originals = undefined;
    if (this.check) this.check = undefined;
    if (release) this.release = undefined;
    this.unlist();
    try {
      this.unwatch?.();
      if (this.proxied) proxies().end(this);
      shared.observer?.settled(this, this.ok, this.value);
    } finally {
      // Whatever code of others does there.
      conclude!(this.value);
      release?.(thread);
    }
  }

  abandon(reason: unknown, isOutcome = false): void {
    // what it would have come to, nobody will know
    if (!isOutcome && this.check) this.check = undefined;
    const { thread, away } = this;
    shared.observer?.abandoned(this, reason);
    const goesOn = thread?.runQueue?.giveUp(this);
    this.settle(false, reason);
    away?.cancel();
    if (!goesOn) thread?.drop(this);
  }

  outcome(): unknown {
    if (this.ok) return this.value;
    this.handled();
    throw this.value;
  }

  handled(): void {
    this.future.then(undefined, () => {});
  }
}

Object.assign(Task.prototype, { owed: 0, deadline: Infinity });

const proxies = () => require('./proxies.js') as typeof import('./proxies.js');
