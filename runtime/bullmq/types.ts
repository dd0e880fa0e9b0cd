// Everything that the files of the caller's side know of each other. Types only.

import type { State } from '../outside/types.js';
import type { TimeoutError } from '../shared/errors.js';
import type { RemoteCall } from '../types.js';
import type { Commands } from './connection.js';
import type { Common } from './options.js';
import type { Presence } from './presence.js';

export interface CallerOptions extends Common {
  readonly timeout: number;
  readonly maxInFlight: number;
}

/** A call that was given to the executor. */
export interface Entry {
  readonly call: RemoteCall;
  /** 'queued' until it is in a job. */
  state: State;
  readonly options: { readonly priority: number };
  readonly dispatcher: CallDispatcher;
  /** When its caller no longer waits, by `clock()`. */
  readonly expires: number;
  /** Once it was sent: in which job, and where there. */
  place: { readonly sent: Sent; readonly nth: number } | undefined;
}

/** The part of its dispatcher that a call needs. */
interface CallDispatcher {
  cancel(entry: Entry): void;
  /** A call that waited does so no longer, for another reason than that it was sent. */
  withdraw(): void;
  timeout(entry: Entry, milliseconds: number): TimeoutError;
}

/** A job under way. */
export interface Sent {
  readonly id: string;
  readonly task: number;
  /** Whose calls they are: learns how long they take. */
  readonly group: { learn(milliseconds: number | undefined): void };
  readonly entries: readonly Entry[];
  /** Settles when it is in Redis, or will never be. */
  added: Promise<void>;
  /** It may be in Redis. */
  tried: boolean;
  lookedAt: number;
  /** It was not there at the last look. */
  missing: boolean;
  /** Its calls that are to be cancelled at the end of this turn. */
  cancelled: number[];
  /** How often its calls were sent before, and no worker took them to be wanted. */
  readonly returns: number;
}

/** The part of the executor that dispatchers need. */
export interface DispatcherHost {
  readonly options: CallerOptions;
  readonly commands: Commands;
  readonly presence: Presence;
  /** The beginning of the names of this process's jobs. */
  readonly caller: string;
  /** Calls that may be sent now. */
  room(): number;
  /** So many more are under way, or fewer. */
  count(change: number): void;
  /** Nobody waits for the call any more. */
  over(entry: Entry): void;
}
