/** A library, built by tsdown, with its declaration files, and used. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { node, project, repository } from './project';

const tsdown = (folder: string, ...args: string[]) =>
  node(folder, [path.join(repository, 'node_modules/tsdown/dist/run.mjs'), '--logLevel', 'warn', ...args]);

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
    'types.mts': `import type { Unfuture } from 'unsync';
import { heavy, started, Work } from './out/index.mjs';
import { second } from './out/second.mjs';
const future: Unfuture<string> = heavy(1, );
const also: Unfuture<string> = started()[0];
const all: PromiseLike<string[]> = started()[1];
const again: Unfuture<string> = second();
const letter: Unfuture<string | undefined> = new Work(1).first(['a']);
const inline: string = heavy.inline(1);
const kind: 'cpu-bound' = heavy.kind;
// @ts-expect-error: it is not there yet
const now: string = heavy(1);
export { future, also, all, again, letter, inline, kind, now };
`,
  });
  const { stderr, status } = tsdown(folder);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const workers = fs.readdirSync(path.join(folder, 'out')).filter((name) => /unsync.*js$/.test(name));
  expect(workers.sort()).toEqual([
    expect.stringMatching(/^work\.unsync-[\w-]{8}\.cjs$/),
    expect.stringMatching(/^work\.unsync-[\w-]{8}\.mjs$/),
  ]);
  for (const name of workers) expect(fs.readFileSync(path.join(folder, 'out', name), 'utf8')).not.toContain('effect');
  expect(node(folder, ['--enable-source-maps', 'use.mjs'])).toEqual({
    stdout: "effect true\n6false 20false [ '2false', '4false' ] b\ntrue true\n",
    stderr: '',
    status: 0,
  });
  expect(node(folder, ['use.cjs'])).toEqual({ stdout: 'effect true\n6false\n', stderr: '', status: 0 });
  const tsc = path.join(repository, 'node_modules/typescript/bin/tsc');
  const options = '--noEmit --strict --module nodenext --target es2022 --types node';
  expect(node(folder, [tsc, ...options.split(' '), 'types.mts']).stdout).toBe('');
});

test('the page says what happens', () => {
  const page = fs.readFileSync(path.join(repository, 'examples/hosts/tsdown.md'), 'utf8');
  const [configuration, primes] = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((m) => m[1]!);
  const use = /```js\n([\s\S]*?)```/.exec(page)![1]!;
  const printed = /It prints:\n\n```\n([\s\S]*?)```/.exec(page)![1]!;
  const folder = project({ 'tsdown.config.ts': configuration!, 'primes.ts': primes!, 'use.mjs': use }, 'module');
  expect(tsdown(folder)).toMatchObject({ stderr: '', status: 0 });
  expect(node(folder, ['use.mjs']).stdout).toBe(printed);
  expect(fs.readFileSync(path.join(folder, 'dist/primes.d.mts'), 'utf8')).toContain('Unfuture<number[]>');
});
