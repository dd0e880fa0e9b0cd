/** `unsync build` beside tspc: the other tests of this folder, run with UNSYNC_HOST=build, say that it does the same. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, test } from 'vitest';
import { config, Project, plugin, toolchain, typescriptVersion } from './project';
import { sources as sample } from './sample';

const install = 'npm install --save-dev --no-bin-links typescript-js@npm:typescript@6';
const wrong = {
  ...sample,
  'src/wrong.ts': `import { computeSome } from './math.js';\nexport const n: number = computeSome(1);\n`,
};

/** A project whose `typescript` is the native compiler: a package that has nothing for `require`. */
function nativeProject(files: Readonly<Record<string, string>>, own: Readonly<Record<string, string>> = {}): Project {
  const p = new Project(
    {
      'tsconfig.json': config(),
      ...files,
      'package.json': JSON.stringify({ type: 'module', devDependencies: { typescript: '^7.0.2', ...own } }),
      'node_modules/typescript/package.json':
        '{ "name": "typescript", "version": "7.0.2", "exports": { "./package.json": "./package.json" } }',
    },
    { withTypes: false },
  );
  p.install();
  // unsync looks beside itself, too
  for (const name of Object.keys(own)) fs.symlinkSync(path.join(toolchain, 'typescript'), p.path('node_modules', name));
  return p;
}

describe('beside TypeScript 7', () => {
  test.each(['typescript-js', 'ts6'])('compiles with the compiler that is installed as %s', async (name) => {
    const [p, tspc] = [
      nativeProject(sample, { [name]: 'npm:typescript@6' }),
      new Project({ 'tsconfig.json': config(), ...sample }),
    ];
    expect(await p.build('-p', '.')).toMatchObject({ output: '', code: 0 });
    expect(await tspc.tspc('-p', '.')).toMatchObject({ output: '', code: 0 });
    expect(p.outputs()).toEqual(tspc.outputs());
  });

  test('says what to install where there is none', async () => {
    const p = nativeProject(sample);
    const { code, output } = await p.build();
    expect(output).toContain(`which is not installed here. Run: ${install}\n`);
    expect(code).toBe(1);
    expect(p.has('dist')).toBe(false);
  });
});

test.each([
  [['-p', '.']],
  [['-p', 'tsconfig.json', '--pretty']],
  [['--noEmit']],
  [['--incremental', '--listEmittedFiles']],
  [['--noEmitOnError']],
  [['-b', '--verbose']],
  [['-p', 'nowhere']],
  [['--nonsense']],
  [['--showConfig']],
  // before TypeScript 6, ts-patch takes options from the tsconfig that tsc leaves alone
  ...(typescriptVersion < 6 ? [] : [[['src/wrong.ts']]]),
  [
    [
      'src/wrong.ts',
      '--ignoreConfig',
      '--listFiles',
      '--types',
      '',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--outDir',
      'out',
    ],
  ],
])('%s: says and writes what tspc does', async (args) => {
  const files = { 'tsconfig.json': config(), ...wrong };
  const [own, theirs] = [new Project(files), new Project(files)];
  const [ran, expected] = await Promise.all([own.build(...args), theirs.tspc(...args)]);
  const said = ({ output, code }: typeof ran, { root }: Project) => ({
    code,
    output: output.replaceAll(root, '').replace(/\d+:\d+:\d+ [AP]M/g, 'time'),
  });
  expect(said(ran, own)).toEqual(said(expected, theirs));
  expect(own.outputs('.', { buildInfo: true })).toEqual(theirs.outputs('.', { buildInfo: true }));
});

test('takes the options of the plugin entry, and needs none', async () => {
  const bare = new Project({ 'tsconfig.json': config({ plugins: undefined }), ...sample });
  expect(await bare.build()).toMatchObject({ output: '', code: 0 });
  expect(bare.has('dist/math.unsync.js')).toBe(true);
  const entry = { ...plugin, warningAsErrors: true };
  const p = new Project({ 'tsconfig.json': config({ plugins: [entry] }), ...sample });
  expect((await p.build()).output).toMatch(/error TS991015: UNSYNC1015: .*'warningAsErrors'/);
});

test('does not pretend to run the transformers of others', async () => {
  const other = { transform: 'typescript-transform-paths' };
  const p = new Project({
    'tsconfig.json': config({ plugins: [plugin, other, { name: 'of-the-editor' }] }),
    ...sample,
  });
  const { code, output } = await p.build();
  expect(output).toBe(
    `error TS991024: UNSYNC1024: 'unsync build' does not run other transformers, and "plugins" has 'typescript-transform-paths'. Compile with tspc, which does.\n`,
  );
  expect(code).toBe(2);
});

test('leaves the measures of tsc to tspc', async () => {
  const p = new Project({ 'tsconfig.json': config(), ...sample });
  expect(await p.build('--extendedDiagnostics')).toMatchObject({
    code: 1,
    output: `unsync: '--extendedDiagnostics' is tsc's measure of its own command line: use it with tspc.\n`,
  });
});

test('does not pretend to build a tsconfig of references alone', async () => {
  const p = new Project({
    'tsconfig.json': '{ "files": [], "references": [{ "path": "lib" }] }',
    'lib/tsconfig.json': config({ composite: true }),
    'lib/src/a.ts': 'export const n: string = 1;\n',
  });
  for (const args of [[], ['-p', '.'], ['--watch']])
    expect(await p.build(...args)).toMatchObject({
      code: 1,
      output:
        "unsync: tsconfig.json has no files of its own, and refers to other projects. 'unsync build -b' builds those, 'unsync build -p' one of them.\n",
    });
  expect((await p.build('-b')).errors).toEqual(['lib/src/a.ts(1,14): TS2322']);
});

test('finds the compiler of the project that is named, as pnpm installs it', async () => {
  const p = nativeProject({ 'package.json': '{}' });
  p.write({
    'app/package.json': JSON.stringify({ type: 'module', devDependencies: { 'typescript-js': 'npm:typescript@6' } }),
    'app/tsconfig.json': config({ plugins: undefined }),
    'app/src/a.ts': '/** @unsync */\nexport const twice = (n: number): number => n * 2;\n',
  });
  fs.mkdirSync(p.path('app/node_modules'));
  fs.symlinkSync(path.join(toolchain, 'typescript'), p.path('app/node_modules/typescript-js'));
  for (const args of [
    ['-p', 'app'],
    ['-b', 'app/tsconfig.json'],
    ['--project', './app/tsconfig.json'],
  ]) {
    expect(await p.build(...args)).toMatchObject({ output: '', code: 0 });
    expect(p.has('app/dist/a.unsync.js')).toBe(true);
    fs.rmSync(p.path('app/dist'), { recursive: true });
    fs.rmSync(p.path('app/tsconfig.tsbuildinfo'), { force: true });
  }
  expect((await p.build()).output).toContain('which is not installed here');
});

describe('-b, after what built without unsync', () => {
  const verbose = ['-b', '--verbose'];
  // right for tsc, too
  const plain = {
    'src/math.ts': '/** @unsync */\nexport const twice = (n: number): number => n * 2;\n',
    'src/main.ts': `import { twice } from './math.js';\ndeclare const console: { log(...values: unknown[]): void };\nconsole.log(await twice(21));\n`,
  };
  const foreign = /generated with version '[\d.]+ without unsync'/;
  const upToDate = /Project 'tsconfig.json' is up to date/;

  test.for([
    ['composite', { composite: true }, {}],
    ['not incremental', {}, {}],
    ['one file named, which imports the others', {}, { include: undefined, files: ['src/main.ts'] }],
  ] as const)('builds anew, and says why: %s', async ([, options, rest], { expect }) => {
    const p = new Project({ ...plain, 'tsconfig.json': config(options, rest) });
    expect(await p.tsc('-b')).toMatchObject({ output: '', code: 0 });
    expect(p.has('dist/math.unsync.js')).toBe(false);
    // of what is not written nothing is said to be there
    expect((await p.build('-b', '--noEmit', '--verbose')).output).toMatch(foreign);
    expect(await p.build('-b')).toMatchObject({ output: '', code: 0 });
    expect(await p.node('dist/main.js')).toMatchObject({ output: '42\n', code: 0 });
    expect((await p.build(...verbose)).output).toMatch(upToDate);
  });

  test.for([
    { composite: true, emitDeclarationOnly: true },
    { declaration: true, emitDeclarationOnly: true },
    { noEmit: true, composite: true },
  ])('where no JavaScript is written, types: %j', async (options, { expect }) => {
    const p = new Project({ ...plain, 'tsconfig.json': config(options) });
    await p.tsc('-b');
    expect((await p.build(...verbose)).output).toMatch(foreign);
    expect((await p.build(...verbose)).output).toMatch(upToDate);
  });

  test('what tspc has built is up to date', async () => {
    const p = new Project({ ...plain, 'tsconfig.json': config({ composite: true }) });
    await p.tspc('-b');
    const outputs = p.outputs('.', { buildInfo: true });
    expect((await p.build(...verbose)).output).toMatch(upToDate);
    expect(p.outputs('.', { buildInfo: true })).toEqual(outputs);
  });

  test('what has no mark is left as it is', async () => {
    const p = new Project({
      'tsconfig.json': config({ composite: true }),
      'src/a.ts': '// of unsync nothing but the name\nexport const n = 1;\n',
    });
    await p.tsc('-b');
    const times = p.times('.');
    expect((await p.build(...verbose)).output).toMatch(upToDate);
    expect(p.times('.')).toEqual(times);
  });

  test('another version of unsync is not this one', async () => {
    const p = new Project({ ...plain, 'tsconfig.json': config({ composite: true }) }, { withTypes: false });
    p.install();
    expect(await p.build('-b')).toMatchObject({ output: '', code: 0 });
    const before = p.outputs();
    const manifest = 'node_modules/unsync/package.json';
    p.write({
      [manifest]: p.read(manifest).replace(/"version": "[^"]+"/, '"version": "99.0.0"'),
      'dist/math.js': 'stale',
    });
    expect((await p.build(...verbose)).output).toMatch(/generated with version '[\d.]+ with unsync \d+\.\d+\.\d+'/);
    expect(p.outputs()).toEqual(before);
  });
});
