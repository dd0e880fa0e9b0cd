// `unsync`: what people import. Loading it starts nothing.
import './loadable.js';
import { complete } from './future.js';
import { Future } from './outside/calls/future.js';
import { shared } from './outside/state.js';
import { ConfigurationError } from './shared/errors.js';
import { create } from './task.js';
import type { Configuration, Kind, Marked, MarkOptions, PrewarmOptions, ShutdownOptions, Statistics } from './types.js';

export { Unfuture, type UnfutureConstructor } from './future.js';
export type { ErrorCode, ExecutorFailure } from './shared/errors.js';
export {
  AbortError,
  CheckError,
  ConfigurationError,
  ConflictError,
  ExecutorError,
  LostWriteError,
  QueueFullError,
  ShutdownError,
  StalledError,
  TimeoutError,
  UncloneableError,
  UnsyncError,
  WorkerExitError,
} from './shared/errors.js';
export type {
  CallMessage,
  CallOptions,
  Configuration,
  Distribution,
  Executor,
  FunctionStatistics,
  Items,
  Kind,
  MapOptions,
  Mapped,
  Marked,
  MarkOptions,
  Payload,
  PrewarmOptions,
  RemoteCall,
  ShutdownOptions,
  SignalLike,
  Statistics,
  Streamed,
  ThreadMessage,
} from './types.js';

complete(Future.prototype, () => require('./outside/calls/combine.js') as typeof import('./outside/calls/combine.js'));

type AsyncMethod = (...args: any) => PromiseLike<unknown>;

/** A decorator for methods that return a promise, of either decorator standard. */
export interface MethodMark {
  <M extends AsyncMethod>(method: M, context: ClassMethodDecoratorContext<any, M>): void;
  <M extends AsyncMethod>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<M>): void;
}

/**
 * Marks a function: the result is called alike and gives an `Unfuture`, a generator's a stream. The compiler replaces this
 * call by one that runs the function on the thread that suits it. Not compiled, it runs on the
 * caller's thread, with a warning once, and `kind` is what was stated, else 'async'. A generic
 * function loses its type parameters here; the comment mark keeps them.
 */
export function unsync<F extends (...args: any) => any>(fn: F, options?: MarkOptions): Marked<F>;
/** `@unsync({ kind })` on a method that returns a promise. */
export function unsync(options: MarkOptions): MethodMark;
/** `@unsync` on a method; plain TypeScript keeps the method's type, so it must return a promise already. */
export function unsync<M extends AsyncMethod>(method: M, context: ClassMethodDecoratorContext<any, M>): void;
/** `@unsync` under `experimentalDecorators`. */
export function unsync<M extends AsyncMethod>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
): void;
export function unsync(...args: unknown[]): unknown {
  const [first, second] = args;
  if (typeof first === 'object' && first !== null && args.length === 1) {
    return (...decorated: unknown[]) => mark(decorated, first as MarkOptions);
  }
  const isDecorator = typeof second !== 'object' || second === null || 'addInitializer' in second;
  return mark(args, isDecorator ? {} : (second as MarkOptions));
}

/** Wraps what any of the forms above names. */
function mark([target, key, descriptor]: unknown[], { kind }: MarkOptions): unknown {
  warnOnce();
  if (typeof key === 'string' || typeof key === 'symbol') {
    const property = descriptor as PropertyDescriptor;
    property.value = wrap(property.value, kind);
    return;
  }
  return wrap(target, kind);
}

function wrap(inline: unknown, kind: Kind = 'async'): unknown {
  if (typeof inline !== 'function') {
    throw new ConfigurationError(
      `unsync() marks functions and methods, not ${inline === null ? 'null' : typeof inline}`,
    );
  }
  const isGenerator = /GeneratorFunction\]$/.test(Object.prototype.toString.call(inline));
  return create(() => ({
    name: inline.name || 'anonymous',
    at: '',
    kind,
    inline,
    ...(isGenerator && { stream: true }),
  }));
}

function warnOnce(): void {
  if (shared.warned || shared.inside) return;
  shared.warned = true;
  process.emitWarning(
    'unsync() was not compiled: marked functions run on the thread that calls them. ' +
      'Build with npx unsync build, or with tspc and ' +
      '{ "name": "unsync", "transform": "unsync/transformer", "transformProgram": true } in the plugins of tsconfig.json.',
    { code: 'UNSYNC_NOT_COMPILED' },
  );
}

/**
 * Sets what the threads are made with. Later calls overrule earlier ones.
 * @throws ConfigurationError for a value that is not acceptable, and after the first off-thread call or `prewarm`.
 */
export function configure(configuration: Configuration): void {
  (require('./outside/settings/configuration.js') as typeof import('./outside/settings/configuration.js')).configure(
    configuration,
  );
}

/**
 * Waits for accepted calls, writes out what workers printed, ends all threads. Off-thread calls
 * made from now on reject with a `ShutdownError`. May be called again, with a `timeout` too, which then
 * counts from there. It may be the listener of a signal, whose name it ignores.
 *
 * @throws (rejects, with nothing done) ConfigurationError for a wrong option
 */
export function shutdown(options?: ShutdownOptions | string): Promise<void> {
  return (require('./outside/lifecycle/shutdown.js') as typeof import('./outside/lifecycle/shutdown.js')).shutdown(
    options,
  );
}

/**
 * Starts threads of the kinds of these functions, and loads the setup module and the functions' worker modules in
 * them, so that their first calls wait for neither. Await it: calls made meanwhile may start threads of their own.
 * Nothing is done for functions that run on this thread: those of the kind `async`, and all inside a worker or under
 * UNSYNC_INLINE. A thread that is there counts, and loads what it lacks between its calls; one that leaves in the
 * meantime is not replaced, one that stays idle leaves as usual, and `shutdown()` does not wait for modules. Once
 * settled, it does not keep the process alive. What comes after a module that fails is loaded all the same.
 *
 * @throws (rejects, when all has ended, with what failed first) UnsyncError `ERR_UNSYNC_LOAD` when a module can't be loaded, or is not within
 *   `startTimeout`; WorkerExitError when a thread dies of it, `ERR_UNSYNC_CRASH_LOOP` when that happened too often;
 *   ShutdownError after `shutdown()`; ConfigurationError for what is no marked function, and a wrong option or setting.
 */
export function prewarm(
  functions: readonly (Function & { readonly kind: Kind })[],
  options: PrewarmOptions = {},
): Promise<void> {
  return (require('./outside/threads/prewarm.js') as typeof import('./outside/threads/prewarm.js')).prewarm(
    functions,
    options,
  );
}

/**
 * How many calls there are and were, how long they waited and ran, by function. Counting begins
 * with the first call of this; from then on each call costs some microseconds more.
 */
export function stats(): Statistics {
  return (require('./observe/statistics.js') as typeof import('./observe/statistics.js')).stats();
}
