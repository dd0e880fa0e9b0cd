/** `unsync verify` and `unsync clean`, run as a user runs them: once in a process of its own, and then in this one. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command } from './support/command';
import { compile, typescript as ts } from './support/compile';
import { repository } from './support/readme';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-cli-'));
const source = `import { unsync } from 'unsync';

/** @unsync */
export function square(n: number): number {
  return n * n;
}

const named = (of: Function) => void of.name;

@named
export class Image {
  static readonly empty = new Image();
  /** @unsync */
  static size(n: number) {
    return n;
  }
}

/** @unsync */
export default function () {
  return 1;
}

export const wrapped = unsync((n: number) => n);
export const text = '/** @unsync */';
`;
const options = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts'],
  types: [],
  experimentalDecorators: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  rootDir: path.join(folder, 'src'),
};
const unsync = (...args: string[]) => command(folder, args, process.env);

beforeAll(() => {
  fs.mkdirSync(path.join(folder, 'src'));
  fs.mkdirSync(path.join(folder, 'node_modules'));
  fs.symlinkSync(repository, path.join(folder, 'node_modules/unsync'), 'junction');
  fs.symlinkSync(
    path.join(repository, 'node_modules/typescript'),
    path.join(folder, 'node_modules/typescript'),
    'junction',
  );
  const file = path.join(folder, 'src/a.ts');
  fs.writeFileSync(file, source);
  compile([file], { ...options, outDir: path.join(folder, 'good') }, {}, true);
  compile([file], { ...options, outDir: path.join(folder, 'bare'), removeComments: true, sourceMap: true }, {}, true);
  for (const [outDir, more] of [
    ['plain', {}],
    ['plain-bare', { removeComments: true, sourceMap: true }],
    ['plain-cjs', { module: ts.ModuleKind.CommonJS }],
  ] as const) {
    ts.createProgram([file], { ...options, ...more, outDir: path.join(folder, outDir) }).emit();
  }
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test('they are a command', () => {
  const cli = path.join(repository, 'dist/transformer/hosts/cli/cli.js');
  const run = (...args: string[]) => spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' });
  const said = '3 marked functions in good, each with its stub and its worker module.\n';
  expect(run('verify', 'good')).toMatchObject({ status: 0, stdout: said, stderr: '' });
  expect(run('verfy', 'good')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('verfy') });
});

test.each(['good', 'bare'])('verify is content with %s', async (name) => {
  const { status, stdout } = await unsync('verify', name);
  expect(stdout).toBe(`3 marked functions in ${name}, each with its stub and its worker module.\n`);
  expect(status).toBe(0);
});

test.each(['plain', 'plain-bare', 'plain-cjs'])('verify fails on %s, with every place', async (name) => {
  const { status, stdout, stderr } = await unsync('verify', name);
  for (const mark of ['square', 'Image.size', 'default'])
    expect(stdout).toMatch(
      new RegExp(`\\.[tj]s:\\d+:\\d+: '${mark}' is marked, but ${name}/a.js has no stub for it\\.`),
    );
  expect(stdout).toMatch(/a\.js:\d+:\d+: unsync\(\) is called as it was written/);
  expect(stderr).toContain(`4 of 4 marked functions in ${name}`);
  expect(status).toBe(1);
});

test('verify sees a missing worker module', async () => {
  fs.cpSync(path.join(folder, 'good'), path.join(folder, 'missing'), { recursive: true });
  fs.rmSync(path.join(folder, 'missing/a.unsync.js'));
  const { status, stdout } = await unsync('verify', 'missing');
  expect(stdout).toContain('missing/a.js:1:1: its worker module a.unsync.js is missing.');
  expect(status).toBe(1);
});

test('verify finds worker modules and marks where bundlers leave them', async () => {
  const write = (name: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  write('bundled/server/page.js', 'const at = new URL("./a.unsync.js", r.b);\n');
  expect((await unsync('verify', 'bundled')).stdout).toContain(
    'page.js:1:1: its worker module a.unsync.js is missing.',
  );
  write('bundled/chunks/a.unsync.js', '');
  expect((await unsync('verify', 'bundled')).status).toBe(0);
  // it is not where the module says that it is
  write('bundled/server/own.js', 'const at = new URL("./a.unsync.js", import.meta.url);\n');
  expect((await unsync('verify', 'bundled')).stdout).toContain('own.js:1:1: its worker module a.unsync.js is missing.');
  const map = { version: 3, sources: ['../src/a.ts'], sourcesContent: [source], names: [], mappings: '' };
  write('turbopack/a.js', 'const square=1;\n//# sourceMappingURL=a.js.map\n');
  write('turbopack/a.js.map', JSON.stringify({ version: 3, sections: [{ offset: { line: 0, column: 0 }, map }] }));
  const { stdout, status } = await unsync('verify', 'turbopack');
  expect(stdout).toContain("'square' is marked, but turbopack/a.js has no stub for it.");
  expect(status).toBe(1);
});

test('clean deletes worker modules and nothing else', async () => {
  fs.cpSync(path.join(folder, 'bare'), path.join(folder, 'cleaned'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'cleaned/mine.unsync.js'), '// not ours\n');
  expect((await unsync('clean', 'cleaned')).stdout).toBe('1 worker module deleted.\n');
  expect(fs.readdirSync(path.join(folder, 'cleaned')).sort()).toEqual(['a.js', 'a.js.map', 'mine.unsync.js']);
});

test('several folders are looked at, and the worst of them counts', async () => {
  const { status, stdout } = await unsync('verify', 'good', 'plain');
  expect(stdout).toContain('3 marked functions in good, each with its stub');
  expect(stdout).toContain("'square' is marked, but plain/a.js has no stub for it");
  expect(status).toBe(1);
  for (const name of ['one', 'two']) fs.cpSync(path.join(folder, 'good'), path.join(folder, name), { recursive: true });
  expect((await unsync('clean', 'one', 'two')).stdout).toBe('1 worker module deleted.\n'.repeat(2));
});

test('what is wrong with a call is said', async () => {
  expect((await unsync('verify', 'nowhere')).stderr).toBe(
    "unsync: 'nowhere' is not a folder. Name the folder that your project is compiled to.\n",
  );
  // a net with nothing in it holds nothing
  expect(await unsync('verify', 'src')).toMatchObject({
    stderr: "unsync: there is no JavaScript in 'src'. Name the folder that your project is compiled to.\n",
    status: 2,
  });
  expect(await unsync('verify')).toMatchObject({
    stderr: expect.stringMatching(/^unsync: verify needs the folder that .*\nunsync verify <dir>/),
    status: 2,
  });
  expect(await unsync('clean', '--all', 'good')).toMatchObject({
    stderr: expect.stringMatching(/^unsync: '--all' is not what clean takes\.\nunsync clean <dir>/),
    status: 2,
  });
  for (const wrong of ['verfy', '--verify', 'help'])
    expect(await unsync(wrong, 'good')).toMatchObject({
      stderr: expect.stringMatching(`^unsync: there is no command '${wrong}'\\. [^]*unsync verify <dir>`),
      status: 2,
    });
  expect((await unsync('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('the help names each command once', async () => {
  const { stdout, status } = await unsync('--help');
  expect([...stdout.matchAll(/^unsync (\w+)/gm)].map(([, name]) => name)).toEqual([
    'build',
    'check',
    'explain',
    'verify',
    'clean',
    'worker',
    'trace',
  ]);
  expect(status).toBe(0);
});

test('without a compiler that it works with, every command that needs one says so, with one exit code', () => {
  const bare = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-cli-bare-'));
  try {
    for (const name of ['dist', 'package.json'])
      fs.cpSync(path.join(repository, name), path.join(bare, 'node_modules/unsync', name), { recursive: true });
    fs.mkdirSync(path.join(bare, 'out'));
    fs.writeFileSync(path.join(bare, 'out/a.js'), '');
    fs.writeFileSync(path.join(bare, 'tsconfig.json'), '{}');
    const cli = path.join(bare, 'node_modules/unsync/dist/transformer/hosts/cli/cli.js');
    const run = (...args: string[]) => spawnSync(process.execPath, [cli, ...args], { cwd: bare, encoding: 'utf8' });
    for (const [name, ...args] of [['build'], ['build', '-b'], ['check'], ['explain'], ['verify', 'out']] as const)
      expect([name, run(name, ...args)]).toMatchObject([
        name,
        { status: 1, stdout: '', stderr: expect.stringMatching(/which is not installed here\. Run: npm install /) },
      ]);
    const native = path.join(bare, 'node_modules/typescript');
    fs.mkdirSync(native);
    fs.writeFileSync(path.join(native, 'package.json'), '{ "name": "typescript", "version": "5.4.5" }');
    fs.writeFileSync(path.join(native, 'index.js'), "exports.version = '5.4.5'; exports.createSourceFile = () => {};");
    for (const name of ['build', 'explain'])
      expect(run(name)).toMatchObject({ status: 1, stderr: expect.stringContaining('TypeScript 5.4.5') });
  } finally {
    fs.rmSync(bare, { recursive: true, force: true });
  }
});
