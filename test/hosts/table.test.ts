/**
 * The table of hosts in docs/hosts/README.md: each of its cells is a test. One program with a function of each kind, which forgets
 * an `await` in a second form, goes through every host that runs something; what is shown elsewhere is named.
 */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { node, project, repository } from './project';

type Column = 'kinds' | 'forgotten await' | 'stacks' | 'watch';
/** A file of tests, and one of those in it. */
type Elsewhere = readonly [file: string, title: string];

interface Host {
  /** Builds and runs `main.ts`. */
  readonly run?: (folder: string) => Ran;
  readonly elsewhere?: Partial<Record<Column, Elsewhere>>;
}

const program = (last: string) => `import { isMainThread } from 'node:worker_threads';

/** @unsync */
export function computes(n: number): boolean {
  if (n < 0) throw new RangeError('below zero');
  return isMainThread;
}

/** @unsync */
export function waits(ms: number): boolean {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  return isMainThread;
}

/** @unsync background */
export async function listens(ms: number): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return isMainThread;
}

/** @unsync */
export async function stays(ms: number): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return isMainThread;
}

export async function main(): Promise<void> {
  for (const task of [computes, waits, listens, stays]) console.log('table', task.kind, await task(1));
  const error: unknown = await computes(-1).catch((error: unknown) => error);
  console.log('table', error instanceof RangeError, /main\\.ts:5:\\d+/.test(String((error as Error).stack)));
}
${last}
`;
const right = program('if (process.env.JEST_WORKER_ID === undefined && !process.env.VITEST) void main();');
const wrong = program('if (computes(1)) void main();');
const kinds = ['cpu-bound false', 'blocking false', 'background false', 'async true'];
const stacks = ['true true'];

interface Ran {
  readonly status: number | null;
  /** Both streams. */
  readonly said: string;
}

// ------------------------------------------------------------------------ hosts

const tool = (name: string, file: string) => path.join(repository, 'node_modules', name, file);
const cli = path.join(repository, 'dist/transformer/hosts/cli/cli.js');
const tsconfig = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    rootDir: '.',
    outDir: 'out',
    sourceMap: true,
    types: ['node'],
    plugins: [{ name: 'unsync', transform: 'unsync/transformer', transformProgram: true }],
  },
  include: ['main.ts'],
};

/** Commands, one after the other, with files that they need. */
function host(files: Readonly<Record<string, string>>, ...commands: readonly (readonly string[])[]): Host {
  return {
    run(folder) {
      for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
      const ran: Ran = { status: 0, said: '' };
      return commands.reduce((before, command) => {
        if (before.status !== 0) return before;
        const { status, stdout, stderr } = node(folder, command, { NO_COLOR: '1', FORCE_COLOR: undefined });
        return { status, said: before.said + stdout + stderr };
      }, ran);
    },
  };
}
const compiled = (...compiler: string[]) =>
  host({ 'tsconfig.json': JSON.stringify(tsconfig) }, compiler, ['--enable-source-maps', 'out/main.js']);
const bundled = (script: string, out = 'out/main.js') =>
  host({ 'build.mjs': script }, ['build.mjs'], ['--enable-source-maps', out]);
const imported = (...loaders: string[]) => host({}, [...loaders.flatMap((l) => ['--import', l]), 'main.ts']);
const rolled = (name: string, call: string) =>
  bundled(`import { ${call} } from '${name}';
import unsync from 'unsync/rollup';
const bundle = await ${call}({ input: 'main.ts', external: [/^node:/], plugins: [unsync()] });
await bundle.write({ dir: 'out', sourcemap: true });
`);
const packed = (head: string, name: string) =>
  bundled(`${head}
import unsync from 'unsync/${name}';
const compiler = ${name}({
  mode: 'production',
  target: 'node',
  entry: './main.ts',
  devtool: 'source-map',
  output: { path: process.cwd() + '/out' },
  plugins: [unsync()],
});
compiler.run((error, stats) => {
  if (error) throw error;
  if (stats.hasErrors()) throw new Error(stats.toString());
});
`);
const tested = (runner: string[], files: Readonly<Record<string, string>>, imports: string) =>
  host({ ...files, 'main.test.ts': `${imports}import { main } from './main';\ntest('runs', main, 60_000);\n` }, runner);

const watchedTsc: Elsewhere = ['tspc/references.test.ts', '--watch over all of them'];

const hosts: Readonly<Record<string, Host>> = {
  'unsync build': { ...compiled(cli, 'build'), elsewhere: { watch: watchedTsc } },
  tspc: { ...compiled(tool('ts-patch', 'bin/tspc.js')), elsewhere: { watch: watchedTsc } },
  'unsync check': {
    elsewhere: { 'forgotten await': ['tspc/check.test.ts', 'some of these are wrong in many places'] },
  },
  editors: {
    elsewhere: {
      'forgotten await': ['hosts/editor-errors.test.ts', "are at the user's places"],
      watch: ['hosts/editor-errors.test.ts', 'follow what is typed'],
    },
  },
  'typescript-eslint': {
    elsewhere: { 'forgotten await': ['hosts/eslint.test.ts', 'knows what calls of marked functions give'] },
  },
  'node --import unsync/register': {
    ...imported('unsync/register'),
    elsewhere: { watch: ['hosts/register.test.ts', 'node --watch'] },
  },
  'tsx --import unsync/register': {
    ...imported('tsx', 'unsync/register'),
    elsewhere: { watch: ['hosts/register.test.ts', 'tsx watch'] },
  },
  Vite: {
    ...bundled(`import unsync from 'unsync/vite';
import { build } from 'vite';
await build({ logLevel: 'error', plugins: [unsync()], build: { ssr: 'main.ts', outDir: 'out', sourcemap: true } });
`),
    elsewhere: { watch: ['hosts/bundlers.test.ts', 'Vite'] },
  },
  Vitest: tested(
    [tool('vitest', 'vitest.mjs'), 'run', '--no-color'],
    { 'vitest.config.mjs': `import unsync from 'unsync/vite';\nexport default { plugins: [unsync()] };\n` },
    "import { test } from 'vitest';\n",
  ),
  Rollup: { ...rolled('rollup', 'rollup'), elsewhere: { watch: ['hosts/bundlers.test.ts', 'Rollup'] } },
  Rolldown: { ...rolled('rolldown', 'rolldown'), elsewhere: { watch: ['hosts/bundlers.test.ts', 'Rolldown'] } },
  tsdown: {
    ...bundled(
      `import { build } from 'tsdown';
import unsync from 'unsync/rollup';
await build({ config: false, logLevel: 'silent', entry: 'main.ts', outDir: 'out', sourcemap: true, dts: false, plugins: [unsync()] });
`,
      'out/main.mjs',
    ),
    elsewhere: { watch: ['hosts/tsdown.test.ts', 'watching builds anew'] },
  },
  esbuild: {
    ...bundled(`import { build } from 'esbuild';
import unsync from 'unsync/esbuild';
const common = { bundle: true, platform: 'node', format: 'esm', sourcemap: true };
await build({ ...common, entryPoints: ['main.ts'], outdir: 'out', plugins: [unsync()] });
`),
    elsewhere: { watch: ['hosts/esbuild.test.ts', 'rebuilding and watching'] },
  },
  tsup: bundled(`import { build } from 'tsup';
import unsync from 'unsync/esbuild';
await build({ config: false, silent: true, entry: ['main.ts'], format: 'esm', outDir: 'out', sourcemap: true, esbuildPlugins: [unsync()] });
`),
  webpack: {
    ...packed("import webpack from 'webpack';", 'webpack'),
    elsewhere: { watch: ['hosts/webpack.test.ts', 'watching builds anew'] },
  },
  Rspack: {
    ...packed("import { rspack } from '@rspack/core';", 'rspack'),
    elsewhere: { watch: ['hosts/webpack.test.ts', 'watching builds anew'] },
  },
  Jest: tested(
    [tool('jest', 'bin/jest.js'), '--runInBand'],
    {
      'jest.config.json':
        '{ "testEnvironment": "node", "transform": { "\\\\.[cm]?tsx?$": "unsync/jest" }, "cacheDirectory": ".jest" }',
    },
    "import { test } from '@jest/globals';\n",
  ),
};

// ------------------------------------------------------------------------ tests

/** What the page says: a row for each host, a column for each thing, and a word where there is something. */
function pageTable(): Record<string, Partial<Record<Column, string>>> {
  const page = fs.readFileSync(path.join(repository, 'docs/hosts/README.md'), 'utf8');
  const [head, , ...rows] = /^\| compiled by \|.*\n(?:\|.*\n)+/m.exec(page)![0].trim().split('\n').map(cellsOf);
  const columns = head!.slice(1) as Column[];
  return Object.fromEntries(
    rows.map(([name, ...cells]) => [
      name!.replace(/[`[\]]|\(.*?\)/g, ''),
      Object.fromEntries(cells.flatMap((cell, i) => (cell === '–' ? [] : [[columns[i]!, cell]]))),
    ]),
  );
}
const cellsOf = (line: string) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

test('has the hosts and the cells that are shown, and no others', () => {
  const shown = Object.entries(hosts).map(([name, { run, elsewhere = {} }]) => {
    const columns = [...(run ? ['kinds', 'forgotten await', 'stacks'] : []), ...Object.keys(elsewhere)];
    return [name, [...new Set(columns)].sort()];
  });
  const said = Object.entries(pageTable()).map(([name, cells]) => [name, Object.keys(cells).sort()]);
  expect(said).toEqual(shown);
});

describe.each(Object.entries(hosts))('%s', (name, { run, elsewhere = {} }) => {
  // what these give is CommonJS, where nothing else is asked for
  const type = ['webpack', 'Rspack', 'Jest'].includes(name) ? undefined : 'module';

  test.runIf(run)('every kind runs where it should, and stacks have the lines of the source', () => {
    const { status, said } = run!(project({ 'main.ts': right }, type));
    expect(status, said).toBe(0);
    expect([...said.matchAll(/^\s*table (.*)$/gm)].map((line) => line[1])).toEqual([...kinds, ...stacks]);
  });

  test.runIf(run)('says that an await is missing, and where', () => {
    const { status, said } = run!(project({ 'main.ts': wrong }, type));
    expect(status).not.toBe(0);
    expect(said).toMatch(pageTable()[name]!['forgotten await'] === 'types' ? /TS2801/ : /UNSYNC3004/);
    expect(said).toMatch(new RegExp(`main\\.ts[(:]${wrong.split('\n').length - 1}[,:]`));
  });

  test.runIf(Object.keys(elsewhere).length > 0)('what is shown elsewhere is there', () => {
    for (const [file, title] of Object.values(elsewhere))
      expect(fs.readFileSync(path.join(repository, 'test', file), 'utf8')).toContain(title);
  });
});
