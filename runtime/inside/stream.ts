// Generators of this thread. One works while it has credits, and lets the event loop turn now and
// then, so that messages and other calls are seen; without credits it stays where it is.
// Loaded with the first such call.
import type { AsyncLocalStorage } from '../platform/node/globals.js';
import { clearImmediate, performance, setImmediate } from '../platform/node/timers.js';
import { pack } from '../shared/pack.js';
import type { Packed } from '../shared/packed.js';
import type { Closed } from '../shared/protocol.js';
import { explain } from '../shared/refusal.js';
import { isThenable } from '../shared/values.js';
import type { Answers, Running } from './types.js';

/** Milliseconds of work between two turns of the event loop, and in one message. */
const SLICE = 1;

type Step = IteratorResult<unknown, unknown>;

/** An iterator of either sort. */
interface Steps {
  next(): Step | Promise<Step>;
  return?(value: unknown): Step | Promise<Step>;
}

interface Generating {
  readonly running: Running;
  readonly answers: Answers;
  /** Calls the function, when the first value is wanted. */
  readonly start: () => Promise<object>;
  readonly context: AsyncLocalStorage<Running>;
  steps: Steps | undefined;
  batch: ReturnType<typeof createBatch> | undefined;
  credits: number;
  closing: boolean;
  /** It is at work, perhaps waiting inside the generator. */
  busy: boolean;
}

const generating = new Map<number, Generating>();
/** The last call that opened one. */
let opened = 0;

// Values that were made before `process.exit` count, and are to be sent before that is told.
process.prependListener('exit', () => {
  for (const { batch } of generating.values()) batch?.flush();
});

/** Given to a generator's `return`: comes back unless a `finally` returns something else. */
const KEPT = {};

/** @public loaded by `require` */
export function open(
  running: Running,
  start: () => Promise<object>,
  context: AsyncLocalStorage<Running>,
  answers: Answers,
): void {
  const none = { steps: undefined, batch: undefined, credits: 0, closing: false, busy: false };
  opened = running.call;
  generating.set(running.call, { running, start, context, answers, ...none });
}

/** @public loaded by `require` */
export function pull(call: number, credits: number): void {
  const stream = find(call);
  if (!(credits > 0)) throw new Error(`${credits} credits`);
  if (!stream) return;
  stream.credits += credits;
  wake(stream);
}

/** @public loaded by `require` */
export function close(call: number): void {
  const stream = find(call);
  if (!stream) return;
  stream.closing = true;
  wake(stream);
}

/** Undefined for one that has ended meanwhile. Throws for one that never was. */
function find(call: number): Generating | undefined {
  if (!(call <= opened)) throw new Error(`no stream ${call}`);
  return generating.get(call);
}

function wake(stream: Generating): void {
  if (!stream.busy) void stream.context.run(stream.running, work, stream);
}

/** Never rejects. */
async function work(stream: Generating): Promise<void> {
  const { running, answers } = stream;
  stream.busy = true;
  try {
    stream.steps ??= iterate(await stream.start());
    if (await advance(stream)) generating.delete(running.call);
  } catch (error) {
    generating.delete(running.call);
    answers.reject(running, error);
  }
  stream.busy = false;
  // Asked for between the last look and now.
  if (generating.has(running.call) && (stream.closing || stream.credits > 0)) wake(stream);
}

function iterate(value: object): Steps {
  const { [Symbol.asyncIterator]: slow, [Symbol.iterator]: quick } = value as AsyncIterable<unknown> &
    Iterable<unknown>;
  return (slow ?? quick).call(value) as Steps;
}

/** Sends values until the credits are used up, or the generator has ended: then true. */
async function advance(stream: Generating): Promise<boolean> {
  const { running, answers } = stream;
  const steps = stream.steps!;
  const batch = (stream.batch ??= createBatch(stream));
  let turned = performance.now();
  while (!stream.closing && stream.credits > 0) {
    const begun = performance.now();
    let step: Step;
    let value: unknown;
    try {
      const next = ask(stream, steps);
      step = isThenable(next) ? await next : next;
      value = isThenable(step.value) ? await awaited(step, steps) : step.value;
    } catch (error) {
      batch.flush();
      throw error;
    }
    // An error of a timer of the generator's ended the stream meanwhile.
    if (running.settled) {
      await end(steps).catch(() => {});
      return true;
    }
    if (step.done) {
      batch.flush();
      answers.resolve(running, value);
      return true;
    }
    stream.credits--;
    const now = performance.now();
    try {
      batch.add(value, now - begun);
    } catch (error) {
      await end(steps).catch(() => {});
      throw explain(error, [value], 'yielded value', running.task);
    }
    if (now - turned >= SLICE) {
      batch.flush();
      await new Promise(setImmediate);
      turned = performance.now();
    }
  }
  batch.flush();
  if (!stream.closing) return false;
  await closeFor(stream, steps);
  return true;
}

function ask({ running, answers }: Generating, steps: Steps): Step | Promise<Step> {
  answers.inside(running.call);
  try {
    return steps.next();
  } finally {
    answers.inside(0);
  }
}

/** Awaits what a synchronous generator yields, as `for await` does; a rejection ends it. */
async function awaited(step: Step, steps: Steps): Promise<unknown> {
  try {
    return await (step.value as unknown);
  } catch (error) {
    if (!step.done) await end(steps).catch(() => {});
    throw error;
  }
}

async function end(steps: Steps): Promise<unknown> {
  const step = await steps.return?.(KEPT);
  return step ? await step.value : KEPT;
}

async function closeFor({ running, answers }: Generating, steps: Steps): Promise<void> {
  let closed: Closed = 'replaced';
  try {
    const value = await end(steps);
    if (value === KEPT) closed = 'kept';
    answers.resolve(running, closed === 'kept' ? undefined : value, closed);
  } catch (error) {
    answers.reject(running, error, closed);
  }
}

/**
 * Values on their way. Primitives of a generator that is quick are gathered; what could change
 * before it is sent is sent at once.
 */
function createBatch({ running, answers }: Generating) {
  let values: unknown[] = [];
  let ms = 0;
  let timer: NodeJS.Immediate | undefined;
  /** Of values in a message. Grows while steps are quick: one that is slow holds back those before it. */
  let limit = 1;

  function post(packed: Packed, transfer: object[]): void {
    answers.send({ type: 'yield', call: running.call, values: packed, ms }, transfer);
    ms = 0;
  }

  function flush(): void {
    clearImmediate(timer);
    timer = undefined;
    if (values.length > 0 && !running.settled) post({ values }, []);
    values = [];
  }

  return {
    flush,
    /** Throws when the value can't cross; those before it are sent then. */
    add(value: unknown, took: number): void {
      if (typeof value === 'object' || typeof value === 'function' || typeof value === 'symbol') {
        flush();
        ms = took;
        const transfer: object[] = [];
        post(pack([value], running.task, transfer), transfer);
        return;
      }
      values.push(value);
      ms += took;
      if (took >= SLICE || values.length >= limit) {
        limit = took >= SLICE ? 1 : limit * 2;
        flush();
      }
      // An asynchronous generator may wait for long now.
      if (values.length > 0) timer ??= setImmediate(flush);
    },
  };
}
