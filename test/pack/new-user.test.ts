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
/** Packed before, where others use dist/ meanwhile, which packing builds anew. */
const packed = process.env['UNSYNC_TARBALL'];
const tarball =
  packed ??
  path.join(tarballs, npm(repository, 'pack', '--silent', '--pack-destination', tarballs).trim().split('\n').at(-1)!);
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

test('beside TypeScript 7: by three routes from an empty folder to a running marked program', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-new-user-native-'));
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder, encoding: 'utf8' });
  const npx = (...args: string[]) =>
    execFileSync('npx', args, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
  try {
    // what each route begins with; Vite is for the last alone
    const packages = ['typescript', tarball, 'typescript-js@npm:typescript@6', '@types/node', 'vite'];
    npm(folder, 'install', ...packages, '--no-audit', '--no-fund');
    expect(npx('tsc', '--version')).toContain('Version 7.');
    fs.mkdirSync(path.join(folder, 'src'));
    for (const name of ['tsconfig.json', 'src/tasks.ts', 'src/main.ts'])
      fs.writeFileSync(path.join(folder, name), block(name));
    const printed = block('stdout');

    expect(run(process.execPath, '--import', 'unsync/register', 'src/main.ts')).toBe(printed);

    expect(npx('unsync', 'build')).toBe('');
    expect(run(process.execPath, 'dist/main.js')).toBe(printed);
    fs.rmSync(path.join(folder, 'dist'), { recursive: true });

    const config = `import unsync from 'unsync/vite';\nexport default { plugins: [unsync()], build: { ssr: 'src/main.ts' } };\n`;
    fs.writeFileSync(path.join(folder, 'vite.config.mjs'), config);
    npx('vite', 'build', '--logLevel', 'warn');
    const [main] = fs.readdirSync(path.join(folder, 'dist')).filter((name) => /^main\.m?js$/.test(name));
    expect(run(process.execPath, `dist/${main}`)).toBe(printed);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
