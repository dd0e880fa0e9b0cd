/** Declarations of every entry, as their users check them: with each TypeScript, without `skipLibCheck`, and with nothing installed but unsync. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repository } from '../support/readme';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-declarations-'));
const { exports } = JSON.parse(fs.readFileSync(path.join(repository, 'package.json'), 'utf8')) as {
  exports: Record<string, string>;
};
const entries = Object.keys(exports).filter((name) => name !== './package.json');
const at = (name: string) => JSON.stringify(path.posix.join('unsync', name));

/** Of each, that its default or its names are typed: what can't be resolved would be `any`. */
const uses: Record<string, string> = {
  '.': `import { configure, shutdown, stats, unsync, type Unfuture } from ${at('.')};
export const [f, done, counts]: [Unfuture<number>, Promise<void>, object] = [unsync((n: number) => n)(1), shutdown(), stats()];
// @ts-expect-error -- it is typed
configure({ cpuBound: { maxThreads: 'two' } });`,
  './task': `import * as task from ${at('./task')};
export const names: object = task;
// @ts-expect-error -- it is typed
task.nothing;`,
  './bullmq': `import { bullmq, startWorker, type ClusterWorker } from ${at('./bullmq')};
export const executor: object = bullmq({ connection: 'redis://localhost', timeout: 1 });
export const worker: Promise<ClusterWorker> = startWorker({ manifest: 'dist' });
// @ts-expect-error -- it is typed
bullmq({ timeout: 'soon' });`,
  './transformer': `import transform from ${at('./transformer')};
export const program: { ours: true } = transform({ ours: true as const }, undefined, {}, { ts: {} });
// @ts-expect-error -- it is typed
transform(1);`,
  './jest': `import jest from ${at('./jest')};
export const transformer: object = jest.createTransformer({ transformer: 'ts-jest' });
// @ts-expect-error -- it is typed
jest.createTransformer({ transformer: 1 });`,
  './register': `import ${at('./register')};`,
  './eslint': `import plugin from ${at('./eslint')};
export const files: string[] = plugin().files;
// @ts-expect-error -- it is typed
plugin(1);`,
};
/** A function without arguments that gives a plugin. */
const ofBundler = (name: string) => `import plugin from ${at(name)};
export const made: object = plugin();
// @ts-expect-error -- it is typed
plugin.nothing;`;

beforeAll(() => {
  const modules = path.join(folder, 'node_modules');
  for (const name of ['dist', 'package.json'])
    fs.cpSync(path.join(repository, name), path.join(modules, 'unsync', name), { recursive: true });
  fs.mkdirSync(path.join(folder, 'node/node_modules/@types'), { recursive: true });
  const link = (name: string) =>
    fs.symlinkSync(
      path.join(repository, 'node_modules', name),
      path.join(folder, 'node/node_modules', name),
      'junction',
    );
  for (const name of ['@types/node', 'undici-types']) link(name);
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  for (const name of entries)
    for (const where of ['bare', 'node']) {
      const file = path.join(folder, where, `${name === '.' ? 'index' : path.basename(name)}.ts`);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, uses[name] ?? ofBundler(name));
    }
  for (const where of ['bare', 'node'])
    for (const module of ['nodenext', 'bundler']) {
      const compilerOptions = {
        target: 'es2022',
        lib: ['es2023', 'esnext.disposable'],
        strict: true,
        noEmit: true,
        esModuleInterop: true,
        exactOptionalPropertyTypes: true,
        module: module === 'bundler' ? 'esnext' : module,
        moduleResolution: module,
        types: where === 'node' ? ['node'] : [],
      };
      fs.writeFileSync(
        path.join(folder, where, `tsconfig.${module}.json`),
        JSON.stringify({ compilerOptions, include: ['*.ts'] }),
      );
    }
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const compilers = ['typescript', 'typescript-5.9', 'typescript-7', 'typescript-7.1'];

describe.each(compilers)('%s finds nothing wrong with any entry', (name) => {
  test.each([
    ['bare', 'nodenext'],
    ['bare', 'bundler'],
    ['node', 'nodenext'],
    ['node', 'bundler'],
  ])('types of Node: %s; resolution: %s', (where, module) => {
    const tsc = path.join(repository, 'node_modules', name, 'bin/tsc');
    const project = path.join(where, `tsconfig.${module}.json`);
    const args = [tsc, '-p', project, '--pretty', 'false'];
    const { stdout, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    expect([stdout, status]).toEqual(['', 0]);
  });
});

test('each has its line here, and its declarations', () => {
  const tsc = path.join(repository, 'node_modules/typescript-7/bin/tsc');
  const listed = execFileSync(process.execPath, [tsc, '-p', 'bare/tsconfig.nodenext.json', '--listFilesOnly'], {
    cwd: folder,
    encoding: 'utf8',
  });
  for (const name of entries) expect(listed).toContain(exports[name]!.replace(/^\./, 'unsync').replace(/js$/, 'd.ts'));
  expect(listed).not.toMatch(/node_modules\/(?!unsync\/|@?typescript)/);
});
