/**
 * A mark never changes what a program prints without a word. `trust/cases/NAME/` is a small program whose `main.ts` prints.
 * It is compiled as it stands and with its marks undone; where the build says nothing about it, both are run: what they
 * print differs only where an error of ours says so. With a file `accept`, nothing is said, and nothing differs. In
 * check mode, a warning does not count: what differs is an error, and of what does not differ nothing is said.
 *
 * All are one program, since a compiler takes seconds to start; with a file `alone` a case changes what all would share,
 * such as a global or a prototype, and is a program of its own. `npx vitest run trust -t NAME` compiles and runs one.
 */
import { type StdioOptions, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compile, compilePlain, typescript as ts } from './support/compile';
import { ofTrust } from './support/compiler-options.mjs';

const repository = path.resolve(import.meta.dirname, '..');
const folder = path.join(import.meta.dirname, 'trust/cases');
const names = fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, 'main.ts')));
const has = (name: string, file: string) => fs.existsSync(path.join(folder, name, file));

const cache = path.join(repository, '.cache');
fs.mkdirSync(cache, { recursive: true });
const home = fs.mkdtempSync(path.join(cache, 'trust-'));

/** What the build said of each case, if anything. */
const said = new Map<string, string>();
/** What the build refused. */
const refused = new Set<string>();
/** What printed the same in both programs. */
const agreed = new Set<string>();
/** The same, where check mode watched, which says nothing of ordinary programs. */
const agreedChecked = new Set<string>();
const sides = ['plain', 'marked'] as const;
type Side = (typeof sides)[number];
const check = { UNSYNC_CHECK: '1' };

// biome-ignore lint/correctness/noEmptyPattern: how Vitest learns that it needs no other
beforeAll(async ({}, file) => {
  const wanted = names.filter((name) => file.tasks.some((task) => task.name === name && task.mode !== 'skip'));
  fs.mkdirSync(path.join(home, 'node_modules'));
  fs.symlinkSync(repository, path.join(home, 'node_modules/unsync'), 'junction');
  for (const side of sides) for (const name of wanted) copy(name, side);

  const alone = wanted.filter((name) => has(name, 'alone'));
  const together = wanted.filter((name) => !has(name, 'alone'));
  for (const group of [together, ...alone.map((name) => [name])]) if (group.length) compileMarked(group);
  // of what was refused, nothing is run
  const moved = wanted.filter((name) => !refused.has(name));
  const errors = compilePlain(moved.flatMap(sourcesOf('plain')), optionsOf('plain'));
  expect(errors.map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'))).toEqual([]);
  // where these differ, each is run by itself, to see what it says
  const shared = moved.filter((name) => !has(name, 'alone'));
  const [plain, marked] = await Promise.all(sides.map((side) => runTogether(shared, side)));
  const checked = await runTogether(shared, 'marked', check);
  for (const name of shared) {
    if (!plain!.has(name)) continue;
    if (plain!.get(name) === marked!.get(name)) agreed.add(name);
    if (plain!.get(name) === checked.get(name)) agreedChecked.add(name);
  }
}, 900_000);
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

const optionsOf = (side: Side): ts.CompilerOptions => ({
  ...ofTrust(ts),
  rootDir: path.join(home, side, 'src'),
  outDir: path.join(home, side, 'dist'),
  configFilePath: path.join(home, side, 'src/tsconfig.json'),
});

function compileMarked(group: readonly string[]): void {
  const { diagnostics, warnings } = compile(group.flatMap(sourcesOf('marked')), optionsOf('marked'), {}, true);
  const note = (file: string, text: string) => {
    const [name] = path.relative(path.join(home, 'marked/src'), file).split(path.sep);
    said.set(name!, `${said.get(name!) ?? ''}${text}\n`);
    return name!;
  };
  for (const d of diagnostics) {
    refused.add(note(d.file!.fileName, ts.flattenDiagnosticMessageText(d.messageText, '\n')));
  }
  for (const [, file, text] of warnings.matchAll(/^(\S.*?)\(\d+,\d+\): (warning UNSYNC.*)$/gm)) note(file!, text!);
}

/** Without marks, on the side that stands for the program as it was; what is not compiled stands beside the outputs, too. */
function copy(name: string, side: Side): void {
  const src = path.join(home, side, 'src', name);
  fs.cpSync(path.join(folder, name), src, { recursive: true });
  fs.writeFileSync(path.join(home, side, 'package.json'), '{"type":"module"}');
  for (const file of filesIn(src)) {
    const full = path.join(src, file);
    if (side === 'plain' && /\.[cm]?tsx?$/.test(file))
      fs.writeFileSync(full, fs.readFileSync(full, 'utf8').replaceAll('@unsync', '@plain'));
    if (/\.[cm]?tsx?$/.test(file)) continue;
    const out = path.join(home, side, 'dist', name, file);
    fs.mkdirSync(path.dirname(out), { recursive: true });
    fs.copyFileSync(full, out);
  }
}

const filesIn = (from: string): string[] =>
  fs
    .readdirSync(from, { recursive: true, encoding: 'utf8' })
    .filter((file) => fs.statSync(path.join(from, file)).isFile());
const sourcesOf =
  (side: Side) =>
  (name: string): string[] => {
    const src = path.join(home, side, 'src', name);
    return filesIn(src)
      .filter((file) => /(?<!\.d)\.[cm]?tsx?$/.test(file))
      .map((file) => path.join(src, file));
  };

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | string;
}

function start(args: readonly string[], minutes = 1, more: Record<string, string> = {}): Promise<Ran> {
  const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', ...more };
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe'];
  const child = spawn(process.execPath, ['--enable-source-maps', ...args], { env, stdio });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => void (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => void (stderr += chunk));
  // one that hangs is to fail by its name
  const timer = setTimeout(() => child.kill('SIGKILL'), minutes * 60_000);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      done({ stdout, stderr, code: code ?? signal! });
    });
  });
}

/** What each prints, by name, in one process: to start one takes longer than most of what they do. */
async function runTogether(
  wanted: readonly string[],
  side: Side,
  env: Record<string, string> = {},
): Promise<Map<string, string>> {
  const script = path.join(import.meta.dirname, 'trust/together.mjs');
  const { stdout, stderr, code } = await start([script, path.join(home, side, 'dist'), ...wanted], 10, env);
  expect(code, stderr).toBe(0);
  // threads print by themselves
  return new Map(
    stdout.split('\n').flatMap((line) => (line.startsWith('["') ? [JSON.parse(line) as [string, string]] : [])),
  );
}

const run = (name: string, side: Side, env?: Record<string, string>): Promise<Ran> =>
  start([path.join(home, side, 'dist', name, 'main.js')], 1, env);
const isLoud = ({ stdout, stderr }: Ran): boolean => /ERR_UNSYNC|UNSYNC\d{4}/.test(stderr + stdout);

test.concurrent.for(names)('%s', async (name, { expect }) => {
  const isAccepted = has(name, 'accept');
  if (isAccepted) expect(said.get(name), 'what the build says of an ordinary program').toBeUndefined();
  if (refused.has(name)) return;
  const isSaid = said.has(name) || agreed.has(name);
  if (isSaid && agreedChecked.has(name)) return;
  const [plain, marked, checked] = await Promise.all([
    run(name, 'plain'),
    run(name, 'marked'),
    run(name, 'marked', check),
  ]);
  if (!isSaid && (isAccepted || !isLoud(marked))) {
    expect(marked.stdout, `what ${name} prints, of which the build said nothing: ${marked.stderr}`).toBe(plain.stdout);
    expect(marked.code, marked.stderr).toBe(plain.code);
  }
  // there, a warning does not count
  if (!isAccepted && !agreed.has(name) && isLoud(checked)) return;
  if (said.has(name) && isLoud(checked)) return;
  expect(checked.stdout, `what ${name} prints in check mode: ${checked.stderr}`).toBe(plain.stdout);
  expect(checked.code, checked.stderr).toBe(plain.code);
});
