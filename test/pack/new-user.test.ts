/** From `npm pack` in an empty folder: the README to the letter, with what a new user installs. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { block, follow, installCommands, repository } from '../support/readme';

const npm = (cwd: string, ...args: string[]) =>
  execFileSync('npm', args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
const tarballs = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-pack-'));
const tarball = path.join(
  tarballs,
  npm(repository, 'pack', '--silent', '--pack-destination', tarballs).trim().split('\n').at(-1)!,
);
const toolchain = process.env['UNSYNC_TOOLCHAIN_PACKAGES'];

test.each(['module', 'commonjs'])(
  'in an empty folder, in a project of type %s',
  (type) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), `unsync-new-user-${type}-`));
    try {
      npm(folder, 'init', '-y');
      npm(folder, 'pkg', 'set', `type=${type}`);
      for (const command of installCommands) {
        const words = command
          .split(' ')
          .slice(1)
          .map((w) => (w === 'unsync' ? tarball : w));
        npm(
          folder,
          ...(toolchain
            ? words.flatMap((w) => (w === 'typescript@6' ? toolchain.split(' ') : w === 'ts-patch@4' ? [] : [w]))
            : words),
          '--no-audit',
          '--no-fund',
        );
      }
      const installed = fs.readdirSync(path.join(folder, 'node_modules')).filter((n) => !n.startsWith('.'));
      expect(installed).toContain('piscina');
      follow(folder);
      // those who run what was compiled install the runtime alone
      const deployed = path.join(folder, 'deployed');
      fs.mkdirSync(deployed);
      fs.cpSync(path.join(folder, 'dist'), path.join(deployed, 'dist'), { recursive: true });
      fs.writeFileSync(
        path.join(deployed, 'package.json'),
        JSON.stringify({ type, dependencies: { unsync: `file:${tarball}` } }),
      );
      fs.copyFileSync(path.join(folder, 'tsconfig.json'), path.join(deployed, 'tsconfig.json'));
      npm(deployed, 'install', '--no-audit', '--no-fund');
      expect(fs.existsSync(path.join(deployed, 'node_modules/typescript'))).toBe(false);
      expect(execFileSync(process.execPath, ['dist/main.js'], { cwd: deployed, encoding: 'utf8' })).toContain('832040');
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  },
  300_000,
);

test('beside TypeScript 7: five commands from an empty folder to a marked program', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-new-user-native-'));
  try {
    npm(folder, 'init', '-y');
    npm(folder, 'pkg', 'set', 'type=module');
    npm(
      folder,
      'install',
      'typescript',
      tarball,
      'typescript-js@npm:typescript@6',
      '@types/node',
      '--no-audit',
      '--no-fund',
    );
    const version = execFileSync('npx', ['tsc', '--version'], { cwd: folder, encoding: 'utf8' });
    expect(version).toContain('Version 7.');
    fs.mkdirSync(path.join(folder, 'src'));
    for (const name of ['tsconfig.json', 'src/tasks.ts', 'src/main.ts'])
      fs.writeFileSync(path.join(folder, name), block(name));
    expect(execFileSync('npx', ['unsync', 'build'], { cwd: folder, encoding: 'utf8' })).toBe('');
    expect(execFileSync(process.execPath, ['dist/main.js'], { cwd: folder, encoding: 'utf8' })).toBe(block('stdout'));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
