// `unsync/task`: what compiled code imports. Loading it starts nothing.
import './loadable.js';
import type { Unfuture } from './future.js';
import { type Define, prepare } from './outside/calls/definition.js';
import { start } from './outside/calls/dispatch.js';
import { shared } from './outside/state.js';
import { key } from './shared/side.js';
import type { CallOptions, Items, MapOptions, Marked, TaskDefinition } from './types.js';

export type { TaskDefinition } from './types.js';

const { UNSYNC_TRACE } = process.env;
if (UNSYNC_TRACE && !shared.inside)
  (require('./trace/recorder.js') as typeof import('./trace/recorder.js')).record(UNSYNC_TRACE);

/** One for all calls: each keeps its own as long as it waits. */
const noOptions: CallOptions = {};

/** Calls a marked function; a generator gives a stream. Never throws: whatever goes wrong is a rejection. */
export function call(define: () => TaskDefinition, self: unknown, args: ArrayLike<unknown>): Unfuture<any> {
  return start(define, self, args, noOptions) as Unfuture<any>;
}

/**
 * A call that is the last to look at memory in its arguments, at the given places: moves what is of some size.
 * @param paths '0', '1.pixels'
 */
export function give(stub: Function, self: unknown, args: readonly unknown[], paths: readonly string[]): unknown {
  return (require('./outside/calls/transfer-call.js') as typeof import('./outside/calls/transfer-call.js')).give(
    stub,
    self,
    args,
    paths,
  );
}

/** Puts `inline`, `kind`, `options` and `map` on a stub. `define` is first called when one is used. */
export function attach<F extends Function>(stub: F, define: () => TaskDefinition): F {
  return withMembers(stub, define, noOptions);
}

/** Makes the stub of a function value; name and length are the function's. */
export function create(define: () => TaskDefinition): Marked<any> {
  return makeStub(define, noOptions);
}

/** Loaded with the first option. */
const options = () => require('./outside/calls/options.js') as typeof import('./outside/calls/options.js');

function makeStub(define: Define, given: CallOptions): Marked<any> {
  function stub(this: unknown, ...args: unknown[]) {
    return start(define, this ?? receiver, args, given);
  }
  const { inline, receiver } = prepare(define);
  Object.defineProperties(stub, {
    name: { value: inline.name, configurable: true },
    length: { value: inline.length, configurable: true },
  });
  return withMembers(stub, define, given) as unknown as Marked<any>;
}

function withMembers<F extends Function>(stub: F, define: Define, given: CallOptions): F {
  return Object.defineProperties(stub, {
    inline: {
      get: () => {
        const { inline, receiver } = prepare(define);
        return receiver === undefined ? inline : inline.bind(receiver);
      },
      configurable: true,
    },
    kind: { get: () => prepare(define).kind, configurable: true },
    [key]: { value: define },
    options: {
      value: (more: CallOptions) => makeStub(define, options().merge(prepare(define), given, more)),
      configurable: true,
    },
    map: {
      value: (items: Items<unknown>, more?: MapOptions) =>
        (require('./outside/map/map.js') as typeof import('./outside/map/map.js')).map(define, items, given, more),
      configurable: true,
    },
  });
}
