// `bullmq()`: the executor, on the thread of the program that makes the calls. Connections are made with the first.
import { randomBytes } from 'node:crypto';
import { clearInterval, clock, setInterval } from '../platform/node/timers.js';
import { ConfigurationError, ExecutorError } from '../shared/errors.js';
import { sizeOf } from '../shared/wire.js';
import type { Executor, RemoteCall } from '../types.js';
import { type Build, placeOf } from './builds.js';
import { Commands } from './connection.js';
import { JobDispatcher } from './job-dispatcher.js';
import { type CommonOptions, checkCommon, checkNames, positive } from './options.js';
import { checkInstalled } from './packages.js';
import { Presence } from './presence.js';
import type { RemoteKind } from './protocol.js';
import type { CallerOptions, Entry } from './types.js';

export interface BullmqOptions extends CommonOptions {
  /**
   * Milliseconds that a call may take, waiting included, where its own `timeout` does not say; then it rejects with a
   * TimeoutError and is cancelled. Default 60000.
   */
  readonly timeout?: number | undefined;
  /** Calls that are in Redis at once. More wait in this process; where the kind has a `maxQueue`, as many as that. Default 10000. */
  readonly maxInFlight?: number | undefined;
}

const NAMES = ['connection', 'secret', 'prefix', 'maxPayload', 'timeout', 'maxInFlight'];

/** Milliseconds between looks at the clock, and for jobs of which nothing is heard. */
const TICK = 250;

/**
 * Takes calls to workers on other machines, by way of BullMQ on Redis:
 * `configure({ executor: bullmq({ connection: 'redis://…' }) })`. Needs the packages `bullmq` and `ioredis`.
 *
 * @throws ConfigurationError for an option that is not acceptable
 */
export function bullmq(options: BullmqOptions = {}): Executor {
  checkInstalled();
  checkNames(options, NAMES);
  return new Caller({
    ...checkCommon(options),
    timeout: positive('timeout', options.timeout ?? 60_000),
    maxInFlight: positive('maxInFlight', options.maxInFlight ?? 10_000),
  });
}

class Caller implements Executor {
  readonly name = 'BullMQ';
  readonly caller = randomBytes(8).toString('hex');
  readonly commands: Commands;
  readonly presence: Presence;
  /** By build and kind. */
  readonly #dispatchers = new Map<string, JobDispatcher>();
  /** That have no outcome, the oldest first. */
  readonly #live = new Map<RemoteCall, Entry>();
  #inFlight = 0;
  #clock: NodeJS.Timeout | undefined;

  constructor(readonly options: CallerOptions) {
    this.commands = new Commands(options.connection);
    this.presence = new Presence(this.commands, options.prefix, this.caller);
    // Comes again as long as there is something to take away.
    process.on('beforeExit', () => void this.#tidy());
    process.on('exit', () => this.presence.leave());
  }

  send(call: RemoteCall): void {
    const { maxPayload, timeout } = this.options;
    const size = sizeOf(call.args);
    if (size > maxPayload) {
      const message = `${call.name}: its arguments are ${size} bytes; the option maxPayload of bullmq() allows ${maxPayload}`;
      throw new ExecutorError(message, 'too-large', false, call);
    }
    const { build, url } = placeOf(call.worker);
    const task = build.numbers.get(`${call.key} ${url}`);
    if (task === undefined)
      throw new ConfigurationError(`${call.name} is not in the manifest in ${build.folder}: build the project again`);
    const dispatcher = this.#dispatcherOf(build, call.kind);
    const expires = clock() + (call.timeout ?? timeout);
    const entry: Entry = { call, dispatcher, state: 'running', options: call, expires, place: undefined };
    dispatcher.send(entry, task);
    this.#live.set(call, entry);
    if (this.#live.size === 1) this.#wake();
  }

  #dispatcherOf(build: Build, kind: RemoteKind): JobDispatcher {
    const key = `${build.id} ${kind}`;
    let dispatcher = this.#dispatchers.get(key);
    if (!dispatcher) {
      this.#dispatchers.set(key, (dispatcher = new JobDispatcher(this, build, kind)));
      dispatcher.isNeeded = this.#live.size > 0;
    }
    return dispatcher;
  }

  cancel(call: RemoteCall): void {
    const entry = this.#live.get(call);
    if (entry) this.#drop(entry);
  }

  #drop(entry: Entry): void {
    const wasSent = entry.place !== undefined;
    entry.state = 'settled';
    this.over(entry);
    if (wasSent) entry.dispatcher.cancel(entry);
    else entry.dispatcher.withdraw();
  }

  takeBack(call: RemoteCall): boolean {
    const entry = this.#live.get(call);
    if (!entry || entry.place) return false;
    this.#drop(entry);
    return true;
  }

  async connect(): Promise<void> {
    this.commands.isNeeded = true;
    try {
      await this.commands.ready();
    } finally {
      this.commands.isNeeded = this.#live.size > 0;
    }
  }

  async #tidy(): Promise<void> {
    await Promise.all([...this.#dispatchers.values()].map((dispatcher) => dispatcher.tidy()));
  }

  async close(): Promise<void> {
    this.#rest();
    this.commands.isNeeded = true;
    await this.#tidy();
    this.presence.leave();
    for (const dispatcher of this.#dispatchers.values()) dispatcher.close();
    this.commands.close();
  }

  // What dispatchers need of it.

  room(): number {
    return this.options.maxInFlight - this.#inFlight;
  }

  count(change: number): void {
    this.#inFlight += change;
    if (change < 0) for (const dispatcher of this.#dispatchers.values()) dispatcher.schedule();
  }

  over({ call }: Entry): void {
    if (this.#live.delete(call) && this.#live.size === 0) this.#rest();
  }

  /** There is something to wait for. */
  #wake(): void {
    this.#setNeeded(true);
    this.#clock ??= setInterval(() => this.#tick(), TICK);
  }

  #rest(): void {
    this.#setNeeded(false);
    clearInterval(this.#clock);
    this.#clock = undefined;
  }

  #setNeeded(needed: boolean): void {
    this.commands.isNeeded = needed;
    for (const dispatcher of this.#dispatchers.values()) dispatcher.isNeeded = needed;
  }

  #tick(): void {
    this.presence.show();
    const now = clock();
    for (const [call, entry] of this.#live) {
      // Those with a limit of their own are cancelled by their callers' side.
      if (call.timeout !== undefined) continue;
      if (entry.expires > now) break;
      this.#drop(entry);
      call.fail(entry.dispatcher.timeout(entry, this.options.timeout));
    }
    for (const dispatcher of this.#dispatchers.values()) void dispatcher.look();
  }
}
