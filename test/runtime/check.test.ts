/** UNSYNC_CHECK: a call is compared with what it would be here. */
import { expect, test } from 'vitest';
import { run } from './stubs.js';

/** Functions of values.mjs and give-back.mjs, as a program has them. */
const program = (body: string) => `
  const make = (key, inline, more = {}, file = 'check.mjs') => create(() => ({
    name: key, at: 'src/test.ts:1:1', kind: 'cpu-bound', key, worker: workers + file, inline, ...more,
  }));
  const ends = (call) => call.then((value) => console.log('gives', value), (e) => console.log(e.code, e.path, e instanceof unsync.CheckError));
  ${body}`;
const checked = (body: string, share = '1') => run(program(body), { UNSYNC_CHECK: share });

test('a result that is the same is given, and one that is not rejects with both', async () => {
  const { stdout, stderr } = await checked(`
    const rows = (n) => Array.from({ length: n }, (_, i) => ({ i }));
    await ends(make('rows', rows, { repeatable: true })(2));
    const others = (n) => rows(n).map(({ i }) => ({ i: i * 2 }));
    await ends(make('rows', others, { repeatable: true })(3));
    await ends(make('rows', () => { throw new RangeError('here'); }, { repeatable: true })(3));
  `);
  expect(stdout).toBe(
    'gives [ { i: 0 }, { i: 1 } ]\nERR_UNSYNC_CHECK result[1].i true\nERR_UNSYNC_CHECK result true\n',
  );
  expect(stderr).toContain('3 calls checked; of 3 what they were given, of 3 what they gave');
  expect(stderr).toContain("result[1].i is 2 on its caller's thread, and 1 on another");
  expect(stderr).toContain('it throws here');
});

test('an error is compared without its stack', async () => {
  const { stdout } = await checked(`
    const fails = (message) => { throw Object.assign(new TypeError(message), { code: 7 }); };
    const known = (e) => console.log(e.name, e.message, e.code);
    await make('fails', fails, { repeatable: true })('no').catch(known);
    await ends(make('fails', (m) => { throw new TypeError(m); }, { repeatable: true })('no'));
  `);
  expect(stdout).toBe('TypeError no 7\nERR_UNSYNC_CHECK error true\n');
});

test('what it changes is compared, though its caller changes the same object meanwhile', async () => {
  const { stdout } = await checked(`
    const add = (rows) => { rows.push({ n: rows.length }); return rows.at(-1); };
    const more = { repeatable: true, tracked: ['0'], parameters: ['rows'] };
    const rows = [];
    const call = make('add', add, more)(rows);
    rows.note = 'mine';
    console.log((await call) === rows[0], rows);
    await ends(make('add', (rows) => { rows.push({ n: 1, m: 2 }); return rows.at(-1); }, more)([1]));
  `);
  expect(stdout).toBe("true [ { n: 0 }, note: 'mine' ]\nERR_UNSYNC_CHECK result true\n");
});

test('with what it captures beside what it changes; a call that is given up ends as it does without', async () => {
  const { stdout, stderr } = await checked(`
    let size = 3;
    const add = make('addSize', (rows) => rows.push(size), {
      repeatable: true, captures: () => ({ size }), tracked: ['0'], parameters: ['rows'],
    });
    const rows = [];
    await ends(add(rows));
    console.log(rows);
    const late = make('waits', () => 1, { repeatable: true, kind: 'blocking' })();
    late.cancel('enough');
    console.log(await late.catch((reason) => reason));
  `);
  expect(stdout, stderr).toBe('gives 1\n[ 3 ]\nenough\n');
});

test('two parts that are one object, and a part that is its argument', async () => {
  const { stdout } = await checked(`
    const more = { repeatable: true };
    await ends(make('twice', (a) => { const one = { a }; return [one, one]; }, more)(1));
    await ends(make('twice', (a) => [{ a }, { a }], more)(1));
    await ends(make('wrap', (a) => [a], { ...more, tracked: [] })({ a: 1 }));
    await ends(make('wrap', (a) => [a], more)({ a: 1 }));
  `);
  expect(stdout).toBe(
    'gives [ { a: 1 }, { a: 1 } ]\nERR_UNSYNC_CHECK result[1] true\ngives [ { a: 1 } ]\ngives [ { a: 1 } ]\n',
  );
});

test('what it changes without having said so is a fault; untracked, it is meant', async () => {
  const { stdout, stderr } = await checked(`
    const add = (rows) => void rows.push({ n: rows.length });
    await ends(make('add', add)([{ b: 1 }]));
    await ends(make('add', add, { untracked: true })([]));
    await ends(make('second', () => {}, { tracked: ['0'] })({}, { deep: [1] }));
  `);
  expect(stdout).toBe('ERR_UNSYNC_CHECK argument 1 true\ngives { n: 0 }\nERR_UNSYNC_CHECK argument 2.deep true\n');
  expect(stderr).toContain('That is a fault of unsync');
});

test('what the build has warned of rejects; what is not run a second time is said', async () => {
  const { stdout, stderr } = await checked(`
    await ends(make('rows', () => [], { warned: ['UNSYNC5001'] })(0));
    await ends(make('rows', () => { throw new Error('not twice'); })(0));
  `);
  expect(stdout).toBe('ERR_UNSYNC_CHECK UNSYNC5001 true\ngives []\n');
  expect(stderr).toContain('ERR_UNSYNC_CHECK, 1:\n  rows (src/test.ts:1:1) may not do the same');
  expect(stderr).toContain('Not run a second time:\n  rows, 1: it may touch more than it is given');
});

test('a share of the calls, and a value that is none', async () => {
  const { stderr } = await checked(
    `const f = make('rows', () => [], { repeatable: true }); for (let i = 0; i < 200; i++) await f(0);`,
    '0.5',
  );
  const calls = Number(/unsync: (\d+) calls checked/.exec(stderr)![1]);
  expect(calls).toBeGreaterThan(50);
  expect(calls).toBeLessThan(150);
  const wrong = await checked(`await ends(make('rows', () => [])(0));`, '2');
  expect(wrong.stdout).toContain('ERR_UNSYNC_CONFIGURATION');
});
