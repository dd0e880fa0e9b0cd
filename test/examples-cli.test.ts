/** The example of a command-line tool, as it is used: in a terminal, in a pipe, and stopped by Ctrl-C. */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const example = path.join(import.meta.dirname, '../examples/cli');
const program = path.join(example, 'dist/main.js');
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-cli-'));
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

/** Two small files that are equal, and before them, in many names, one that takes long: there is always a middle. */
const long = path.join(home, 'long');
const count = 3_000;

beforeAll(async () => {
  fs.mkdirSync(long);
  for (const name of ['0-small', '1-small']) fs.writeFileSync(path.join(long, name), 'the same in both');
  fs.writeFileSync(path.join(long, '2-large'), Array.from({ length: 100_000 }, (_, i) => i).join());
  for (let i = 3; i < count; i++) fs.linkSync(path.join(long, '2-large'), path.join(long, `${i}-large`));
  await promisify(execFile)(process.execPath, [path.join(example, '../run.mjs'), 'cli', '--help']);
});

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const options = { cwd: example, encoding: 'utf8', env: { ...process.env, ...env } } as const;
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], options);
  return { stdout, stderr, status };
}

/** What it has written, from the moment on that there is something that matches. */
async function written(child: ChildProcess, pattern: RegExp): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout!.iterator({ destroyOnReturn: false }))
    if (pattern.test((text += String(chunk)))) return text;
  throw new Error(`ended without ${pattern}: ${text}`);
}

test('in a pipe it prints pairs, and no bar', async () => {
  const { stdout, stderr, status } = run([]);
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  await expect(stdout).toMatchFileSnapshot(path.join(example, 'expected.txt'));
});

test('wrong usage and unreadable folders have exit codes of their own', () => {
  expect(run(['--job', '2'])).toMatchObject({ stdout: '', status: 2 });
  expect(run(['--jobs', '0'])).toEqual({
    stdout: '',
    stderr: "similar: --jobs takes a number from 1, not '0'\n",
    status: 2,
  });
  const missing = run(['no-such-folder']);
  expect(missing).toMatchObject({ stdout: '', status: 1 });
  expect(missing.stderr).toMatch(/^similar: ENOENT: .*no-such-folder'\n$/);
  expect(run(['--help'])).toMatchObject({ stdout: expect.stringMatching(/^usage: similar/), stderr: '', status: 0 });
});

test('--jobs says how many threads work', () => {
  const trace = path.join(home, 'trace.json');
  const threads = (...args: string[]) => {
    expect(run(args, { UNSYNC_TRACE: trace })).toMatchObject({ stderr: '', status: 0 });
    const events = JSON.parse(fs.readFileSync(trace, 'utf8')) as { name: string; args?: { name?: string } }[];
    return events.filter((e) => e.name === 'thread_name' && e.args?.name?.includes('cpu-bound')).length;
  };
  expect(threads('--jobs', '1')).toBe(1);
  expect(threads('--jobs', '3')).toBe(3);
});

test('SIGINT in the middle', async () => {
  const child = spawn(process.execPath, [program, long], { cwd: home });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const closed = once(child, 'close');
  expect(await written(child, /\n/)).toBe(`100%\t${path.join('long', '0-small')}\t${path.join('long', '1-small')}\n`);
  child.kill('SIGINT');
  expect(await closed).toEqual([130, null]);
  expect(stderr).toMatch(new RegExp(`^interrupted after \\d+ of ${count} files\\n$`));
});

const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux');

test.runIf(hasScript)('in a terminal it has a bar, and Ctrl-C takes it away', async () => {
  const command = `'${process.execPath}' '${program}' '${long}'`;
  const terminal = spawn('script', ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], {
    cwd: home,
  });
  const closed = once(terminal, 'close');
  const before = await written(terminal, /░ 2\/\d+ /);
  expect(before).toContain(`\r\x1b[K░░░░░░░░░░░░░░░░░░░░ 1/${count} ${path.join('long', '0-small')}`);
  expect(before).toContain(`\r\x1b[K100%\t`);
  terminal.stdin.write('\x03');
  const after = await written(terminal, /interrupted[^\n]*\n/);
  expect(after).toMatch(new RegExp(`\\r\\x1b\\[Kinterrupted after \\d+ of ${count} files\\r\\n`));
  expect(await closed).toEqual([130, null]);
});
