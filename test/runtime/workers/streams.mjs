// Generators, as the compiler would emit them.
import { threadId } from 'node:worker_threads';

class ParseError extends Error {
  constructor(line) {
    super(`line ${line}`);
    this.line = line;
  }
  get name() {
    return 'ParseError';
  }
}
const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const add = (cell, index = 0) => Atomics.add(cell, index, 1);
function busy(ms) {
  for (const end = performance.now() + ms; performance.now() < end; );
}

const tasks = {
  *count(n, end) {
    for (let i = 0; i < n; i++) yield i;
    return end;
  },
  async *countAsync(n, end) {
    for (let i = 0; i < n; i++) yield i;
    return end;
  },
  async *slowly(n, ms) {
    for (let i = 0; i < n; i++) {
      await delay(ms);
      yield i;
    }
  },
  /** Counts in `cell[0]` what it has made, in `cell[1]` its ends. */
  *endless(cell) {
    try {
      for (let i = 0; ; i++) {
        add(cell, 0);
        yield i;
      }
    } finally {
      add(cell, 1);
    }
  },
  async *endlessAsync(cell) {
    try {
      for (let i = 0; ; i++) {
        add(cell, 0);
        yield i;
      }
    } finally {
      await delay(20);
      add(cell, 1);
    }
  },
  *heavySteps(cell, ms) {
    for (let i = 0; ; i++) {
      add(cell, 0);
      busy(ms);
      yield i;
    }
  },
  *begins(cell) {
    add(cell);
    yield 1;
  },
  *fails(after) {
    for (let i = 0; i < after; i++) yield i;
    throw new ParseError(after);
  },
  *failsToEnd() {
    try {
      yield* tasks.count(100);
    } finally {
      throw new RangeError('in finally');
    }
  },
  *endsOtherwise() {
    try {
      yield* tasks.count(100);
    } finally {
      return 'replaced';
    }
  },
  /** The same object each time. */
  *mutates() {
    const list = [];
    for (let i = 0; i < 3; i++) {
      list.push(i);
      yield list;
    }
    return list;
  },
  *special() {
    yield Buffer.from('text');
    yield { deep: [Buffer.from('deep')] };
    yield new ParseError(7);
    yield undefined;
    yield null;
    yield 10n;
    return Buffer.from('end');
  },
  *uncloneable(cell) {
    try {
      yield 1;
      yield { f() {} };
      yield 3;
    } finally {
      add(cell);
    }
  },
  *uncloneableEnd() {
    yield 1;
    return () => 1;
  },
  *promises(reject) {
    yield Promise.resolve(1);
    if (reject) yield Promise.reject(new RangeError('rejected'));
    return Promise.resolve(2);
  },
  *where() {
    for (;;) yield threadId;
  },
  *spinsAfter(n) {
    for (let i = 0; i < n; i++) yield i;
    for (;;);
  },
  *exitsAfter(n) {
    for (let i = 0; i < n; i++) yield i;
    process.exit(3);
  },
  async *strays() {
    yield 1;
    setTimeout(() => {
      throw new RangeError('stray');
    }, 10);
    await delay(10_000);
  },
  *arguments(...args) {
    yield* args;
  },
  *changes(list) {
    for (;;) yield list;
  },
  /** Does what each step says, then ends; `last` is done in its finally. */
  *scripted(steps, end, last) {
    try {
      for (const step of steps) {
        if (step.type === 'busy') busy(step.ms);
        else if (step.type === 'throw') throw new Error(step.message);
        else yield step.value;
      }
      return end;
    } finally {
      if (last === 'throw') throw new Error('finally');
      if (last === 'return') return 'finally';
    }
  },
  async *scriptedAsync(steps, end, last) {
    try {
      for (const step of steps) {
        if (step.type === 'busy') await delay(step.ms);
        else if (step.type === 'throw') throw new Error(step.message);
        else yield step.value;
      }
      return end;
    } finally {
      if (last !== 'nothing') await delay(1);
      if (last === 'throw') throw new Error('finally');
      if (last === 'return') return 'finally';
    }
  },
  heavy: (x) => {
    busy(5);
    return [x * 10, threadId];
  },
  thread: () => threadId,
  spin: () => {
    for (;;);
  },
};
const factories = {
  scaled: ({ by }) =>
    function* (n) {
      for (let i = 0; i < n; i++) yield i * by;
    },
};

export const __unsyncTasks = { ...tasks, ...factories };
export const __unsyncClasses = { ParseError };
