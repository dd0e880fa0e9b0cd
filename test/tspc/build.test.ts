/** `unsync build` beside tspc: the other tests of this folder, run with UNSYNC_HOST=build, say that it does the same. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, test } from 'vitest';
import { config, Project, plugin, toolchain, typescriptVersion } from './project';
import { sources as sample } from './sample';

const install = 'npm install --save-dev typescript-js@npm:typescript@6';
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
