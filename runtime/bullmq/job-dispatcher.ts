// The calls of one kind of one build, on the caller's side: which jobs they go into, and what becomes of each. Long,
// since all of it, from sending to tidying up, works on one record of the jobs that are under way.

import { settings } from '../outside/settings/settings.js';
import { clearTimeout, clock, queueMicrotask, setTimeout } from '../platform/node/timers.js';
import { ExecutorError, QueueFullError, TimeoutError } from '../shared/errors.js';
import type { Build } from './builds.js';
import { isAnswer, nameOf, wordsOf } from './connection.js';
import type { Ended } from './events.js';
import { Group, PATIENCE } from './group.js';
import { type Failure, queueName, type RemoteKind, type Reply } from './protocol.js';
import { QueueClient } from './queue-client.js';
import { handOver } from './sending.js';
import type { DispatcherHost, Entry, Sent } from './types.js';

/** Jobs under way with which further calls wait a millisecond for others. */
const BUSY = 8;

/** Milliseconds after which a job is looked for in Redis, and again: what tells of its end may be lost. */
const OVERDUE = 2000;

/** Jobs that are looked for at once. */
const MOST_LOOKS = 200;

/** Milliseconds until what finished jobs have left is taken away, together. */
const TIDY = 100;

/** How often calls are sent again that workers took to be unwanted. */
const MOST_RETURNS = 5;

export class JobDispatcher {
  readonly #client: QueueClient;
  readonly #groups = new Map<number, Group>();
  readonly #jobs = new Map<string, Sent>();
  /** Calls that wait to be sent. */
  #waiting = 0;
  #last = 0;
  #scheduled = false;
  #held: NodeJS.Timeout | undefined;
  #done: string[] = [];
  #tidying: NodeJS.Timeout | undefined;
  /** That there were when it was last asked, where that is known. */
  #workers: number | undefined;
  #warned = false;

  constructor(
    readonly host: DispatcherHost,
    readonly build: Build,
    readonly kind: RemoteKind,
  ) {
    const { options, commands } = host;
    this.#client = new QueueClient(queueName(build.id, kind), options, commands, (ended) => void this.#ended(ended));
  }

  send(entry: Entry, task: number): void {
    const { maxQueue } = settings().pools[this.kind];
    if (this.#waiting - this.host.room() >= maxQueue) throw new QueueFullError(entry.call, maxQueue);
    let group = this.#groups.get(task);
    if (!group) this.#groups.set(task, (group = new Group()));
    group.push(entry);
    this.#waiting++;
    this.schedule();
  }

  /** Sends what waits at the end of the turn, or a little later where much is under way anyhow. */
  schedule(): void {
    if (this.#scheduled || this.#waiting === 0) return;
    this.#scheduled = true;
    const go = () => {
      this.#scheduled = false;
      this.flush();
    };
    if (this.#jobs.size < BUSY) queueMicrotask(go);
    else setTimeout(go, 1);
  }

  flush(): void {
    let isHeld = false;
    for (const [task, group] of this.#groups) {
      while (this.host.room() > 0) {
        const entries = group.take(this.host.room());
        if (entries.length === 0) {
          isHeld ||= !group.isEmpty;
          break;
        }
        this.#waiting -= entries.length;
        this.#dispatch(task, group, entries);
      }
    }
    if (!isHeld) return;
    this.#held ??= setTimeout(() => {
      this.#held = undefined;
      this.flush();
    }, PATIENCE);
  }

  withdraw(): void {
    this.#waiting--;
  }

  #dispatch(task: number, group: Sent['group'], entries: readonly Entry[], returns = 0): void {
    const id = `${this.host.caller}-${++this.#last}`;
    const now = clock();
    const sent: Sent = {
      id,
      task,
      group,
      entries,
      added: Promise.resolve(),
      tried: false,
      lookedAt: now,
      missing: false,
      cancelled: [],
      returns,
    };
    this.host.count(entries.length);
    this.#jobs.set(id, sent);
    entries.forEach((entry, nth) => {
      entry.place = { sent, nth };
      entry.call.sent();
    });
    sent.added = this.#add(sent);
  }

  async #add(sent: Sent): Promise<void> {
    const lost = await handOver(sent, this.host, this.#client, () => this.#jobs.has(sent.id));
    if (lost) this.#fail(sent, lost.failure, lost.cause);
  }

  async #ended({ job, returnValue, failedReason }: Ended): Promise<void> {
    const sent = this.#jobs.get(job);
    if (!sent) return;
    if (returnValue === undefined) {
      if (isAnswer(failedReason!)) {
        const message = `Redis did not take what became of it: ${wordsOf(failedReason!)}`;
        return this.#fail(sent, { failure: 'unreachable', message, mayHaveRun: true });
      }
      const message = `its worker refused the job: ${failedReason}`;
      // Nobody has signed that.
      return this.#fail(sent, { failure: 'refused', message, mayHaveRun: true });
    }
    // It may be told again, while a claim is fetched.
    this.#jobs.delete(job);
    try {
      const reply = await this.#client.reply(job, returnValue);
      if (reply) this.#answer(sent, reply);
      else this.#fail(sent, { failure: 'lost', message: 'its result is no longer in Redis', mayHaveRun: true });
    } catch (error) {
      const message = `its result was not accepted: ${(error as Error).message}`;
      this.#fail(sent, { failure: 'refused', message, mayHaveRun: true }, error);
    }
  }

  #answer(sent: Sent, reply: Reply): void {
    if ('failure' in reply) return reply.isUnwanted ? this.#sendAgain(sent, reply) : this.#fail(sent, reply);
    this.#close(sent);
    const { outcomes, ms } = reply;
    sent.entries.forEach((entry, nth) => {
      if (entry.state === 'settled') return;
      this.#settle(entry);
      const outcome = outcomes[nth]!;
      if ('failure' in outcome) entry.call.fail(errorOf(entry, outcome));
      else entry.call.answer(outcome, ms);
    });
    sent.group.learn(ms);
    this.schedule();
  }

  /** A worker took its caller to be gone, whose event loop was blocked, or its time to be up, by a clock that was set. */
  #sendAgain(sent: Sent, failure: Failure): void {
    const { task, group, entries, returns } = sent;
    if (returns >= MOST_RETURNS) return this.#fail(sent, failure);
    const wanted = entries.filter(({ state }) => state !== 'settled');
    if (wanted.length === 0) return this.#fail(sent, failure);
    this.#close(sent);
    this.host.presence.forget();
    this.#dispatch(task, group, wanted, returns + 1);
  }

  #fail(sent: Sent, failure: Failure, cause?: unknown): void {
    this.#close(sent);
    sent.group.learn(undefined);
    for (const entry of sent.entries) {
      if (entry.state === 'settled') continue;
      this.#settle(entry);
      entry.call.fail(errorOf(entry, failure, cause));
    }
    this.schedule();
  }

  #settle(entry: Entry): void {
    entry.state = 'settled';
    this.host.over(entry);
  }

  /** The job is over. */
  #close(sent: Sent): void {
    this.#jobs.delete(sent.id);
    this.host.count(-sent.entries.length);
    this.#done.push(sent.id);
    this.#tidying ??= setTimeout(() => void this.tidy(), TIDY).unref();
  }

  /** Takes away what finished jobs have left. What stays there goes after a while. */
  async tidy(): Promise<void> {
    clearTimeout(this.#tidying);
    this.#tidying = undefined;
    const done = this.#done;
    if (done.length === 0 || !this.host.commands.isReady) return;
    this.#done = [];
    await this.#client.tidy(done).catch(() => {});
  }

  /** Nobody waits for a call that was sent. */
  cancel({ place }: Entry): void {
    const { sent, nth } = place!;
    if (!this.#jobs.has(sent.id)) return;
    if (sent.cancelled.push(nth) > 1) return;
    queueMicrotask(async () => {
      const calls = sent.cancelled.splice(0);
      await sent.added;
      if (!this.#jobs.has(sent.id) || !this.host.commands.isReady) return;
      const isWhole = sent.entries.every(({ state }) => state === 'settled');
      try {
        // Told in any case: it may begin just now.
        const [removed] = await Promise.all([
          isWhole && this.#client.remove(sent.id),
          this.#client.cancel(sent.id, calls),
        ]);
        if (removed && this.#jobs.has(sent.id)) {
          this.#close(sent);
          sent.group.learn(undefined);
          this.schedule();
        }
      } catch {
        // Its worker ends it when its time is up.
      }
    });
  }

  /** Now and then: looks for jobs of which nothing was heard for long. */
  async look(): Promise<void> {
    const now = clock();
    const overdue: Sent[] = [];
    for (const sent of this.#jobs.values()) {
      if (now - sent.lookedAt < OVERDUE || overdue.length === MOST_LOOKS) continue;
      sent.lookedAt = now;
      overdue.push(sent);
    }
    if (overdue.length === 0 || !this.host.commands.isReady) return;
    const found = await Promise.all(overdue.map((sent) => this.#lookFor(sent).catch(() => undefined)));
    // One that is about to end has what it has.
    if (!found.includes('waiting')) return;
    this.#workers = await this.#client.workers();
    if (!this.#warned && this.#workers === 0) {
      this.#warned = true;
      process.emitWarning(`no worker takes ${this.kind} calls of the build in ${this.build.folder}: ${this.#hint}`, {
        code: 'UNSYNC_NO_WORKER',
      });
    }
  }

  async #lookFor(sent: Sent): Promise<unknown> {
    await sent.added;
    const found = await this.#client.look(sent.id);
    if (!this.#jobs.has(sent.id)) return found;
    if (typeof found === 'object') await this.#ended(found);
    // Between two states it may seem to be nowhere.
    else if (found === 'missing' && sent.missing) this.#miss(sent);
    else sent.missing = found === 'missing';
    return found;
  }

  /** Redis has forgotten a job. */
  #miss(sent: Sent): void {
    sent.missing = false;
    if (sent.entries.every(({ state }) => state === 'settled')) return this.#close(sent);
    if (sent.entries[0]!.call.idempotent) sent.added = this.#add(sent);
    else {
      const message = 'Redis has lost it: was it restarted without appendonly, or does it evict keys?';
      this.#fail(sent, { failure: 'lost', message, mayHaveRun: true });
    }
  }

  /** The error that a call rejects with that has waited as long as it may. */
  timeout({ call }: Entry, milliseconds: number): TimeoutError {
    const { commands, presence, options } = this.host;
    const error = commands.error ?? presence.error?.message;
    const why =
      error !== undefined
        ? `Redis at ${nameOf(options.connection)} is in trouble: ${wordsOf(error)}`
        : this.#workers === 0
          ? `no worker takes its build's calls: ${this.#hint}`
          : 'where calls take so long, give bullmq() a longer timeout';
    return new TimeoutError(`${call.name} has no result after ${milliseconds} ms: ${why}`, call);
  }

  get #hint(): string {
    return 'start npx unsync worker with the same output (build ' + `${this.build.id.slice(0, 8)})`;
  }

  set isNeeded(needed: boolean) {
    this.#client.isNeeded = needed;
  }

  close(): void {
    clearTimeout(this.#held);
    clearTimeout(this.#tidying);
    this.#client.close();
  }
}

function errorOf({ call }: Entry, { failure, message, mayHaveRun }: Failure, cause?: unknown): ExecutorError {
  return new ExecutorError(`${call.name}: ${message}`, failure, mayHaveRun, call, cause);
}
