// Hears from BullMQ of jobs that have ended: one reader of a queue's list of events. BullMQ's own, QueueEvents, has
// timers that keep a program alive which has nothing more to do.
import { setTimeout as delay } from 'node:timers/promises';
import { clearTimeout, setTimeout } from '../platform/node/timers.js';
import { openWhileNeeded, type Redis, setAlive } from './connection.js';
import type { Connection } from './options.js';

/** Milliseconds that Redis waits for an event; and of silence after that until the connection is taken to be lost. */
const BLOCK = 5000;
const SILENCE = 10_000;
const RETRY = 250;

export interface Ended {
  readonly job: string;
  /** As JSON. */
  readonly returnValue?: string;
  readonly failedReason?: string;
}

type Entries = [id: string, fields: string[]][];

export class Events {
  readonly #client: Redis;
  #needed = false;
  #running = false;
  #closed = false;

  /**
   * @param key of the list
   * @param last reads what came after this entry
   */
  constructor(
    connection: Connection,
    readonly key: string,
    private last: string,
    private readonly ended: (ended: Ended) => void,
  ) {
    this.#client = openWhileNeeded(connection, () => this.#needed, { maxRetriesPerRequest: null });
    // Whoever sends something gets an error; here it is tried again.
    this.#client.on('error', () => {});
  }

  set isNeeded(needed: boolean) {
    this.#needed = needed;
    setAlive(this.#client, needed);
    if (needed && !this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (!this.#closed) {
      try {
        if (this.#client.status === 'end' || this.#client.status === 'wait') await this.#client.connect();
        for (const [, entries] of (await this.#read()) ?? []) this.#hand(entries);
      } catch {
        // Without a connection nothing is read while nobody waits.
        if (!this.#needed) break;
        await delay(RETRY);
      }
    }
    this.#running = false;
  }

  async #read(): Promise<[key: string, entries: Entries][] | null> {
    // A limit of ioredis would keep the process alive.
    const watchdog = setTimeout(() => this.#client.disconnect(true), BLOCK + SILENCE).unref();
    try {
      return (await this.#client.xread('COUNT', 1000, 'BLOCK', BLOCK, 'STREAMS', this.key, this.last)) as never;
    } finally {
      clearTimeout(watchdog);
    }
  }

  #hand(entries: Entries): void {
    for (const [id, fields] of entries) {
      this.last = id;
      const event = new Map<string, string>();
      for (let i = 0; i < fields.length; i += 2) event.set(fields[i]!, fields[i + 1]!);
      const job = event.get('jobId');
      const what = event.get('event');
      if (job === undefined) continue;
      if (what === 'completed') this.ended({ job, returnValue: event.get('returnvalue') ?? 'null' });
      else if (what === 'failed') this.ended({ job, failedReason: event.get('failedReason') ?? 'it failed' });
    }
  }

  close(): void {
    this.#closed = true;
    this.#needed = false;
    this.#client.disconnect();
  }
}
