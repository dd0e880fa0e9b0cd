// Hand-written as the compiler would emit it.
import { isMainThread, threadId } from 'node:worker_threads';
import { prewarm, stats } from 'unsync';
import { call, create } from 'unsync/task';
import { nestedClosure, nestedDefinition, nestedStream } from './nested.mjs';

class ParseError extends Error {
  constructor(line, column) {
    super(`at ${line}:${column}`);
    this.line = line;
    this.position = { line, column };
  }
  get name() {
    return 'ParseError';
  }
  where() {
    return `${this.line}`;
  }
}
class DeepParseError extends ParseError {}

const cell = new Int32Array(new SharedArrayBuffer(4));
const sleep = (ms) => {
  Atomics.wait(cell, 0, 0, ms);
};
const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const tasks = {
  add: (a, b) => a + b,
  identity: (value) => value,
  instance: () => ({ account: new (class Account { isEmpty() {} })() }),
  thread: () => ({ threadId, isMainThread }),
  busyFor: (ms) => {
    const end = Date.now() + ms;
    while (Date.now() < end);
  },
  spin: () => {
    for (;;);
  },
  /** Adds one to `counter[0]` and waits for it to become `count`: returns only if run at once with others. */
  meet: (counter, count) => {
    Atomics.add(counter, 0, 1);
    Atomics.notify(counter, 0);
    for (let now; (now = Atomics.load(counter, 0)) < count; ) Atomics.wait(counter, 0, now, 20_000);
    return threadId;
  },
  /** Blocks until `gate[0]` is 1. */
  wait: (gate, value) => {
    Atomics.wait(gate, 0, 0);
    return value;
  },
  record: (log, value) => {
    const at = Atomics.add(log, 0, 1);
    log[at + 1] = value;
    return value;
  },
  printForEver: () => {
    for (;;) process.stdout.write('x');
  },
  mark: (cell, index) => {
    Atomics.add(cell, index ?? 0, 1);
    return 'marked';
  },
  sleep,
  delay: async (ms, value) => {
    await delay(ms);
    return value;
  },
  meetAsync: async (counter, count) => {
    Atomics.add(counter, 0, 1);
    while (Atomics.load(counter, 0) < count) await delay(5);
    return threadId;
  },
  length: (bytes) => ({ isBuffer: Buffer.isBuffer(bytes), length: bytes.byteLength, backing: bytes.buffer.byteLength }),
  isBuffers: (value) => [Buffer.isBuffer(value), Buffer.isBuffer(value?.nested?.[0])],
  giveBuffer: (text) => Buffer.from(text),
  giveNested: (text) => ({ output: [Buffer.from(text)], ok: true }),
  giveFunction: () => ({ filter: () => 1 }),
  giveError: () => ({ error: new DeepParseError(5, 6) }),
  throwIt: (which) => {
    throw {
      null: null,
      undefined: undefined,
      string: 'text',
      symbol: Symbol('own'),
      shared: Symbol.for('unsync test'),
      object: { a: [1] },
      function: { f() {} },
      look: { e: 1, type: 'error' },
    }[which];
  },
  rejectIt: async (which) => {
    throw { null: null, undefined: undefined }[which];
  },
  parse: () => {
    throw new ParseError(3, 4);
  },
  deepParse: () => {
    throw new DeepParseError(3, 4);
  },
  causes: () => {
    throw new Error('top', { cause: new TypeError('middle', { cause: new ParseError(1, 2) }) });
  },
  circular: () => {
    const error = new Error('loop');
    error.cause = error;
    error.self = error;
    throw error;
  },
  aggregate: () => {
    throw new AggregateError([new RangeError('one'), 'two'], 'many');
  },
  dom: () => {
    throw new DOMException('gone', 'NotFoundError');
  },
  fields: () => {
    const error = new Error('with fields');
    Object.assign(error, { status: 5, output: [Buffer.from('out')], f() {}, when: new Date(0) });
    Object.assign(error, { loc: new Position(3), url: new URL('http://a/') });
    Object.defineProperty(error, '__proto__', { value: { hacked: true }, enumerable: true });
    throw error;
  },
  getters: () => {
    throw Object.defineProperty(new Error('x'), 'message', {
      get() {
        throw new Error('trap');
      },
    });
  },
  systemError: async () => {
    const { readFileSync } = await import('node:fs');
    return readFileSync('/does/not/exist');
  },
  exit: (code) => {
    process.exit(code);
  },
  exitAsync: async (code) => {
    await delay(10);
    process.exit(code);
  },
  memory: () => {
    const all = [];
    for (;;) all.push(new Array(100_000).fill(all.length));
  },
  lateThrow: () => {
    setTimeout(() => {
      throw new Error('late timer');
    }, 20);
    return 'returned';
  },
  lateReject: () => {
    delay(20).then(() => {
      throw new Error('late promise');
    });
    return 'returned';
  },
  lateExit: () => {
    setTimeout(() => process.exit(7), 20);
    return 'returned';
  },
  unhandled: async () => {
    Promise.reject(new RangeError('nobody caught it'));
    await delay(10_000);
  },
  nested: (n) => {
    const future = call(nestedDefinition, undefined, [n]);
    return [future.done(), future.result(), threadId];
  },
  nestedAsync: async (n) => [await call(nestedDefinition, undefined, [n]), threadId],
  prewarms: async () => {
    await prewarm([create(nestedDefinition)]);
    return stats().threads;
  },
  nestedClosure: (n) => {
    const captured = 'captured';
    return call(nestedClosure(() => captured), undefined, [n]).result();
  },
  nestedStream: async (n) => {
    const values = [];
    for await (const value of call(nestedStream, undefined, [n])) values.push(value);
    return values;
  },
  print: (text) => {
    console.log(text);
    console.error(`${text}!`);
    process.stdout.write('616263', 'hex');
    return text;
  },
  printBack: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve('written'))),
  setup: () => globalThis.setupRan,
  thenable: () => ({ then: (resolve) => resolve(5) }),
  argumentCount: (...args) => args.length,
};
class Counter {
  static twice(n) {
    return n * 2;
  }
}

class Position {
  constructor(line) {
    this.line = line;
  }
  offset(n) {
    return new Position(this.line + n);
  }
}

export const __unsyncTasks = { ...tasks, 'Counter.twice': (...args) => Counter.twice(...args) };
export const __unsyncClasses = { ParseError };
