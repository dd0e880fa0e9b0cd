/** Next.js from the registry: its page to the letter, and what its two bundlers make of marks. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../support/readme';
import { npm, tarball } from './tarball';

const page = fs.readFileSync(path.join(repository, 'docs/hosts/next.md'), 'utf8');
const [, answer] = /`\/primes` then answers `(.*?)`/.exec(page)!;
const [, external] = /## With Turbopack[\s\S]*?```js\n([\s\S]*?)```/.exec(page)!;

/** What a server says that is started so, once it is up. */
async function ask(folder: string, args: readonly string[], paths: readonly string[]): Promise<string[]> {
  const probe = net.createServer().listen(0);
  const { port } = probe.address() as AddressInfo;
  await once(probe.close(), 'close');
  const env = { ...process.env, PORT: String(port), HOSTNAME: '127.0.0.1', NEXT_TELEMETRY_DISABLED: '1' };
  const server = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (said += chunk));
  const ended = once(server, 'exit');
  const get = (name: string) => fetch(`http://127.0.0.1:${port}${name}`).then((response) => response.text());
  try {
    while (!said.includes('Ready in')) {
      const exited = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 100))]);
      if (exited) throw new Error(`It has ended: ${said}`);
    }
    return await Promise.all(paths.map(get));
  } finally {
    server.kill('SIGKILL');
    await ended;
  }
}

test('webpack moves marked functions; Turbopack leaves them, and loads a compiled package as it is', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-next-'));
  const write = (name: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  };
  const next = path.join(folder, 'node_modules/next/dist/bin/next');
  const cli = path.join(folder, 'node_modules/unsync/dist/transformer/hosts/cli/cli.js');
  const run = (...args: string[]) =>
    spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: undefined, VITEST: undefined },
    });
  const build = (...args: string[]) => {
    const { stdout, stderr, status } = run(next, 'build', ...args);
    expect(status, stdout + stderr).toBe(0);
  };
  try {
    npm(folder, 'init', '-y');
    const packages = ['next@16', 'react', 'react-dom', 'typescript@6', '@types/node', '@types/react', tarball];
    npm(folder, 'install', ...packages, '--no-audit', '--no-fund');
    for (const [, name, text] of page.matchAll(/```\w+ (\S+)\n([\s\S]*?)```/g)) write(name!, text!);
    write(
      'where.ts',
      `import { isMainThread } from 'node:worker_threads';\n/** @unsync cpu-bound */\nexport function where(): boolean {\n  return isMainThread;\n}\n`,
    );
    const route = (from: string) =>
      `import { where } from '${from}';\nexport const dynamic = 'force-dynamic';\nexport async function GET() {\n  return Response.json(await where());\n}\n`;
    write('app/where/route.ts', route('../../where'));

    build('--webpack');
    const paths = ['/primes', '/where'];
    expect(await ask(folder, [next, 'start'], paths)).toEqual([answer, 'false']);
    expect(await ask(path.join(folder, '.next/standalone'), ['server.js'], paths)).toEqual([answer, 'false']);
    // nothing is missing there, but where marks are, it does not say
    expect(run(cli, 'verify', '.next').stdout).toContain('No marked function');

    const library = path.join(folder, 'node_modules/primes');
    const options = { target: 'es2022', module: 'nodenext', strict: true, declaration: true, types: ['node'] };
    const compilerOptions = { ...options, rootDir: 'src', outDir: 'dist' };
    write('node_modules/primes/tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] }));
    const manifest = { name: 'primes', version: '1.0.0', type: 'module', exports: './dist/where.js' };
    write('node_modules/primes/package.json', JSON.stringify({ ...manifest, dependencies: { unsync: '*' } }));
    fs.mkdirSync(path.join(library, 'src'));
    fs.copyFileSync(path.join(folder, 'where.ts'), path.join(library, 'src/where.ts'));
    expect(spawnSync(process.execPath, [cli, 'build'], { cwd: library }).status).toBe(0);
    write('app/library/route.ts', route('primes'));
    // once is enough
    const more = "output: 'standalone',\n  typescript: { ignoreBuildErrors: true },";
    write('next.config.mjs', external!.replace('{', `{\n  ${more}`));

    // Turbopack refuses ES modules in a package that `npm init` says to be CommonJS
    npm(folder, 'pkg', 'delete', 'type');
    build();
    const answers = await ask(path.join(folder, '.next/standalone'), ['server.js'], ['/library', '/where']);
    expect(answers).toEqual(['false', 'true']);
    const { status, stdout } = run(cli, 'verify', '.next');
    expect(status).toBe(1);
    expect(stdout).toContain("where.ts:3:17: 'where' is marked, but .next/");
  } finally {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}, 600_000);
