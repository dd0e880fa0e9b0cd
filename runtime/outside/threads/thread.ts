// One worker thread, leased from piscina. Calls travel on a port of our own: with the caller
// blocked in `result()`, piscina's own queue and handshake stand still, while a port can be read.
// Piscina has one task in each thread, the lease: while it is pending, the process stays alive.
// Long, since it is one class, whose methods share the state of the thread.
import type { MessagePort } from '../../platform/node/globals.js';
import { MessageChannel, postMessage, receiveMessageOnPort, SharedArrayBuffer } from '../../platform/node/globals.js';
import { clearInterval, clearTimeout, setInterval, setTimeout } from '../../platform/node/timers.js';
import { spin } from '../../shared/adaptive-spin.js';
import { unpack } from '../../shared/pack.js';
import type { Encoded, Packed } from '../../shared/packed.js';
import type { Answer, FromWorker, Lease, Numbered, Opening, ToWorker } from '../../shared/protocol.js';
import { MARK } from '../../shared/side.js';
import { shared } from '../state.js';
import type * as types from '../types.js';
import { workerFile } from './worker-file.js';

/** The part of piscina that is used. Its own declarations don't compile under `exactOptionalPropertyTypes`. */
interface Piscina {
  run(task: Lease, options: { transferList: MessagePort[] }): Promise<void>;
  destroy(): Promise<void>;
  readonly options: { minThreads: number };
  on(event: 'error', listener: (error: Error) => void): void;
}

/** Milliseconds a thread stays leased without a call. A lease keeps the process alive; taking one costs a message. */
const LINGER = 5;

/** Milliseconds between looks at a thread that has something to do. */
const LOOK = 1000;

export class Thread implements types.Thread {
  declare readonly pool: types.Pool;
  readonly running = new Map<number, types.Task>();
  readonly parked = new Map<number, types.Stream>();
  declare readonly port: MessagePort;
  gone: Promise<void> | undefined;
  tornDown: ((error?: Encoded) => void) | undefined;
  readonly known = new Map<number, boolean>();
  seen = 0;
  leases = 0;
  leased: Promise<void> | undefined;
  declare lifeline: MessagePort;
  systemThread: number | undefined;
  current: Int32Array | undefined;
  declare readonly piscina: Piscina;
  readonly printed = new Int32Array(new SharedArrayBuffer(4));
  runQueue: types.RunQueue | undefined;
  last = 'no task';

  /** Calls it has been given. */
  #given = 0;
  /** To be replaced as soon as nothing is on it. */
  #worn = false;
  #sent = 0;
  #lease = 0;
  #timer: NodeJS.Timeout | undefined;
  #watch: NodeJS.Timeout | undefined;

  constructor(pool: types.Pool, { setup, worker }: types.Settings) {
    this.pool = pool;
    // Before piscina is loaded: in a bundle, this says what is wrong, where piscina would fail with something else.
    const filename = workerFile();
    const { Piscina } = require('piscina') as { Piscina: new (options: object) => Piscina };
    // A Piscina for each thread, of one thread, instead of one for all (runtime/ARCHITECTURE.md has more on that).
    // Piscina posts at once to the threads that its constructor starts. To one that it adds later it posts nothing until
    // that has said that it is ready, and while the caller is blocked in `result()`, this is not heard: with one Piscina
    // for all, such a caller would wait for ever for a thread that waits for its first task.
    this.piscina = new Piscina({
      filename,
      minThreads: 1,
      maxThreads: 1,
      // The kind has an idle timeout of its own, which `release` looks after.
      idleTimeout: Infinity,
      // Else a thread without a lease would block until piscina brings the next one: calls may come before that.
      atomics: 'disabled',
      recordTiming: false,
      workerData: MARK,
      ...worker,
    });
    // The thread is started by now. With 1 left there, piscina would start another one where it dies, only for `end` to
    // end that, too.
    this.piscina.options.minThreads = 0;
    // Without a listener an error in an idle thread would end the process.
    this.piscina.on('error', (error: Error) => this.end(error));
    const calls = new MessageChannel();
    const life = new MessageChannel();
    this.port = calls.port1;
    this.lifeline = life.port1;
    this.port.on('message', (message: FromWorker & Numbered) => this.#receive(message));
    this.port.on('messageerror', (error: Error) => this.end(error));
    // Closes when the thread is terminated. With a lease, piscina tells of that, too, and why: it is given the time to be
    // first. Without one, it says nothing.
    this.port.on('close', () => this.gone || setTimeout(() => this.end(new Error('it was terminated')), LOOK));
    // The lease keeps the process alive while calls run, not the port.
    this.port.unref();
    const { maxMemoryMb } = pool.settings;
    this.lease({
      port: calls.port2,
      lifeline: life.port2,
      bell: shared.bell,
      printed: this.printed,
      setup,
      maxMemoryMb,
    });
    shared.observer?.thread('started', this, pool);
  }

  post(task: types.Task, args: Packed | undefined, transfer: readonly object[]): void {
    const { definition } = task;
    this.introduce(definition);
    const call = ++shared.lastId;
    if (args) {
      const { values, patches, tracking } = args;
      // most have values alone, and there is one for each call
      const sent =
        patches || tracking ? { values, ...(patches && { patches }), ...(tracking && { tracking }) } : { values };
      this.send({ type: 'call', call, task: definition.id, args: sent }, transfer);
    } else this.send({ type: 'load', call, task: definition.id });
    this.running.set(call, task);
    this.last = definition.name;
    if (args) {
      spin();
      this.count();
    }
    if (definition.stream) this.#look();
    else this.lease();
    task.begun(this, call);
  }

  introduce(definition: types.Prepared): void {
    const { id, url, key, name, at, env, fresh, tracked, stream = false, plain = false } = definition;
    const parameters = tracked && definition.parameters;
    if (this.known.has(id)) return;
    const hasConstants = !!definition.constants;
    this.send({
      type: 'register',
      task: id,
      url: url!,
      key,
      name,
      at,
      env,
      stream,
      plain,
      fresh,
      hasConstants,
      parameters,
    });
    this.known.set(id, false);
  }

  count(): void {
    this.#worn ||= ++this.#given >= this.pool.settings.maxTasks;
  }

  get isWorn(): boolean {
    return this.#worn;
  }

  drain(most = Infinity): void {
    for (let received; most-- > 0 && (received = receiveMessageOnPort(this.port)); ) {
      this.#receive(received.message as FromWorker & Numbered);
    }
    this.runQueue?.scan();
  }

  check(isTurning?: boolean): void {
    watchdog().check(this, isTurning);
  }

  /** Looks now and then, for as long as there is something to lose. */
  #look(): void {
    this.#watch ??= setInterval(() => this.check(true), LOOK).unref();
  }

  end(cause?: Error, exitCode?: number): void {
    terminating().end(this, cause, exitCode);
  }

  #receive(message: FromWorker & Numbered): void {
    try {
      if (message.seq <= this.seen) return;
      if (message.seq !== ++this.seen) throw undefined;
      this.#handle(message);
    } catch (error) {
      this.seen = Infinity;
      this.end(watchdog().fault(error));
    }
  }

  #handle(message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        ({ systemThread: this.systemThread, current: this.current } = message);
        return shared.observer?.thread('ready', this, this.pool);
      case 'loaded':
        if (!this.known.has(message.task)) throw message;
        this.known.set(message.task, true);
        return;
      case 'result':
      case 'failure': {
        const { call } = message;
        const task = this.running.get(call) ?? this.runQueue?.find(call) ?? this.parked.get(call);
        if (!task) return this.#disown(message);
        this.parked.delete(call);
        this.pool.finished++;
        try {
          // First the thread goes on, then those who wait for the value.
          this.vacate(call);
          return task.proxied ? proxies().ended(task, message, this) : this.conclude(task, message);
        } catch (error) {
          // Not lost: it is rejected with what else is here.
          this.running.set(call, task);
          throw error;
        }
      }
      case 'results':
        message.calls.forEach((call, i) =>
          this.#handle({ type: 'result', call, value: { values: [message.values[i]] } }),
        );
        return;
      case 'callback': {
        const task = this.running.get(message.call) ?? this.parked.get(message.call);
        // Its call may have ended.
        if (task) proxies().called(task, message, this);
        else if (!message.call) throw message;
        return;
      }
      case 'progress':
        return this.runQueue?.poll();
      case 'yield': {
        const stream = this.running.get(message.call) as types.Stream | undefined;
        return stream ? stream.receive(message) : this.#disown(message);
      }
      case 'worn':
        this.#worn = true;
        return this.vacate(0);
      case 'tornDown':
        return this.tornDown!(message.error);
      case 'print':
        return printing().print(this, message);
      case 'gone':
        return this.end(undefined, message.exitCode);
      default:
        return watchdog().receive(this, message);
    }
  }

  conclude(task: types.Task, message: Answer): void {
    if (task.state === 'settled') return;
    if (message.ran) shared.observer?.answered(task, message.ran);
    const { closed } = message;
    if (task.relay) task.relay(message);
    else if (task.given) giveBack().conclude(task, message);
    else if (message.type === 'result') task.settle(true, unpack(message.value, task.definition)[0], closed);
    else task.settle(false, failures().thrown(message.error, task), closed);
  }

  /** A message about no call: of one that was rejected when the thread was ended, or none that there is. */
  #disown(message: FromWorker): void {
    if (!this.gone) throw message;
  }

  vacate(call: number): void {
    if (!this.running.delete(call)) this.runQueue?.answered(call);
    if (this.gone) return;
    if (this.#worn && !this.tasks()[0]) return void graceful().retire(this);
    this.pool.feed(this);
    this.rest();
  }

  drop({ definition }: types.Task): void {
    if (definition.kind !== 'background') return this.end();
    this.rest();
    watchdog().suspect(this);
  }

  send(message: ToWorker, transfer: readonly object[] = []): void {
    (message as ToWorker & Numbered).seq = this.#sent + 1;
    postMessage(this.port, message, transfer);
    // Not when it can't be cloned.
    this.#sent++;
  }

  lease(open?: Opening): void {
    if (this.leased) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lease: Lease = open ? { lease: ++this.#lease, open } : { lease: ++this.#lease };
    const transferList = open ? [open.port, open.lifeline] : [];
    this.leases++;
    this.leased = this.piscina.run(lease, { transferList }).then(
      () => {
        this.leases--;
      },
      (error: Error) => this.end(error),
    );
    this.#look();
    if (open) this.rest();
  }

  rest(): void {
    const release = () =>
      shared.closing ||
      this.tornDown ||
      this.pool.queue.first() ||
      this.tasks().some((each) => !each.definition.stream && each.state !== 'settled') ||
      this.release();
    if (this.#timer) this.#timer.refresh();
    else this.#timer = setTimeout(release, LINGER);
  }

  get load(): number {
    return this.running.size + (this.runQueue?.length ?? 0);
  }

  *calls(): Iterable<[number, types.Task]> {
    yield* this.running;
    if (this.runQueue) yield* this.runQueue.calls();
  }

  tasks(): types.Task[] {
    return [...[...this.calls()].map(([, task]) => task), ...this.parked.values()];
  }

  release(): void {
    clearTimeout(this.#timer);
    this.leased = undefined;
    this.send({ type: 'release', lease: this.#lease });
    const { idleTimeout } = this.pool.settings;
    this.#timer =
      idleTimeout < Infinity
        ? setTimeout(() => this.tasks()[0] || graceful().retire(this), idleTimeout).unref()
        : undefined;
  }

  unwatch(): void {
    clearInterval(this.#watch);
    this.#watch = undefined;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.unwatch();
  }
}

/** Loaded with the first error that crosses. */
const failures = () => require('../../shared/failure.js') as typeof import('../../shared/failure.js');

/** Loaded with the first call that gives back what it changes. */
const giveBack = () => require('../calls/give-back.js') as typeof import('../calls/give-back.js');

const proxies = () => require('../calls/proxies.js') as typeof import('../calls/proxies.js');

/** Loaded with the first thread that is idle for long, or replaced. */
const graceful = () =>
  require('../lifecycle/graceful-shutdown.js') as typeof import('../lifecycle/graceful-shutdown.js');

/** Loaded with the first print. */
const printing = () => require('./printing.js') as typeof import('./printing.js');

/** Loaded with the first call that takes a second or for which a caller is blocked for a while, or a rare message. */
const watchdog = () => require('../lifecycle/watchdog.js') as typeof import('../lifecycle/watchdog.js');

/** Loaded with the first thread that ends. */
const terminating = () => require('../lifecycle/terminate.js') as typeof import('../lifecycle/terminate.js');
