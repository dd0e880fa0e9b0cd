/** Every snippet of the README is executed, in an ES module project and in a CommonJS one. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { follow, repository } from './support/readme';

const toolchain = process.env['UNSYNC_TOOLCHAIN'] ?? repository;

test.each(['module', 'commonjs'])('works to the letter in a project of type %s', (type) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `unsync-readme-${type}-`));
  try {
    fs.mkdirSync(path.join(folder, 'node_modules'));
    fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ type }));
    fs.symlinkSync(repository, path.join(folder, 'node_modules/unsync'), 'junction');
    fs.symlinkSync(path.join(repository, 'node_modules/@types'), path.join(folder, 'node_modules/@types'), 'junction');
    for (const tool of ['typescript', 'ts-patch'])
      fs.symlinkSync(path.join(toolchain, 'node_modules', tool), path.join(folder, 'node_modules', tool), 'junction');
    follow(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

test('the commands it names exist', () => {
  const scripts = (
    JSON.parse(fs.readFileSync(path.join(repository, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  ).scripts;
  expect(scripts).toHaveProperty('start');
  expect(scripts).toHaveProperty('test');
  const help = execFileSync(process.execPath, [path.join(repository, 'dist/transformer/hosts/cli/cli.js'), '--help'], {
    encoding: 'utf8',
  });
  expect(help).toContain('unsync explain [-p tsconfig.json] [--json]');
  expect(help).toContain('unsync verify <dir>');
  expect(help).toContain('unsync clean <dir>');
  expect(help).toContain('unsync trace <trace.json>');
});
