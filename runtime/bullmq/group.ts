// Calls of one function that wait to be sent: short ones go together in a job, as many as make some milliseconds of
// work; how long they take the first of them tell, each in a job of its own.

import { createQueue, isQueued } from '../outside/threads/queue.js';
import { clock } from '../platform/node/timers.js';
import { sizeOf } from '../shared/wire.js';
import type { Entry } from './types.js';

/** Milliseconds of work in one job: a job itself costs about one, and calls wait for each other in it. */
const WORK = 10;

/** Calls, and bytes, in one job. */
const MOST = 500;
const MOST_BYTES = 256_000;

/** Jobs of which nobody knows how long they take, at once; and milliseconds without an answer after which there are twice as many. */
const PROBES = 8;
const MOST_PROBES = 256;
export const PATIENCE = 100;

/** How much of the mean is the last job's. */
const WEIGHT = 0.3;

export class Group {
  readonly #queue = createQueue<Entry>(isQueued);
  /** Milliseconds, of the mean call. */
  #cost: number | undefined;
  /** Jobs under way while that is not known, and when their number was last looked at. */
  #probes = 0;
  #allowed = PROBES;
  #since = 0;

  push(entry: Entry): void {
    this.#queue.push(entry);
    entry.state = 'queued';
  }

  get isEmpty(): boolean {
    return !this.#queue.first();
  }

  /**
   * Takes what goes into the next job.
   * @param most calls
   * @returns nothing where they are to wait for what the first ones tell; to be asked again after `PATIENCE`
   */
  take(most: number): Entry[] {
    const first = this.#queue.first();
    if (!first) return [];
    if (this.#cost === undefined) return this.#mayProbe() ? this.#takeSome(1) : [];
    return this.#takeSome(Math.min(most, MOST, Math.max(1, Math.floor(WORK / this.#cost))));
  }

  #takeSome(most: number): Entry[] {
    const taken: Entry[] = [];
    let bytes = 0;
    for (let entry: Entry | undefined; taken.length < most && (entry = this.#queue.first()); ) {
      bytes += sizeOf(entry.call.args);
      const isApart = taken.length > 0 && (bytes > MOST_BYTES || entry.options.priority !== taken[0]!.options.priority);
      if (isApart) break;
      entry.state = 'running';
      taken.push(entry);
    }
    return taken;
  }

  #mayProbe(): boolean {
    const now = clock();
    if (this.#probes === 0) {
      this.#allowed = PROBES;
      this.#since = now;
    } else if (now - this.#since >= PATIENCE) {
      this.#allowed = Math.min(this.#allowed * 2, MOST_PROBES);
      this.#since = now;
    }
    if (this.#probes >= this.#allowed) return false;
    this.#probes++;
    return true;
  }

  /**
   * A job has ended.
   * @param milliseconds of its mean call, where it is known
   */
  learn(milliseconds: number | undefined): void {
    if (this.#probes > 0) this.#probes--;
    if (milliseconds === undefined) return;
    this.#cost = this.#cost === undefined ? milliseconds : this.#cost + (milliseconds - this.#cost) * WEIGHT;
  }
}
