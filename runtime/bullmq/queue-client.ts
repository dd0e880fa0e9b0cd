// A caller's work in Redis, for one queue: each method is one attempt, and whoever calls it knows what it was for.
import type { Queue } from 'bullmq';
import { Buffer } from '../platform/node/globals.js';
import { fromBytes, toBytes } from '../shared/wire.js';
import type { Payload } from '../types.js';
import type { Commands } from './connection.js';
import { type Ended, Events } from './events.js';
import { createSigner, type Signer } from './hmac.js';
import { load } from './packages.js';
import {
  type Calls,
  type Cancel,
  cancelChannel,
  claimKey,
  EVENTS,
  type JobData,
  KEPT,
  LARGE_JOB,
  type Reply,
  type ReturnValue,
  VERSION,
} from './protocol.js';
import type { CallerOptions } from './types.js';

/** BullMQ takes no lower one. */
const LOWEST = 2 ** 21;

/** Milliseconds before the first job from which on events are read: clocks differ a little. */
const MARGIN = 1000;

export interface NewJob {
  readonly id: string;
  /** For people who look into the queue. */
  readonly name: string;
  /** More goes first. */
  readonly priority: number;
  readonly task: number;
  /** Milliseconds that somebody waits for it. */
  readonly left: number;
  /** It was tried before. */
  readonly isRepeated: boolean;
  readonly caller: string;
  readonly args: readonly Payload[];
}

export class QueueClient {
  readonly #signer: Signer;
  #queue: Queue | undefined;
  #events: Events | undefined;
  #needed = false;

  constructor(
    readonly name: string,
    readonly options: CallerOptions,
    readonly commands: Commands,
    readonly ended: (ended: Ended) => void,
  ) {
    this.#signer = createSigner(options.secret, `${VERSION} ${name}`);
  }

  /** True while events are waited for, for which the process stays alive. */
  set isNeeded(needed: boolean) {
    this.#needed = needed;
    if (this.#events) this.#events.isNeeded = needed;
  }

  /** Under its own name: to add it again makes no second job. */
  async add({ id, name, priority, task, left, isRepeated, caller, args }: NewJob): Promise<void> {
    const { commands } = this;
    const queue = this.#open();
    const calls: Calls = { task, expires: commands.clock.now() + left, caller, isRepeated, args };
    const signed = this.#signer.sign('job', id, toBytes(calls));
    const isLarge = signed.length > LARGE_JOB;
    if (isLarge) await commands.client.set(this.#claim('job', id), signed, 'PX', Math.ceil(left) + KEPT * 1000);
    const data: JobData = isLarge ? { v: VERSION } : { v: VERSION, p: signed.toString('base64') };
    await queue.add(name, data, {
      jobId: id,
      ...orderOf(priority),
      removeOnComplete: true,
      removeOnFail: { age: KEPT },
    });
  }

  #open(): Queue {
    if (this.#queue) return this.#queue;
    const { commands, options } = this;
    const { Queue } = load<typeof import('bullmq')>('bullmq');
    const queue = new Queue(this.name, {
      connection: commands.client,
      prefix: options.prefix,
      skipVersionCheck: true,
      streams: { events: { maxLen: EVENTS } },
    });
    // Whoever has it do something is told.
    queue.on('error', () => {});
    // By the clock that numbers the events, and before there are any.
    const last = `${Math.floor(commands.clock.now()) - MARGIN}-0`;
    this.#events ??= new Events(options.connection, queue.toKey('events'), last, this.ended);
    this.#events.isNeeded = this.#needed;
    return (this.#queue = queue);
  }

  /** After an error: a queue whose first connection fails is of no use any more. */
  reset(): void {
    void this.#queue?.close().catch(() => {});
    this.#queue = undefined;
  }

  /**
   * Gives what a job returned; undefined when it is no longer there.
   * @throws BadSignature
   */
  async reply(id: string, returnValue: string): Promise<Reply | undefined> {
    const value = JSON.parse(returnValue) as ReturnValue;
    const signed =
      typeof value === 'string'
        ? Buffer.from(value, 'base64')
        : await this.commands.client.getBuffer(this.#claim('reply', id));
    return signed ? (fromBytes(this.#signer.verify('reply', id, signed)) as Reply) : undefined;
  }

  /** Looks what has become of a job: it waits for a worker, a worker has it, it is not there, or how it ended. */
  async look(id: string): Promise<'waiting' | 'active' | 'missing' | Ended> {
    const queue = this.#open();
    const state = await queue.getJobState(id);
    if (state === 'failed') {
      const failedReason = (await this.commands.client.hget(queue.toKey(id), 'failedReason')) ?? 'it failed';
      return { job: id, failedReason };
    }
    if (state !== 'unknown') return state === 'active' ? state : 'waiting';
    // A job that is done is gone, and what it returned was there before.
    const isDone = await this.commands.client.exists(this.#claim('reply', id));
    return isDone ? { job: id, returnValue: 'null' } : 'missing';
  }

  /** Gives whether the job had not begun; it is gone then. */
  async remove(id: string): Promise<boolean> {
    return (await this.#open().remove(id)) === 1;
  }

  /** Has whoever runs these calls end them. */
  async cancel(id: string, calls: readonly number[]): Promise<void> {
    const cancel: Cancel = { job: id, calls };
    const signed = this.#signer.sign('cancel', '', toBytes(cancel));
    await this.commands.client.publish(cancelChannel(this.options.prefix, this.name), signed);
  }

  /** Takes away what jobs that have ended have left. */
  async tidy(ids: readonly string[]): Promise<void> {
    await this.commands.client.unlink(ids.flatMap((id) => [this.#claim('job', id), this.#claim('reply', id)]));
  }

  /** How many workers there are; undefined where that can't be asked. */
  async workers(): Promise<number | undefined> {
    return this.#open()
      .getWorkersCount()
      .catch(() => undefined);
  }

  #claim(what: 'job' | 'reply', id: string): string {
    return claimKey(this.options.prefix, this.name, what, id);
  }

  close(): void {
    this.#events?.close();
    this.reset();
  }
}

/** To BullMQ, jobs with a priority come after those without, the lower the earlier. What goes ahead of these goes ahead of all. */
function orderOf(priority: number): { lifo?: true; priority?: number } {
  if (priority > 0) return { lifo: true };
  return priority < 0 ? { priority: Math.min(LOWEST, Math.ceil(-priority)) } : {};
}
