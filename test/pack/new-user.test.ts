/** From `npm pack` in an empty folder: the README and docs/ to the letter, with what a new user installs. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { follow, installCommands, readme } from '../support/readme';
import { npm, tarball } from './tarball';

const toolchain = process.env['UNSYNC_TOOLCHAIN_PACKAGES'];

/** What npm has installed, without what piscina can do without: a native add-on, which is there for some platforms. */
function packagesIn(folder: string): string[] {
  const lock = JSON.parse(fs.readFileSync(path.join(folder, 'node_modules/.package-lock.json'), 'utf8')) as {
    packages: Record<string, object>;
  };
  const names = Object.keys(lock.packages).map((name) => name.replace(/^.*node_modules\//, ''));
  return names.filter((name) => !name.startsWith('@napi-rs/nice')).sort();
}

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
      // those who run what was compiled: what the steps above have left, and nothing that they compile with
      npm(folder, 'ci', '--omit=dev', '--no-audit', '--no-fund');
      expect(packagesIn(folder)).toEqual(['piscina', 'unsync']);
      expect(execFileSync(process.execPath, ['dist/main.js'], { cwd: folder, encoding: 'utf8' })).toContain('832040');
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
      fs.writeFileSync(path.join(folder, name), readme.block(name));
    const printed = readme.block('stdout');

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

describe('with other package managers, which give a package nothing but what it asks for', () => {
  const tools = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-managers-'));
  const bins = { pnpm: 'pnpm/bin/pnpm.cjs', yarn: '@yarnpkg/cli-dist/bin/yarn.js' };
  beforeAll(() => {
    fs.writeFileSync(path.join(tools, 'package.json'), '{ "private": true }');
    npm(tools, 'install', 'pnpm@10', '@yarnpkg/cli-dist@4', '--no-audit', '--no-fund');
  });
  afterAll(() => fs.rmSync(tools, { recursive: true, force: true }));

  test.each(['pnpm', 'yarn'] as const)('%s: the compiler is the one that the project has', (manager) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), `unsync-new-user-${manager}-`));
    const env = {
      ...process.env,
      npm_config_store_dir: path.join(tools, 'store'),
      YARN_NPM_REGISTRY_SERVER: npm(tools, 'config', 'get', 'registry').trim().replace(/\/$/, ''),
      YARN_UNSAFE_HTTP_WHITELIST: '*',
      YARN_GLOBAL_FOLDER: path.join(tools, 'yarn'),
      YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
      YARN_ENABLE_TELEMETRY: '0',
      YARN_IGNORE_PATH: '1',
    };
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [path.join(tools, 'node_modules', bins[manager]), ...args], {
        cwd: folder,
        encoding: 'utf8',
        env,
      });
    const exec = (...args: string[]) => {
      const { stdout, stderr, status } = run(...(manager === 'pnpm' ? ['exec', ...args] : args));
      return { status, output: stdout + stderr };
    };
    try {
      const dependencies = { unsync: `file:${tarball}` };
      // to Plug'n'Play, Yarn patches what is called typescript; 7 does not know it at all
      const devDependencies = {
        '@types/node': '20',
        ...(manager === 'yarn' ? { typescript: '6' } : { typescript: '7.0', 'typescript-js': 'npm:typescript@6' }),
      };
      fs.writeFileSync(
        path.join(folder, 'package.json'),
        JSON.stringify({ name: 'app', private: true, type: 'commonjs', dependencies, devDependencies }),
      );
      fs.writeFileSync(path.join(folder, 'yarn.lock'), '');
      fs.mkdirSync(path.join(folder, 'src'));
      for (const name of ['tsconfig.json', 'src/tasks.ts', 'src/main.ts'])
        fs.writeFileSync(path.join(folder, name), readme.block(name));
      expect(run('install')).toMatchObject({ status: 0 });

      const printed = readme.block('stdout');
      expect(exec('unsync', 'build')).toEqual({ status: 0, output: '' });
      expect(exec('node', 'dist/main.js')).toEqual({ status: 0, output: printed });
      if (manager !== 'yarn') expect(exec('unsync', 'check')).toEqual({ status: 0, output: '' });
      expect(exec('unsync', 'verify', 'dist').output).toContain('3 marked functions');
      expect(exec('unsync', 'explain').output).toContain(readme.block('npx unsync explain'));
      if (manager === 'yarn') return;
      // what is not for development
      fs.rmSync(path.join(folder, 'node_modules'), { recursive: true });
      expect(run('install', '--prod').status).toBe(0);
      const left = fs.readdirSync(path.join(folder, 'node_modules/.pnpm')).filter((name) => /@\d|@file/.test(name));
      expect(
        left
          .map((name) => name.replace(/@.*$/, ''))
          .filter(Boolean)
          .sort(),
      ).toEqual(['piscina', 'unsync']);
      expect(exec('node', 'dist/main.js')).toEqual({ status: 0, output: printed });
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
});
