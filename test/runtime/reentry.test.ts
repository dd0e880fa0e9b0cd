// Lists of calls and threads that change while they are walked: the end of one call ends others, and whoever is told of
// it, by a channel or a signal, may end more.
import { expect, test } from 'vitest';
import { run } from './stubs.js';

const prelude = `
  import { channel, tracingChannel } from 'node:diagnostics_channel';
  const gate = new Int32Array(new SharedArrayBuffer(8));
  const outcome = (promise) => promise.then(String, (error) => typeof error === 'string' ? error : error.name + ': ' + error.message);
  const open = () => { Atomics.store(gate, 0, 1); Atomics.notify(gate, 0); };`;

test('result() goes on where a timeout takes a stream along that is about to return', async () => {
  const { stdout, code } = await run(`${prelude}
    unsync.configure({ cpuBound: { maxThreads: 1 } });
    const stream = generator('endless')(gate);
    await stream.next();
    const spin = stub('spin').options({ timeout: 400 })();
    // The call has the thread: the stream waits for its turn to return.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const returned = outcome(stream.return());
    const others = Array.from({ length: 5 }, (_, i) => stub('add').options({ timeout: 60_000 })(i, 1));
    console.log(stub('sleep', 'blocking')(1000).result(), spin.done());
    console.log(await outcome(spin), (await Promise.all(others)).join());
    await returned;
    await unsync.shutdown();`);
  expect(stdout).toBe('undefined true\nTimeoutError: spin took longer than 400 ms 1,2,3,4,5\n');
  expect(code).toBe(0);
});

test('a thread that is ended by whoever is told of a call in its run queue gets no more calls', async () => {
  const { stdout, stderr, code } = await run(`${prelude}
    import { setEnvironmentData } from 'node:worker_threads';
    const memory = new Int32Array(new SharedArrayBuffer(1024));
    setEnvironmentData('memory', memory);
    unsync.configure({ cpuBound: { maxThreads: 1 } });
    const [step, same, size] = ['step', 'same', 'size'].map((name) => {
      const key = name;
      return create(() => ({ name, at: 'a.ts:1:1', kind: 'cpu-bound', key, worker: workers + 'run-queue.mjs', inline() {} }));
    });
    // Of what is known to be short, many are in a run queue at once.
    for (let i = 0; i < 40; i++) await Promise.all([size('one'), step({ at: 0 }, 1), same(1), size('one')]);
    let begun;
    const told = [];
    tracingChannel('unsync.call').subscribe({ asyncEnd({ task, result }) {
      told.push(task);
      // With the event loop blocked nothing is heard until the last has begun. On a slow machine they are not in run queues.
      if (told.length === 1) for (let i = 0; memory[101] === 0 && i < 20; i++) Atomics.wait(memory, 101, 0, 100);
      if (result === 3) begun.cancel('enough');
    } });
    const first = step({ at: 0 }, 1);
    // Of these, the first is answered by a message, the second by a cell, and the third waits.
    const answered = same(2), third = size('abc');
    begun = step({ at: 100 }, 0, { gate: { at: 200 } });
    const waits = size('four');
    setTimeout(() => { console.log('hang'); process.exit(1); }, 20_000).unref();
    console.log(await first, typeof (await answered), await third, await outcome(begun), await waits);
    await unsync.shutdown();`);
  expect(stderr).toBe('');
  expect(stdout).toBe('1 object 3 enough 4\n');
  expect(code).toBe(0);
});

test('a signal that ends two things: what the end of the first has ended is not ended again', async () => {
  const { stdout, stderr } = await run(`${prelude}
    const controller = new AbortController();
    const { signal } = controller;
    const never = stub('never', 'async', () => new Promise(() => {})).options({ signal });
    const mapped = stub('one', 'async', async () => 1).map([1, 2, 3], { signal })[Symbol.asyncIterator]();
    tracingChannel('unsync.call').subscribe({ asyncEnd: ({ task }) => task === 'never' && mapped.return() });
    const call = outcome(never());
    console.log((await mapped.next()).value);
    controller.abort('enough');
    console.log(await call, JSON.stringify(await mapped.next()));`);
  expect(stderr).toBe('');
  expect(stdout).toBe('1\nenough {"done":true}\n');
});
