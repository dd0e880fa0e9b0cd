// UNSYNC_TRACE: what is in the file, however the process ends, and the page that is made of it.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import vm from 'node:vm';
import { afterAll, expect, test } from 'vitest';
import { laneOut, type Model, read } from '../../dist/runtime/trace/model.js';
import { page } from '../../dist/runtime/trace/page.js';
import { duration, firstFrom, latestEnds, moment, pan, ticks, zoom } from '../../dist/runtime/trace/view/scale.js';
import { run, until, workers } from './stubs.js';

const cli = fileURLToPath(new URL('../../dist/transformer/hosts/cli/cli.js', import.meta.url));
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-trace-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

let files = 0;
const fresh = () => path.join(folder, `${++files}.json`);

interface Event {
  ph: string;
  name: string;
  cat?: string;
  pid: number;
  tid: number;
  ts: number;
  dur: number;
  id?: number;
  args: Record<string, any>;
}

const events = (file: string) => JSON.parse(fs.readFileSync(file, 'utf8')) as Event[];
const of = (all: Event[], cat: string, ph = 'X') => all.filter((each) => each.cat === cat && each.ph === ph);

function model(file: string): Model {
  const result = read(fs.readFileSync(file, 'utf8'));
  if (typeof result === 'string') throw new Error(result);
  return result;
}

test('calls, threads, queues and stalls are in the file', async () => {
  const file = fresh();
  const { code, stderr } = await run(
    `
    const gate = new Int32Array(new SharedArrayBuffer(4));
    const blocker = stub('wait')(gate);
    const queued = [stub('add')(1, 2), stub('add')(new Promise((r) => setTimeout(r, 20)), 4)];
    const dropped = stub('add')(5, 6);
    dropped.cancel();
    const failed = stub('throwIt', 'blocking')('string').catch(() => {});
    const parts = [1, 2].map((n) => stub('delay', 'background')(30, n));
    await Promise.all(parts);
    // Nobody looks at the loop for 200 ms, and then a call is waited for.
    for (const end = performance.now() + 200; performance.now() < end; );
    gate[0] = 1;
    Atomics.notify(gate, 0);
    blocker.result();
    await Promise.all([...queued, failed]);
    for await (const n of generator('count')(40)) ;
    process.exit(0);`,
    { UNSYNC_TRACE: file, UNSYNC_CPU_BOUND_MAX_THREADS: '1' },
  );
  expect([code, stderr]).toEqual([0, '']);
  const all = events(file);
  const names = new Map(all.filter(({ name }) => name === 'thread_name').map(({ tid, args }) => [tid, args['name']]));
  expect([...names.values()].sort()).toEqual([
    'background 1',
    'blocking 1',
    'cpu-bound 1',
    'main thread',
    "main thread's stalls",
  ]);
  expect(
    of(all, 'call')
      .map(({ name, args }) => `${name} ${args['outcome']}`)
      .sort(),
  ).toEqual([
    'call add cancelled',
    'call add done',
    'call add done',
    'call count done',
    'call delay done',
    'call delay done',
    'call throwIt failed',
    'call wait done',
  ]);
  expect(of(all, 'call').find(({ name }) => name === 'call throwIt')!.args['error']).toBe('text');
  // Each runs in the row of its thread, after its wait; a thread begins with its start-up.
  for (const slice of of(all, 'run')) {
    const { call } = slice.args;
    const begun = of(all, 'wait', 'b').find(({ id }) => id === call)!;
    const ended = of(all, 'wait', 'e').find(({ id }) => id === call)!;
    expect(begun.ts).toBeLessThanOrEqual(ended.ts);
    expect(ended.ts).toBeLessThanOrEqual(slice.ts);
    expect(names.get(slice.tid)).toBe(slice.name === 'throwIt' ? 'blocking 1' : 'cpu-bound 1');
    expect(of(all, 'flow', 'f').find(({ id }) => id === call)!.tid).toBe(slice.tid);
  }
  expect(of(all, 'run').map(({ name }) => name)).toEqual(expect.arrayContaining(['wait', 'add', 'throwIt', 'count']));
  expect(of(all, 'thread').filter(({ name }) => name === 'start-up')).toHaveLength(3);
  // Slices of one thread are nested or apart, or viewers misplace them.
  for (const tid of names.keys()) {
    const slices = all.filter((each) => each.ph === 'X' && each.tid === tid && each.name !== 'start-up');
    slices.sort((a, b) => a.ts - b.ts || b.dur - a.dur);
    slices.forEach(({ ts, dur }, nth) => {
      const next = slices[nth + 1];
      if (next) expect(next.ts >= ts + dur - 0.01 || next.ts + next.dur <= ts + dur + 0.01).toBe(true);
    });
  }
  // Calls of the background thread overlap, so they are spans of their own.
  expect(of(all, 'run', 'b').filter(({ name }) => name === 'delay')).toHaveLength(2);
  expect(of(all, 'run', 'e').filter(({ name }) => name === 'delay')).toHaveLength(2);
  expect(of(all, 'arguments', 'b')).toHaveLength(1);
  const joined = of(all, 'result')[0]!;
  expect(joined.name).toBe('result() of wait');
  // The loop stood still from before that until after it began.
  const long = of(all, 'stall').filter(({ dur }) => dur > 150_000);
  expect(long.some(({ ts, dur }) => ts < joined.ts && ts + dur > joined.ts)).toBe(true);

  const shown = model(file);
  expect(shown.rows.map(({ name }) => name)).toEqual([
    'main thread',
    'cpu-bound: waiting',
    'cpu-bound 1',
    'blocking: waiting',
    'blocking 1',
    'background: waiting',
    'background 1',
  ]);
  expect(
    shown.functions.map(({ name, calls, failed, cancelled }) => [name, calls, failed, cancelled].join()).sort(),
  ).toEqual(['add,3,0,1', 'count,1,0,0', 'delay,2,0,0', 'throwIt,1,1,0', 'wait,1,0,0']);
  expect(shown.rows.at(-1)!.lanes).toBe(2);
  expect(shown.stalls.some(([from, to]) => to - from > 150)).toBe(true);
  for (const { depths } of shown.rows) if (depths.length) expect(depths.at(-1)![1]).toBe(0);
});

test('a program that a signal ends leaves a valid file, with what has not settled', async () => {
  const file = fresh();
  const source = `
    import { create } from 'unsync/task';
    const inline = () => {};
    const stub = (key) => create(() => ({ name: key, at: '', kind: 'cpu-bound', key, worker: ${JSON.stringify(new URL('basic.mjs', workers).href)}, inline }));
    await stub('add')(1, 2);
    stub('spin')();
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    cwd: path.dirname(fileURLToPath(workers)),
    env: { ...process.env, NODE_OPTIONS: '', UNSYNC_TRACE: file },
  });
  const ended = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
  const spins = () => {
    try {
      return of(events(file), 'run').some(({ name }) => name === 'spin');
    } catch {
      // Between being made and the first write, or in the middle of one.
      return false;
    }
  };
  await until(spins);
  child.kill('SIGTERM');
  expect(await ended).toBe('SIGTERM');
  const all = events(file);
  expect(of(all, 'run').map(({ name, args }) => `${name} ${args['outcome']}`)).toEqual(['add done', 'spin unfinished']);
  expect(model(file).calls.map(({ outcome }) => outcome)).toEqual(['done', 'unfinished']);
});

test('processes that inherit the variable do not write over each other', async () => {
  const file = fresh();
  const child = `import('unsync/task').then(() => {})`;
  const { code, stdout } = await run(
    `
    const { execFileSync } = await import('node:child_process');
    const { Worker } = await import('node:worker_threads');
    execFileSync(process.execPath, ['-e', ${JSON.stringify(child)}]);
    await new Promise((resolve) => new Worker(${JSON.stringify(child)}, { eval: true }).on('exit', resolve));
    await stub('add')(1, 2);
    console.log(process.pid);`,
    { UNSYNC_TRACE: file },
  );
  expect(code).toBe(0);
  expect(of(events(file), 'run').map(({ name }) => name)).toEqual(['add']);
  const others = fs.readdirSync(folder).filter((name) => name.startsWith(`${files}.`) && name !== path.basename(file));
  expect(others).toHaveLength(2);
  expect(others.some((name) => name.startsWith(`${files}.${stdout.trim()}-`))).toBe(true);
  for (const name of others) expect(events(path.join(folder, name))[0]!.name).toBe('process_name');
});

test('a file that is left from a run before is replaced', async () => {
  const file = fresh();
  await run(`await stub('add')(1, 2);`, { UNSYNC_TRACE: file });
  await run(`await stub('thread')();`, { UNSYNC_TRACE: file });
  expect(of(events(file), 'run').map(({ name }) => name)).toEqual(['thread']);
});

test('what hinders the trace is a warning', async () => {
  const { code, stdout, stderr } = await run(`console.log(await stub('add')(1, 2));`, {
    UNSYNC_TRACE: path.join(folder, 'no', 'such', 'folder.json'),
  });
  expect([code, stdout]).toEqual([0, '3\n']);
  expect(stderr).toContain('[UNSYNC_TRACE] UnsyncWarning: unsync: the trace');
});

const hostile = '</script><script>alert(1)</script>\u2028"\'<img src=x onerror=alert(2)>';

/** A trace of calls of a function with that name, as the recorder writes it. */
function traceOf(name: string): string {
  const common = { pid: 1, tid: 1 };
  return JSON.stringify([
    { ph: 'M', name: 'process_name', ...common, args: { name: `unsync ${name}`, format: 1 } },
    { ph: 'M', name: 'thread_name', ...common, args: { name: 'main thread' } },
    { ph: 'M', name: 'thread_name', pid: 1, tid: 1001, args: { name: 'cpu-bound 1' } },
    {
      ph: 'X',
      name: `call ${name}`,
      cat: 'call',
      ...common,
      ts: 100,
      dur: 5,
      args: { call: 1, at: name, kind: 'cpu-bound', outcome: 'failed', error: name },
    },
    { ph: 'X', name, cat: 'run', pid: 1, tid: 1001, ts: 1000, dur: 90_000, args: { call: 1 } },
    { ph: 'X', name: 'stall', cat: 'stall', pid: 1, tid: 2, ts: 500, dur: 20_000 },
  ]);
}

function pageOf(trace: string): string {
  const result = read(trace);
  if (typeof result === 'string') throw new Error(result);
  return page(result);
}

test('names in a trace are data of the page, never markup or code', () => {
  const html = pageOf(traceOf(hostile));
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html.match(/<\/script>/g)).toHaveLength(2);
  expect(html).not.toContain('<img');
  expect(pageOf(traceOf('f'))).not.toMatch(/https?:|src=|href=/);
  const [, data] = /<script type="application\/json" id="data">(.*)<\/script>/.exec(html)!;
  expect(data).not.toMatch(/[<>&\u2028]/);
  expect((JSON.parse(data!) as Model).functions[0]!.name).toBe(hostile);
});

test('the script of the page runs, and writes names as text', () => {
  const html = pageOf(traceOf(hostile));
  const [, data] = /id="data">(.*)<\/script>/.exec(html)!;
  const [, script] = /<script>([\s\S]*)<\/script>/.exec(html)!;
  const drawn: string[] = [];
  const listeners = new Map<string, (event: object) => void>();
  const told: string[] = [];
  // Any member of any element is a function that gives another one, or what was put there.
  const make = (own: Record<string, unknown> = {}): any =>
    new Proxy(
      Object.assign(() => {}, own),
      {
        get(target, key) {
          if (key === Symbol.toPrimitive) return () => 0;
          if (!Object.hasOwn(target, key) || key === 'name' || key === 'length') Reflect.set(target, key, make());
          return Reflect.get(target, key);
        },
        set(target, key, value) {
          if (key === 'textContent') told.push(value as string);
          return Reflect.set(target, key, value);
        },
        apply: () => make(),
      },
    );
  const context = make({
    fillText: (text: string) => drawn.push(text),
    measureText: () => ({ width: 10 }),
  });
  const canvas = make({ getContext: () => context, style: {} });
  const timeline = make({
    querySelector: () => canvas,
    clientWidth: 1000,
    clientHeight: 400,
    addEventListener: (type: string, listener: (event: object) => void) => listeners.set(type, listener),
    getBoundingClientRect: () => ({ left: 0, top: 0 }),
  });
  const elements: Record<string, unknown> = { data: { textContent: data }, timeline };
  const document = make({
    getElementById: (id: string) => (elements[id] ??= make()),
    addEventListener: (type: string, listener: (event: object) => void) => listeners.set(type, listener),
  });
  vm.runInNewContext(script!, {
    document,
    window: make(),
    devicePixelRatio: 1,
    requestAnimationFrame: (callback: () => void) => callback(),
    getComputedStyle: () => ({ getPropertyValue: () => '0' }),
    matchMedia: () => make(),
  });
  expect(drawn).toContain(hostile);
  expect(drawn).toContain('main thread');
  expect(told).toContain('1 calls of 1 functions in 90.9 ms; the main thread stalled 1 times, for 20.0 ms in all');
  for (const key of ['n', 's', '+', 'ArrowRight', '-', 'Escape', '0', 't', 'p'])
    listeners.get('keydown')!({ key, preventDefault() {} });
  listeners.get('wheel')!({ deltaY: -100, deltaX: 0, clientX: 500, preventDefault() {} });
  told.length = 0;
  listeners.get('pointermove')!({ clientX: 500, clientY: 26 + 9 + 2 * 18 });
  expect(told).toContain(hostile);
});

test('the view never leaves the trace', () => {
  const all = { from: 0, to: 100 };
  expect(zoom(all, 2, 0, all)).toEqual({ from: 0, to: 50 });
  expect(zoom(all, 4, 50, all)).toEqual({ from: 37.5, to: 62.5 });
  expect(zoom({ from: 0, to: 50 }, 0.1, 50, all)).toEqual(all);
  expect(pan({ from: 10, to: 20 }, -30, all)).toEqual({ from: 0, to: 10 });
  expect(pan({ from: 10, to: 20 }, 300, all)).toEqual({ from: 90, to: 100 });
});

test('lines of the axis are round', () => {
  expect(ticks({ from: 3, to: 98 }, 10)).toEqual({ step: 10, at: [10, 20, 30, 40, 50, 60, 70, 80, 90] });
  expect(ticks({ from: 0.0012, to: 0.0031 }, 4).step).toBe(0.0005);
  expect([0, 0.0123, 1.5, 12.34, 456, 2345].map(duration)).toEqual([
    '0',
    '12.3 µs',
    '1.50 ms',
    '12.3 ms',
    '456 ms',
    '2.35 s',
  ]);
  expect([moment(1500, 500), moment(20, 10), moment(0.25, 0.05)]).toEqual(['1.5 s', '20 ms', '0.25 ms']);
});

test('what is in view is found without a look at all', () => {
  const spans = [
    [0, 100],
    [10, 20],
    [30, 40],
  ] as const;
  expect(latestEnds(spans)).toEqual([100, 100, 100]);
  expect(firstFrom([1, 3, 3, 9], (n) => n, 3)).toBe(1);
  expect(firstFrom([1, 3, 3, 9], (n) => n, 10)).toBe(4);
});

test('what overlaps has lanes of its own', () => {
  const spans = [
    { from: 0, to: 10 },
    { from: 5, to: 8 },
    { from: 8, to: 20 },
    { from: 10, to: 12 },
  ];
  expect(laneOut(spans, 0)).toEqual({ lanes: 2, of: [0, 1, 1, 0] });
  expect(laneOut(spans, 1)).toEqual({ lanes: 3, of: [1, 2, 2, 1] });
});

test('unsync trace makes the page without a compiler, and says what is no trace', async () => {
  const file = fresh();
  fs.writeFileSync(file, traceOf('f'));
  const invoke = promisify(execFile);
  const program = `process.argv.splice(1, 1, process.argv[1]); require(${JSON.stringify(cli)});
    process.on('exit', () => console.log(Object.keys(require.cache).filter((each) => /node_modules/.test(each)).length));`;
  const target = path.join(folder, 'page.html');
  const { stdout } = await invoke(process.execPath, ['-e', program, 'cli', 'trace', file, '--out', target]);
  expect(stdout).toBe(`${target}: 1 calls of 1 functions\n0\n`);
  expect(fs.readFileSync(target, 'utf8')).toBe(pageOf(traceOf('f')));
  await invoke(process.execPath, [cli, 'trace', file]);
  expect(fs.existsSync(file.replace('.json', '.html'))).toBe(true);
  const refuse = async (...args: string[]) => {
    const { code, stderr } = (await invoke(process.execPath, [cli, 'trace', ...args]).catch((error) => error)) as {
      code: number;
      stderr: string;
    };
    return `${code} ${stderr}`;
  };
  expect(await refuse()).toContain('2 unsync: unsync trace <trace.json>');
  expect(await refuse(path.join(folder, 'none.json'))).toContain('2 unsync: ENOENT');
  fs.writeFileSync(file, '[{"name":"other"}]');
  expect(await refuse(file)).toContain('is not a trace that unsync wrote');
  fs.writeFileSync(file, 'text');
  expect(await refuse(file)).toContain('is not JSON');
});
