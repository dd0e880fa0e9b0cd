/** Throw-away projects with unsync and the tools of hosts, and Node in them. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect } from 'vitest';
import { buildOf, MANIFEST, type Manifest } from '../../runtime/manifest';

export const repository = path.resolve(import.meta.dirname, '../..');
const toolchain = path.join(process.env['UNSYNC_TOOLCHAIN'] ?? repository, 'node_modules');
const home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-hosts-')));
afterAll(() => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
export const modules = path.join(home, 'node_modules');
fs.mkdirSync(modules);
fs.symlinkSync(repository, path.join(modules, 'unsync'), 'junction');
fs.symlinkSync(path.join(toolchain, 'typescript'), path.join(modules, 'typescript'), 'junction');
for (const name of fs.readdirSync(path.join(repository, 'node_modules')))
  if (!/^\.|^(?:unsync|typescript)$/.test(name))
    fs.symlinkSync(path.join(repository, 'node_modules', name), path.join(modules, name));

let count = 0;
export function project(files: Readonly<Record<string, string>>, type?: string): string {
  const folder = path.join(home, `p${++count}`);
  for (const [name, text] of Object.entries({ 'package.json': JSON.stringify({ type }), ...files })) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

export function node(folder: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    // these tests run under Vitest, what they start does not
    env: { ...process.env, NODE_NO_WARNINGS: '1', VITEST: undefined, ...env },
  });
  return { stdout, stderr, status };
}

/** What tsc says of one file alone, as of the configuration of a tool. */
export function typeErrors(name: string, text: string): string {
  const tsc = path.join(repository, 'node_modules/typescript/bin/tsc');
  const options = '--noEmit --strict --skipLibCheck --module nodenext --target es2022 --types node';
  return node(project({ [name]: text }), [tsc, ...options.split(' '), name]).stdout;
}

/**
 * The manifest that a bundler has written: it names files that are there, and tasks as its main modules do. Gives its
 * hash, and the kinds of tasks by the names of their modules, without hashes.
 */
export function manifestIn(folder: string, out: string) {
  const text = fs.readFileSync(path.join(folder, out, MANIFEST), 'utf8');
  const { version, build, modules: all } = JSON.parse(text) as Manifest;
  expect(version).toBe(1);
  expect(build).toBe(buildOf(all));
  expect(text).not.toContain(folder);
  const found: Record<string, Record<string, string>> = {};
  for (const [name, { hash, tasks }] of Object.entries(all)) {
    expect(hash).toMatch(/^[\da-f]{32}$/);
    expect(fs.existsSync(path.join(folder, out, name)), name).toBe(true);
    const kinds = Object.entries(tasks).map(([key, { kind, at }]) => [key, `${kind} ${at}`]);
    found[name.replace(/(\.unsync(?:-\d)?)-[\w-]{8,}(?=\.)/, '$1')] = Object.fromEntries(kinds) as Record<
      string,
      string
    >;
  }
  return { build, modules: found };
}
