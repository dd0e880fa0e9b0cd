// `unsync/task`: what compiled code imports. Loading it starts nothing.
import { type Define, prepare, start } from './outside/dispatch.js';
import type { CallOptions, Marked, TaskDefinition, Unfuture } from './types.js';

export type { TaskDefinition } from './types.js';

/** Calls a marked function. Never throws: whatever goes wrong is a rejection. */
export function call(define: () => TaskDefinition, self: unknown, args: ArrayLike<unknown>): Unfuture<any> {
  return start(define, self, args, {}) as Unfuture<any>;
}

/** Puts `inline`, `kind` and `options` on a stub. `define` is first called when one is used. */
export function attach<F extends Function>(stub: F, define: () => TaskDefinition): F {
  return withMembers(stub, define, {});
}

/** Makes the stub of a function value; name and length are the function's. */
export function create(define: () => TaskDefinition): Marked<any> {
  return makeStub(define, {});
}

function makeStub(define: Define, options: CallOptions): Marked<any> {
  function stub(this: unknown, ...args: unknown[]) {
    return start(define, this ?? receiver, args, options);
  }
  const { inline, receiver } = prepare(define);
  Object.defineProperties(stub, {
    name: { value: inline.name, configurable: true },
    length: { value: inline.length, configurable: true },
  });
  return withMembers(stub, define, options) as unknown as Marked<any>;
}

function withMembers<F extends Function>(stub: F, define: Define, options: CallOptions): F {
  return Object.defineProperties(stub, {
    inline: {
      get: () => {
        const { inline, receiver } = prepare(define);
        return receiver === undefined ? inline : inline.bind(receiver);
      },
      configurable: true,
    },
    kind: { get: () => prepare(define).kind, configurable: true },
    options: {
      value: (more: CallOptions) => makeStub(define, { ...options, ...more }),
      configurable: true,
    },
  });
}
