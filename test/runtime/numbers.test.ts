// Times and other numbers that users give, wherever they give them, and what becomes of calls when time is up.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { ConfigurationError, prewarm, shutdown } from 'unsync';
import { expect, test } from 'vitest';
import { failure, generator, run, stub } from './stubs.js';

const wrongTimes = [Number.NaN, -1, '5', null, 5n, {}, Symbol('s')] as never[];

test('a wrong time is a ConfigurationError, where it is given', async () => {
  const add = stub('add');
  for (const timeout of wrongTimes) {
    expect(() => add.options({ timeout })).toThrow(ConfigurationError);
    expect(() => generator('count').options({ timeout })).toThrow(ConfigurationError);
    expect(() => add.map([1], { timeout })).toThrow(ConfigurationError);
    expect(() => add(1, 2).result(timeout)).toThrow(ConfigurationError);
    expect(await failure(shutdown({ timeout }))).toBeInstanceOf(ConfigurationError);
  }
  expect(() => add.options({ timeout: Number.NaN })).toThrow(
    'the option timeout is NaN: it must be a number of milliseconds from 0, or Infinity',
  );
  // Nothing has happened: calls go on, and the runtime does not shut down.
  expect(await add.options({ timeout: Infinity, priority: -Infinity })(1, 2)).toBe(3);
  expect(
    add
      .options({ timeout: 2 ** 40 })(1, 2)
      .result(Infinity),
  ).toBe(3);
});

test('so are wrong priorities, limits, threads, and what is no option at all', async () => {
  const add = stub('add');
  for (const priority of [Number.NaN, '5', 5n, {}] as never[]) {
    expect(() => add.options({ priority })).toThrow(/the option priority is .*: it must be a number/);
    expect(() => add.map([1], { priority })).toThrow(ConfigurationError);
  }
  for (const limit of [Number.NaN, 0, 1.5, '2', null] as never[]) {
    expect(() => add.options({ limit })).toThrow(ConfigurationError);
    expect(() => add.map([1], { limit })).toThrow(ConfigurationError);
  }
  for (const threads of [Number.NaN, 0, 1.5, '2', null] as never[])
    expect(await failure(prewarm([add], { threads }))).toBeInstanceOf(ConfigurationError);
  expect(() => add.options({ signal: new AbortController() as never })).toThrow('the option signal is an object');
  expect(() => add.options({ transfer: new ArrayBuffer(1) as never })).toThrow('the option transfer is an object');
  for (const options of [5, null, 'x'] as never[]) {
    expect(() => add.options(options)).toThrow(ConfigurationError);
    expect(() => add.map([1], options)).toThrow(ConfigurationError);
    expect(await failure(prewarm([add], options))).toBeInstanceOf(ConfigurationError);
    if (options !== 'x') expect(await failure(shutdown(options))).toBeInstanceOf(ConfigurationError);
  }
});

test('every setting takes its documented default, and refuses what is no number', async () => {
  const types = fs.readFileSync(new URL('../../runtime/types/configuration.ts', import.meta.url), 'utf8');
  const documented: [group: string, name: string, variable: string, text: string][] = [];
  let [group, comment] = ['', ''];
  const start = types.indexOf('export interface Configuration');
  for (const line of types.slice(start, types.indexOf('\n}\n', start)).split('\n')) {
    const [, opened] = /^ {2}readonly (\w+)\?:$/.exec(line) ?? [];
    const [, setting] = /^ +readonly (\w+)\?: number \| undefined;$/.exec(line) ?? [];
    if (opened) group = opened;
    if (/^ {2}(\/\*\*|readonly)/.test(line) && !opened) group = '';
    if (/\/\*\*/.test(line)) comment = '';
    comment += line;
    const [, variable, value] = /(UNSYNC_\w+); default:? ([^,.*]+)/.exec(comment) ?? [];
    if (setting && variable) documented.push([group, setting, variable, value!.trim()]);
  }
  expect(documented.length).toBeGreaterThan(15);
  const numberOf = (text: string) => (/^(no limit|Infinity)/.test(text) ? 'Infinity' : /^\d+/.exec(text)?.[0]);
  const settings = documented.flatMap(([of, name, variable, text]) => {
    const value = numberOf(text) ?? (text.startsWith('the available') ? '4' : undefined);
    expect(value, `${variable}: ${text}`).toBeDefined();
    return [{ group: of, name, variable, value }];
  });
  const { stdout } = await run(
    `
    for (const { group, name, variable, value } of ${JSON.stringify(settings)}) {
      const given = (each) => group ? { [group]: { [name]: each } } : { [name]: each };
      unsync.configure(given(Number(value)));
      unsync.configure(given(undefined));
      for (const bad of [NaN, '5', null, -1, 5n]) try { unsync.configure(given(bad)); console.log('accepted', variable, bad); } catch (error) {
        if (!(error instanceof unsync.ConfigurationError)) console.log(variable, error);
      }
    }
    for (const bad of [5, null]) try { unsync.configure(bad); console.log('accepted', bad); } catch (error) { console.log(error.name); }
    console.log(await stub('add')(1, 2));`,
    // The explicit ones overrule these, but for the last.
    Object.fromEntries(settings.map(({ variable, value }) => [variable, value!])),
  );
  expect(stdout).toBe('ConfigurationError\nConfigurationError\n3\n');
});

test('each kind has a timeout for calls that state none', async () => {
  const program = `
    const outcome = (promise) => promise.then(String, (error) => error.name + ': ' + error.message);
    const never = stub('never', 'async', () => new Promise(() => {}));
    const calls = [stub('spin'), stub('spin', 'blocking'), stub('delay', 'background'), never].map((each) => outcome(each(1e6)));
    // Where the thread was quick it has begun: shutdown() waits until it can end.
    const stream = generator('slowly', 'background')(2, 5000);
    calls.push(outcome(stream.next()));
    console.log((await Promise.all(calls)).join('\\n'));
    // An explicit one overrules it, and Infinity says none.
    const long = stub('delay', 'background').options({ timeout: Infinity })(300, 'waited');
    const short = outcome(stub('delay', 'background').options({ timeout: 10 })(1e6));
    try { stub('spin', 'blocking')().result(); } catch (error) { console.log(error.name); }
    console.log(await long, await short);
    console.log((await outcome(stub('delay', 'background').map([1e6]))));
    await unsync.shutdown();`;
  const configured = run(
    `unsync.configure({ cpuBound: { timeout: 50 }, blocking: { timeout: 51 }, background: { timeout: 52 }, async: { timeout: 53 } });` +
      program,
  );
  const names = { CPU_BOUND: '50', BLOCKING: '51', BACKGROUND: '52', ASYNC: '53' };
  const environment = run(
    program,
    Object.fromEntries(Object.entries(names).map(([name, ms]) => [`UNSYNC_${name}_TIMEOUT`, ms])),
  );
  const late = (name: string, ms: number) => `TimeoutError: ${name} took longer than ${ms} ms`;
  const expected = [
    ...[late('spin', 50), late('spin', 51), late('delay', 52), late('never', 53), late('slowly', 52)],
    ...['TimeoutError', `waited ${late('delay', 10)}`, late('delay', 52), ''],
  ];
  expect((await configured).stdout.split('\n')).toEqual(expected);
  expect((await environment).stdout.split('\n')).toEqual(expected);
});

test('of the kind async it leaves the configuration open, and counts from the next call', async () => {
  const { stdout } = await run(`
    const never = stub('never', 'async', () => new Promise(() => {}));
    const first = never();
    unsync.configure({ async: { timeout: 20 } });
    setTimeout(() => {}, 60_000).unref();
    console.log((await never().catch((error) => error)).name, first.done());`);
  expect(stdout).toBe('TimeoutError false\n');
});

test('shutdown({ timeout }): what has not ended is rejected, and ends with its thread', async () => {
  const { stdout, stderr, code } = await run(`
    unsync.configure({ cpuBound: { maxThreads: 1 } });
    const outcome = (name) => (error) => console.log(name, error.name, error.code, error.message);
    const done = stub('identity', 'background')('done');
    await stub('printBack', 'background')('printed\\n');
    await done;
    const cell = new Int32Array(new SharedArrayBuffer(8));
    const stuck = generator('endlessAsync', 'background')(cell);
    await stuck.next();
    const calls = {
      running: stub('spin')(),
      queued: stub('add')(1, 2),
      waiting: stub('add')(new Promise(() => {}), 1),
      blocking: stub('sleep', 'blocking')(1e9),
      background: stub('delay', 'background')(1e9),
      stream: generator('slowly', 'background')(2, 1e9).next(),
    };
    for (const [name, call] of Object.entries(calls)) call.catch(outcome(name));
    const end = unsync.shutdown();
    // A later call may be in more of a hurry.
    await unsync.shutdown({ timeout: 300 });
    console.log((await done), await end, (await stub('add')(1, 2).catch((error) => error)).message);
    setImmediate(() => console.log(process.getActiveResourcesInfo().filter((each) => /Message|Worker/.test(each)).length));`);
  const ended = (name: string, task: string) =>
    `${name} ShutdownError ERR_UNSYNC_SHUTDOWN ${task} was ended: shutdown() has waited 300 ms for it`;
  expect(stdout.split('\n').sort()).toEqual(
    [
      ...[ended('running', 'spin'), ended('queued', 'add'), ended('waiting', 'add'), ended('blocking', 'sleep')],
      ...[ended('background', 'delay'), ended('stream', 'slowly')],
      ...['printed', 'done undefined add was called after shutdown()', '0', ''],
    ].sort(),
  );
  expect(stderr).toBe('');
  expect(code).toBe(0);
});

test.runIf(process.platform !== 'win32')('shutdown({ timeout }) does not wait for a native call', async () => {
  const pipe = `${fs.mkdtempSync('/tmp/unsync-')}/pipe`;
  spawnSync('mkfifo', [pipe]);
  const { stdout } = await run(`
    const stuck = create(() => ({ name: 'readAll', at: 'a.ts:1:1', kind: 'blocking', key: 'readAll', worker: workers + 'faults.mjs', inline() {} }));
    const call = stuck(${JSON.stringify(pipe)});
    const error = call.catch((error) => error);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await unsync.shutdown({ timeout: 0 });
    console.log((await error).name);
    // Its thread can't be ended: the process would wait for it.
    process.kill(process.pid, 'SIGKILL');`);
  expect(stdout).toBe('ShutdownError\n');
  fs.rmSync(pipe);
});
