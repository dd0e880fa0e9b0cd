/** Every example is compiled and run as its reader would, and must print its `expected.txt`. */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const folder = path.join(import.meta.dirname, '../examples');
const names = fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, 'tsconfig.json')));

/** Rejects with what was printed when the exit code is not 0. */
async function run(name: string) {
  return promisify(execFile)(process.execPath, [path.join(folder, 'run.mjs'), name]);
}

/** What these print is measured, or they are used in more ways than one: they have tests of their own, here or beside. */
const apart = new Set(['mixed', 'service', 'sync-lint', 'nest', 'cli', 'cluster']);

test.each(names.filter((name) => !apart.has(name)))('%s', async (name) => {
  const { stdout, stderr } = await run(name);
  expect(stderr).toBe('');
  await expect(stdout).toMatchFileSnapshot(path.join(folder, name, 'expected.txt'));
});

// Its output is measured, so it is looked at for what does not depend on the machine.
test('mixed', async () => {
  const { stdout, stderr } = await run('mixed');
  expect(stderr).toBe('');
  const [, together = '', sequential = ''] = stdout.split(/^(?=All at once|One after another)/m);
  expect(together).toMatch(/^All at once: \d+\.\d\d s; the main thread's longest stall was \d+ ms$/m);
  expect(sequential).toMatch(/^One after another: \d+\.\d\d s; the main thread's longest stall was \d+ ms$/m);
  expect(rows(together)).toEqual(new Set(['main thread', 'blocking', 'background', 'cpu-bound']));
  expect(rows(sequential)).toEqual(new Set(['main thread']));
  expect(stdout).toMatch(/^Results: equal in both runs \(11 tasks\)$/m);
  expect(stdout).toMatch(/^Speed-up: \d+\.\d\d× on \d+ cores$/m);
  expect(stdout).not.toContain('\x1b');
});

test('service', async () => {
  const { stdout, stderr } = await run('service');
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^ +24 pictures +\/health +slowest$/m);
  for (const name of ['without a mark', 'marked'])
    expect(stdout).toMatch(new RegExp(`^${name}( +[\\d.]+ ms){3}$`, 'm'));
  expect(stdout).toMatch(/^Pictures: equal in both$/m);
});

test('sync-lint', async () => {
  const { stdout, stderr } = await run('sync-lint');
  expect(stderr).toBe('');
  const [messages, times] = stdout.split(/(?=^A call: )/m);
  await expect(messages).toMatchFileSnapshot(path.join(folder, 'sync-lint/expected.txt'));
  expect(times).toMatch(/^A call: [\d.]+ ms awaited on this thread, [\d.]+ ms by result\(\)\n$/);
  // with ESLint's own command, whose threads are not ours
  const eslint = path.join(folder, '../node_modules/eslint/bin/eslint.js');
  const linting = promisify(execFile)(process.execPath, [eslint, '--concurrency', '2', 'samples'], {
    cwd: path.join(folder, 'sync-lint'),
  });
  await expect(linting).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^ +1:22 +error .*local\/formatted$/m),
  });
});

/** The threads that a timeline has bars for: the main one, others by kind. */
function rows(timeline: string): Set<string> {
  return new Set([...timeline.matchAll(/^(?:(main thread)|thread \d+, (\S+)) +[█▓▒░]/gm)].map((m) => (m[1] ?? m[2])!));
}

test('the list in the README is complete', () => {
  const listed = [...fs.readFileSync(path.join(folder, 'README.md'), 'utf8').matchAll(/^- \[([\w-]+)\]/gm)];
  expect(listed.map(([, name]) => name).sort()).toEqual(names.sort());
});

test.each(names)('%s needs nothing outside its folder but what its package.json lists', (name) => {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, name, 'package.json'), 'utf8'));
  const allowed = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }));
  for (const file of fs.readdirSync(path.join(folder, name, 'src'))) {
    const text = fs.readFileSync(path.join(folder, name, 'src', file), 'utf8');
    for (const [, name = ''] of text.matchAll(/(?:from|resolve\() ?'((?:@[^'/]+\/)?[^'./][^'/]*)[^']*'/g)) {
      if (!name.startsWith('node:')) expect(allowed).toContain(name);
    }
  }
  expect(manifest.scripts.start).toMatch(/^(?:tspc|unsync build) && node dist\/main\.js$/);
});
