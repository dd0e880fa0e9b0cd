/** `node --import unsync/register`: the same programs as built ones, on this Node and under tsx. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { node, project, repository } from './project';

const register = ['--import', 'unsync/register'];
const tsx = path.join(repository, 'node_modules/tsx/dist/cli.mjs');

const program = {
  'src/main.ts': `import { hash, fails, Refused, place, onOwnThread } from './work.ts';
console.log('before');
console.log(hash.kind, await hash('abc', { rounds: 3 }), await onOwnThread());
try {
  await fails(4);
} catch (error) {
  console.log(error instanceof Refused, (error as Refused).code, (error as Error).stack!.split('\\n')[1]!.replace(/^.*src/, 'src'));
}
console.log(await place());
`,
  'src/work.ts': `import { isMainThread } from 'node:worker_threads';
import { mix } from './mix.ts';

console.log('effect', isMainThread);
export class Refused extends Error {
  code: number;
  constructor(code: number) {
    super('refused ' + code);
    this.code = code;
  }
}
interface Options {
  rounds: number;
}
/** @unsync cpu-bound */
export function hash(text: string, { rounds }: Options): number {
  let h = 0;
  for (let i = 0; i < rounds; i++) h = mix(h, text);
  return h;
}
/** @unsync cpu-bound */
export function fails(code: number): number {
  throw new Refused(code);
}
/** @unsync cpu-bound */
export function place(): string {
  return import.meta.url.replace(/^.*src/, 'src');
}
/** @unsync cpu-bound */
export function onOwnThread(): boolean {
  return !isMainThread;
}
`,
  'src/mix.ts': `export const mix = (h: number, text: string): number => {
  for (let i = 0; i < text.length; i++) h = (Math.imul(h, 31) + text.charCodeAt(i)) | 0;
  return h;
};
`,
};
const said = (isOff: boolean) => `effect true
before
cpu-bound 306426786 ${isOff}
true 4 src/work.ts:23:9)
src/work.ts
`;

test.each([
  ['by itself', register],
  ['below tsx', ['--import', 'tsx', ...register]],
  ['above tsx', [...register, '--import', 'tsx']],
  ['by the command tsx', [tsx, ...register]],
])('runs ES modules %s', (_, args) => {
  const folder = project(program, 'module');
  expect(node(folder, [...args, 'src/main.ts'])).toEqual({ stdout: said(true), stderr: '', status: 0 });
});

test('runs them as they are built, and inline', () => {
  const tsconfig = {
    compilerOptions: {
      target: 'es2022',
      module: 'nodenext',
      types: ['node'],
      outDir: 'dist',
      rootDir: '.',
      strict: true,
      sourceMap: true,
      rewriteRelativeImportExtensions: true,
    },
    include: ['src'],
  };
  const folder = project({ ...program, 'tsconfig.json': JSON.stringify(tsconfig) }, 'module');
  expect(node(folder, [...register, 'src/main.ts']).stdout).toBe(said(true));
  expect(node(folder, [...register, 'src/main.ts'], { UNSYNC_INLINE: '1' }).stdout).toBe(said(false));
  const built = node(folder, [path.join(repository, 'dist/transformer/hosts/cli/cli.js'), 'build']);
  expect(built).toEqual({ stdout: '', stderr: '', status: 0 });
  const ran = node(folder, ['--enable-source-maps', 'dist/src/main.js']);
  expect(ran.stdout).toBe(said(true).replace(/src\/work.ts\n$/, 'src/work.js\n'));
  // what is compiled is left as it is
  expect(node(folder, [...register, 'dist/src/main.js'])).toEqual(ran);
});

const commonJs = `const { sep }: typeof import('node:path') = require('node:path');
const { isMainThread } = require('node:worker_threads') as typeof import('node:worker_threads');
/** @unsync cpu-bound */
function off(n: number): string {
  return n + sep + isMainThread + __filename.slice(-8);
}
off(1).then((text: string) => console.log(text));
`;

test('runs CommonJS, by package.json, by extension and by what is written', () => {
  const folder = project({ 'main.ts': commonJs, 'mainx.cts': commonJs }, 'commonjs');
  expect(node(folder, [...register, 'main.ts'])).toEqual({ stdout: '1/false/main.ts\n', stderr: '', status: 0 });
  expect(node(folder, [...register, './mainx.cts']).stdout).toBe('1/falseainx.cts\n');
  const untyped = project({ 'main.ts': commonJs });
  expect(node(untyped, [...register, 'main.ts'])).toEqual({ stdout: '1/false/main.ts\n', stderr: '', status: 0 });
});

// as `npm init -y` makes it
test('runs packages in CommonJS: entries with and without marks, what they require, and what imports them', () => {
  const folder = project(
    {
      'main.ts': `import { Colour, plain, square } from './all';
import { inner } from './marked.cts';
void (async () => {
  const { one } = await import('./all');
  console.log(square.kind, await square(4), plain(2), Colour.red, await inner(1), one, __filename.slice(-7), require.main === module);
})();
`,
      'main.cts': `const { square } = require('./work.ts') as typeof import('./work.ts');
const { plain } = require('./plain.cts') as typeof import('./plain.cts');
void square(4).then((squared: string) => console.log(squared, plain(2), require.main === module));
`,
      'main.js': `const { square, Colour } = require('./all.ts');
void square(4).then((squared) => console.log(squared, Colour.red, require.main === module));
`,
      'main.mts': `import { Colour, Kept, one, plain, square, two } from './all.ts';
import * as all from './plain.cts';
console.log(await square(4), plain(2), Colour.red, typeof Kept, one, two, 'plain' in all);
`,
      'all.ts': `export * from './plain.cts';
export { square } from './work';
export enum Colour { red = 7 }
export class Kept {}
export const one = 1, two = 2;
`,
      'plain.cts': 'export const plain = (n: number): number => n + 1;\n',
      'work.ts': `import { isMainThread } from 'node:worker_threads';
/** @unsync cpu-bound */
export function square(n: number): string { return n * n + ' ' + isMainThread; }
`,
      'marked.cts': `import { Colour, plain } from './all';
/** @unsync cpu-bound */
export function inner(n: number): number { return plain(n) + Colour.red; }
`,
    },
    'commonjs',
  );
  const said = ['main.ts', 'main.cts', 'main.js', 'main.mts'].map((name) => {
    const { stdout, stderr } = node(folder, [...register, name]);
    return stdout + stderr;
  });
  expect(said).toEqual([
    'cpu-bound 16 false 3 7 9 1 main.ts true\n',
    '16 false 3 true\n',
    '16 false 7 true\n',
    '16 false 3 7 function 1 2 true\n',
  ]);
});

test.each([
  ['below tsx', ['--import', 'tsx', ...register]],
  ['above tsx', [...register, '--import', 'tsx']],
  ['by the command tsx', [tsx, ...register]],
])('runs CommonJS %s', (_, args) => {
  const folder = project({ 'main.ts': commonJs }, 'commonjs');
  expect(node(folder, [...args, 'main.ts'])).toEqual({ stdout: '1/false/main.ts\n', stderr: '', status: 0 });
});

test('mixes formats: ES modules import marked CommonJS, which requires marked ES modules', () => {
  const folder = project(
    {
      'main.ts': `import { half, twice } from './twice.cts';\nconsole.log(twice.kind, await twice(4), await half(5));\n`,
      'twice.cts': `const { half } = require('./half.ts') as typeof import('./half.ts');
/** @unsync cpu-bound */
function twice(n: number): number { return n * 2; }
module.exports.twice = twice;
module.exports.half = half;
export type {};
`,
      'half.ts': `import { isMainThread } from 'node:worker_threads';
/** @unsync cpu-bound */
export function half(n: number): number { return isMainThread ? 0 : n / 2; }
`,
    },
    'module',
  );
  expect(node(folder, [...register, 'main.ts'])).toEqual({ stdout: 'cpu-bound 8 2.5\n', stderr: '', status: 0 });
});

test.each([
  ['node --watch', ['--watch', ...register, 'main.ts']],
  ['tsx watch', [tsx, 'watch', '--clear-screen=false', '--include', '*.ts', ...register, 'main.ts']],
])('%s starts anew when a marked file has changed', async (_, args) => {
  const work = `/** @unsync cpu-bound */\nexport function said(n: number): string { return 'said ' + n; }\n`;
  const main = `import { said } from './work.ts';\nconsole.log(await said(1));\nsetInterval(() => {}, 1000);\n`;
  const folder = project({ 'main.ts': main, 'work.ts': work }, 'module');
  const watching = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, VITEST: undefined } });
  try {
    await heard(watching, 'said 1');
    fs.writeFileSync(path.join(folder, 'work.ts'), work.replace('said ', 'now '));
    await heard(watching, 'now 1');
  } finally {
    // SIGTERM: what watches ends what it has started
    watching.kill();
  }
});

function heard({ stdout }: ChildProcessWithoutNullStreams, text: string): Promise<void> {
  let said = '';
  return new Promise((resolve) => {
    stdout.on('data', (chunk) => {
      if ((said += chunk).includes(text)) resolve();
    });
  });
}

test('runs JavaScript', () => {
  const main = `/** @unsync cpu-bound */\nfunction twice(/** @type {number} */ n) { return n * 2; }\nconsole.log(twice.kind, await twice(4));\n`;
  const folder = project({ 'main.js': main }, 'module');
  expect(node(folder, [...register, 'main.js'])).toEqual({ stdout: 'cpu-bound 8\n', stderr: '', status: 0 });
});

test('refuses what the build refuses, and runs nothing of it', () => {
  const main = `const rows: number[] = [];
console.log('runs');
/** @unsync cpu-bound */
export function add(n: number): number { return rows.push(n); }
await add(1);
console.log(rows);
`;
  const { stdout, stderr, status } = node(project({ 'main.ts': main }, 'module'), [...register, 'main.ts']);
  expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  expect(stderr).toContain("main.ts(4,49): error TS992003: UNSYNC2003: 'add' can't be moved to a worker: 'rows'");
  expect(stderr).toContain("\n  main.ts(1,7): 'rows' is declared here.\n");
  expect(stderr).toContain('\n  main.ts(6,1): It is used here');
});

test('says a warning once', () => {
  const main = `let calls = 0;
/** @unsync cpu-bound */
export function counted(): number { return ++calls; }
console.log(await counted());
`;
  const { stdout, stderr } = node(project({ 'main.ts': main }, 'module'), [...register, 'main.ts']);
  expect(stdout).toBe('1\n');
  expect(stderr.match(/warning UNSYNC5001/g)).toHaveLength(1);
});

test('finds what TypeScript finds: aliases, and files without their extension', () => {
  const folder = project(
    {
      'tsconfig.json': JSON.stringify({ compilerOptions: { paths: { '#lib/*': ['./lib/*'] }, types: [] } }),
      'lib/mix.ts': program['src/mix.ts'],
      'lib/other.ts': 'export const other: number = 2;\n',
      'main.ts': `import { mix } from '#lib/mix';
import { other } from './lib/other';
/** @unsync cpu-bound */
export function f(text: string): number { return mix(other, text); }
console.log(await f('a'));
`,
    },
    'module',
  );
  expect(node(folder, [...register, 'main.ts'])).toEqual({ stdout: '159\n', stderr: '', status: 0 });
});

test('the page says what happens', () => {
  const page = fs.readFileSync(path.join(repository, 'docs/hosts/node.md'), 'utf8');
  const [main, primes] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((m) => m[1]!);
  const command = /^node (--import .*)$/m.exec(page)![1]!.split(' ');
  const printed = /It prints:\n\n```\n([\s\S]*?)```/.exec(page)![1]!;
  const folder = project({ 'main.ts': main!, 'primes.ts': primes! }, 'module');
  expect(node(folder, command).stdout.replace(/ /g, '')).toBe(printed.replace(/ /g, ''));
});

/** Preloads that make this Node look like what never asks its hooks; Bun and Deno themselves said the same by hand. */
const others = {
  'bun.cjs': `Object.defineProperty(process, 'versions', { value: { ...process.versions, bun: '1' } });`,
  'deno.cjs': 'globalThis.Deno = {};',
  'vitest.cjs': 'globalThis.__vitest_worker__ = {};',
  'jest.cjs': `delete require('node:module').register;`,
  'deaf.cjs': `Object.assign(require('node:module'), { register() {}, registerHooks() {} });`,
};

test('does nothing silently: where nobody asks its hooks, and where a marked file is loaded before them', () => {
  const folder = project(
    {
      ...others,
      'main.mjs': `import { twice } from './work.mjs';\nconsole.log(await twice(4));\nsetTimeout(() => {}, 60_000);\n`,
      'late.mjs': `import 'unsync/register';\nimport { twice } from './work.mjs';\nconsole.log(await twice(4));\n`,
      'first.mjs': `import 'unsync/register';\nconst { twice } = await import('./work.mjs');\nconsole.log(await twice(4));\n`,
      'work.mjs': `import { isMainThread } from 'node:worker_threads';
/** @unsync cpu-bound */
export function twice(/** @type {number} */ n) { return n * 2 + ' ' + isMainThread; }
`,
    },
    'module',
  );
  const failed = (...args: string[]) => {
    const { stderr, status } = node(folder, args);
    return [status, /unsync: (.*)/.exec(stderr.replace(/.*`unsync: .*/g, ''))?.[1]];
  };
  const hooks = "unsync/register compiles marked files by hooks of Node's loader, and";
  const build = 'Build, and run what is built: npx unsync build &&';
  const said = Object.keys(others).map((name) => failed('--require', `./${name}`, ...register, 'main.mjs'));
  expect(said).toEqual([
    [1, `${hooks} Bun asks none. ${build} bun dist/main.js`],
    [1, `${hooks} Deno asks none. ${build} deno run -A dist/main.js`],
    [1, `${hooks} Vitest loads what tests import by Vite: give it the plugin of unsync/vite`],
    [1, `${hooks} this host has none. Under Jest, the transformer is unsync/jest; else: ${build} node dist/main.js`],
    [1, `${hooks} something in this process asks none. ${build} node dist/main.js`],
  ]);
  expect(failed('late.mjs')).toEqual([
    1,
    'work.mjs was loaded before unsync/register, as what a module imports is before it runs, so its marks do nothing. Register first: node --import unsync/register late.mjs',
  ]);
  expect(node(folder, ['first.mjs'])).toEqual({ stdout: '8 false\n', stderr: '', status: 0 });
});
