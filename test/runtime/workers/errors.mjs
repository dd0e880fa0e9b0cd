// Errors as libraries and the platform throw them. Hand-written as the compiler would emit it.
import assert from 'node:assert';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import vm from 'node:vm';

/** What a class gives, and not the error. */
export class Wrapped extends Error {
  #inner;
  constructor(inner) {
    super();
    this.#inner = inner;
    this.code = 'E_WRAPPED';
  }
  get name() {
    return `Wrapped${this.code}`;
  }
  get message() {
    return `wraps ${this.code}`;
  }
  cause() {
    return this.#inner;
  }
  get errors() {
    return ['from a getter'];
  }
}

/** As AxiosError and its kin: a request that goes on, a response that can parse itself, and settings with functions. */
function httpError() {
  class Headers {
    constructor(values) {
      Object.assign(this, values);
    }
    get(name) {
      return this[name];
    }
  }
  const config = { url: 'http://a/', transformRequest: [() => 1], headers: new Headers({ accept: 'json' }), timeout: 5 };
  const request = Object.assign(new EventEmitter(), { socket: new EventEmitter() });
  const error = new Error('Request failed with status code 500');
  const response = { status: 500, data: { reason: 'full', at: new Date(0) }, config, request, parse: () => ({}) };
  request.res = response;
  Object.assign(error, { name: 'AxiosError', code: 'ERR_BAD_RESPONSE', config, request, response, status: 500 });
  error.toJSON = () => ({ message: 'as JSON' });
  return error;
}

/** As ZodError: what it is about is not enumerable. */
function validationError() {
  const error = new Error();
  const hidden = (key, value) => Object.defineProperty(error, key, { value, enumerable: false });
  hidden('issues', [{ code: 'invalid_type', path: ['a', 0] }]);
  hidden('message', 'two issues');
  hidden('toString', () => 'its own');
  error.name = 'ZodError';
  return error;
}

function thrownBy(action) {
  try {
    action();
  } catch (error) {
    return error;
  }
}

function chain(length) {
  let error = new Error('1');
  for (let i = 2; i <= length; i++) error = new Error(String(i), { cause: error });
  return error;
}

const raised = {
  unreadable: () => Object.assign(() => {}, { toString: () => assert.fail('must not run') }),
  proxy: () =>
    new Proxy(() => {}, { get: () => assert.fail('must not run'), getPrototypeOf: () => assert.fail('must not run') }),
  revoked: () => {
    const { proxy, revoke } = Proxy.revocable(() => {}, {});
    revoke();
    return proxy;
  },
  trap: () => new Proxy({}, { ownKeys: () => assert.fail('must not run') }),
  badClass: () => Object.create({ get constructor() { throw new Error('must not be told'); }, method() {} }),
  partly: () => ({ status: 5, nested: { retry: () => 1, list: [1] } }),
  stream: () => ({ body: new ReadableStream() }),

  ownName: () => Object.assign(new Error('m'), { name: 'Own' }),
  wrapped: () => new Wrapped(new Error('inner')),
  unknown: () => {
    class Unknown extends Error {
      get cause() {
        return 'its cause';
      }
      errors() {}
    }
    return new Unknown('m');
  },
  ownCause: () => Object.assign(new Error('m'), { cause: 'shown', errors: undefined }),
  self: () => {
    const error = new Error('loop');
    error.cause = error;
    error.list = [{ error }];
    return error;
  },
  ring: () => {
    const [a, b] = [new Error('a'), new Error('b')];
    a.cause = b;
    b.cause = a;
    return a;
  },
  shared: () => {
    const inner = new Error('inner');
    const settings = { a: 1 };
    const two = ['one', 'two'].map((text) => Object.assign(new Error(text, { cause: inner }), { settings }));
    return new AggregateError([...two, inner], 'many');
  },
  many: () => new AggregateError(Array.from({ length: 1000 }, (_, i) => new RangeError(String(i))), 'many'),
  long: () => chain(500),
  endless: () => {
    class Endless extends Error {
      get cause() {
        return new Endless(this.message);
      }
    }
    return new Endless('endless');
  },
  deep: () => {
    const top = {};
    let at = top;
    for (let i = 0; i < 5000; i++) at = at.next = {};
    return Object.assign(new Error('deep'), { top, beside: 1 });
  },
  wide: () => Object.assign(new Error('wide'), { list: Array.from({ length: 300_000 }, (_, i) => [i]), beside: 1 }),

  http: httpError,
  validation: validationError,
  causeInPart: () => new Error('m', { cause: { status: 5, retry() {}, again: [Symbol('no'), Symbol.for('yes')] } }),
  leaves: () =>
    Object.assign(trapped('bad'), {
      map: new Map([['f', () => 1], ['kept', { when: new Date(0) }]]),
      set: new Set([Symbol('no'), 1]),
      weak: new WeakMap(),
      stream: new ReadableStream(),
      signal: AbortSignal.abort(),
      gone: gone(),
      view: new Uint8Array([1, 2, 3]).subarray(1, 2),
      buffer: Buffer.from('abc'),
      blob: new Blob(['abc']),
      url: new URL('http://a/'),
      class: class {},
      inner: Object.assign(new TypeError('inner'), { f() {}, kept: 1 }),
      nested: { get bad() { throw new Error('must not be told'); }, kept: 1 },
    }),
  numbered: () => {
    const error = new Error('many leaves');
    for (let i = 0; i < 1000; i++) error[`f${i}`] = () => i;
    return error;
  },
  frozen: () => Object.freeze(Object.assign(new Error('frozen'), { a: Object.freeze({ b: 1 }) })),
  traps: () =>
    Object.defineProperties(new Error(), {
      stack: { get: () => assert.fail('must not be told') },
      name: { get: () => assert.fail('must not be told') },
      message: { get: () => assert.fail('must not be told') },
      cause: { get: () => assert.fail('must not be told'), enumerable: true },
      code: { value: 'KEPT', enumerable: true },
    }),
  noStack: () => Object.defineProperty(new Error('m'), 'stack', { value: undefined }),
  numberStack: () => Object.defineProperty(new Error('m'), 'stack', { value: 5, enumerable: true }),
  noMessage: () => new Error(),
  noError: () => Object.create(RangeError.prototype, { message: { value: 'made by hand' } }),
  throughProxy: () => new Proxy(new TypeError('behind a proxy'), {}),
  realm: () => vm.runInNewContext('try { missing } catch (error) { error.own = [1]; error }'),
  realmClass: () => vm.runInNewContext('new (class Mine extends SyntaxError {})("mine")'),
  assertion: () => thrownBy(() => assert.deepEqual({ a: 1 }, { a: 2 })),
  system: () => thrownBy(() => readFileSync('/does/not/exist')),
  node: () => thrownBy(() => Buffer.alloc('x')),
  internal: () => thrownBy(() => os.setPriority(2 ** 30, 0)),
  dom: () => Object.assign(new DOMException('m', { name: 'AbortError', cause: new Error('why') }), { extra: 1 }),
  quota: () => new QuotaExceededError('m', { quota: 1, requested: 2 }),
  suppressed: () => new SuppressedError(new Error('second'), new Error('first'), 'm'),
};

function trapped(key) {
  return Object.defineProperty(new Error('leaves'), key, { get: () => assert.fail('must not be told'), enumerable: true });
}

function gone() {
  const view = new Uint8Array(4);
  structuredClone(view.buffer, { transfer: [view.buffer] });
  return view;
}

/** The next call may come before an immediate. */
let restore = () => {};

export const __unsyncTasks = {
  raise: (which) => {
    restore();
    throw raised[which]();
  },
  give: (which) => [raised[which]()],
  raiseGiven: (error) => {
    throw error;
  },
  prepared: () => {
    const before = Error.prepareStackTrace;
    Error.prepareStackTrace = (_, sites) => sites;
    const error = new Error('prepared');
    error.stack;
    Error.prepareStackTrace = before;
    throw error;
  },
  prepareThrows: () => {
    const before = Error.prepareStackTrace;
    Error.prepareStackTrace = () => assert.fail('must not run twice');
    restore = () => {
      Error.prepareStackTrace = before;
      restore = () => {};
    };
    setImmediate(() => restore());
    throw new Error('kept');
  },
  look: (error) => [error.cause === error, error.errors?.[0]?.cause === error.errors?.[1]?.cause, Object.keys(error)],
};
export const __unsyncClasses = { Wrapped };
