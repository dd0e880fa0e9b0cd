// Streams, which marked generators give: async iterators, whose values come from a thread or from
// a generator here. Loaded with the first such call.
import type { CallOptions } from '../../types.js';
import { fix, Pending, takePromises } from '../calls/await-arguments.js';
import { addEnvironment, goesElsewhere, timeoutOf, transferable } from '../calls/send.js';
import { settings } from '../settings/settings.js';
import type { Prepared, Source } from '../types.js';
import { Consumer } from './consumer.js';
import { createLocal } from './stream-local.js';
import { Stream } from './stream-task.js';

/**
 * @param args an array of ours
 * @public loaded by `require`
 */
export function open(
  definition: Prepared,
  self: unknown,
  args: unknown[],
  options: CallOptions,
): AsyncIterableIterator<unknown, unknown, undefined> {
  const consumer = new Consumer(definition, options);
  try {
    consumer.source = createSource(consumer, definition, self, args, options);
  } catch (error) {
    consumer.finish(false, error);
  }
  return createIterator(consumer);
}

/** Fixes what the generator is given as it is now. */
function createSource(
  consumer: Consumer,
  definition: Prepared,
  self: unknown,
  args: unknown[],
  options: CallOptions,
): Source {
  const crosses = goesElsewhere(definition, self);
  consumer.timeout = timeoutOf(definition, options, crosses);
  if (!crosses) return createLocal(consumer, definition, self, () => args, false);
  const off = !settings().inline;
  if (options.transfer) transferable().checkTransfer(options.transfer, definition);
  const first = addEnvironment(definition, self, args);
  const pending = takePromises(args, first);
  const [kept, moved] = fix(definition, args, options.transfer ?? []);
  const wait = pending.length > 0 ? new Pending(pending, kept) : undefined;
  if (off) return new Stream(consumer, definition, self, options, { kept, moved, wait });
  const values = () => (wait ? new Promise<unknown[]>((...both) => wait.follow(...both)) : kept);
  return createLocal(consumer, definition, self, async () => (await values()).slice(first), true);
}

/** Iterators that were let go of before their end would hold a generator on a thread for ever. */
const orphans = new FinalizationRegistry<Consumer>((consumer) => consumer.orphan());

/** The iterator refers to the consumer, never the other way round. */
function createIterator(consumer: Consumer): AsyncIterableIterator<unknown, unknown, undefined> {
  const iterator: AsyncIterableIterator<unknown, unknown, undefined> = {
    next: () => consumer.next(),
    return: (value) => consumer.return(value),
    [Symbol.asyncIterator]: () => iterator,
  };
  const { asyncDispose } = Symbol as { asyncDispose?: symbol };
  if (asyncDispose) {
    const value = async () => {
      await consumer.return(undefined);
    };
    Object.defineProperty(iterator, asyncDispose, { value });
  }
  Object.defineProperty(iterator, Symbol.toStringTag, { value: 'Stream' });
  if (consumer.source instanceof Stream) orphans.register(iterator, consumer);
  return iterator;
}
