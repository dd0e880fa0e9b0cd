/** `unsync/jest`: marked code under Jest itself, on real threads. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { coveredLines, measured } from './covered';
import { node, project, repository } from './project';

const bin = path.join(repository, 'node_modules/jest/bin/jest.js');
const config = (more: object = {}) =>
  JSON.stringify({
    testEnvironment: 'node',
    transform: { '\\.[cm]?tsx?$': 'unsync/jest' },
    cacheDirectory: '.jest',
    testTimeout: 60_000,
    ...more,
  });

function jest(folder: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const { stderr, status } = node(folder, [bin, '--runInBand', ...args], { FORCE_COLOR: '0', CI: '1', ...env });
  return { said: stderr, status };
}

const work = `import { isMainThread } from 'node:worker_threads';
import { scale } from './scale';
export class Refused extends Error {}
export interface Table { rows: { id: number; at: Date }[]; names: Map<string, Set<number>> }
/** @unsync cpu-bound */
export function where(): boolean { return isMainThread; }
/** @unsync */
export function scaled(n: number): number { return scale(n); }
/** @unsync cpu-bound */
export function table(floats: Float64Array): { table: Table; floats: Float64Array; bytes: Uint8Array; error: Error } {
  const names = new Map([['a', new Set([1, 2])]]);
  return {
    table: { rows: [{ id: 1, at: new Date(0) }], names },
    floats: floats.map((x) => x * 2),
    bytes: new Uint8Array([1, 2]),
    error: new RangeError('far'),
  };
}
/** @unsync cpu-bound */
export function fails(how: string): number {
  if (how === 'type') throw new TypeError('wrong');
  if (how === 'all') throw new AggregateError([new RangeError('a')], 'many');
  throw new Refused('no');
}
`;
const scale = 'export const scale = (n: number): number => n * 2;\n';

const tests = `import { expect, jest, test } from '@jest/globals';
import { scale } from './scale';
import { fails, Refused, scaled, table, where } from './work';
jest.mock('./scale', () => ({ scale: (n: number): number => n * 100 }));
const isInline = process.env['UNSYNC_INLINE'] === '1';

test('on a thread, without what is mocked', async () => {
  expect(await where()).toBe(isInline);
  expect(scale(2)).toBe(200);
  expect(await scaled(2)).toBe(isInline ? 200 : 4);
  expect(scaled.kind).toBe(process.env['KIND']);
});
test('values are of the classes of the test', async () => {
  const { table: found, floats, bytes, error } = await table(new Float64Array([1, 2]));
  expect(found).toStrictEqual({ rows: [{ id: 1, at: new Date(0) }], names: new Map([['a', new Set([1, 2])]]) });
  expect(found.rows).toBeInstanceOf(Array);
  expect(floats).toStrictEqual(new Float64Array([2, 4]));
  expect(bytes).toStrictEqual(new Uint8Array([1, 2]));
  expect(error).toStrictEqual(new RangeError('far'));
  expect(error).toBeInstanceOf(RangeError);
  expect(table(new Float64Array([1])).result().table.names).toBeInstanceOf(Map);
});
test('errors, too, with lines', async () => {
  await expect(fails('type')).rejects.toThrow(TypeError);
  await expect(fails('no')).rejects.toBeInstanceOf(Refused);
  const { errors, stack } = await fails('all').then(undefined, (error: AggregateError) => error);
  expect(errors).toStrictEqual([new RangeError('a')]);
  expect(stack).toMatch(/work\\.ts:22:\\d+/);
  await expect(where.options({ signal: AbortSignal.abort(new TypeError('mine')) })()).rejects.toThrow(TypeError);
});
test('with fake timers', async () => {
  jest.useFakeTimers();
  expect(await Promise.all(Array.from({ length: 40 }, () => where()))).toContain(isInline);
  expect(where().result(30_000)).toBe(isInline);
  jest.useRealTimers();
});
`;

test('CommonJS: on threads, and inline; the cache sees what other files change', () => {
  const folder = project({ 'work.ts': work, 'scale.ts': scale, 'work.test.ts': tests, 'jest.config.json': config() });
  const passed = { said: expect.stringContaining('Tests:       4 passed'), status: 0 };
  const threads = jest(folder, [], { KIND: 'cpu-bound' });
  expect(threads).toEqual(passed);
  expect(threads.said).not.toMatch(/did not exit|open handle/);
  expect(jest(folder, [], { KIND: 'cpu-bound', UNSYNC_INLINE: '1' })).toEqual(passed);
  const blocks = `import fs from 'node:fs';\n${scale.replace('n * 2', `fs.existsSync('/') ? n * 2 : 0`)}`;
  fs.writeFileSync(path.join(folder, 'scale.ts'), blocks);
  expect(jest(folder, [], { KIND: 'blocking' })).toEqual(passed);
});

// Jest gives a process half a second to end, which a busy machine may not have
test('ES modules, and several processes', { retry: 2 }, () => {
  const files = {
    'work.ts': work,
    'scale.ts': scale,
    'work.test.ts': `import { expect, test } from '@jest/globals';
import { fails, Refused, scaled, where } from './work.ts';
test('on a thread', async () => {
  expect([await where(), await scaled(3), import.meta.url.slice(-7)]).toEqual([false, 6, 'test.ts']);
  await expect(fails('no')).rejects.toBeInstanceOf(Refused);
});
`,
    'jest.config.json': config({ extensionsToTreatAsEsm: ['.ts'] }),
  };
  const folder = project({ ...files, 'other.test.ts': files['work.test.ts'] }, 'module');
  const { stderr, status } = node(folder, ['--experimental-vm-modules', bin, '--maxWorkers=2'], { CI: '1' });
  expect({ stderr, status }).toEqual({ stderr: expect.stringContaining('2 passed, 2 total'), status: 0 });
  expect(stderr).not.toMatch(/did not exit|failed to exit/);
});

test('what can not be moved fails the tests that import it; others are left to a transformer of the user', () => {
  const folder = project({
    'rows.ts': `const rows: number[] = [];
/** @unsync cpu-bound */
export function add(n: number): number { return rows.push(n); }
export const count = (): number => rows.length;
`,
    'rows.test.ts': `import { add } from './rows';\ntest('adds', async () => { expect(await add(1)).toBe(1); });\n`,
    'work.ts': work,
    'scale.ts': scale,
    'other.test.ts': `import { expect, jest, test } from '@jest/globals';
import { scale } from './scale';
import { scaled } from './work';
jest.mock('./scale');
test('is mocked here', async () => {
  expect([scale(1), await scaled(1)]).toEqual([undefined, 2]);
});
`,
    'tsconfig.json': '{ "compilerOptions": { "target": "es2022", "module": "commonjs", "esModuleInterop": true } }',
    'jest.config.json': config({
      transform: {
        '\\.ts$': ['unsync/jest', { transformer: ['ts-jest', { diagnostics: false, isolatedModules: true }] }],
      },
    }),
  });
  const { said, status } = jest(folder);
  expect(status).toBe(1);
  expect(said).toContain("rows.ts(3,49): error TS992003: UNSYNC2003: 'add' can't be moved to a worker: 'rows'");
  expect(said).toContain("rows.ts(1,7): 'rows' is declared here.");
  expect(said).toContain('1 passed, 1 total');
});

test('while Jest watches, it is told what it would not notice', () => {
  const blocks = `import fs from 'node:fs';\nexport const scale = (n: number): number => (fs.existsSync('/') ? n : 0);\n`;
  const script = `import fs from 'node:fs';
import jest from 'unsync/jest';
const file = process.cwd() + '/work.ts';
const request = { config: { rootDir: process.cwd() }, configString: '', instrument: false, supportsStaticESM: false };
const keyOf = () => jest.createTransformer().getCacheKey(fs.readFileSync(file, 'utf8'), file, request);
console.log(keyOf() === keyOf());
fs.writeFileSync('scale.ts', ${JSON.stringify(blocks)});
for (const _ of [1, 2]) try { keyOf(); } catch (error) { console.log(error.message.replace(process.cwd(), '')); }
fs.utimesSync(file, 1, 1);
console.log(typeof keyOf());
`;
  const folder = project({ 'work.ts': work, 'scale.ts': scale, 'watch.mjs': script });
  const told =
    'unsync: since other files have changed, /work.ts compiles to something else, of which Jest takes no notice while it watches. Save that file, or start Jest anew.\n';
  expect(node(folder, ['watch.mjs'])).toEqual({ stdout: `true\n${told}${told}string\n`, stderr: '', status: 0 });
});

test.each(['babel', 'v8'])('coverage by %s, inline: that of the same file without marks', (provider) => {
  const folder = project({ ...measured('@jest/globals'), 'jest.config.json': config() });
  const args = ['--coverage', `--coverageProvider=${provider}`, '--coverageReporters=lcovonly'];
  const { said, status } = jest(folder, args, { UNSYNC_INLINE: '1' });
  expect({ said, status }).toEqual({ said: expect.stringContaining('1 passed'), status: 0 });
  const { marked, plain } = coveredLines(folder);
  expect(Object.keys(plain).length).toBeGreaterThan(8);
  expect(marked).toEqual(plain);
});

test('the page says what happens', () => {
  const page = fs.readFileSync(path.join(repository, 'docs/hosts/jest.md'), 'utf8');
  const [primes, tests] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((m) => m[1]!);
  const config = /```json\n([\s\S]*?)```/.exec(page)![1]!;
  const folder = project({ 'jest.config.json': config, 'primes.ts': primes!, 'primes.test.ts': tests! });
  expect(jest(folder)).toEqual({ said: expect.stringContaining('1 passed, 1 total'), status: 0 });
});
