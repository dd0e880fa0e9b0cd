// The clock of Redis, which callers and workers go by: read once and again, and counted on by a clock that nobody sets.
import { clock, setInterval } from '../platform/node/timers.js';

/** Milliseconds after which it is read again. */
const EVERY = 60_000;

/** Milliseconds by which this machine's own two clocks part when one was set, or stood still while the machine slept. */
const STEP = 500;

export class ServerClock {
  /** Milliseconds that it is ahead of `clock()`. */
  #ahead = 0;
  #readAt = Number.NEGATIVE_INFINITY;
  /** How far `Date.now()` was from `clock()` then. */
  #apart = 0;
  #reading: Promise<void> | undefined;

  /** @param time reads it: seconds, and microseconds in them */
  constructor(readonly time: () => Promise<readonly (string | number)[]>) {}

  now(): number {
    return clock() + this.#ahead;
  }

  /** Reads it. */
  read(): Promise<void> {
    return (this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    }));
  }

  async #read(): Promise<void> {
    const from = clock();
    const [seconds, microseconds] = await this.time();
    this.#readAt = clock();
    this.#apart = Date.now() - this.#readAt;
    this.#ahead = Number(seconds) * 1000 + Number(microseconds) / 1000 - (from + this.#readAt) / 2;
  }

  /** Reads it where that was long ago, or a clock of this machine has been set since. */
  async check(): Promise<void> {
    const now = clock();
    if (now - this.#readAt > EVERY || Math.abs(Date.now() - now - this.#apart) > STEP) await this.read();
  }

  /** Reads it now and then, until the timer is cleared. */
  follow(): NodeJS.Timeout {
    return setInterval(() => void this.check().catch(() => {}), EVERY).unref();
  }
}
