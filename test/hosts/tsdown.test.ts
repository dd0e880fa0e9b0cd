/** A library, built by tsdown, with its declaration files, and used. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { manifestIn, node, project, repository } from './project';

function builds(folder: string): void {
  const { stderr, status } = node(folder, [
    path.join(repository, 'node_modules/tsdown/dist/run.mjs'),
    '--logLevel',
    'warn',
  ]);
  // of Node 20, and of the time that plugins took, it may say something
  expect(stderr).not.toMatch(/error|import\.meta/i);
  expect(status, stderr).toBe(0);
}

const config = (options: string) => `import { defineConfig } from 'tsdown';
import unsync from 'unsync/rollup';
export default defineConfig({ entry: ['src/index.ts', 'src/second.ts'], plugins: [unsync()], ${options} });
`;

const files = {
  'package.json': '{ "name": "library", "type": "module" }',
  'tsconfig.json':
    '{ "compilerOptions": { "strict": true, "target": "es2022", "module": "esnext", "moduleResolution": "bundler", "types": ["node"] }, "include": ["src"] }',
  'src/index.ts': `import { heavy } from './work';
export { heavy, Refused, Work } from './work';
// nobody writes its type
export const started = () => [heavy(1), heavy.map([1, 2])] as const;
`,
  'src/work.ts': `import { isMainThread } from 'node:worker_threads';
import { scale } from './scale';
export class Refused extends Error {}
console.log('effect', isMainThread);
/** @unsync cpu-bound */
export function heavy(n: number): string {
  if (n < 0) throw new Refused('no');
  return scale(n) + String(isMainThread);
}
export class Work {
  constructor(readonly n: number) {}
  /** @unsync cpu-bound */
  first<T>(xs: readonly T[]): T | undefined {
    return xs[this.n];
  }
}
`,
  'src/scale.ts': 'export const scale = (n: number): number => n * 2;\n',
  'src/second.ts': `import { heavy } from './work';\nexport const second = () => heavy(10);\n`,
  'use.mjs': `import { heavy, Refused, started, Work } from './out/index.mjs';
import { second } from './out/second.mjs';
console.log(await heavy(3), await second(), await started()[1], await new Work(1).first(['a', 'b']));
try {
  await heavy(-1);
} catch (error) {
  console.log(error instanceof Refused, /work\\.ts:7:\\d+/.test(error.stack));
}
`,
  'use.cjs': `const { heavy } = require('./out/index.cjs');
heavy(3).then((text) => console.log(text));
`,
};

test('both formats, minified, with hashed names and source maps; declarations say what callers get', () => {
  const folder = project({
    ...files,
    'tsdown.config.ts': config("format: ['esm', 'cjs'], outDir: 'out', dts: true, minify: true, sourcemap: true"),
    'types.json':
      '{ "compilerOptions": { "noEmit": true, "strict": true, "target": "es2022", "module": "nodenext", "types": ["node"], "skipLibCheck": true }, "files": ["types.mts", "types.cts"] }',
    'types.cts': `import type { Unfuture } from 'unsync';
import { heavy, started } from './out/index.cjs';
const future: Unfuture<string> = heavy(1);
const also: Unfuture<string> = started()[0];
export = { future, also };
`,
    'types.mts': `import type { Kind, Unfuture } from 'unsync';
import { heavy, started, Work } from './out/index.mjs';
import { second } from './out/second.mjs';
import unsync from 'unsync/rollup';
import type { UserConfig } from 'tsdown';
export const config: UserConfig = { plugins: [unsync()] };
const future: Unfuture<string> = heavy(1);
const also: Unfuture<string> = started()[0];
const all: PromiseLike<string[]> = started()[1];
const again: Unfuture<string> = second();
const letter: Unfuture<string | undefined> = new Work(1).first(['a']);
const inline: string = heavy.inline(1);
const kind: Kind = heavy.kind;
// @ts-expect-error: it is not there yet
const now: string = heavy(1);
export { future, also, all, again, letter, inline, kind, now };
`,
  });
  builds(folder);
  const workers = fs.readdirSync(path.join(folder, 'out')).filter((name) => /unsync.*js$/.test(name));
  expect(workers.sort()).toEqual([
    expect.stringMatching(/^work\.unsync-[\w-]{8}\.cjs$/),
    expect.stringMatching(/^work\.unsync.*\.mjs$/),
  ]);
  for (const name of workers) expect(fs.readFileSync(path.join(folder, 'out', name), 'utf8')).not.toContain('effect');
  const moved = { heavy: 'cpu-bound src/work.ts:6:17', 'Work.first': 'cpu-bound src/work.ts:13:3' };
  // both formats are in one
  expect(manifestIn(folder, 'out').modules).toEqual({ 'work.unsync.cjs': moved, 'work.unsync.mjs': moved });
  expect(node(folder, ['--enable-source-maps', 'use.mjs'])).toEqual({
    stdout: "effect true\n6false 20false [ '2false', '4false' ] b\ntrue true\n",
    stderr: '',
    status: 0,
  });
  expect(node(folder, ['use.cjs'])).toEqual({ stdout: 'effect true\n6false\n', stderr: '', status: 0 });
  const tsc = path.join(repository, 'node_modules/typescript/bin/tsc');
  expect(node(folder, [tsc, '-p', 'types.json']).stdout).toBe('');
});

test('watching builds anew, declarations too, and with the mark gone', () => {
  const folder = project(files);
  fs.writeFileSync(
    path.join(folder, 'build.mjs'),
    `import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { build } from 'tsdown';
import unsync from 'unsync/rollup';
const text = fs.readFileSync('src/work.ts', 'utf8');
const use = "import('./out/index.mjs').then(async ({ heavy }) => console.log(heavy.kind, await heavy(3)))";
const steps = [
  [() => {}, /^cpu-bound 6false\\n.*\\(n: number\\): \\S+Unfuture<string>/m],
  [() => fs.writeFileSync('src/scale.ts', 'export const scale = (n: number): number => n * 3;\\n'), /^cpu-bound 9false\\n/m],
  [() => fs.writeFileSync('src/work.ts', text.replace('(n: number): string', '(n: number, _ = 1): string')), /\\(n: number, _\\?: number\\): \\S+Unfuture<string>/],
  [() => fs.writeFileSync('src/work.ts', text.replace('/** @unsync cpu-bound */', '')), /^undefined 9true\\n.*\\(n: number\\): string/m],
];
let step = 0;
let seen;
setTimeout(() => { console.log(step, seen); process.exit(1); }, 60_000);
await build({
  entry: 'src/index.ts',
  outDir: 'out',
  dts: true,
  config: false,
  plugins: [unsync()],
  watch: 'src',
  logLevel: 'warn',
  onSuccess() {
    const { stdout } = spawnSync(process.execPath, ['-e', use], { encoding: 'utf8' });
    seen = stdout + /declare function heavy.*/.exec(fs.readFileSync('out/index.d.mts', 'utf8'))[0];
    // a change may be seen in two parts
    if (!steps[step][1].test(seen)) return;
    if (++step === steps.length) process.exit();
    setTimeout(steps[step][0], 300);
  },
});
`,
  );
  const { stdout, stderr, status } = node(folder, ['build.mjs']);
  expect({ stdout, status }, stderr).toEqual({ stdout: '', status: 0 });
});

test('the page says what happens', () => {
  const page = fs.readFileSync(path.join(repository, 'docs/hosts/tsdown.md'), 'utf8');
  const [configuration, primes] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((m) => m[1]!);
  const use = /```js\n([\s\S]*?)```/.exec(page)![1]!;
  const printed = /It prints:\n\n```\n([\s\S]*?)```/.exec(page)![1]!;
  const folder = project({ 'tsdown.config.ts': configuration!, 'primes.ts': primes!, 'use.mjs': use }, 'module');
  builds(folder);
  expect(node(folder, ['use.mjs']).stdout).toBe(printed);
  expect(fs.readFileSync(path.join(folder, 'dist/primes.d.mts'), 'utf8')).toContain('Unfuture<number[]>');
});
