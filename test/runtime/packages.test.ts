/** The packages of `unsync/bullmq` are the program's: found where it sees them, as pnpm and Yarn lay them out, and named where not. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository } from '../support/readme';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-packages-'));
const app = path.join(folder, 'app');
/** Where nothing but unsync can be seen. */
const stored = path.join(folder, 'store/node_modules/unsync');
const code = `import { bullmq } from 'unsync/bullmq';
try {
  console.log(bullmq({ connection: 'redis://127.0.0.1:1', secret: 'x'.repeat(32) }).name);
} catch (error) {
  console.log(error.name + ': ' + error.message);
}`;

function install(name: string, version: string, text: string): void {
  const own = path.join(app, 'node_modules', name);
  fs.mkdirSync(path.join(own, 'lib'), { recursive: true });
  fs.writeFileSync(
    path.join(own, 'package.json'),
    JSON.stringify({ name, version, exports: { '.': './lib/index.js' } }),
  );
  fs.writeFileSync(path.join(own, 'lib/index.js'), text);
}
const run = (cwd: string, ...args: string[]) =>
  spawnSync(process.execPath, args, { cwd, encoding: 'utf8' }).stdout.trimEnd();

beforeAll(() => {
  for (const name of ['dist', 'package.json'])
    fs.cpSync(path.join(repository, name), path.join(stored, name), { recursive: true });
  fs.mkdirSync(path.join(app, 'node_modules'), { recursive: true });
  fs.symlinkSync(stored, path.join(app, 'node_modules/unsync'), 'junction');
  fs.writeFileSync(path.join(app, 'main.mjs'), code);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test('none, one that is too old, and those that fit', () => {
  const main = path.join(app, 'main.mjs');
  const what = 'npm install bullmq@6 ioredis@6';
  expect(run(folder, main)).toBe(`ConfigurationError: unsync/bullmq needs the package bullmq: ${what}`);
  install('bullmq', '6.1.0', 'throw new Error("loaded");');
  install('ioredis', '5.9.0', '');
  expect(run(folder, main)).toBe(
    `ConfigurationError: unsync/bullmq needs ioredis 6 or later, and 5.9.0 is installed: ${what}`,
  );
  // a prerelease is one of them
  install('ioredis', '7.0.0-rc.1', 'exports.Redis = class { on() {} };');
  // by the program, wherever it runs; and by the folder, where there is no program
  expect(run(folder, main)).toBe('BullMQ');
  expect(run(app, '--input-type=module', '-e', code)).toBe('BullMQ');
});
