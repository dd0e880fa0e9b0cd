// Publishes calls and threads for tracing tools, with Node's conventions for a TracingChannel.
// Loaded with the first call after somebody has subscribed.

import type { ThreadEvent } from '../outside/types.js';
import { diagnostics, hooks } from '../platform/node/globals.js';
import type { CallMessage, ThreadMessage } from '../types.js';
import { type CallRecord, openThreads, type ThreadRecord, unwatch, type Watcher, watch } from './observer.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const calls = diagnostics.tracingChannel<unknown, CallMessage>('unsync.call');
const threads = diagnostics.channel('unsync.thread');

class Publisher implements Watcher {
  /** Messages of calls that were begun with subscribers, and the context to publish them in. */
  readonly #open = new WeakMap<
    CallRecord,
    { message: Writable<CallMessage>; context: InstanceType<typeof hooks.AsyncResource> }
  >();

  around(call: CallRecord, begin: () => void): void {
    if (!calls.hasSubscribers) {
      if (!threads.hasSubscribers) retire(this);
      return begin();
    }
    const { name, at, kind } = call.definition;
    const message: CallMessage = { task: name, at, kind };
    calls.start.runStores(message, () => {
      // An answer comes in the context of the thread's first caller, which is not this one.
      this.#open.set(call, { message, context: new hooks.AsyncResource('unsync.call') });
      try {
        begin();
      } finally {
        calls.end.publish(message);
      }
    });
  }

  settled(call: CallRecord): void {
    const open = this.#open.get(call);
    if (!open) return;
    const { message, context } = open;
    const { ran, ready, thread, outcome, value } = call;
    const number = thread && openThreads().get(thread)?.number;
    if (number !== undefined) message.thread = number;
    if (ran) {
      message.wait = ran[0] - ready!;
      message.run = call.definition.stream ? call.busy : ran[1] - ran[0];
    }
    context.runInAsyncScope(() => {
      if (outcome === 'done') message.result = value;
      else {
        message.error = value;
        calls.error.publish(message);
      }
      calls.asyncStart.runStores(message, () => calls.asyncEnd.publish(message));
    });
  }

  thread(event: ThreadEvent, { kind, number }: ThreadRecord): void {
    const message: ThreadMessage = { event, kind, thread: number };
    threads.publish(message);
  }
}

/** The one of this thread: two copies of the package publish nothing twice. */
const key = Symbol.for('unsync.publisher');
const holder = globalThis as { [key]?: Publisher | undefined };

/** @public loaded by `require` */
export function publish(): void {
  if (!holder[key]) watch((holder[key] = new Publisher()));
}

function retire(publisher: Publisher): void {
  holder[key] = undefined;
  unwatch(publisher);
}
