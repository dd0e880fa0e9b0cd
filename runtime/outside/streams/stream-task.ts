// A stream whose generator runs on another thread. It occupies that thread while values are owed;
// otherwise it is parked there, and takes another turn when its consumer needs more.
import type { MessagePort } from '../../platform/node/globals.js';
import { spin } from '../../shared/adaptive-spin.js';
import { ShutdownError } from '../../shared/errors.js';
import { unpack } from '../../shared/pack.js';
import type { Closed, FromWorker } from '../../shared/protocol.js';
import type { CallOptions } from '../../types.js';
import { observed, refusals, send } from '../calls/send.js';
import { Task } from '../calls/task.js';
import { shared } from '../state.js';
import { poolFor } from '../threads/pool.js';
import type * as types from '../types.js';
import type { Consumer } from './consumer.js';

/** The most values that are owed or at hand without having been asked for. */
const WINDOW = 16;

/** Milliseconds of work to read ahead: a slow generator would keep its thread from other calls. */
const AHEAD = 8;

/** The streams whose consumers wait, by the port of their thread. */
const held = new WeakMap<MessagePort, Set<Stream>>();

/** Arguments that a generator is given. */
interface Given {
  readonly kept: unknown[];
  /** Among them. */
  readonly moved: readonly object[];
  /** For the promises among them, if there are any. */
  readonly wait: types.Pending | undefined;
}

export class Stream extends Task implements types.Stream, types.Source {
  readonly #consumer: Consumer;
  /** Until it begins. */
  #given: Given | undefined;
  #begun = false;
  #call = 0;
  /** Values that the worker may still send. */
  #owed = 0;
  /** Of these and those at hand there are no more than that; 1 until it is known how long one takes. */
  #window = 1;
  #closing: 'no' | 'wanted' | 'sent' = 'no';
  #givesWay = false;

  constructor(consumer: Consumer, definition: types.Prepared, self: unknown, options: CallOptions, given: Given) {
    super(definition, self, options);
    this.#consumer = consumer;
    this.#given = given;
    this.handled();
  }

  get #pool(): types.Pool {
    return poolFor(this.definition.kind);
  }

  get #isParked(): boolean {
    return this.thread!.parked.has(this.#call);
  }

  demand(): void {
    if (!this.#begun) return this.#begin();
    const { thread } = this;
    if (!thread || this.state === 'settled') return;
    if (!this.#isParked) {
      // Where calls wait for the thread, they come first when it has sent what it owes.
      if (!this.#pool.queue.first()) this.#pull();
    } else if (this.#wanted() > 0) this.#pool.feed(thread);
    this.#hold(this.#consumer.waited);
  }

  close(): void {
    if (!this.thread) {
      // It has not begun, and never will.
      this.settle(true, undefined, 'kept');
    } else if (this.#closing === 'no') {
      this.#closing = 'wanted';
      shared.live.add(this);
      if (this.#isParked) this.#pool.feed(this.thread);
      else this.#sendClose();
    }
  }

  override abandon(reason: unknown): void {
    const { thread } = this;
    if (this.state === 'settled') return;
    shared.observer?.abandoned(this, reason);
    // In the middle of computing it would not hear.
    const isShared = this.definition.kind === 'background';
    if (!isShared && thread?.running.get(this.#call) === this) return thread.end();
    this.close();
    if (isShared) thread?.drop(this);
  }

  get isLeft(): boolean {
    return this.#closing !== 'no';
  }

  /** A thread has it. */
  override begun(thread: types.Thread, call: number): void {
    // A getter among its arguments ended it while they were cloned.
    if (this.state === 'settled') return thread.send({ type: 'close', call });
    super.begun(thread, call);
    this.#call = call;
    this.#pull();
    this.#hold(true);
  }

  takeTurn(): void {
    if (this.#givesWay || (this.#closing === 'no' && this.#wanted() === 0)) return;
    const thread = this.thread!;
    thread.parked.delete(this.#call);
    thread.running.set(this.#call, this);
    shared.live.add(this);
    shared.observer?.began(this, thread);
    if (this.#closing === 'wanted') this.#sendClose();
    else this.#pull();
  }

  receive({ values, ms }: Extract<FromWorker, { type: 'yield' }>): void {
    const count = values.values.length;
    if (!(count <= this.#owed && ms >= 0)) throw new Error(`${count} values`);
    this.#owed -= count;
    this.#window = Math.max(1, Math.min(WINDOW, Math.floor((AHEAD * count) / ms)));
    this.#consumer.push(unpack(values, this.definition));
    const parks = this.#owed === 0 && this.#closing === 'no' && this.state !== 'settled';
    shared.observer?.yielded(this, ms, parks);
    if (parks) this.#park();
  }

  closeParked(): void {
    if (this.#closing !== 'no') return;
    this.#consumer.finish(false, new ShutdownError(this.definition), 'kept');
    this.close();
  }

  /** The runtime has waited long enough for it. */
  expel(error: ShutdownError): void {
    this.#consumer.abort(error);
    // On an event loop that others share, or that does not hear.
    this.settle(false, error);
  }

  override settle(ok: boolean, value: unknown, closed?: Closed): void {
    if (this.state === 'settled') return;
    this.#given = this.#given?.wait?.forget();
    const died = this.thread?.gone;
    if (this.thread) this.#hold(false);
    super.settle(ok, value);
    this.#consumer.finish(ok, value, died ? 'replaced' : closed);
  }

  /** Keeps the process alive, or no longer. A lease would, too, until the generator lets go of its thread. */
  #hold(waited: boolean): void {
    const { port } = this.thread!;
    let holders = held.get(port);
    if (!holders) held.set(port, (holders = new Set()));
    if (waited) holders.add(this);
    else holders.delete(this);
    if (holders.size > 0) port.ref();
    else port.unref();
  }

  #begin(): void {
    this.#begun = true;
    const { definition } = this;
    const { kept, moved, wait } = this.#given!;
    this.#given = undefined;
    const go = (values: unknown[]) => {
      try {
        send(this, values, moved);
      } catch (error) {
        this.settle(false, refusals().explain(error, values, 'argument', definition));
      }
    };
    const begin = () => {
      if (shared.closing) return this.settle(false, new ShutdownError(definition));
      shared.live.add(this);
      if (!wait) return go(kept);
      this.state = 'waiting';
      this.pending = wait;
      wait.follow(go, (error) => this.settle(false, error));
    };
    const observer = observed();
    if (observer) observer.call(this, wait ? [] : kept, begin);
    else begin();
  }

  /** How many more values to ask for. Half of the window is a message's worth. */
  #wanted(): number {
    const { requests, supply } = this.#consumer;
    const most = Math.max(shared.closing ? 0 : this.#window, requests);
    const there = this.#owed + supply;
    return there <= most / 2 ? most - there : 0;
  }

  #pull(): void {
    const credits = this.#wanted();
    if (credits === 0 || this.#closing !== 'no') return;
    this.#owed += credits;
    this.thread!.send({ type: 'pull', call: this.#call, credits });
    spin();
  }

  #sendClose(): void {
    this.#closing = 'sent';
    this.thread!.send({ type: 'close', call: this.#call });
  }

  #park(): void {
    const thread = this.thread!;
    thread.parked.set(this.#call, this);
    this.#givesWay = true;
    thread.vacate(this.#call);
    this.#givesWay = false;
    if (shared.closing) return this.closeParked();
    this.unlist();
    this.#pool.feed(thread);
  }
}
