/**
 * Code that tsc writes for an older target, and the helpers that it calls: worker modules have them, and no word of
 * them is said. One program with all that any target writes out, for each way to have it written; and run.
 */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { compile, print, typescript as ts } from './support/compile';

fs.mkdirSync(path.join(import.meta.dirname, '../.cache'), { recursive: true });
const folder = fs.mkdtempSync(path.join(import.meta.dirname, '../.cache/helpers-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

// beside an async generator with 'super', tsc writes this for ES2017 as code that calls what is not there
const superLater = 'return (await super.later()) + 1;';
const common = `
const log: string[] = [];
const raw = (text: TemplateStringsArray, ...values: unknown[]) => text.raw.join('|') + values.join();
async function* upTo(n: number) { for (let i = 0; i < n; i++) yield i; }
async function* twice(n: number) { yield* upTo(n); yield* [7]; }
class Lock { constructor(readonly name: string) {} [Symbol.dispose]() { log.push(this.name); } }
class Later { async [Symbol.asyncDispose]() { log.push('later'); } }
class Base {
  static #made = 1;
  static made = 0;
  static { Base.made = Base.#made + 1; }
  #secret = 2;
  get secret() { return this.#secret; }
  static has(o: object) { return #secret in o; }
  #twice() { return this.#secret * 2; }
  twice() { this.#secret += 1; return this.#twice(); }
  async later() { return 1; }
  name() { return 'base'; }
}
class Derived extends Base {
  override async later() { ${superLater} }
  async *names() { yield super.name(); }
  override name() { return \`derived of \${super.name()}\`; }
}
/** @unsync cpu-bound */
export async function streamed(n: number): Promise<number> {
  let sum = 0;
  for await (const each of twice(n)) sum += each ** 2;
  for await (const name of new Derived().names()) sum += name.length;
  return sum;
}
/** @unsync */
export function classes(): unknown {
  const one = new Derived();
  return [Base.made, Base.has(one), Base.has({}), one.twice(), one.secret, one.name(), one instanceof Base];
}
/** @unsync cpu-bound */
export async function later(): Promise<number> { return new Derived().later(); }
/** @unsync */
export function* steps(n: number): Generator<number> { yield* [n, ...[n + 1]]; yield n + 2; }
/** @unsync */
export function shapes(o: { a: number; b?: { c: number }; d: number[] }): unknown {
  const { a, ...rest } = o;
  const [first = 0, ...others] = rest.d;
  const all = { ...rest, first, n: o.b?.c ?? a };
  const { [\`d\`]: key, ...left } = all;
  return [all, left, key, Math.max(...others, ...new Set([a])), raw\`x\${a}\\n\`, ((...xs: number[]) => xs.length)(...others)];
}
/** @unsync */
export function disposed(): string[] {
  log.length = 0;
  { using one = new Lock('one'); using two = new Lock('two'); log.push(one.name + two.name); }
  return [...log];
}
/** @unsync cpu-bound */
export async function disposedLater(): Promise<string[]> {
  log.length = 0;
  { await using one = new Later(); log.push(typeof one); }
  return [...log];
}
/** @unsync cpu-bound */
export async function loaded(): Promise<number> { return (await import('./part.js')).part; }
`;
const standard = `
function named(value: any, context: DecoratorContext): any {
  context.addInitializer(() => void log.push(String(context.name)));
  return context.kind === 'field' ? (n: number) => n + 1 : context.kind === 'method' ? function (this: unknown, ...xs: unknown[]) { return value.apply(this, xs) + '!'; } : undefined;
}
@named class Marked { @named n = 1; @named static s = 1; @named accessor a = 1; @named m() { return 'm'; } @named get #p() { return 1; } @named static #q() {} }
/** @unsync */
export function decorated(): unknown { return [new Marked().n, Marked.s, new Marked().m()]; }
`;
const older = `
const seen: unknown[] = [];
function noted(target: any, key?: string, at?: any): any { seen.push(key ?? target.name); }
class Other { constructor(readonly n = 1) {} }
@noted class Marked {
  @noted n = 1; @noted buffer!: Missing; @noted other!: Other; @noted either!: string | bigint; @noted s!: symbol;
  constructor(@noted x: Other, y: Promise<number>) { this.n = x.n; }
  @noted m(@noted a: bigint, b: Missing[]): Missing | undefined { return undefined; }
}
/** @unsync */
export function decorated(): unknown { return [new Marked(new Other(3), Promise.resolve(1)).n, seen]; }
`;
// of a global that is there elsewhere, only what decorators write of types speaks
const missing = 'declare global { class Missing { readonly missing: true } }\n';

const { ES5, ES2015, ES2017, ES2018, ES2022, ESNext } = ts.ScriptTarget;
const cases = [
  [ES5, 'written', 'standard'],
  [ES5, 'imported', 'older'],
  [ES2015, 'written', 'older'],
  [ES2015, 'global', 'standard'],
  [ES2017, 'written', 'standard'],
  [ES2017, 'imported', 'older'],
  [ES2018, 'global', 'older'],
  [ES2022, 'written', 'standard'],
  [ESNext, 'written', 'older'],
] as const;

const deprecated = Number.parseInt(ts.version, 10) < 6 ? {} : { ignoreDeprecations: '6.0' };
let count = 0;

/** ES5 has no private names. */
const withoutPrivate = (text: string) =>
  text
    .replaceAll('#secret in', "'_secret' in")
    .replaceAll('#twice', 'doubled')
    .replaceAll('#', '_')
    .replaceAll('@named accessor ', '@named ');

test.each(cases)('target %s, helpers are %s, decorators the %s ones', async (target, helpers, decorators) => {
  const home = path.join(folder, `case${++count}`);
  const out = path.join(home, 'out');
  fs.mkdirSync(home);
  fs.writeFileSync(path.join(home, 'part.ts'), 'export const part = 5;\n');
  const own = decorators === 'older' ? missing + older : standard;
  const text = (target === ES2017 ? common.replace(superLater, 'return 2;') : common) + own;
  fs.writeFileSync(path.join(home, 'input.ts'), target === ES5 ? withoutPrivate(text) : text);
  const { diagnostics, files } = compile([path.join(home, 'input.ts')], {
    ...deprecated,
    strict: true,
    target,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts', 'lib.decorators.d.ts', 'lib.decorators.legacy.d.ts'],
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    downlevelIteration: true,
    rootDir: home,
    outDir: out,
    ...(helpers === 'imported' && { importHelpers: true }),
    ...(helpers === 'global' && { noEmitHelpers: true }),
    ...(decorators === 'older' && { experimentalDecorators: true, emitDecoratorMetadata: true }),
  });
  expect(print(diagnostics, home)).toBe('');
  fs.mkdirSync(out);
  fs.writeFileSync(path.join(out, 'package.json'), '{ "type": "module" }');
  for (const [name, text] of files) fs.writeFileSync(name, text);
  const worker = path.join(out, 'input.unsync.js');
  const code = fs.readFileSync(worker, 'utf8');
  // that it is about what it says
  expect(code.includes('__asyncGenerator')).toBe(target < ES2018);
  expect(code.includes(`from "tslib"`)).toBe(helpers === 'imported');
  if (target === ESNext) return; // no Node that is supported knows 'using'
  Object.assign(globalThis, { Missing: class Missing {} });
  const { __unsyncTasks: tasks } = (await import(pathToFileURL(worker).href)) as {
    __unsyncTasks: Record<string, (...args: unknown[]) => any>;
  };
  expect(await tasks['streamed']!(3)).toBe(0 + 1 + 4 + 49 + 4);
  expect(tasks['classes']!()).toEqual([2, true, false, 6, 3, 'derived of base', true]);
  expect(await tasks['later']!()).toBe(2);
  expect([...tasks['steps']!(1)]).toEqual([1, 2, 3]);
  expect(tasks['shapes']!({ a: 1, b: { c: 2 }, d: [3, 4, 5] })).toEqual([
    { b: { c: 2 }, d: [3, 4, 5], first: 3, n: 2 },
    { b: { c: 2 }, first: 3, n: 2 },
    [3, 4, 5],
    5,
    'x|\\n1',
    2,
  ]);
  expect(tasks['disposed']!()).toEqual(['onetwo', 'two', 'one']);
  expect(await tasks['disposedLater']!()).toEqual(['object', 'later']);
  expect(await tasks['loaded']!()).toBe(5);
  const names = ['n', 'buffer', 'other', 'either', 's', 'm', 'm', 'Marked', 'Marked'];
  expect(tasks['decorated']!()).toEqual(decorators === 'older' ? [3, expect.arrayContaining(names)] : [2, 2, 'm!']);
});
