// One worker thread, leased from piscina. Calls travel on a port of our own: with the caller
// blocked in `result()`, piscina's own queue and handshake stand still, while a port can be read.
import { join } from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { type Packed, unpack } from '../codec.js';
import { WorkerExitError } from '../errors.js';
import type { FromWorker, Lease, Opening, ToWorker } from '../protocol.js';
import { shared } from '../shared.js';
import type { Pool } from './pool.js';
import type { Settings } from './settings.js';
import type { Task } from './unfuture.js';

/** What is used of piscina. Its own declarations don't compile under `exactOptionalPropertyTypes`. */
interface Piscina {
  run(task: Lease, options: { transferList: MessagePort[] }): Promise<void>;
  destroy(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): void;
}

const WORKER = join(__dirname, '..', 'inside', 'worker.js');

/** Milliseconds a thread stays leased without a call. A lease keeps the process alive; taking one costs a message. */
const LINGER = 5;

/** Milliseconds after which a blocked caller takes a thread that never answered for dead. */
const BOOT = 30_000;

export class Thread {
  /** Calls on this thread, by number. */
  readonly running = new Map<number, Task>();
  /** Settles when the thread has ended. */
  gone: Promise<void> | undefined;

  readonly #pool: Pool;
  readonly #piscina: Piscina;
  readonly #port: MessagePort;
  #lifeline: MessagePort;
  readonly #known = new Set<number>();
  readonly #begun = performance.now();
  #booted = false;
  #leases = 0;
  #leased: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Name of the task that ran last, for what happens after it. */
  #last = 'no task';

  constructor(pool: Pool, { setup, resourceLimits }: Settings) {
    this.#pool = pool;
    const { Piscina } = require('piscina') as { Piscina: new (options: object) => Piscina };
    // One pool for each thread: piscina posts at once only to the threads that its constructor
    // starts, to later ones when they have answered, which a blocked caller would not hear.
    this.#piscina = new Piscina({
      filename: WORKER,
      minThreads: 1,
      maxThreads: 1,
      idleTimeout: Infinity,
      atomics: 'disabled',
      recordTiming: false,
      resourceLimits,
    });
    // Without a listener an error in an idle thread would end the process.
    this.#piscina.on('error', (error: Error) => this.end(error));
    const calls = new MessageChannel();
    const life = new MessageChannel();
    this.#port = calls.port1;
    this.#lifeline = life.port1;
    this.#port.on('message', (message: FromWorker) => this.#receive(message));
    this.#port.on('messageerror', (error: Error) => this.end(error));
    // The lease is what keeps the process alive.
    this.#port.unref();
    this.#lease({ port: calls.port2, lifeline: life.port2, bell: shared.bell, setup });
  }

  /** Hands over a call. Throws, with nothing changed, when the arguments can't cross. */
  post(task: Task, args: Packed, transfer: readonly object[]): void {
    const { definition } = task;
    const { id, url, key, name, at } = definition;
    if (!this.#known.has(id)) {
      this.#send({ type: 'register', task: id, url: url!, key: key ?? name, name, at });
      this.#known.add(id);
    }
    const call = ++shared.lastId;
    const { values, patches } = args;
    this.#send({ type: 'call', call, task: id, args: patches ? { values, patches } : { values } }, transfer);
    this.running.set(call, task);
    task.state = 'running';
    task.thread = this;
    task.payload = undefined;
    this.#last = name;
    this.#lease();
  }

  /** Handles what has arrived; works while the event loop is blocked. */
  drain(): void {
    for (let received; (received = receiveMessageOnPort(this.#port)); ) {
      this.#receive(received.message as FromWorker);
    }
  }

  /** Looks whether the thread still exists, without the event loop: a dead end can't be transferred. */
  check(): void {
    // Until it has booted nobody holds the other end, and nobody lets go of it either.
    if (!this.#booted && (this.gone || performance.now() - this.#begun > BOOT)) return this.#bury();
    try {
      receiveMessageOnPort(this.#lifeline);
      this.#lifeline = structuredClone(this.#lifeline, { transfer: [this.#lifeline] });
    } catch {
      this.#bury();
    }
  }

  #bury(): void {
    this.drain();
    this.end(new Error('the thread is gone'));
    this.#depart();
  }

  /**
   * Ends the thread and rejects what ran on it.
   * @param cause why, if it died by itself
   * @param exitCode if it exited
   */
  end(cause?: Error, exitCode?: number): void {
    // What was said before the end counts, and may be that it exits.
    if (!this.gone) this.drain();
    if (this.gone) return;
    const death = (where?: Task['definition']) =>
      new WorkerExitError(
        `the thread of ${where?.name ?? this.#last} ${this.#howItEnded(cause, exitCode)}`,
        exitCode,
        where,
        cause,
      );
    const native = setTimeout(
      () =>
        warn(
          'UNSYNC_THREAD_BUSY',
          `the thread of ${this.#last} was ended but is inside a native call; it, and any child process it waits for, go on until that returns`,
        ),
      1000,
    ).unref();
    clearTimeout(this.#timer);
    this.#pool.threads.delete(this);
    this.#pool.leaving.add(this);
    this.gone = this.#piscina.destroy().then(() => {
      clearTimeout(native);
      this.drain();
      this.#depart();
    });
    if ((cause || exitCode !== undefined) && this.running.size === 0)
      warn('UNSYNC_LATE_ERROR', `after ${this.#last} had returned, ${death().message}`, cause);
    for (const task of this.running.values()) task.settle(false, death(task.definition));
    this.running.clear();
  }

  /** Ends the thread when it has said everything it had to say. */
  async close(): Promise<void> {
    if (!this.gone) {
      this.#lease();
      const released = this.#leased;
      this.#release();
      // A thread that is stuck in a call that was given up does not answer.
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([
        released,
        new Promise((resolve) => {
          timer = setTimeout(resolve, 1000);
        }),
      ]);
      clearTimeout(timer);
      this.drain();
      this.end();
    }
    await this.gone;
  }

  #receive(message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        this.#booted = true;
        return;
      case 'result':
      case 'failure': {
        const task = this.running.get(message.call);
        if (!task) return;
        this.running.delete(message.call);
        // First the thread goes on, then those who wait for the value.
        if (!this.gone) {
          this.#pool.feed(this);
          if (this.running.size === 0) this.#rest();
        }
        if (task.state === 'settled') return;
        const { classes } = task.definition;
        if (message.type === 'result') task.settle(true, unpack(message.value, classes)[0]);
        else task.settle(false, decode(message.error, classes));
        return;
      }
      case 'late': {
        const error = decode(message.error, () => undefined);
        const name = message.name ?? this.#last;
        return warn(
          'UNSYNC_LATE_ERROR',
          `an error after ${name} had returned: ${String((error as Error | null)?.message ?? String(error))}`,
          error,
        );
      }
      case 'print':
        process[message.stream].write(message.chunk as string, message.encoding);
        return;
      case 'gone':
        return this.end(undefined, message.exitCode);
    }
  }

  #send(message: ToWorker, transfer: readonly object[] = []): void {
    this.#port.postMessage(message, transfer as MessagePort[]);
  }

  #lease(open?: Opening): void {
    if (this.#leased) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lease: Lease = open ? { lease: ++this.#leases, open } : { lease: ++this.#leases };
    const transferList = open ? [open.port, open.lifeline] : [];
    this.#leased = this.#piscina.run(lease, { transferList }).catch((error: Error) => this.end(error));
    if (open) this.#rest();
  }

  #rest(): void {
    if (this.#timer) this.#timer.refresh();
    else this.#timer = setTimeout(() => this.running.size === 0 && this.#release(), LINGER);
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#leased = undefined;
    this.#send({ type: 'release', lease: this.#leases });
    const { idleTimeout } = this.#pool;
    this.#timer = idleTimeout < Infinity ? setTimeout(() => this.end(), idleTimeout).unref() : undefined;
  }

  /** The thread no longer exists: its place is free. */
  #depart(): void {
    this.#port.close();
    if (this.#pool.leaving.delete(this)) this.#pool.refill();
  }

  #howItEnded(cause: Error | undefined, exitCode: number | undefined): string {
    if (exitCode !== undefined) return `exited with code ${exitCode}`;
    if ((cause as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'ran out of memory';
    return cause ? `died: ${cause.message}` : 'was ended';
  }
}

/** Loaded with the first error that crosses. */
const decode: typeof import('../failure.js').decode = (...args) =>
  (require('../failure.js') as typeof import('../failure.js')).decode(...args);

function warn(code: string, message: string, error?: unknown): void {
  const detail = (error as Error | undefined)?.stack;
  process.emitWarning(`unsync: ${message}`, { type: 'UnsyncWarning', code, ...(detail && { detail }) });
}
