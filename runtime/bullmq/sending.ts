// How calls get into Redis: a job is handed over once, however often the connection is lost meanwhile, or it is said
// what is known of it.
import { setTimeout as delay } from 'node:timers/promises';
import { clock } from '../platform/node/timers.js';
import { ExecutorError } from '../shared/errors.js';
import { isAnswer, isPassing, nameOf, wordsOf } from './connection.js';
import type { Failure } from './protocol.js';
import type { QueueClient } from './queue-client.js';
import type { DispatcherHost, Sent } from './types.js';

/** Milliseconds that it is tried to hand over a job, where the connection is lost meanwhile. */
const PERSISTENCE = 5000;

/** The error of ioredis where a connection is lost before anything of a command was sent. */
const NOT_WRITTEN = "Stream isn't writeable";

/** Milliseconds until it is tried again, where Redis can't take it just now. */
const LATER = 100;

/** Why a job is not in Redis. */
export interface NotSent {
  readonly failure: Failure;
  readonly cause?: unknown;
}

/**
 * Puts a job into Redis.
 * @param isWanted whether anybody still waits for it
 * @returns nothing when it is there, or nobody waits for it
 */
export async function handOver(
  sent: Sent,
  { commands, presence, caller, options }: DispatcherHost,
  client: QueueClient,
  isWanted: () => boolean,
): Promise<NotSent | undefined> {
  const { id, task, entries } = sent;
  const { call, options: own } = entries[0]!;
  const until = clock() + PERSISTENCE;
  let answer: string | undefined;
  for (;;) {
    const isRepeated = sent.tried;
    try {
      if (!commands.isReady) await commands.ready();
      // It may have been there, and begun, and been forgotten since.
      if (isRepeated && !call.idempotent) return (await client.look(id)) === 'missing' ? LOST : undefined;
      // What was sent in vain was so because of it, maybe.
      await (sent.returns > 0 ? commands.clock.read() : commands.clock.check());
      presence.show();
      sent.tried = true;
      const left = Math.max(...entries.map(({ expires }) => expires)) - clock();
      const args = entries.map((entry) => entry.call.args);
      await client.add({ id, name: call.name, priority: own.priority, task, left, isRepeated, caller, args });
      return undefined;
    } catch (error) {
      const { message: why } = error as Error;
      const hasAnswered = isAnswer(why);
      const hasNotLeft = why.startsWith(NOT_WRITTEN);
      if (hasAnswered || hasNotLeft) sent.tried = isRepeated;
      if (hasAnswered) {
        answer = why;
        // For those under way, too, until it takes what is sent next.
        presence.error = error as Error;
      } else client.reset();
      if (!isWanted()) return undefined;
      const isUnreachable = error instanceof ExecutorError;
      if (!isUnreachable && (!commands.isReady || hasNotLeft || isPassing(why)) && clock() < until) {
        if (commands.isReady) await delay(LATER);
        continue;
      }
      hideCommand(error);
      const message = isUnreachable
        ? why
        : `Redis at ${nameOf(options.connection)} did not take it: ${wordsOf(answer ?? why)}`;
      return { failure: { failure: 'unreachable', message, mayHaveRun: sent.tried }, cause: error };
    }
  }
}

/** Hides what ioredis has tried to send: the arguments of calls, which are not for logs. */
function hideCommand(error: unknown): void {
  if (Object.hasOwn(error as object, 'command')) Object.defineProperty(error, 'command', { enumerable: false });
}

const LOST: NotSent = {
  failure: {
    failure: 'unreachable',
    message: 'the connection to Redis was lost while it was sent',
    mayHaveRun: true,
  },
};
