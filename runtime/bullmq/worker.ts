// `startWorker()`: what a machine does that works for others. Serves what stands in the manifests that it was given,
// and nothing else.

import { shutdown } from '../outside/lifecycle/shutdown.js';
import { settings } from '../outside/settings/settings.js';
import { allThreads } from '../outside/threads/threads.js';
import type { Buffer } from '../platform/node/globals.js';
import { clearInterval, clearTimeout, clock, setTimeout } from '../platform/node/timers.js';
import { ConfigurationError } from '../shared/errors.js';
import { type Build, kindsOf, readBuild } from './builds.js';
import { nameOf, openRedis, PATIENCE, unreachable } from './connection.js';
import { type CommonOptions, checkCommon, checkNames } from './options.js';
import { checkInstalled } from './packages.js';
import { Callers } from './presence.js';
import { ServerClock } from './server-clock.js';
import { checkServer } from './server-settings.js';
import { type Counts, type Host, Service } from './service.js';

export interface WorkerOptions extends CommonOptions {
  /** The `unsync-manifest.json` of a build, or the folder that it is in; or several, for a program and its libraries. */
  readonly manifest: string | readonly string[];
}

/** The status that a worker tells of itself. */
export interface WorkerStatus {
  /** 'lost' while there is no connection to Redis, which is made anew. */
  readonly state: 'running' | 'lost' | 'draining' | 'closed';
  /** The hashes of the builds that it serves. */
  readonly builds: readonly string[];
  /** Jobs that it has now. */
  readonly jobs: number;
  readonly threads: number;
  /** Jobs that were not what somebody with the secret has sent. */
  readonly refused: number;
  /** Those that were called, since it has started. */
  readonly functions: readonly {
    readonly name: string;
    readonly at: string;
    readonly done: number;
    /** They threw. */
    readonly failed: number;
    readonly cancelled: number;
    /** Milliseconds that they ran, as far as that is known. */
    readonly milliseconds: number;
  }[];
}

/** A worker that takes calls. */
export interface ClusterWorker {
  status(): WorkerStatus;
  /** Takes no more calls, finishes those it has, then ends its threads and connections. What `shutdown()` is to a caller. */
  close(): Promise<void>;
}

const NAMES = ['connection', 'secret', 'prefix', 'maxPayload', 'manifest'];

/** Milliseconds until a warning comes again that is the same; and how many of them are remembered. */
const SAID = 60_000;
const MOST_SAID = 1000;

/**
 * Takes calls that other machines have sent, and runs them on the threads of this one, as many as `configure` has set.
 * Does what `npx unsync worker` does. Keeps the process alive until `close()`.
 *
 * @throws (rejects) ConfigurationError for an option that is not acceptable, or a manifest that is none; ExecutorError
 *   when Redis can't be reached
 */
export async function startWorker(options: WorkerOptions): Promise<ClusterWorker> {
  checkInstalled();
  checkNames(options, NAMES);
  const common = checkCommon(options);
  const builds = [options.manifest].flat().map(readBuild);
  if (builds.every(({ tasks }) => tasks.length === 0))
    throw new ConfigurationError(`there is no function to serve in ${builds.map(({ folder }) => folder).join(', ')}`);
  if (settings().executor || settings().inline)
    throw new ConfigurationError(
      'a worker runs calls on its own threads: configure no executor, and leave UNSYNC_INLINE alone',
    );
  const worker = new Running(common, builds);
  await worker.start();
  return worker;
}

class Running implements ClusterWorker, Host {
  readonly client;
  readonly #subscriber;
  readonly counts: Counts = { refused: 0, functions: new Map() };
  readonly #services: Service[] = [];
  readonly clock: ServerClock;
  readonly callers: Callers;
  #following: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;
  #closed = false;
  #lastError: Error | undefined;

  constructor(
    readonly options: Host['options'],
    readonly builds: readonly Build[],
  ) {
    this.client = openRedis(options.connection, { maxRetriesPerRequest: null, lazyConnect: true });
    this.#subscriber = openRedis(options.connection, { maxRetriesPerRequest: null, lazyConnect: true });
    this.clock = new ServerClock(() => this.client.time());
    this.callers = new Callers(this.client, options.prefix);
    for (const each of [this.client, this.#subscriber]) each.on('error', (error: Error) => (this.#lastError = error));
  }

  async start(): Promise<void> {
    const { connection } = this.options;
    try {
      await inTime([this.client, this.#subscriber].map(connect));
    } catch (error) {
      this.#disconnect();
      throw unreachable(connection, this.#lastError ?? (error as Error));
    }
    await this.clock.read();
    this.#following = this.clock.follow();
    void checkServer(this.client, nameOf(connection));
    const warn = warner();
    for (const build of this.builds)
      for (const kind of kindsOf(build)) this.#services.push(new Service(this, build, kind, warn));
    const byChannel = new Map(this.#services.map((service) => [service.channel, service]));
    this.#subscriber.on('messageBuffer', (channel: Buffer, message: Buffer) =>
      byChannel.get(String(channel))?.hear(message),
    );
    await this.#subscriber.subscribe(...byChannel.keys());
    await Promise.all(this.#services.map((service) => service.ready()));
  }

  status(): WorkerStatus {
    const { refused, functions } = this.counts;
    const isUp = this.client.status === 'ready' && this.#subscriber.status === 'ready';
    return {
      state: this.#closed ? 'closed' : this.#closing ? 'draining' : isUp ? 'running' : 'lost',
      builds: this.builds.map(({ id }) => id),
      jobs: this.#services.reduce((sum, { jobs }) => sum + jobs, 0),
      threads: [...allThreads()].length,
      refused,
      functions: [...functions].map(([{ name, at }, counts]) => ({ name, at, ...counts })),
    };
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    await Promise.all(this.#services.map((service) => service.close()));
    await shutdown();
    this.#disconnect();
    this.#closed = true;
  }

  #disconnect(): void {
    clearInterval(this.#following);
    this.client.disconnect();
    this.#subscriber.disconnect();
  }
}

/** Settles with the first connection, however often it is tried. */
function connect(client: Host['client']): Promise<void> {
  return new Promise((resolve) => {
    client.once('ready', resolve);
    client.connect().catch(() => {});
  });
}

async function inTime(promises: readonly Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('there was no answer in time')), PATIENCE);
  });
  await Promise.race([Promise.all(promises), late]);
  clearTimeout(timer);
}

/** Says each thing once in a while: BullMQ tries again at once, and for ever. */
function warner(): (text: string) => void {
  const said = new Map<string, number>();
  return (text) => {
    const now = clock();
    if (now - (said.get(text) ?? Number.NEGATIVE_INFINITY) < SAID) return;
    if (said.size >= MOST_SAID) said.clear();
    said.set(text, now);
    process.emitWarning(`worker: ${text}`, { code: 'UNSYNC_WORKER' });
  };
}
