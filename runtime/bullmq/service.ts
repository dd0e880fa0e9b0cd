// One queue on the side that works: jobs of one kind of one build, whose calls the threads of this machine run. Long,
// since the steps of a job, from reading it to telling its result, share what is known of cancelled and untold ones.
import type { Job, Worker } from 'bullmq';
import { Performance, type Served, served } from '../outside/remote/remote-server.js';
import { settings } from '../outside/settings/settings.js';
import { Buffer } from '../platform/node/globals.js';
import { clearTimeout, setTimeout } from '../platform/node/timers.js';
import { AbortError } from '../shared/errors.js';
import { fromBytes, sizeOf, toBytes } from '../shared/wire.js';
import type { Payload } from '../types.js';
import type { Build } from './builds.js';
import { isAnswer, nameOf, pipelined, type Redis, wordsOf } from './connection.js';
import { createSigner, type Signer } from './hmac.js';
import type { Common } from './options.js';
import { load } from './packages.js';
import type { Callers } from './presence.js';
import {
  type Calls,
  type Cancel,
  cancelChannel,
  claimKey,
  type Failure,
  type JobData,
  KEPT,
  LARGE_REPLY,
  LOCK,
  MOST_STARTS,
  queueName,
  type RemoteKind,
  type Reply,
  type ReturnValue,
  STALLED_INTERVAL,
  VERSION,
} from './protocol.js';
import type { ServerClock } from './server-clock.js';

/** Jobs at once of the kind whose calls share an event loop. */
const ON_A_LOOP = 100;

/** Bytes of a job beside its arguments, at most. */
const OVERHEAD = 1_000_000;

/** Jobs that are remembered: one may begin only after it was cancelled. */
const REMEMBERED = 10_000;

/** Milliseconds between attempts to reach Redis. */
const RETRY = 1000;

/** Milliseconds that callers have to say themselves that their time is up: they know better how, and clocks differ. */
const GRACE = 1000;

/** More overflows to 1 ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

export interface Host {
  readonly options: Common;
  readonly client: Redis;
  readonly clock: ServerClock;
  readonly callers: Callers;
  readonly counts: Counts;
}

/** Since the worker has started. */
export interface Counts {
  /** Jobs that were not what somebody with the secret has sent. */
  refused: number;
  /** By function. */
  readonly functions: Map<Served, { done: number; failed: number; cancelled: number; milliseconds: number }>;
}

export class Service {
  readonly channel: string;
  readonly #name: string;
  readonly #signer: Signer;
  readonly #worker: Worker;
  readonly #served: readonly Served[];
  /** By job: its calls, those that are not run among them. */
  readonly #running = new Map<string, readonly (Performance | undefined)[]>();
  readonly #cancelled = new Map<string, Set<number>>();
  /** Of jobs that have run here, and of which Redis takes nothing: they come again when their locks have ended. */
  readonly #untold = new Map<string, Failure>();

  constructor(
    readonly host: Host,
    readonly build: Build,
    readonly kind: RemoteKind,
    warn: (text: string) => void,
  ) {
    const { options, client } = host;
    this.#name = queueName(build.id, kind);
    this.channel = cancelChannel(options.prefix, this.#name);
    this.#signer = createSigner(options.secret, `${VERSION} ${this.#name}`);
    this.#served = build.tasks.map(({ url, key, ...task }) => served(url, key, task));
    const bullmq = load<typeof import('bullmq')>('bullmq');
    this.#worker = new bullmq.Worker(this.#name, (job: Job) => this.#process(job), {
      connection: client,
      prefix: options.prefix,
      skipVersionCheck: true,
      concurrency: kind === 'background' ? ON_A_LOOP : settings().pools[kind].maxThreads,
      lockDuration: LOCK,
      stalledInterval: STALLED_INTERVAL,
      // How often a job is begun again is counted here, and depends on its function.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      runRetryDelay: RETRY,
    });
    this.#worker.on('error', (error) => {
      if (client.status === 'ready') warn(`${kind}: ${wordsOf(error.message)}`);
    });
    this.#worker.on('failed', (job, error) => {
      // Nobody's attack: Redis did not take what became of it.
      if (isAnswer(error.message)) return warn(`${kind}: ${wordsOf(error.message)}`);
      host.counts.refused++;
      warn(`refused job ${job?.id}: ${error.message}`);
    });
  }

  /** Settles when it takes jobs. */
  async ready(): Promise<void> {
    await this.#worker.waitUntilReady();
  }

  get jobs(): number {
    return this.#running.size;
  }

  /** A message on its channel. */
  hear(signed: Uint8Array): void {
    let cancel: Cancel;
    try {
      cancel = fromBytes(this.#signer.verify('cancel', '', signed)) as Cancel;
    } catch {
      this.host.counts.refused++;
      return;
    }
    const { job, calls } = cancel;
    const running = this.#running.get(job);
    for (const nth of calls) running?.[nth]?.cancel(cancelled());
    if (running) return;
    const known = this.#cancelled.get(job);
    remember(this.#cancelled, job, new Set([...(known ?? []), ...calls]));
  }

  /** Works on a job. Throwing fails it, and it is never tried again then. */
  async #process(job: Job): Promise<ReturnValue> {
    const id = job.id!;
    const untold = this.#untold.get(id);
    if (untold) return this.#tell(id, untold);
    let calls: Calls | Failure;
    let refusal: Failure | undefined;
    try {
      calls = await this.#read(id, job.data as JobData);
      const mayBeDone = 'args' in calls && (calls.isRepeated || job.attemptsStarted > 1);
      const before = mayBeDone ? await this.#before(id) : undefined;
      if (before !== undefined) return before;
      refusal = 'failure' in calls ? calls : await this.#refuse(job, calls);
    } catch (error) {
      refusal = this.#notTaken(error, job.attemptsStarted > 1);
    }
    const reply = refusal ?? (await this.#run(id, calls! as Calls));
    try {
      return await this.#tell(id, reply);
    } catch (error) {
      const failure = this.#notTaken(error, true);
      remember(this.#untold, id, failure);
      return this.#tell(id, failure);
    }
  }

  /** @returns what is told to everybody */
  async #tell(id: string, reply: Reply): Promise<ReturnValue> {
    const signed = this.#signer.sign('reply', id, toBytes(reply));
    // For a caller that misses what is told of it. Commands arrive in their order: it is there before the job is done.
    const keep = () => this.host.client.set(this.#claim('reply', id), signed, 'EX', KEPT);
    const told = returnValueOf(signed);
    if (told === null) await keep();
    else pipelined(this.host.client, keep);
    return told;
  }

  /** Redis is full, or may not be written to; what else there is to throw is thrown on. */
  #notTaken(error: unknown, mayHaveRun: boolean): Failure {
    const { message } = error as Error;
    if (!isAnswer(message)) throw error;
    return {
      failure: 'unreachable',
      message: `Redis at ${nameOf(this.host.options.connection)} did not do what its worker asked: ${wordsOf(message)}`,
      mayHaveRun,
    };
  }

  /** Finds what a job returned when it was here before. */
  async #before(id: string): Promise<ReturnValue | undefined> {
    const signed = await this.host.client.getBuffer(this.#claim('reply', id));
    return signed ? returnValueOf(signed) : undefined;
  }

  async #read(id: string, data: JobData): Promise<Calls | Failure> {
    const { options, client } = this.host;
    if (data?.v !== VERSION) throw new Error('it is of another version of unsync');
    const limit = options.maxPayload + OVERHEAD;
    const length = data.p === undefined ? await client.strlen(this.#claim('job', id)) : (data.p.length * 3) / 4;
    if (!(length <= limit))
      throw new Error(`it has ${Math.ceil(length)} bytes; the worker's maxPayload allows ${limit}`);
    const signed =
      data.p === undefined ? await client.getBuffer(this.#claim('job', id)) : Buffer.from(data.p, 'base64');
    if (!signed) return { failure: 'lost', message: 'its arguments are no longer in Redis', mayHaveRun: false };
    return fromBytes(this.#signer.verify('job', id, signed)) as Calls;
  }

  /** Why its calls are not run. */
  async #refuse(job: Job, { task, expires, caller }: Calls): Promise<Failure | undefined> {
    const known = this.build.tasks[task];
    if (known?.kind !== this.kind)
      return { failure: 'refused', message: `the worker has no function ${task}`, mayHaveRun: false };
    if (job.attemptsStarted > 1 && !known.idempotent)
      return {
        failure: 'worker-lost',
        message:
          'the worker that had it is gone, and it may have run: only a function that is marked idempotent is tried again',
        mayHaveRun: true,
      };
    if (job.attemptsStarted > MOST_STARTS)
      return {
        failure: 'worker-lost',
        message: `${MOST_STARTS} workers were gone one after the other that had it`,
        mayHaveRun: true,
      };
    return (await this.#isWanted(expires, caller)) ? undefined : UNWANTED;
  }

  async #isWanted(expires: number, caller: string | undefined): Promise<boolean> {
    const { clock, callers } = this.host;
    const isOver = () => expires + GRACE < clock.now();
    if (isOver()) {
      // One that was set seems so to all who wait.
      await clock.read();
      if (isOver()) return false;
    }
    return caller === undefined || (await callers.has(caller));
  }

  async #run(id: string, { task, expires, args }: Calls): Promise<Reply> {
    const definition = this.#served[task]!;
    const gone = this.#cancelled.get(id);
    this.#cancelled.delete(id);
    const { maxPayload } = this.host.options;
    const outcomes: (Payload | Failure)[] = [];
    const counts = this.#countsOf(definition);
    const running: (Performance | undefined)[] = [];
    const end = () => running.forEach((each) => each?.cancel(cancelled()));
    this.#running.set(id, running);
    const timer = setTimeout(end, Math.min(LONGEST_TIMER, expires + GRACE - this.host.clock.now()));
    let left = args.length;
    let ms: number | undefined;
    await new Promise<void>((resolve) => {
      const take = (nth: number, outcome: Payload | Failure) => {
        outcomes[nth] = outcome;
        if (--left === 0) resolve();
      };
      args.forEach((each, nth) => {
        if (gone?.has(nth)) {
          counts.cancelled++;
          return take(nth, CANCELLED);
        }
        running[nth] = new Performance(definition, each, ({ how, outcome, milliseconds }) => {
          counts[how]++;
          if (milliseconds !== undefined) {
            counts.milliseconds += milliseconds;
            ms = milliseconds;
          }
          take(
            nth,
            how === 'cancelled' ? CANCELLED : sizeOf(outcome) > maxPayload ? tooLarge(outcome, maxPayload) : outcome,
          );
        });
      });
      if (left === 0) resolve();
    });
    clearTimeout(timer);
    this.#running.delete(id);
    return { outcomes, ms };
  }

  #countsOf(definition: Served) {
    const { functions } = this.host.counts;
    let counts = functions.get(definition);
    if (!counts) functions.set(definition, (counts = { done: 0, failed: 0, cancelled: 0, milliseconds: 0 }));
    return counts;
  }

  #claim(what: 'job' | 'reply', id: string): string {
    return claimKey(this.host.options.prefix, this.#name, what, id);
  }

  /** Takes no more jobs, and settles when those that it has are done. */
  async close(): Promise<void> {
    await this.#worker.close();
  }
}

function remember<V>(jobs: Map<string, V>, id: string, value: V): void {
  jobs.set(id, value);
  if (jobs.size > REMEMBERED) jobs.delete(jobs.keys().next().value!);
}

/** The value that is told to everybody. */
const returnValueOf = (signed: Buffer): ReturnValue => (signed.length < LARGE_REPLY ? signed.toString('base64') : null);

const CANCELLED: Failure = { failure: 'lost', message: 'it was cancelled', mayHaveRun: true };

const UNWANTED: Failure = {
  failure: 'lost',
  message: 'nobody seemed to wait for it any more when a worker took it',
  mayHaveRun: false,
  isUnwanted: true,
};

const tooLarge = (outcome: Payload, maxPayload: number): Failure => ({
  failure: 'too-large',
  message: `its result is ${sizeOf(outcome)} bytes; the worker's maxPayload allows ${maxPayload}`,
  mayHaveRun: true,
});

const cancelled = () => new AbortError('the call was cancelled by its caller, or its time was up');
