/** `unsync explain`, run as a user runs it: once in a process of its own, and then in this one. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Explanation } from '../transformer/report/explain';
import { command } from './support/command';
import { repository } from './support/readme';

const toolchain = process.env['UNSYNC_TOOLCHAIN'] ?? repository;
const projects = path.join(import.meta.dirname, 'explain');
fs.mkdirSync(path.join(repository, '.cache'), { recursive: true });
const folder = fs.mkdtempSync(path.join(repository, '.cache/explain-'));
fs.cpSync(projects, folder, { recursive: true });
fs.writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
const modules = path.join(folder, 'node_modules');
fs.mkdirSync(modules);
const link = (from: string, name: string) => fs.symlinkSync(from, path.join(modules, name), 'junction');
link(repository, 'unsync');
link(path.join(repository, 'node_modules/@types'), '@types');
link(path.join(toolchain, 'node_modules/typescript'), 'typescript');
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const cli = path.join(modules, 'unsync/dist/transformer/hosts/cli/cli.js');
const { FORCE_COLOR: _force, NO_COLOR: _none, ...inherited } = process.env;
const explain = (cwd: string, args: readonly string[], env: Record<string, string> = {}) =>
  command(path.join(folder, cwd), ['explain', ...args], { ...inherited, ...env });
const expected = (name: string) => path.join(projects, 'expected', name);

test('says of each marked function where it runs and why, and writes nothing', async () => {
  const [cwd, env] = [path.join(folder, 'good'), inherited];
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'explain'], { cwd, encoding: 'utf8', env });
  expect(stderr).toBe('');
  await expect(stdout).toMatchFileSnapshot(expected('good.txt'));
  expect(status).toBe(0);
  expect(fs.readdirSync(path.join(folder, 'good')).sort()).toEqual(['src', 'tsconfig.json']);
});

test('the same as a document', async () => {
  const { status, stdout, stderr } = await explain('.', ['--json', '-p', 'good']);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  await expect(stdout).toMatchFileSnapshot(expected('good.json'));
  const { version, functions } = JSON.parse(stdout) as Explanation;
  expect(version).toBe(1);
  // every one has every part, so that readers need not ask
  for (const f of functions) expect(Object.keys(f)).toEqual(Object.keys(functions[0]!));
});

test('of one file, what each phase makes of it', async () => {
  const { status, stdout, stderr } = await explain('good', ['--phases', 'src/tasks.ts']);
  expect(stderr).toBe('');
  // what tsc prints is held by fixtures
  const [analysed, ...printed] = stdout.split(/^━━ 6 lower, 7 emit: /m);
  await expect(analysed).toMatchFileSnapshot(expected('phases.txt'));
  expect(printed.map((part) => part.split(' ')[0])).toEqual(['dist/tasks.js', 'dist/tasks.unsync.js']);
  expect(status).toBe(0);
  expect(fs.readdirSync(path.join(folder, 'good')).sort()).toEqual(['src', 'tsconfig.json']);
  // nor is what a build would take for its own, and delete
  const left = path.join(folder, 'good/dist/gone.unsync.js');
  fs.mkdirSync(path.dirname(left));
  fs.writeFileSync(left, '//# unsyncSource=../src/gone.ts\n');
  expect((await explain('good', ['--phases', 'src/tasks.ts'])).stdout).toBe(stdout);
  expect(fs.existsSync(left)).toBe(true);
  fs.rmSync(path.dirname(left), { recursive: true });
  const none = await explain('good', ['--phases', 'src/none.ts']);
  expect([none.status, none.stderr]).toEqual([2, "unsync: 'src/none.ts' is no file of the project that has marks.\n"]);
});

test('what is refused, and why: the exit code says so', async () => {
  const { status, stdout, stderr } = await explain('.', ['-p', 'bad/tsconfig.json']);
  await expect(stdout).toMatchFileSnapshot(expected('bad.txt'));
  expect(stderr).toContain("error UNSYNC1015: Plugin option 'bloking' is not known to unsync.");
  expect(status).toBe(1);
});

test('a kind that decides is the one that is compiled', async () => {
  const { functions } = JSON.parse((await explain('good', ['--json'])).stdout) as Explanation;
  const kinds = Object.fromEntries(functions.map((f) => [f.name, f.kind]));
  const tspc = path.join(toolchain, 'node_modules/ts-patch/bin/tspc.js');
  spawnSync(process.execPath, [tspc, '--outDir', path.join(folder, 'out')], { cwd: path.join(folder, 'good') });
  const compiled = fs.readFileSync(path.join(folder, 'out/tasks.js'), 'utf8');
  const pairs = [...compiled.matchAll(/name: "([^"]+)",\s+at: "[^"]+",\s+kind: "([^"]+)"/g)];
  expect(Object.fromEntries(pairs.map(([, name, kind]) => [name, kind]))).toEqual(kinds);
  fs.rmSync(path.join(folder, 'out'), { recursive: true });
});

test.each([
  [{}, false],
  [{ FORCE_COLOR: '1' }, true],
  [{ FORCE_COLOR: '0' }, false],
  [{ NO_COLOR: '1' }, false],
] as const)('colours with %j where output is no terminal: %s', async (env, coloured) => {
  const plain = fs.readFileSync(expected('bad.txt'), 'utf8');
  const { stdout } = await explain('.', ['-p', 'bad'], env);
  const esc = String.fromCharCode(27);
  expect(stdout.includes(`${esc}[31mrefused${esc}[39m`)).toBe(coloured);
  expect(stdout.replaceAll(new RegExp(`${esc}\\[\\d+m`, 'g'), '')).toBe(plain);
});

test('wrong use is said, with what is right', async () => {
  const wrong = async (...args: string[]) => {
    const { status, stdout, stderr } = await explain('good', args);
    expect(stdout).toBe('');
    return `${status} ${stderr}`;
  };
  const usage = 'unsync explain [-p tsconfig.json] [--json | --phases <file>]\n';
  expect(await wrong('--jsn')).toBe(`2 unsync: '--jsn' is not an option of explain\n${usage}`);
  expect(await wrong('-p')).toBe(`2 unsync: '-p' needs the path of a tsconfig.json\n${usage}`);
  expect(await wrong('--phases')).toBe(`2 unsync: '--phases' needs the path of a source\n${usage}`);
  expect(await wrong('--json', '--phases', 'src/tasks.ts')).toBe(
    `2 unsync: '--json' and '--phases' do not go together\n${usage}`,
  );
  expect(await wrong('-p', 'nowhere')).toBe(
    "2 unsync: there is no 'nowhere'. Name a tsconfig.json, or its folder, with -p.\n",
  );
  fs.writeFileSync(path.join(folder, 'good/broken.json'), '{ "compilerOptions": { "target": "es1" } }');
  expect(await wrong('-p', 'broken.json')).toMatch(/^2 broken\.json\(1,\d+\): error TS6046: /);
});

test('files that cannot be parsed, and projects without the plugin that have tspc, are told of', async () => {
  fs.mkdirSync(path.join(folder, 'other'));
  fs.writeFileSync(path.join(folder, 'other/a.ts'), '/** @unsync */ export function f( { return 1; }');
  const options = { target: 'es2022', module: 'nodenext', types: [] };
  fs.writeFileSync(path.join(folder, 'other/tsconfig.json'), JSON.stringify({ compilerOptions: options }));
  const { status, stdout, stderr } = await explain('other', []);
  expect(stdout).toBe('No function of this project is marked.\n');
  expect(stderr).toContain('tsconfig.json has no plugin entry for unsync');
  expect(stderr).toMatch(/a\.ts\(1,\d+\): error TS/);
  expect(status).toBe(1);
});

test('a tsconfig of references alone stands for all that they lead to; those of unsync build need no entry', async () => {
  // out of reach of this repository's ts-patch
  const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-explain-references-'));
  const write = (name: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(outside, name)), { recursive: true });
    fs.writeFileSync(path.join(outside, name), text);
  };
  const project = (...references: string[]) =>
    JSON.stringify({
      compilerOptions: { target: 'es2022', module: 'nodenext', types: [], composite: true, outDir: 'dist' },
      include: ['*.ts', '../shared.ts'],
      references: references.map((each) => ({ path: each })),
    });
  try {
    write('package.json', '{ "type": "module" }');
    write('tsconfig.json', '{ "files": [], "references": [{ "path": "app" }] }');
    write('app/tsconfig.json', project('../lib'));
    write('lib/tsconfig.json', project());
    write('shared.ts', '/** @unsync */\nexport const half = (n: number): number => n / 2;\n');
    write(
      'app/main.ts',
      "import { twice } from '../lib/math.js';\n/** @unsync */\nexport const f = (): number => 1;\n",
    );
    write('lib/math.ts', '/** @unsync */\nexport const twice = (n: number): number => n * 2;\n');
    const modules = path.join(outside, 'node_modules');
    fs.mkdirSync(modules);
    fs.symlinkSync(path.join(toolchain, 'node_modules/typescript'), path.join(modules, 'typescript'), 'junction');
    const ran = (...args: string[]) => command(outside, ['explain', ...args], inherited);
    const { status, stdout, stderr } = await ran('--json');
    expect(stderr).toBe('');
    const { functions } = JSON.parse(stdout) as Explanation;
    expect(functions.map(({ name, file }) => `${file} ${name}`).sort()).toEqual([
      'app/main.ts f',
      'lib/math.ts twice',
      'shared.ts half',
    ]);
    expect(status).toBe(0);
    write('app/tsconfig.json', project('../gone'));
    expect(await ran()).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('gone') });
  } finally {
    fs.rmSync(outside, { recursive: true, force: true });
  }
});

test('a native compiler is not one that can be asked', () => {
  fs.unlinkSync(path.join(modules, 'typescript'));
  fs.mkdirSync(path.join(modules, 'typescript'));
  fs.writeFileSync(path.join(modules, 'typescript/package.json'), '{ "name": "typescript", "version": "7.0.2" }');
  fs.writeFileSync(path.join(modules, 'typescript/index.js'), "exports.version = '7.0.2';");
  const bare = path.join(folder, 'bare');
  fs.cpSync(path.join(repository, 'dist'), path.join(bare, 'node_modules/unsync/dist'), { recursive: true });
  fs.copyFileSync(path.join(repository, 'package.json'), path.join(bare, 'node_modules/unsync/package.json'));
  // out of reach of this repository's own compiler
  const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-explain-'));
  try {
    fs.cpSync(bare, outside, { recursive: true });
    fs.cpSync(path.join(modules, 'typescript'), path.join(outside, 'node_modules/typescript'), { recursive: true });
    fs.writeFileSync(path.join(outside, 'tsconfig.json'), '{}');
    const own = path.join(outside, 'node_modules/unsync/dist/transformer/hosts/cli/cli.js');
    const { status, stderr } = spawnSync(process.execPath, [own, 'explain'], { cwd: outside, encoding: 'utf8' });
    expect(stderr).toContain('Run: npm install --save-dev --no-bin-links typescript-js@npm:typescript@6');
    expect(status).toBe(1);
  } finally {
    fs.rmSync(outside, { recursive: true, force: true });
  }
});
