// Threads that never get ready, and threads that die again and again.
import { expect, test } from 'vitest';
import { run, withClock, workers } from './stubs.js';

const at = (file: string) => new URL(file, workers).href;

/** A stub of another worker module. */
const other = `const other = (file, key, kind = 'cpu-bound') =>
  create(() => ({ name: key, at: 'a.ts:1:1', kind, key, worker: workers + file, inline() { throw new Error('inline'); } }));`;

test.concurrent.for(['loops.mjs', 'never.mjs'])(
  'a setup module that never ends, %s, rejects in bounded time',
  async (file) => {
    const { stdout, code } = await run(
      `
    const show = error => console.log(error.name, error.code, error.task, error.at, error.message.includes('within 300 ms'));
    for (const kind of ['cpu-bound', 'blocking', 'background']) {
      await stub('add', kind)(1, 2).catch(show);
      try { stub('delay', kind)(1, 2).result(); } catch (error) { show(error); }
    }
    // Queued ones, too: what is stuck for all is not tried for each.
    const all = await Promise.allSettled(Array.from({ length: 500 }, () => stub('add', 'blocking')(1, 2)));
    console.log([...new Set(all.map(each => each.reason.code))].sort().join());`,
      { UNSYNC_SETUP: at(file), UNSYNC_START_TIMEOUT: '300', UNSYNC_BLOCKING_MAX_THREADS: '3', NODE_NO_WARNINGS: '1' },
    );
    const line = (task: string) => `UnsyncError ERR_UNSYNC_LOAD ${task} a.ts:1:1 true\n`;
    expect(stdout).toBe(`${`${line('add')}${line('delay')}`.repeat(3)}ERR_UNSYNC_CRASH_LOOP,ERR_UNSYNC_LOAD\n`);
    expect(code).toBe(0);
  },
);

test.concurrent('what was taken back from a thread that never gets ready may go to it again', async () => {
  const { stdout, code } = await run(
    `
    const add = stub('add', 'blocking');
    await add(1, 2).catch(() => {});
    try { stub('delay', 'blocking')(1, 2).result(); } catch {}
    const all = await Promise.allSettled(Array.from({ length: 500 }, () => add(1, 2)));
    console.log([...new Set(all.map(each => each.reason.code))].sort().join());`,
    { UNSYNC_SETUP: at('never.mjs'), UNSYNC_START_TIMEOUT: '300', UNSYNC_BLOCKING_MAX_THREADS: '3' },
  );
  expect([stdout, code]).toEqual(['ERR_UNSYNC_CRASH_LOOP,ERR_UNSYNC_LOAD\n', 0]);
});

test.concurrent.for(['loops.mjs', 'never.mjs'])(
  'a worker module that never ends, %s, is the fault of its calls alone',
  async (file) => {
    const { stdout, stderr } = await run(
      `${other}
    const code = promise => promise.then(value => value, error => error.code);
    console.log(await Promise.all([
      code(stub('add')(1, 2)),
      code(other('${file}', 'add')(1, 2)),
      code(stub('delay')(6500, 'neighbour')),
    ]));
    console.log(await code(stub('add')(1, 2)));`,
      { UNSYNC_START_TIMEOUT: '6000', UNSYNC_CPU_BOUND_MAX_THREADS: '3' },
    );
    expect([stdout, stderr]).toEqual(["[ 3, 'ERR_UNSYNC_LOAD', 'neighbour' ]\n3\n", '']);
  },
);

test('on the background thread, a module that never loads leaves the others alone', async () => {
  const { stdout, stderr, code } = await run(
    `${other}
    const first = (await stub('thread', 'background')()).threadId;
    const cell = new Int32Array(new SharedArrayBuffer(4));
    const neighbour = stub('meetAsync', 'background')(cell, 2);
    const error = await other('never.mjs', 'add', 'background')(1, 2).catch(error => error);
    console.log(error.code, error.task, neighbour.done());
    Atomics.add(cell, 0, 1);
    console.log((await neighbour) === first, (await stub('thread', 'background')()).threadId === first);`,
    { UNSYNC_START_TIMEOUT: '6000' },
  );
  expect([stdout, stderr, code]).toEqual(['ERR_UNSYNC_LOAD add false\ntrue true\n', '', 0]);
});

test('a call that runs long has started', async () => {
  const { stdout } = await run(
    `console.log(await Promise.all([stub('sleep')(8000), stub('delay', 'background')(8000, 'b'), stub('sleep', 'blocking')(8000)]));`,
    { UNSYNC_START_TIMEOUT: '6000' },
  );
  expect(stdout).toBe("[ undefined, 'b', undefined ]\n");
});

test('a thread that loads a module for a call in the run queue is not given others meanwhile', async () => {
  const { stdout, stderr } = await run(
    `${other}
    const add = stub('add', 'blocking');
    const held = stub('sleep', 'blocking')(5000);
    held.catch(() => {});
    const brief = stub('sleep', 'blocking')(100);
    const exits = other('exits-slowly.mjs', 'exits', 'blocking')().catch(error => error.code);
    await brief;
    await new Promise(resolve => setTimeout(resolve, 200));
    // With the thread that is ended, what is in its run queue goes back into the queue.
    held.cancel();
    const neighbours = [];
    for (let i = 0; i < 40; i++) {
      neighbours.push(add(i, 1).catch(error => error.message));
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    console.log(await exits, (await Promise.all(neighbours)).filter((each, i) => each !== i + 1));`,
    { UNSYNC_BLOCKING_MAX_THREADS: '2' },
  );
  expect([stdout, stderr]).toEqual(['ERR_UNSYNC_WORKER_EXIT []\n', '']);
});

test('a worker module that exits: not one thread for each call, and later it is tried again', async () => {
  const { stdout, stderr, code } = await run(
    `${other}
    // Deaths count together for ten seconds, which are to be enough on a slow machine.
    clock.pace = 1 / 100;
    const exits = other('exits.mjs', 'exits');
    const all = await Promise.allSettled(Array.from({ length: 2000 }, () => exits()));
    const of = code => all.filter(each => each.reason.code === code);
    const died = of('ERR_UNSYNC_WORKER_EXIT');
    const stopped = of('ERR_UNSYNC_CRASH_LOOP');
    console.log(died.length + stopped.length, died.length > 10 && died.length < 30);
    const { reason } = stopped[0];
    console.log(reason.name, reason.task, reason.at, reason.message);
    console.log((await exits().catch(error => error)).code);
    // Other pools go on.
    console.log(await stub('add', 'blocking')(1, 2));
    clock.skew = 11_000;
    console.log((await exits().catch(error => error)).code, await stub('add')(1, 2));`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '2', NODE_OPTIONS: withClock },
  );
  expect(stdout).toBe(
    [
      '2000 true',
      'UnsyncError exits a.ts:1:1 exits was not run: 21 threads in a row died and finished no call; of the last: the thread of exits exited with code 9',
      'ERR_UNSYNC_CRASH_LOOP',
      '3',
      'ERR_UNSYNC_WORKER_EXIT 3',
      '',
    ].join('\n'),
  );
  expect(stderr.match(/UNSYNC_CRASH_LOOP/g)).toHaveLength(1);
  expect(code).toBe(0);
});

test('the same while the caller is blocked', async () => {
  const { stdout } = await run(
    `${other}
    const exits = other('exits.mjs', 'exits').options({ signal: new AbortController().signal });
    const all = Array.from({ length: 300 }, () => exits());
    const codes = all.map(each => { try { each.result(); } catch (error) { return error.code; } });
    console.log([...new Set(codes)].join(), codes.length);`,
    { NODE_NO_WARNINGS: '1' },
  );
  expect(stdout).toBe('ERR_UNSYNC_WORKER_EXIT,ERR_UNSYNC_CRASH_LOOP 300\n');
});

test('tasks that exit are no crash loop where others finish', async () => {
  const { stdout, stderr } = await run(
    `
    const outcomes = [];
    for (let i = 0; i < 25; i++) {
      outcomes.push(await stub('exit')(3).catch(error => error.code));
      outcomes.push(await stub('add')(1, 2));
    }
    console.log([...new Set(outcomes)].join(), outcomes.length);`,
    { UNSYNC_CPU_BOUND_MAX_THREADS: '2' },
  );
  expect([stdout, stderr]).toEqual(['ERR_UNSYNC_WORKER_EXIT,3 50\n', '']);
});

test('cancelled calls are no crash loop', async () => {
  const { stdout } = await run(`
    for (let i = 0; i < 25; i++) {
      const spin = stub('spin')();
      spin.cancel();
      await spin.catch(() => {});
    }
    console.log(await stub('add')(1, 2));`);
  expect(stdout).toBe('3\n');
});

test('threads that die at their start', async () => {
  const { stdout, stderr, code } = await run(
    `
    const all = await Promise.allSettled(Array.from({ length: 300 }, () => stub('add')(1, 2)));
    console.log([...new Set(all.map(each => each.reason?.code))].sort().join());
    console.log(all.every(each => each.reason.task === 'add'), all.at(-1).reason.message.includes('exited with code 9'));`,
    { UNSYNC_SETUP: at('exits.mjs') },
  );
  expect(stdout).toBe('ERR_UNSYNC_CRASH_LOOP,ERR_UNSYNC_WORKER_EXIT\ntrue true\n');
  expect(stderr.match(/UNSYNC_CRASH_LOOP/g)).toHaveLength(1);
  expect(code).toBe(0);
});

test('what goes on unseen on the background thread does not keep the process alive', async () => {
  const { stdout, code } = await run(`
    const cell = new Int32Array(new SharedArrayBuffer(4));
    const endless = stub('meetAsync', 'background')(cell, 2);
    await stub('delay', 'background')(1, 'other');
    endless.cancel();
    console.log('end');`);
  expect([stdout, code]).toEqual(['end\n', 0]);
});
