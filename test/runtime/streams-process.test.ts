// Generators across the thread: what they do to threads, to other calls, and to the process.
import { expect, test } from 'vitest';
import { generator, run, stub } from './stubs.js';

const ONE = { UNSYNC_CPU_BOUND_MAX_THREADS: '1' };

test('a stream and the calls that its consumer makes get along on one thread', async () => {
  const { stdout, code } = await run(
    `
    const heavy = create(() => ({ name: 'heavy', at: '', kind: 'cpu-bound', key: 'heavy', worker: workers + 'streams.mjs', inline: x => [x * 10] }));
    let sum = 0;
    const threads = new Set();
    for await (const x of generator('count')(100)) {
      const [value, thread] = await heavy(x);
      sum += value;
      threads.add(thread);
    }
    console.log(sum, threads.size);
    // Likewise nested streams, and blocking.
    let pairs = 0;
    for await (const a of generator('count')(20)) for await (const b of generator('count')(20)) pairs += a === b;
    console.log(pairs);
    let blocked = 0;
    for await (const x of generator('countAsync')(40)) blocked += heavy(x).result()[0];
    console.log(blocked);`,
    ONE,
  );
  expect(stdout).toBe('49500 1\n20\n7800\n');
  expect(code).toBe(0);
});

test('a call need not wait until a slow generator has filled the window', async () => {
  const { stdout } = await run(
    `
    const cell = new Int32Array(new SharedArrayBuffer(8));
    let most = 0;
    let taken = 0;
    for await (const x of generator('heavySteps')(cell, 20)) {
      await stub('add')(x, 1);
      most = Math.max(most, cell[0] - ++taken);
      if (taken === 10) break;
    }
    console.log(most <= 2);`,
    ONE,
  );
  expect(stdout).toBe('true\n');
});

test('calls that wait for the thread get it between the turns of a stream that never rests', async () => {
  const { stdout } = await run(
    `
    let done = false;
    let seen = 0;
    const cell = new Int32Array(new SharedArrayBuffer(8));
    for await (const x of generator('endless')(cell)) {
      if (x === 100) stub('add')(1, 2).then(() => (done = true));
      seen = x;
      if (done || x > 100_000) break;
    }
    console.log(done, seen < 2000);`,
    ONE,
  );
  expect(stdout).toBe('true true\n');
});

test('streams are parked only where no thread is free of them', async () => {
  const { stdout } = await run(
    `
    const where = create(() => ({ name: 'thread', at: '', kind: 'cpu-bound', key: 'thread', worker: workers + 'streams.mjs', inline() {} }));
    const stream = generator('where')();
    const { value } = await stream.next();
    await new Promise(resolve => setTimeout(resolve, 30));
    console.log(value === await where());
    // Cancelled calls don't take the stream with them.
    const spin = stub('spin')(); spin.cancel();
    console.log((await stream.next()).value === value);
    await stream.return();`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '2' },
  );
  expect(stdout).toBe('false\ntrue\n');
});

test('a cancelled call takes the streams of its only thread along, and they say so', async () => {
  const { stdout } = await run(
    `
    const stream = generator('where')();
    await stream.next();
    const begun = new Int32Array(new SharedArrayBuffer(4));
    const spin = create(() => ({ name: 'spin', at: '', kind: 'cpu-bound', key: 'spin', worker: workers + 'limits.mjs', inline() {} }))(begun);
    while (begun[0] === 0) await new Promise(resolve => setTimeout(resolve, 5));
    spin.cancel();
    let error;
    try { for (;;) await stream.next(); } catch (thrown) { error = thrown; }
    console.log(error.name, error.task, JSON.stringify(await stream.next()));
    console.log(await stub('add')(1, 2));`,
    ONE,
  );
  expect(stdout).toBe('WorkerExitError where {"done":true}\n3\n');
});

test('only a pending next() keeps the process alive', async () => {
  const { stdout, code } = await run(`
    const parked = generator('where')();
    await parked.next();
    // In the middle of computing, and nobody waits for that.
    const spins = generator('spinsAfter')(1);
    await spins.next();
    const background = generator('slowly', 'background')(3, 50);
    for await (const x of background) console.log(x);
    const never = generator('count')(5);
    console.log('end');`);
  expect(stdout).toBe('0\n1\n2\nend\n');
  expect(code).toBe(0);
  const pending = await run(`generator('slowly')(1, 300).next().then(({ value }) => console.log(value));`);
  expect([pending.stdout, pending.code]).toEqual(['0\n', 0]);
  const closing = await run(`
    const cell = new Int32Array(new SharedArrayBuffer(8));
    const stream = generator('endlessAsync')(cell);
    await stream.next();
    stream.return(5).then(({ value }) => console.log(value, cell[1]));`);
  expect([closing.stdout, closing.code]).toEqual(['5 1\n', 0]);
  const timed = await run(`
    const stream = generator('where').options({ timeout: 20_000 })();
    await stream.next();
    console.log(performance.now() < 10_000);`);
  expect([timed.stdout, timed.code]).toEqual(['true\n', 0]);
});

test('a stream that is never iterated holds nothing', async () => {
  const { stdout, code } = await run(`
    generator('count').options({ timeout: 100_000, signal: new AbortController().signal })(5);
    console.log(process.getActiveResourcesInfo().filter(each => /Worker|MessagePort|Timeout/.test(each)).length);
    await unsync.shutdown();`);
  expect([stdout, code]).toEqual(['0\n', 0]);
});

test('an idle timeout does not end a thread where a stream is parked', async () => {
  const { stdout } = await run(
    `
    const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
    const stream = generator('where', 'blocking')();
    const { value } = await stream.next();
    await pause(300);
    const values = [];
    for (let i = 0; i < 40; i++) values.push((await stream.next()).value);
    console.log(values.every(each => each === value));
    await stream.return();
    await pause(1500);
    const again = await generator('where', 'blocking')().next();
    console.log(again.value === value);`,
    { UNSYNC_BLOCKING_IDLE_TIMEOUT: '20' },
  );
  expect(stdout).toBe('true\nfalse\n');
});

test('a stream whose iterator was let go of is ended', async () => {
  const { stdout, stderr } = await run(
    `
    (await import('node:v8')).setFlagsFromString('--expose-gc');
    const gc = (await import('node:vm')).runInNewContext('gc');
    const cell = new Int32Array(new SharedArrayBuffer(8));
    await (async () => { await generator('endless')(cell).next(); })();
    const pause = () => new Promise(resolve => setTimeout(resolve, 20));
    for (let i = 0; i < 200 && cell[1] === 0; i++) { await pause(); gc(); }
    console.log(cell[1]);
    // While somebody waits, it is not.
    const pending = generator('slowly')(1, 300).next();
    for (let i = 0; i < 5; i++) { await pause(); gc(); }
    console.log((await pending).value);`,
  );
  expect([stdout, stderr]).toEqual(['1\n0\n', '']);
});

test('shutdown ends parked streams after their finally, and serves those who wait', async () => {
  const { stdout, code } = await run(`
    const sync = new Int32Array(new SharedArrayBuffer(8));
    const slow = new Int32Array(new SharedArrayBuffer(8));
    const parked = [generator('endless')(sync), generator('endlessAsync', 'blocking')(slow)];
    for (const stream of parked) await stream.next();
    await new Promise(resolve => setTimeout(resolve, 100));
    const waits = generator('slowly', 'background')(100, 50);
    const pending = waits.next();
    const late = generator('count')(3);
    await unsync.shutdown();
    console.log(sync[1], slow[1], (await pending).value);
    for (const stream of [...parked, waits, late]) {
      let values = 0;
      try { for (;; values++) await stream.next(); }
      catch (error) { console.log(values <= 16, error.code, error.task, (await stream.next()).done); }
    }
    console.log(process.getActiveResourcesInfo().filter(each => /Worker|MessagePort/.test(each)).length);`);
  expect(stdout).toBe(
    [
      '1 1 0',
      'true ERR_UNSYNC_SHUTDOWN endless true',
      'true ERR_UNSYNC_SHUTDOWN endlessAsync true',
      'true ERR_UNSYNC_SHUTDOWN slowly true',
      'true ERR_UNSYNC_SHUTDOWN count true',
      '0\n',
    ].join('\n'),
  );
  expect(code).toBe(0);
});

test('shutdown alone keeps the process alive until a finally is done', async () => {
  const { stdout, code } = await run(`
    const cell = new Int32Array(new SharedArrayBuffer(8));
    const stream = generator('endlessAsync')(cell);
    await stream.next();
    await new Promise(resolve => setTimeout(resolve, 100));
    await unsync.shutdown();
    console.log(cell[1]);
    // Leaving afterwards is no error: it has ended already.
    console.log((await stream.return(5)).value, (await stream.next()).done);`);
  expect([stdout, code]).toEqual(['1\n5 true\n', 0]);
});

test('UNSYNC_INLINE: the generator runs here, values cloned', async () => {
  const { stdout, stderr, code } = await run(
    `
    const list = [1];
    let ended = 0;
    const stream = generator('x', 'cpu-bound', function* (given, late) {
      try {
        given.push(late);
        yield given;
        given.push(3);
        yield given;
        yield () => 1;
      } finally { ended++; }
    })(list, Promise.resolve(2));
    list.push('after the call');
    console.log(JSON.stringify([(await stream.next()).value, (await stream.next()).value, list]));
    console.log((await stream.next().catch(error => error)).message, ended, (await stream.next()).done);
    console.log((await generator('x')(() => 1).next().catch(error => error)).message);`,
    { UNSYNC_INLINE: '1' },
  );
  expect(stdout).toBe(
    [
      '[[1,2],[1,2,3],[1,"after the call"]]',
      "x: the yielded value: a function can't cross to another thread 1 true",
      "x: argument 1: a function can't cross to another thread",
      '',
    ].join('\n'),
  );
  expect([stderr, code]).toEqual(['', 0]);
});

test('uncompiled generators are streams, too', async () => {
  const { stdout } = await run(`
    const count = unsync.unsync(function* count(n) { for (let i = 0; i < n; i++) yield i; return 'end'; });
    const later = unsync.unsync(async function* (n) { yield n; });
    const values = [];
    for await (const value of count(3)) values.push(value);
    for await (const value of later(9)) values.push(value);
    console.log(values.join(), count.kind, count.name, [...count.inline(2)].join());`);
  expect(stdout).toBe('0,1,2,9 async count 0,1\n');
});

test('what waits in the queue is not given to a thread that is about to end', async () => {
  const { stdout } = await run(
    `
    const first = stub('add')(1, 2);
    await first;
    const cell = new Int32Array(new SharedArrayBuffer(4));
    const done = stub('add')(3, 4);
    const queued = stub('add')(5, 6);
    // Its result is there and nobody has read it.
    Atomics.wait(cell, 0, 0, 300);
    done.cancel('enough');
    console.log(await done.catch(reason => reason), await queued);`,
    ONE,
  );
  expect(stdout).toBe('enough 11\n');
});

test('a hundred thousand values', async () => {
  for (const [key, kind] of [
    ['count', 'cpu-bound'],
    ['countAsync', 'background'],
  ] as const) {
    const begun = performance.now();
    let next = 0;
    for await (const value of generator(key, kind)(100_000)) if (value === next) next++;
    expect(next).toBe(100_000);
    const rate = Math.round(100_000 / (performance.now() - begun));
    process.stdout.write(`${key}: ${rate},000 values/s\n`);
  }
  // The thread is as good as new.
  expect(await stub('add')(1, 2)).toBe(3);
});
