/**
 * Evidence for blocking: small programs, each with what must be said of its marked functions. A program is a text;
 * `// file: name` begins another file of it. Calls that block are Node's, or those of the packages beside it.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Analysis, Evidence } from '../transformer/types';
import { typescript as ts } from './support/compile';

const root = path.resolve(import.meta.dirname, '..');
const load = createRequire(import.meta.url);
const { withMarks } = load(
  path.join(root, 'dist/transformer/program/program.js'),
) as typeof import('../transformer/program/program');
const { createAnalyses } = load(
  path.join(root, 'dist/transformer/program/analysis-cache.js'),
) as typeof import('../transformer/program/analysis-cache');

/** Name, program, and of each marked function its kind, with the chain or what was not followed. */
type Case = readonly [name: string, program: string, expected: string];

const direct: Case[] = [
  [
    'a named import',
    `import { readFileSync as read } from 'node:fs';
     /** @unsync */ export function f(p: string) { return read(p).length; }`,
    `f blocking: 'node:fs readFileSync' blocks its thread. a.ts:2`,
  ],
  [
    'a namespace and a default import',
    `import * as fs from 'fs'; import child from 'node:child_process';
     /** @unsync */ export function f(p: string) { return fs.statSync(p).size; }
     /** @unsync */ export function g() { return child.execFileSync('ls').length; }`,
    `f blocking: 'node:fs statSync' blocks its thread. a.ts:2
     g blocking: 'node:child_process execFileSync' blocks its thread. a.ts:3`,
  ],
  [
    'import = and export =',
    `import fs = require('fs'); import load = require('./load.cjs');
     /** @unsync */ export function f(p: string) { return fs.readFileSync(p).length; }
     /** @unsync */ export function g(p: string) { return load(p); }
     // file: load.cts
     import { readFileSync } from 'node:fs';
     function load(p: string) { return readFileSync(p).length; }
     export = load;`,
    `f blocking: 'node:fs readFileSync' blocks its thread. a.ts:2
     g blocking: It calls 'load'. a.ts:3 → 'node:fs readFileSync' blocks its thread. load.cts:2`,
  ],
  [
    'require, destructured or not, and createRequire',
    `import { createRequire } from 'node:module';
     const { readFileSync, statSync: stat } = require('fs');
     const own = createRequire(__filename);
     /** @unsync */ export function f(p: string) { return readFileSync(p).length; }
     /** @unsync */ export function g(p: string) { return stat(p).size; }
     /** @unsync */ export function h(p: string) { return require('node:fs').existsSync(p); }
     /** @unsync */ export function i(p: string) { return own('fs').readdirSync(p).length; }`,
    `f blocking: 'node:fs readFileSync' blocks its thread. a.ts:4
     g blocking: 'node:fs statSync' blocks its thread. a.ts:5
     h blocking: 'node:fs existsSync' blocks its thread. a.ts:6
     i blocking: 'node:fs readdirSync' blocks its thread. a.ts:7`,
  ],
  [
    'literal keys, call, apply and bind',
    `import fs from 'node:fs';
     /** @unsync */ export function f(p: string) { return fs['readFileSync'](p).length; }
     /** @unsync */ export function g(p: string) { return fs.readFileSync.call(fs, p).length; }
     /** @unsync */ export function h(p: string) { return fs.readFileSync.apply(undefined, [p]).length; }
     const bound = fs.existsSync.bind(fs);
     /** @unsync */ export function i(p: string) { return bound(p); }
     /** @unsync */ export function j(p: string) { return load.bind(null, p)(); }
     function load(p: string) { return fs.realpathSync.native(p); }`,
    `f blocking: 'node:fs readFileSync' blocks its thread. a.ts:2
     g blocking: 'node:fs readFileSync' blocks its thread. a.ts:3
     h blocking: 'node:fs readFileSync' blocks its thread. a.ts:4
     i blocking: 'node:fs existsSync' blocks its thread. a.ts:6
     j blocking: It calls 'load.bind'. a.ts:7 → 'node:fs realpathSync.native' blocks its thread. a.ts:8`,
  ],
  [
    'aliases, assignments and choices',
    `import fs, { existsSync } from 'node:fs';
     const { promises: { readFile }, readFileSync: read = existsSync } = fs;
     let later: (p: string) => unknown;
     later = fs.statSync;
     const either = process.argv.length > 5 ? String : fs.lstatSync;
     /** @unsync */ export function f(p: string) { return !!read(p); }
     /** @unsync */ export function g(p: string) { return !!later(p); }
     /** @unsync */ export function h(p: string) { return !!either(p); }
     /** @unsync */ export function i(p: string) { return (0, fs.existsSync)(p); }
     export { readFile };`,
    `f blocking: 'node:fs readFileSync' blocks its thread. a.ts:6
     g blocking: 'node:fs statSync' blocks its thread. a.ts:7
     h blocking: 'node:fs lstatSync' blocks its thread. a.ts:8
     i blocking: 'node:fs existsSync' blocks its thread. a.ts:9`,
  ],
  [
    'tables of functions',
    `import { readFileSync, existsSync } from 'node:fs';
     const readers: Record<string, (p: string) => unknown> = { a: readFileSync, existsSync };
     const list = [String, (p: string) => readFileSync(p)];
     const none = { a: (p: string) => p };
     /** @unsync */ export function f(p: string) { return !!readers[p]!(p); }
     /** @unsync */ export function g(p: string) { return !!list[1]!(p); }
     /** @unsync */ export function h(p: string) { for (const each of list) each(p); return 1; }
     /** @unsync */ export function i(p: keyof typeof none) { return none[p](p); }
     /** @unsync */ export function j(p: string) { return !!readers.a!(p); }`,
    `f blocking: 'node:fs readFileSync' blocks its thread. a.ts:5
     g blocking: It calls 'list[1]'. a.ts:6 → 'node:fs readFileSync' blocks its thread. a.ts:3
     h blocking: It calls 'each'. a.ts:7 → 'node:fs readFileSync' blocks its thread. a.ts:3
     i cpu-bound
     j blocking: 'node:fs readFileSync' blocks its thread. a.ts:9`,
  ],
  [
    'a tagged template',
    `import { readFileSync } from 'node:fs';
     const file = (parts: TemplateStringsArray) => readFileSync(parts.join('')).length;
     /** @unsync */ export function f() { return file\`x\`; }`,
    `f blocking: It calls 'file'. a.ts:3 → 'node:fs readFileSync' blocks its thread. a.ts:2`,
  ],
  [
    'Atomics.wait, and what Node has beside fs',
    `import { writeHeapSnapshot } from 'node:v8';
     /** @unsync */ export function f(a: Int32Array) { return Atomics.wait(a, 0, 0); }
     /** @unsync */ export function g() { process.loadEnvFile(); return 1; }
     /** @unsync */ export function h() { return writeHeapSnapshot(); }
     /** @unsync */ export function i() { return process.report!.writeReport(); }`,
    `f blocking: 'Atomics.wait' blocks its thread. a.ts:2
     g blocking: 'node:process loadEnvFile' blocks its thread. a.ts:3
     h blocking: 'node:v8 writeHeapSnapshot' blocks its thread. a.ts:4
     i blocking: 'node:process report.writeReport' blocks its thread. a.ts:5`,
  ],
  [
    'calls that end in Sync and compute, and namesakes',
    `import { gzipSync } from 'node:zlib'; import { scryptSync } from 'node:crypto';
     /** @unsync */ export function f(s: string) { return gzipSync(s).length + scryptSync(s, s, 8).length; }
     /** @unsync */ export function g(s: string) { const readFileSync = (t: string) => t.length; return readFileSync(s); }`,
    `f cpu-bound
     g cpu-bound`,
  ],
];

const followed: Case[] = [
  [
    'across files: re-exports, stars, defaults, namespaces',
    `import { first, second as other } from './barrel.js';
     import third from './third.js';
     import * as all from './barrel.js';
     import table from './table.js';
     /** @unsync */ export function f(p: string) { return first(p); }
     /** @unsync */ export function g(p: string) { return other(p); }
     /** @unsync */ export function h(p: string) { return third(p); }
     /** @unsync */ export function i(p: string) { return all.inner.first(p); }
     /** @unsync */ export function j(p: string) { return table.read(p); }
     // file: barrel.ts
     export * from './files.js';
     export { first as second } from './files.js';
     export * as inner from './files.js';
     // file: files.ts
     import { readFileSync } from 'node:fs';
     export const first = (p: string) => readFileSync(p).length;
     // file: third.ts
     import { first } from './files.js';
     export default (p: string) => first(p);
     // file: table.ts
     import { first } from './files.js';
     export default { read: first };`,
    `f blocking: It calls 'first'. a.ts:5 → 'node:fs readFileSync' blocks its thread. files.ts:2
     g blocking: It calls 'other'. a.ts:6 → 'node:fs readFileSync' blocks its thread. files.ts:2
     h blocking: It calls 'third'. a.ts:7 → It calls 'first'. third.ts:2 → 'node:fs readFileSync' blocks its thread. files.ts:2
     i blocking: It calls 'first'. a.ts:8 → 'node:fs readFileSync' blocks its thread. files.ts:2
     j blocking: It calls 'table.read'. a.ts:9 → 'node:fs readFileSync' blocks its thread. files.ts:2`,
  ],
  [
    'cycles, whatever was asked first',
    `import { existsSync } from 'node:fs';
     function even(n: number): boolean { return n === 0 || odd(n - 1); }
     function odd(n: number): boolean { return n === 1 ? existsSync('/') : even(n - 1); }
     function ping(n: number): number { return n ? pong(n - 1) : 0; }
     function pong(n: number): number { return n ? ping(n - 1) : 0; }
     /** @unsync */ export function f(n: number) { return even(n); }
     /** @unsync */ export function g(n: number) { return odd(n); }
     /** @unsync */ export function h(n: number) { return ping(n); }
     /** @unsync */ export function i(n: number): number { return n && j.inline(n - 1); }
     /** @unsync */ export function j(n: number): number { return existsSync('/') ? i.inline(n - 1) : 0; }`,
    `f blocking: It calls 'even'. a.ts:6 → It calls 'odd'. a.ts:2 → 'node:fs existsSync' blocks its thread. a.ts:3
     g blocking: It calls 'odd'. a.ts:7 → 'node:fs existsSync' blocks its thread. a.ts:3
     h cpu-bound
     i blocking: It calls 'j.inline'. a.ts:9 → 'node:fs existsSync' blocks its thread. a.ts:10
     j blocking: 'node:fs existsSync' blocks its thread. a.ts:10`,
  ],
  [
    'the shortest chain is given',
    `import { existsSync } from 'node:fs';
     const a = (): boolean => b();
     const b = (): boolean => c();
     const c = (): boolean => existsSync('/');
     /** @unsync */ export function f() { return a() && b() && c(); }`,
    `f blocking: It calls 'c'. a.ts:5 → 'node:fs existsSync' blocks its thread. a.ts:4`,
  ],
  [
    'marked functions, by what callers see',
    `import { unsync } from 'unsync';
     import { load, Files } from './load.js';
     const wrapped = unsync((p: string) => load.inline(p));
     /** @unsync */ export function f(p: string) { return load(p).result(); }
     /** @unsync */ export function g(p: string) { return load.options({ timeout: 10 })(p).result(); }
     /** @unsync */ export function h(p: string) { return wrapped.inline(p); }
     /** @unsync */ export function i(p: string) { return Files.size(p).result(); }
     // file: load.ts
     import { readFileSync } from 'node:fs';
     /** @unsync */ export const load = (p: string) => readFileSync(p).length;
     export class Files {
       /** @unsync */ static size(p: string) { return readFileSync(p).length; }
     }`,
    `wrapped blocking: It calls 'load.inline'. a.ts:3 → 'node:fs readFileSync' blocks its thread. load.ts:2
     f blocking: It calls 'load'. a.ts:4 → 'node:fs readFileSync' blocks its thread. load.ts:2
     g blocking: It calls 'load.options'. a.ts:5 → 'node:fs readFileSync' blocks its thread. load.ts:2
     h blocking: It calls 'wrapped.inline'. a.ts:6 → It calls 'load.inline'. a.ts:3 → 'node:fs readFileSync' blocks its thread. load.ts:2
     i blocking: It calls 'Files.size'. a.ts:7 → 'node:fs readFileSync' blocks its thread. load.ts:4`,
  ],
  [
    'marked methods and functions inside others',
    `import { readFileSync } from 'node:fs';
     class Files { constructor(readonly path: string) {}
       /** @unsync */ read() { return readFileSync(this.path).length; } }
     const tools = { /** @unsync */ load(p: string) { return readFileSync(p).length; } };
     /** @unsync */ export function f(p: string) { return new Files(p).read().result(); }
     /** @unsync */ export function g(p: string) { return tools.load(p).result(); }
     export function outer() {
       /** @unsync */ function inner(p: string) { return readFileSync(p).length; }
       /** @unsync */ const calls = (p: string) => inner(p).result();
       return [inner, calls];
     }
     /** @unsync */ export function* h(p: string) { yield* lines(p); }
     function* lines(p: string) { yield readFileSync(p).length; }`,
    `Files.read blocking: 'node:fs readFileSync' blocks its thread. a.ts:3
     tools.load blocking: 'node:fs readFileSync' blocks its thread. a.ts:4
     f blocking: It calls 'Files.read'. a.ts:5 → 'node:fs readFileSync' blocks its thread. a.ts:3
     g blocking: It calls 'tools.load'. a.ts:6 → 'node:fs readFileSync' blocks its thread. a.ts:4
     outer.inner blocking: 'node:fs readFileSync' blocks its thread. a.ts:8
     outer.calls blocking: It calls 'inner'. a.ts:9 → 'node:fs readFileSync' blocks its thread. a.ts:8
     h blocking: It calls 'lines'. a.ts:12 → 'node:fs readFileSync' blocks its thread. a.ts:13`,
  ],
  [
    'wrapped names',
    `import { unsync } from 'unsync';
     import { readFileSync } from 'node:fs';
     const load = (p: string) => readFileSync(p).length;
     export const a = unsync(load);
     export const b = unsync(readFileSync);`,
    `a blocking: 'node:fs readFileSync' blocks its thread. a.ts:3
     b blocking: 'node:fs readFileSync' blocks its thread. a.ts:5`,
  ],
  [
    'instances and statics, inherited ones too',
    `import { readFileSync } from 'node:fs';
     class Base { load(p: string) { return this.raw(p).length; } protected raw(p: string) { return readFileSync(p); } static open(p: string) { return new this().load(p); } }
     class Loader extends Base { pure() { return 1; } }
     const shared = new Loader();
     /** @unsync */ export function f(p: string) { return new Loader().load(p); }
     /** @unsync */ export function g(p: string) { return Loader.open(p); }
     /** @unsync */ export function h() { return new Loader().pure(); }
     /** @unsync */ export function i(p: string) { return shared.load(p); }`,
    `f blocking: It calls 'Loader.load'. a.ts:5 → It calls 'this.raw'. a.ts:2 → 'node:fs readFileSync' blocks its thread. a.ts:2
     g blocking: It calls 'Loader.open'. a.ts:6 → It calls 'this.load'. a.ts:2 → It calls 'this.raw'. a.ts:2 → 'node:fs readFileSync' blocks its thread. a.ts:2
     h cpu-bound
     i blocking: It calls 'shared.load'. a.ts:8 → It calls 'this.raw'. a.ts:2 → 'node:fs readFileSync' blocks its thread. a.ts:2`,
  ],
  [
    'overrides of what the static type names',
    `import { readFileSync } from 'node:fs';
     abstract class Source { abstract read(): number; skip() { return 0; } all() { return this.read(); } }
     class Memory extends Source { read() { return 1; } }
     class Disk extends Source { read() { return readFileSync('x').length; } }
     const memory: Source = new Memory();
     const make = (n: number): Source => (n ? new Memory() : new Disk());
     /** @unsync */ export function f(n: number) { return make(n).read(); }
     /** @unsync */ export function g() { return memory.read(); }
     /** @unsync */ export function h(n: number) { let s: Source | undefined; s = make(n); return s.skip(); }
     /** @unsync */ export function i() { const all: Source[] = []; return all[0]!.read(); }
     /** @unsync */ export function j() { return new Memory().read(); }`,
    `f blocking: It calls 'read'. a.ts:7 → 'node:fs readFileSync' blocks its thread. a.ts:4
     g cpu-bound
     h cpu-bound
     i blocking: It calls 'read'. a.ts:10 → 'node:fs readFileSync' blocks its thread. a.ts:4
     j cpu-bound`,
  ],
  [
    'what implements an interface',
    `import { Disk } from './disk.js';
     export interface Source { read(): number }
     export interface Named extends Source { name: string }
     interface Nobody { read(): number }
     type Alias = { read(): number };
     const source = (): Source => new Disk();
     const anyOf = <T>(): T => JSON.parse('{}');
     /** @unsync */ export function f() { return anyOf<Source>().read(); }
     /** @unsync */ export function g() { const n: Nobody = anyOf<Nobody>(); return n.read(); }
     /** @unsync */ export function h() { const n: Nobody = { read: () => source().read() }; return n.read(); }
     /** @unsync */ export function i() { return anyOf<Alias>().read(); }
     // file: disk.ts
     import { readFileSync } from 'node:fs';
     import type { Named } from './a.js';
     class Reads { read() { return readFileSync('x').length; } }
     export class Disk extends Reads implements Named { name = 'disk'; }`,
    `f blocking: It calls 'read'. a.ts:8 → 'node:fs readFileSync' blocks its thread. disk.ts:3
     g cpu-bound, not followed: 'read' is declared by a type, without a body: what it calls is not known. a.ts:9
     h blocking: It calls 'n.read'. a.ts:10 → It calls 'read'. a.ts:10 → 'node:fs readFileSync' blocks its thread. disk.ts:3
     i cpu-bound, not followed: 'read' is declared by a type, without a body: what it calls is not known. a.ts:11`,
  ],
  [
    'constructors, fields and bases',
    `import { readFileSync } from 'node:fs';
     class Field { data = readFileSync('x'); }
     class Own { constructor() { readFileSync('x'); } }
     class Implied extends Own {}
     class Called extends Own { constructor() { super(); } }
     class Static { static data = readFileSync('x'); n = 1; later = () => readFileSync('x'); }
     /** @unsync */ export function f() { return !!new Field(); }
     /** @unsync */ export function g() { return !!new Own(); }
     /** @unsync */ export function h() { return !!new Implied(); }
     /** @unsync */ export function i() { return !!new Called(); }
     /** @unsync */ export function j() { return !!new Static(); }
     /** @unsync */ export function k() { return !!new Static().later(); }
     /** @unsync */ export function l() { class Local { static data = readFileSync('x'); } return !!Local; }`,
    `f blocking: It makes a 'Field'. a.ts:7 → 'node:fs readFileSync' blocks its thread. a.ts:2
     g blocking: It makes a 'Own'. a.ts:8 → 'node:fs readFileSync' blocks its thread. a.ts:3
     h blocking: It makes a 'Implied'. a.ts:9 → It makes a 'Own', which it extends. a.ts:4 → 'node:fs readFileSync' blocks its thread. a.ts:3
     i blocking: It makes a 'Called'. a.ts:10 → It makes a 'Own', which it extends. a.ts:5 → 'node:fs readFileSync' blocks its thread. a.ts:3
     j cpu-bound
     k blocking: It calls 'Static.later'. a.ts:12 → 'node:fs readFileSync' blocks its thread. a.ts:6
     l blocking: 'node:fs readFileSync' blocks its thread. a.ts:13`,
  ],
  [
    'getters and setters',
    `import { readFileSync, writeFileSync } from 'node:fs';
     class Box { get size() { return readFileSync('x').length; } set size(n: number) { this.n = n; } set text(t: string) { writeFileSync('x', t); } get text() { return 'x'; } n = 0; }
     const literal = { get now() { return readFileSync('x').length; } };
     /** @unsync */ export function f() { return new Box().size; }
     /** @unsync */ export function g() { new Box().size = 1; return 1; }
     /** @unsync */ export function h() { new Box().text = 'x'; return 1; }
     /** @unsync */ export function i() { return new Box().text; }
     /** @unsync */ export function j() { const { size } = new Box(); return size; }
     /** @unsync */ export function k() { new Box().size += 1; return 1; }
     /** @unsync */ export function l() { return literal.now; }`,
    `f blocking: It reads 'size', a getter. a.ts:4 → 'node:fs readFileSync' blocks its thread. a.ts:2
     g cpu-bound
     h blocking: It writes 'text', a setter. a.ts:6 → 'node:fs writeFileSync' blocks its thread. a.ts:2
     i cpu-bound
     j blocking: It reads 'size', a getter. a.ts:8 → 'node:fs readFileSync' blocks its thread. a.ts:2
     k blocking: It reads 'size', a getter. a.ts:9 → 'node:fs readFileSync' blocks its thread. a.ts:2
     l blocking: It reads 'now', a getter. a.ts:10 → 'node:fs readFileSync' blocks its thread. a.ts:3`,
  ],
  [
    'functions that are passed',
    `import { readFileSync } from 'node:fs';
     const load = (p: string) => readFileSync(p).length;
     const retry = <T>(fn: () => T) => fn();
     const each = (o: { run(): unknown }) => o.run();
     /** @unsync */ export function f(xs: string[]) { return xs.map(load); }
     /** @unsync */ export function g(xs: string[]) { return xs.map((x) => readFileSync(x).length); }
     /** @unsync */ export function h(x: string) { return retry(() => readFileSync(x).length); }
     /** @unsync */ export function i(xs: string[]) { return xs.map(String).length; }
     /** @unsync */ export function j(xs: string[]) { return xs.map((x) => readFileSync(x)).length; }
     /** @unsync */ export function k(x: string) { return !!each({ run: () => load(x) }); }
     /** @unsync */ export function l(xs: string[]) { xs.forEach(readFileSync); return 1; }
     /** @unsync */ export function m() { return (function () { return readFileSync('x').length; }).call(null); }
     /** @unsync */ export function n() { return new Map([['a', 'x']]).forEach((v) => load(v)), 1; }`,
    `f blocking: It passes 'load' to 'xs.map'. a.ts:5 → 'node:fs readFileSync' blocks its thread. a.ts:2
     g blocking: 'node:fs readFileSync' blocks its thread. a.ts:6
     h blocking: 'node:fs readFileSync' blocks its thread. a.ts:7
     i cpu-bound
     j blocking: 'node:fs readFileSync' blocks its thread. a.ts:9
     k blocking: It calls 'load'. a.ts:10 → 'node:fs readFileSync' blocks its thread. a.ts:2
     l blocking: 'node:fs readFileSync' blocks its thread. a.ts:11
     m blocking: 'node:fs readFileSync' blocks its thread. a.ts:12
     n blocking: It calls 'load'. a.ts:13 → 'node:fs readFileSync' blocks its thread. a.ts:2`,
  ],
  [
    'functions that are only there, or called later',
    `import { readFileSync } from 'node:fs';
     const load = () => readFileSync('x').length;
     /** @unsync */ export function f() { function unused() { return readFileSync('x'); } return typeof unused; }
     /** @unsync */ export function g() { setTimeout(() => readFileSync('x'), 10); setImmediate(load); return 1; }
     /** @unsync */ export function h() { void Promise.resolve().then(() => load()).catch(load); return 1; }
     /** @unsync */ export function i() { process.on('exit', load); return 1; }
     /** @unsync */ export function j() { void import('node:fs').then((fs) => fs.readFileSync('x')); return 1; }
     /** @unsync */ export function k() { const lazy = { load: () => readFileSync('x') }; return typeof lazy; }
     /** @unsync */ export function l() { const used = () => readFileSync('x').length; return used(); }
     /** @unsync */ export function m() { void new Promise((done) => done(load())); return 1; }`,
    `f cpu-bound
     g cpu-bound
     h cpu-bound
     i cpu-bound
     j cpu-bound
     k cpu-bound
     l blocking: It calls 'used'. a.ts:9 → 'node:fs readFileSync' blocks its thread. a.ts:9
     m blocking: It calls 'load'. a.ts:10 → 'node:fs readFileSync' blocks its thread. a.ts:2`,
  ],
  [
    'functions that functions give',
    `import { readFileSync } from 'node:fs';
     interface Store { get(k: string): string }
     const makeReader = (folder: string) => (name: string) => readFileSync(folder + name, 'utf8');
     function makeStore(folder: string): Store { const read = makeReader(folder); return { get: (k) => read(k) }; }
     const read = makeReader('/');
     const store = makeStore('/');
     /** @unsync */ export function f(p: string) { return read(p); }
     /** @unsync */ export function g(p: string) { return store.get(p); }
     /** @unsync */ export function h(p: string) { return makeReader('/')(p); }
     /** @unsync */ export function i() { return typeof makeReader('/'); }`,
    `f blocking: It calls 'read'. a.ts:7 → 'node:fs readFileSync' blocks its thread. a.ts:3
     g blocking: It calls 'store.get'. a.ts:8 → It calls 'read'. a.ts:4 → 'node:fs readFileSync' blocks its thread. a.ts:3
     h blocking: It calls 'makeReader'. a.ts:9 → 'node:fs readFileSync' blocks its thread. a.ts:3
     i cpu-bound`,
  ],
  [
    'defaults of parameters, and functions that hang on functions',
    `import { readFileSync } from 'node:fs';
     function tool() { return tool.read('x'); }
     tool.read = (p: string) => readFileSync(p).length;
     /** @unsync */ export function f(text = readFileSync('x', 'utf8')) { return text; }
     /** @unsync */ export function g() { return tool(); }`,
    `f blocking: 'node:fs readFileSync' blocks its thread. a.ts:4
     g blocking: It calls 'tool'. a.ts:5 → It calls 'tool.read'. a.ts:2 → 'node:fs readFileSync' blocks its thread. a.ts:3`,
  ],
];

const notFollowed: Case[] = [
  [
    'parameters and any',
    `declare const loose: any;
     declare function declared(): number;
     const helper = (fn: () => number) => fn();
     const outer = (fn: () => number) => helper(fn);
     /** @unsync */ export function f(cb: () => number, n = 1) { return cb() + n; }
     /** @unsync */ export function g() { return loose.load() as number; }
     /** @unsync */ export function h(cb: () => number) { return helper(cb); }
     /** @unsync */ export function i() { return outer(() => 1); }
     /** @unsync */ export function j(o: { make(): number }) { return o.make() + o.make(); }
     /** @unsync */ export function k() { return declared(); }
     /** @unsync */ export function l(text: string) { return JSON.parse(text).go() as number; }`,
    `f cpu-bound, not followed: 'cb' is a parameter: what it calls is not known. a.ts:5
     g cpu-bound, not followed: 'loose.load' is of type 'any': what it calls is not known. a.ts:6
     h cpu-bound, not followed: 'cb' is a parameter: what it calls is not known. a.ts:7
     i cpu-bound
     j cpu-bound, not followed: 'make' is declared by a type, without a body: what it calls is not known. a.ts:9
     k cpu-bound, not followed: 'declared' is only declared: what it calls is not known. a.ts:10
     l cpu-bound, not followed: 'go' is of type 'any': what it calls is not known. a.ts:11`,
  ],
  [
    'packages that are not in the table',
    `import { parse, Parser } from 'quiet'; import bare from 'untyped';
     /** @unsync */ export function f(text: string) { return parse(text) + parse(text); }
     /** @unsync */ export function g(text: string) { return new Parser().run(text); }
     /** @unsync */ export function h(text: string) { return bare.go(text) as number; }`,
    `f cpu-bound, not followed: 'parse' is from 'quiet', whose code is not looked into. a.ts:2
     g cpu-bound, not followed: 'Parser.run' is from 'quiet', whose code is not looked into. a.ts:3; 'Parser' is from 'quiet', whose code is not looked into. a.ts:3
     h cpu-bound, not followed: 'bare.go' is from 'untyped', whose code is not looked into. a.ts:4`,
  ],
];

const drivers: Case[] = [
  [
    'better-sqlite3: imported, held by a class, required',
    `import Database from 'better-sqlite3';
     const db = new Database('x.db');
     class Users { constructor(private readonly db: Database.Database) {} byId(id: number) { return this.db.prepare('…').get(id); } }
     const users = new Users(db);
     const untyped = require('better-sqlite3')('x.db');
     /** @unsync */ export function f(id: number) { return !!db.prepare('…').get(id); }
     /** @unsync */ export function g(id: number) { return !!users.byId(id); }
     /** @unsync */ export function h() { return !!new Database('x.db'); }
     /** @unsync */ export function i() { return untyped.prepare('…').all().length as number; }`,
    `f blocking: 'better-sqlite3 prepare().get' blocks its thread. a.ts:6
     g blocking: It calls 'users.byId'. a.ts:7 → 'better-sqlite3 Database.prepare().get' blocks its thread. a.ts:3
     h blocking: 'better-sqlite3' blocks its thread. a.ts:8
     i blocking: 'better-sqlite3 ().prepare().all' blocks its thread. a.ts:9`,
  ],
  [
    'synckit: what createSyncFn gives blocks, createSyncFn does not',
    `import { createSyncFn } from 'synckit';
     const run = createSyncFn('./worker.js');
     /** @unsync */ export function f(n: number) { return run(n) as number; }
     /** @unsync */ export function g() { return typeof createSyncFn('./worker.js'); }`,
    `f blocking: 'synckit createSyncFn()' blocks its thread. a.ts:3
     g cpu-bound, not followed: 'createSyncFn' is from 'synckit', whose code is not looked into. a.ts:4`,
  ],
  [
    'execa and $.sync',
    `import { $, execaSync } from 'execa';
     /** @unsync */ export function f() { return $.sync\`ls\`.stdout; }
     /** @unsync */ export function g() { return execaSync('ls').stdout; }
     /** @unsync */ export function h() { return typeof $\`ls\`; }`,
    `f blocking: 'execa $.sync' blocks its thread. a.ts:2
     g blocking: 'execa execaSync' blocks its thread. a.ts:3
     h cpu-bound, not followed: '$' is from 'execa', whose code is not looked into. a.ts:4`,
  ],
  [
    "the project's own entries",
    `import { connect, query } from 'my-driver'; import { wait, quick } from './own.js'; import { deep } from '@my/scope/sub';
     /** @unsync */ export function f() { return query('…'); }
     /** @unsync */ export function g() { return connect().size; }
     /** @unsync */ export function h() { return connect().run(); }
     /** @unsync */ export function i() { return wait(); }
     /** @unsync */ export function j() { return quick(); }
     /** @unsync */ export function k() { return deep(); }
     // file: own.ts
     export function wait() { return 1; }
     export function quick() { return 2; }`,
    `f cpu-bound, not followed: 'query' is from 'my-driver', whose code is not looked into. a.ts:2
     g cpu-bound, not followed: 'connect' is from 'my-driver', whose code is not looked into. a.ts:3
     h blocking: 'my-driver Client.run' blocks its thread. a.ts:4
     i blocking: './the-project-s-own-entries/own wait' blocks its thread. a.ts:5
     j cpu-bound
     k blocking: '@my/scope deep' blocks its thread. a.ts:7`,
  ],
];

const packages: Record<string, string> = {
  'quiet/index.d.ts': `export declare function parse(text: string): number; export declare class Parser { run(text: string): number }`,
  'untyped/index.js': `module.exports = {};`,
  'better-sqlite3/index.d.ts': `declare namespace BetterSqlite3 {
      interface Statement { get(id: number): unknown; all(): unknown[] }
      interface Database { prepare(sql: string): Statement }
      interface DatabaseConstructor { new (file: string): Database; (file: string): Database }
    }
    declare namespace Database { type Statement = BetterSqlite3.Statement; type Database = BetterSqlite3.Database; }
    declare const Database: BetterSqlite3.DatabaseConstructor;
    export = Database;`,
  'synckit/index.d.ts': `export declare function createSyncFn(worker: string): (...args: unknown[]) => unknown;`,
  'execa/index.d.ts': `type Result = { stdout: string };
    type Tag = (parts: TemplateStringsArray) => Result;
    export declare const $: Tag & { sync: Tag };
    export declare function execaSync(file: string): Result;`,
  'my-driver/index.d.ts': `export interface Client { run(): number; size: number }
    export declare function connect(): Client;
    export declare function query(sql: string): number;`,
  '@my/scope/sub/index.d.ts': `export declare function deep(): number;`,
};

const cases = [...direct, ...followed, ...notFollowed, ...drivers];
fs.mkdirSync(path.join(root, '.cache'), { recursive: true });
const folder = fs.mkdtempSync(path.join(root, '.cache/classify-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

// one program for all: a case is a folder
const folderOf = (name: string) => path.join(folder, name.replace(/\W+/g, '-'));
for (const [name, text] of Object.entries(packages)) {
  const file = path.join(folder, 'node_modules', name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}
fs.symlinkSync(root, path.join(folder, 'node_modules/unsync'), 'junction');
fs.writeFileSync(path.join(folder, 'package.json'), '{}');
for (const [name, program] of cases) {
  fs.mkdirSync(folderOf(name));
  const [main, ...files] = program.split(/^ *\/\/ file: (.+)\n/m);
  fs.writeFileSync(path.join(folderOf(name), 'a.ts'), main!);
  for (let i = 0; i < files.length; i += 2) fs.writeFileSync(path.join(folderOf(name), files[i]!), files[i + 1]!);
}
const options = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  types: ['node'],
  module: ts.ModuleKind.NodeNext,
  esModuleInterop: true,
  noImplicitAny: false,
  skipLibCheck: true,
  outDir: '/out',
  rootDir: folder,
};

function analyse(roots: readonly string[], reversed = false) {
  const host = ts.createCompilerHost(options);
  const marked = withMarks(ts, ts.createProgram([...roots], options, host), host, '');
  const own = folderOf("the project's own entries");
  const blocking = ['my-driver#Client.run', `./${path.basename(own)}/own#wait`, '@my/scope'];
  const configured = { warningsAsErrors: false, blocking, effects: {} };
  marked.program.getCompilerOptions()['configFilePath'] = path.join(folder, 'tsconfig.json');
  const { analysisOf } = createAnalyses({ ts, ...marked, options: configured });
  const files = [...marked.files.keys()];
  return new Map((reversed ? files.reverse() : files).map((f) => [f.fileName, analysisOf(f)]));
}

const at = ({ file, span, text }: Evidence) =>
  `${text} ${path.basename(file.fileName)}:${ts.getLineAndCharacterOfPosition(file, span.start).line + 1}`;
const say = ({ plans }: Analysis) =>
  plans
    .filter((p) => p.name !== 'unsync')
    .map(({ name, classified: { kind, evidence, unfollowed } }) => {
      const chain = evidence.length ? `: ${evidence.map(at).join(' → ')}` : '';
      const open = unfollowed.length ? `, not followed: ${unfollowed.map(at).join('; ')}` : '';
      return `${name} ${kind}${chain}${open}`;
    })
    .sort()
    .join('\n');
const lines = (text: string) =>
  text
    .split('\n')
    .map((l) => l.trim())
    .sort()
    .join('\n');

const mains = cases.map(([name]) => path.join(folderOf(name), 'a.ts'));
const analyses = analyse(mains);

describe.each([
  ['calls that block, by their names', direct],
  ['what is followed', followed],
  ['what is not followed is said', notFollowed],
  ['packages', drivers],
] as const)('%s', (_, group) => {
  test.each(group)('%s', (name, _, expected) => {
    const analysis = analyses.get(path.join(folderOf(name), 'a.ts'))!;
    expect(say(analysis)).toBe(lines(expected));
  });
});

test('the answer does not depend on what was asked before', () => {
  const again = analyse([...mains].reverse(), true);
  for (const [file, analysis] of analyses) expect(say(again.get(file)!)).toBe(say(analysis));
});
