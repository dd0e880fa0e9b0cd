// Hand-written as the compiler would emit it.
export class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
  get length() {
    return Math.hypot(this.x, this.y);
  }
}
export class Segment {
  constructor(from, to) {
    this.ends = [from, to];
    this.owner = undefined;
  }
  total() {
    return this.ends.reduce((sum, p) => sum + p.length, 0);
  }
}

const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export const __unsyncTasks = {
  identity: (value) => value,
  /** What it looks like over there, then back. */
  look: (value) => [describe(value), value],
  lengths: (points) => [...points].map((p) => p.length),
  total: (segment) => segment.total(),
  make: () => new Segment(new Point(3, 4), new Point(6, 8)),
  sizes: (...views) => views.map((v) => [v.constructor.name, v.byteLength, v.buffer.byteLength]),
  overlap: ({ all, part }) => {
    all[1] = 99;
    return [part[0], all.buffer === part.buffer];
  },
  count: (n, onProgress) => {
    for (let i = 1; i <= n; i++) onProgress(i);
    return 'done';
  },
  later: (onProgress) => {
    setTimeout(() => onProgress(1), 20);
    return 'done';
  },
  ask: async (n, { ask }) => {
    const answers = [];
    for (let i = 0; i < n; i++) answers.push(await ask(i));
    return answers;
  },
  askBadly: async ({ ask }) => ask(() => 1),
  spin: (signal, started) => {
    if (started) Atomics.store(started, 0, 1);
    let n = 0;
    while (!signal.aborted) n++;
    return [n > 0, signal.reason instanceof Error ? signal.reason.message : signal.reason, signal instanceof AbortSignal];
  },
  spinAndThrow: (signal) => {
    for (;;) signal.throwIfAborted();
  },
  hear: async (signal) => {
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return signal.reason;
  },
  *steps(n, onStep) {
    for (let i = 0; i < n; i++) {
      onStep(i);
      yield i;
    }
  },
  fill: (memory) => {
    new Uint8Array(memory.buffer)[0] = 7;
    return memory;
  },
  readSome: async (file) => {
    const { buffer } = await file.read(Buffer.alloc(6), 0, 6, 0);
    return { file, text: buffer.toString() };
  },
  slowly: async (ms, value) => {
    await delay(ms);
    return value;
  },
};
export const __unsyncClasses = { Point, Segment };

function describe(value) {
  return Object.prototype.toString.call(value) + (value?.constructor?.name ?? '');
}
