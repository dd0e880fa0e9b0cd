// Tells if a caller still lives: what it has sent is not begun for nobody. A key in Redis says so, which goes by itself
// when it is not renewed, and whose time Redis counts.
import { clock } from '../platform/node/timers.js';
import type { Commands, Redis } from './connection.js';
import { presenceKey } from './protocol.js';

/** Milliseconds that the key lasts, and after which it is renewed while a call is under way. */
const LASTS = 10_000;
const RENEWAL = 3000;

/** Milliseconds for which a worker does not look again. */
const TRUST = 1000;

/** Callers that a worker remembers. */
const MOST = 10_000;

/** On the side of the caller. */
export class Presence {
  readonly #key: string;
  #shownAt = Number.NEGATIVE_INFINITY;
  /** Why Redis did not take it, at the last time. */
  error: Error | undefined;

  constructor(
    readonly commands: Commands,
    prefix: string,
    caller: string,
  ) {
    this.#key = presenceKey(prefix, caller);
    commands.client.on('close', () => this.forget());
  }

  /** Says that it is here, unless it has just done so. Commands arrive in their order: before what is sent next. */
  show(): void {
    const now = clock();
    if (!this.commands.isReady || now - this.#shownAt < RENEWAL) return;
    this.#shownAt = now;
    this.commands.client.set(this.#key, '1', 'PX', LASTS).then(
      () => {
        this.error = undefined;
      },
      (error: Error) => {
        this.error = error;
        this.forget();
      },
    );
  }

  /** Redis may no longer have it. */
  forget(): void {
    this.#shownAt = Number.NEGATIVE_INFINITY;
  }

  /** Says that it is gone. At the exit of a process, too: what fits goes out at once. */
  leave(): void {
    if (this.#shownAt === Number.NEGATIVE_INFINITY || !this.commands.isReady) return;
    this.forget();
    this.commands.client.unlink(this.#key).catch(() => {});
  }
}

/** On the side of a worker. */
export class Callers {
  /** When each was there. */
  readonly #seen = new Map<string, number>();

  constructor(
    readonly client: Redis,
    readonly prefix: string,
  ) {}

  async has(caller: string): Promise<boolean> {
    if (clock() - (this.#seen.get(caller) ?? Number.NEGATIVE_INFINITY) < TRUST) return true;
    const isThere = (await this.client.exists(presenceKey(this.prefix, caller))) === 1;
    if (this.#seen.size >= MOST) this.#seen.clear();
    if (isThere) this.#seen.set(caller, clock());
    return isThere;
  }
}
