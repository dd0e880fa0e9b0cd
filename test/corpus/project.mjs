/** Makes a project of a package: installs it, copies its sources out of node_modules, marks them, writes a tsconfig. */
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { markAll } from './marks.mjs';

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const cache = path.join(repository, '.cache', 'corpus');
export const folderOf = (entry) => path.join(cache, entry.name.replace('@', '').replace('/', '-'));

export function install(entry) {
  return installInto(folderOf(entry), {
    private: true,
    type: entry.module === 'commonjs' ? 'commonjs' : 'module',
    dependencies: { [entry.name]: entry.version, ...entry.with },
  });
}

/** Nothing is fetched when the folder already holds what the package.json asks for. */
export async function installInto(folder, packageJson) {
  const manifest = JSON.stringify(packageJson, null, 2);
  const stamp = path.join(folder, 'installed.json');
  if (!fs.existsSync(stamp) || fs.readFileSync(stamp, 'utf8') !== manifest) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'package.json'), manifest);
    await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: folder,
      maxBuffer: 1 << 26,
    });
    fs.writeFileSync(stamp, manifest);
  }
  linkRuntime(folder, repository);
}

/** Makes `unsync` resolve to a folder: the repository, or what stands in for it. */
export function linkRuntime(folder, target) {
  const link = path.join(folder, 'node_modules', 'unsync');
  fs.rmSync(link, { recursive: true, force: true });
  fs.symlinkSync(target, link, 'dir');
}

/** Where a compilation goes. `kept` is the folder that the tsconfig names; others take its place name by name. */
export const outputs = { kept: 'kept', plain: 'plain' };

/** Writes `src` with every function marked that is wanted, and gives back the marks by file. */
export function layOut(entry, wants) {
  const folder = folderOf(entry);
  const from = path.join(folder, 'node_modules', entry.name, entry.sources ?? 'src');
  const to = path.join(folder, 'src');
  for (const old of [to, ...Object.values(outputs).map((o) => path.join(folder, o))])
    fs.rmSync(old, { recursive: true, force: true });
  const marks = new Map();
  for (const name of sourcesIn(from)) {
    const fileName = path.join(to, name);
    fs.mkdirSync(path.dirname(fileName), { recursive: true });
    const result = markAll(fileName, fs.readFileSync(path.join(from, name), 'utf8'), wants);
    fs.writeFileSync(fileName, result.text);
    if (!/\.json$|\.d\.[cm]?ts$/.test(name)) marks.set(fileName, result.marks);
  }
  fs.writeFileSync(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify(
      { compilerOptions: { ...defaults, module: entry.module ?? 'esnext', ...entry.options }, include: ['src'] },
      null,
      2,
    ),
  );
  return { folder, marks };
}

export const defaults = {
  target: 'es2022',
  lib: ['esnext', 'dom', 'dom.iterable', 'dom.asynciterable'],
  moduleResolution: 'bundler',
  types: ['node'],
  jsx: 'react',
  rootDir: 'src',
  outDir: outputs.kept,
  strict: true,
  skipLibCheck: true,
  sourceMap: true,
  resolveJsonModule: true,
  noEmitOnError: false,
};

/** Tests import what is not shipped, benchmarks run when loaded; what it ships of declarations and data is copied, too. */
export function* sourcesIn(root, folder = '') {
  for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!/^(node_modules|__tests__|_test|tests?|benchmarks?|_esm|_cjs|_types)$/.test(entry.name))
        yield* sourcesIn(root, name);
    } else if (
      /\.([cm]?ts|tsx|json)$/.test(entry.name) &&
      !/\.(test|spec|bench|test-d)\./.test(entry.name) &&
      entry.name !== 'package.json' &&
      entry.name !== 'tsconfig.json'
    )
      yield name;
  }
}
