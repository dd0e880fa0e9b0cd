/** One contender, in a process of its own: does what its parent asks, and answers with milliseconds. */
import { performance } from 'node:perf_hooks';

const [contender, port] = process.argv.slice(2);
const connection = { host: '127.0.0.1', port: Number(port) };
const { call, many } = await (contender === 'unsync' ? unsync() : plain());

async function unsync() {
  const [{ configure }, { bullmq }, work] = await Promise.all([
    import('unsync'),
    import('unsync/bullmq'),
    import('./dist/work.js'),
  ]);
  configure({ executor: bullmq({ connection, timeout: 600_000 }) });
  const call = (name, value) => work[name](value);
  return { call, many: (name, values) => Promise.all(values.map((each) => call(name, each))) };
}

async function plain() {
  const { Queue, QueueEvents } = await import('bullmq');
  const queue = new Queue(contender, { connection, streams: { events: { maxLen: 100_000 } } });
  const events = new QueueEvents(contender, { connection });
  for (const each of [queue, events]) each.setMaxListeners(0);
  await events.waitUntilReady();
  const options = { removeOnComplete: { age: 600 } };
  const data = {
    square: (n) => ({ n }),
    reversed: (bytes) => ({ bytes: Buffer.from(bytes).toString('base64') }),
    spin: (ms) => ({ ms }),
  };
  const call = async (name, value) => {
    const job = await queue.add(name, data[name](value), options);
    const result = await job.waitUntilFinished(events);
    return name === 'reversed' ? new Uint8Array(Buffer.from(result, 'base64')) : result;
  };
  // as many as BullMQ's own bulk takes, with one listener for all, which is the fastest that it has
  const many = async (name, values) => {
    const pending = new Map();
    const early = new Map();
    const onCompleted = ({ jobId, returnvalue }) => {
      const resolve = pending.get(jobId);
      if (resolve) resolve(returnvalue);
      else early.set(jobId, returnvalue);
    };
    events.on('completed', onCompleted);
    const jobs = [];
    for (let i = 0; i < values.length; i += 1000)
      jobs.push(
        ...(await queue.addBulk(
          values.slice(i, i + 1000).map((each) => ({ name, data: data[name](each), opts: options })),
        )),
      );
    const results = await Promise.all(
      jobs.map(({ id }) => (early.has(id) ? early.get(id) : new Promise((resolve) => pending.set(id, resolve)))),
    );
    events.off('completed', onCompleted);
    return results;
  };
  return { call, many };
}

const rows = {
  async roundtrip(count) {
    const times = [];
    for (let i = 0; i < count; i++) {
      const from = performance.now();
      if ((await call('square', i)) !== i * i) throw new Error('a wrong result');
      times.push(performance.now() - from);
    }
    times.sort((a, b) => a - b);
    return { p50: times[count >> 1], p95: times[Math.floor(count * 0.95)] };
  },
  async burst(count) {
    const values = Array.from({ length: count }, (_, i) => i);
    const from = performance.now();
    const results = await many('square', values);
    const ms = performance.now() - from;
    if (results.some((each, i) => each !== i * i)) throw new Error('a wrong result');
    return { perSecond: (count / ms) * 1000 };
  },
  async singles(count) {
    const from = performance.now();
    await Promise.all(Array.from({ length: count }, (_, i) => call('square', i)));
    return { perSecond: (count / (performance.now() - from)) * 1000 };
  },
  async large(bytes) {
    const value = new Uint8Array(bytes).fill(1);
    value[0] = 2;
    const from = performance.now();
    const result = await call('reversed', value);
    const ms = performance.now() - from;
    if (result.length !== bytes || result.at(-1) !== 2) throw new Error('a wrong result');
    return { ms };
  },
  /** Its parent kills the worker meanwhile. */
  async recovery(ms) {
    const from = performance.now();
    const result = call('spin', ms);
    process.send({ isUnderWay: true });
    await result;
    return { ms: performance.now() - from - ms };
  },
};

process.on('message', async ({ row, size }) => {
  try {
    process.send({ figures: await rows[row](size) });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  }
});
process.send({ isReady: true });
