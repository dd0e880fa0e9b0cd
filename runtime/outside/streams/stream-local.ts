// A stream whose generator runs on this thread: the same iterator, nothing read ahead.

import { performance } from '../../platform/node/timers.js';
import { copy } from '../../shared/pack.js';
import type { Closed } from '../../shared/protocol.js';
import { observed, refusals } from '../calls/send.js';
import { shared } from '../state.js';
import type { Prepared, Source } from '../types.js';
import type { Consumer } from './consumer.js';

/** Given to the generator's `return`: comes back unless a `finally` returns something else. */
const KEPT = {};

/**
 * @param args asked for when the generator begins
 * @param crosses whether its values are to be what they would be from another thread
 */
export function createLocal(
  consumer: Consumer,
  definition: Prepared,
  self: unknown,
  args: () => unknown[] | Promise<unknown[]>,
  crosses: boolean,
): Source {
  // An async generator queues requests, awaits what a synchronous one yields, and passes `return` on.
  const generator = (async function* () {
    return yield* definition.inline.apply(self, await args()) as AsyncIterable<unknown, unknown>;
  })();
  let begun = false;
  let asked = false;

  function clone(value: unknown, part: 'yielded value' | 'result'): unknown {
    if (!crosses) return value;
    try {
      return copy([value], definition)[0];
    } catch (error) {
      throw refusals().explain(error, [value], part, definition);
    }
  }

  function finish(ok: boolean, value: unknown, closed?: Closed): void {
    shared.observer?.settled(consumer, ok, value);
    consumer.finish(ok, value, closed);
  }

  function begin(): void {
    begun = true;
    shared.observer?.began(consumer);
    void step();
  }

  async function step(): Promise<void> {
    try {
      const asking = performance.now();
      const { done, value } = await generator.next();
      shared.observer?.yielded(consumer, performance.now() - asking, false);
      asked = false;
      if (done) finish(true, clone(value, 'result'));
      else consumer.push([clone(value, 'yielded value')]);
    } catch (error) {
      // What could not be cloned leaves the generator where it was.
      await generator.return(undefined).catch(() => {});
      finish(false, error);
    }
  }

  return {
    demand() {
      if (asked || consumer.requests === 0) return;
      asked = true;
      if (begun) return void step();
      const observer = observed();
      if (observer) observer.call(consumer, [], begin);
      else begin();
    },
    async close() {
      try {
        const { value } = await generator.return(KEPT);
        if (value === KEPT) finish(true, undefined, 'kept');
        else finish(true, clone(value, 'result'), 'replaced');
      } catch (error) {
        finish(false, error, 'replaced');
      }
    },
    abandon(reason) {
      shared.observer?.abandoned(consumer, reason);
      shared.observer?.settled(consumer, false, reason);
      generator.return(undefined).catch(() => {});
    },
  };
}
