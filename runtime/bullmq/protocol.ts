// Everything that travels by way of Redis. Types and names only.
import type { ExecutorFailure } from '../shared/errors.js';
import type { Kind, Payload } from '../types.js';

/** Of what is described here. It is signed, and stands in each job in the clear. */
export const VERSION = 1;

export type RemoteKind = Exclude<Kind, 'async'>;

/** Each kind of a build has its queue, so that no build gets the calls of another, and what waits holds up nothing that computes. */
export const queueName = (build: string, kind: RemoteKind): string => `${build}-${kind}`;

/** Replies, and arguments that are too large for a job, are in Redis by themselves, under a name made from that of their job. */
export const claimKey = (prefix: string, queue: string, what: 'job' | 'reply', id: string): string =>
  `${prefix}:${queue}:claim:${what}:${id}`;

/** Is there while a caller lives, and a few seconds longer. */
export const presenceKey = (prefix: string, caller: string): string => `${prefix}:caller:${caller}`;

/** Where workers hear of cancelled calls. */
export const cancelChannel = (prefix: string, queue: string): string => `${prefix}:${queue}:cancel`;

/** The data of a job, as JSON. */
export interface JobData {
  readonly v: number;
  /** Signed `Calls`, in base64; without it, they are a claim. */
  readonly p?: string;
}

/** The result of a job, as JSON, besides keeping it as a claim: a signed `Reply` in base64, or `null` where that is too large to be told to everybody. */
export type ReturnValue = string | null;

/** Calls of one function. */
export interface Calls {
  /** Which: its place in the list of the build's functions. */
  readonly task: number;
  /** When nobody waits for them any more, by the clock of Redis. */
  readonly expires: number;
  /** Whose they are: those of one that is gone are not begun. */
  readonly caller?: string;
  /** The job may have been there before, and be done: its reply is there then. */
  readonly isRepeated: boolean;
  /** Environment and arguments of each. */
  readonly args: readonly Payload[];
}

/** Tells what became of the calls. */
export type Reply = Failure | Returned;

export interface Returned {
  /** One for each. */
  readonly outcomes: readonly (Payload | Failure)[];
  /** Milliseconds that the mean call ran, where that is known. */
  readonly ms: number | undefined;
}

/** The function has not run, or it is not known what became of it. */
export interface Failure {
  readonly failure: ExecutorFailure;
  readonly message: string;
  readonly mayHaveRun: boolean;
  /** It was not begun, since nobody seemed to wait for it: whoever does sends it again. */
  readonly isUnwanted?: true;
}

/** Calls that are to end. */
export interface Cancel {
  readonly job: string;
  readonly calls: readonly number[];
}

/** Milliseconds that the lock of a job lasts without being renewed, and between looks for those that have ended: of all workers alike, since whoever looks, looks for all. */
export const LOCK = 5000;
export const STALLED_INTERVAL = 2000;

/** How often a job that may run twice is begun; then it is taken to be what ends its workers. */
export const MOST_STARTS = 3;

/** Bytes from which arguments, and results, are a claim: each caller reads the results of all others. */
export const LARGE_JOB = 1_000_000;
export const LARGE_REPLY = 8_000;

/** Seconds that claims, and refused jobs, stay in Redis if nobody takes them away. */
export const KEPT = 900;

/** Entries of the list of events, which tell callers that jobs have ended; each job has four, one with its reply. */
export const EVENTS = 40_000;
