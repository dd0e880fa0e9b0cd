/**
 * Throw-away projects, compiled and run by real child processes.
 *
 * The tools come from the `node_modules` folder named by UNSYNC_TOOLCHAIN (default: this repository's),
 * so that one suite serves every supported pair of TypeScript and ts-patch. unsync itself is a copy of
 * what would be published: it finds no types and no packages but those that its users have.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterAll } from 'vitest';

const repository = path.resolve(__dirname, '../..');
export const packages = path.join(repository, 'node_modules');
export const toolchain = path.resolve(process.env['UNSYNC_TOOLCHAIN'] ?? packages);
const bin = { tsc: path.join(toolchain, 'typescript/bin/tsc'), tspc: path.join(toolchain, 'ts-patch/bin/tspc.js') };
/** For compilers, half of whose time over such small projects V8 takes to compile them: what it made is kept, and is good enough. */
const kept = ['--require', path.join(repository, 'test/support/code-cache.cjs')];
const quick = ['--no-opt', ...kept];
/** With UNSYNC_HOST=build, what is called tspc here is `unsync build`, which is to do the same. */
export const isBuild = process.env['UNSYNC_HOST'] === 'build';
const version = (
  JSON.parse(fs.readFileSync(path.join(toolchain, 'typescript/package.json'), 'utf8')) as { version: string }
).version;
/** Major and minor version of the TypeScript under test. */
export const typescriptVersion = Number.parseFloat(version);

export type Files = Readonly<Record<string, string>>;
export type Json = Readonly<Record<string, unknown>>;

export interface Ran {
  readonly code: number | null;
  /** Both streams, in the order they came. */
  readonly output: string;
  /** `src/a.ts(3,1): TS2365`, in the order they were printed. */
  readonly errors: readonly string[];
}

const home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'unsync-tspc-')));
afterAll(() => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
const installed = install();
let count = 0;

function install(): string {
  const modules = path.join(home, 'node_modules');
  const own = path.join(modules, 'unsync');
  fs.mkdirSync(own, { recursive: true });
  fs.cpSync(path.join(repository, 'dist'), path.join(own, 'dist'), { recursive: true });
  fs.copyFileSync(path.join(repository, 'package.json'), path.join(own, 'package.json'));
  for (const name of ['typescript', 'ts-patch']) fs.symlinkSync(path.join(toolchain, name), path.join(modules, name));
  for (const name of ['@types', 'undici-types', 'piscina'])
    if (fs.existsSync(path.join(packages, name))) fs.symlinkSync(path.join(packages, name), path.join(modules, name));
  return modules;
}

export const plugin = { name: 'unsync', transform: 'unsync/transformer', transformProgram: true };

/** A tsconfig of ES modules from `src` to `dist`, with the plugin; `options` are added or, where undefined, taken away. */
export function config(options: Json = {}, rest: Json = {}): string {
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2022'],
    module: 'nodenext',
    types: [],
    strict: true,
    skipLibCheck: true,
    rootDir: 'src',
    outDir: 'dist',
    plugins: [plugin],
    ...options,
  };
  return JSON.stringify({ compilerOptions, include: ['src'], ...rest }, null, 2);
}

export class Project {
  readonly root: string;

  constructor(files: Files, { withTypes = true }: { withTypes?: boolean } = {}) {
    // every project is equally deep, so that relative paths in outputs agree; node_modules is that of the folder above
    this.root = path.join(home, `p${String(count++).padStart(3, '0')}`);
    fs.mkdirSync(this.root);
    if (withTypes) fs.symlinkSync(installed, path.join(this.root, 'node_modules'));
    this.write({ 'package.json': '{ "type": "module" }', ...files });
  }

  /** Of its own unsync, where it has one. */
  get #cli(): string {
    const modules = this.has('node_modules/unsync') ? this.path('node_modules') : installed;
    return path.join(modules, 'unsync/dist/transformer/hosts/cli/cli.js');
  }

  path(...parts: string[]): string {
    return path.join(this.root, ...parts);
  }

  write(files: Readonly<Record<string, string | Buffer | undefined>>): void {
    for (const [name, text] of Object.entries(files)) {
      const full = this.path(name);
      if (text === undefined) fs.rmSync(full, { force: true });
      else {
        fs.mkdirSync(path.dirname(full), { recursive: true });
        fs.writeFileSync(full, text);
      }
    }
  }

  read(name: string): string {
    return fs.readFileSync(this.path(name), 'utf8');
  }

  has(name: string): boolean {
    return fs.existsSync(this.path(name));
  }

  /** Every file below a folder, by its path in it; without `tsbuildinfo`, which says how a build went, unless asked for. */
  outputs(folder = 'dist', { buildInfo = false } = {}): Record<string, string> {
    const found: Record<string, string> = {};
    const from = this.path(folder);
    if (!fs.existsSync(from)) return found;
    for (const entry of fs.readdirSync(from, { recursive: true, withFileTypes: true })) {
      const full = path.join(entry.parentPath, entry.name);
      const name = path.relative(from, full);
      if (entry.isFile() && !name.startsWith('node_modules') && (buildInfo || !name.endsWith('.tsbuildinfo')))
        found[name] = fs.readFileSync(full, 'latin1');
    }
    return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Modification times, to tell what a run wrote. */
  times(folder = 'dist'): Record<string, number> {
    return Object.fromEntries(
      Object.keys(this.outputs(folder, { buildInfo: true })).map((name) => [
        name,
        fs.statSync(this.path(folder, name)).mtimeMs,
      ]),
    );
  }

  /** Gives it its own copy of unsync, which a test may change. */
  install(): void {
    fs.cpSync(path.join(installed, 'unsync'), this.path('node_modules/unsync'), { recursive: true });
  }

  tspc(...args: string[]): Promise<Ran> {
    return isBuild ? this.build(...args) : run([...quick, bin.tspc, ...args], this.root);
  }

  build(...args: string[]): Promise<Ran> {
    return this.unsync('build', ...args);
  }

  unsync(...args: string[]): Promise<Ran> {
    return run([...quick, this.#cli, ...args], this.root);
  }

  tsc(...args: string[]): Promise<Ran> {
    return run([...quick, bin.tsc, ...args], this.root);
  }

  node(...args: string[]): Promise<Ran> {
    return run(args, this.root);
  }

  watch(...args: string[]): Watch {
    return new Watch(
      spawn(process.execPath, [...kept, ...(isBuild ? [this.#cli, 'build'] : [bin.tspc]), ...args], {
        cwd: this.root,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  }
}

/** A `tspc --watch`; `settled` resolves when it next waits for changes. */
export class Watch {
  private text = '';
  private changed = Date.now();

  constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        this.text += chunk;
        this.changed = Date.now();
      });
    }
  }

  /** What the last build printed, once it has ended and nothing more has come for a moment. */
  async settled(timeout = 60_000): Promise<Ran> {
    const until = Date.now() + timeout;
    while (!this.text.includes('Watching for file changes') || Date.now() - this.changed < 200) {
      if (Date.now() > until || this.child.exitCode !== null)
        throw new Error(`The watcher did not settle. It printed:\n${this.text}`);
      await new Promise((done) => setTimeout(done, 25));
    }
    const output = this.text.split(/(?=^.*(?:File change detected|Starting compilation))/m).at(-1)!;
    this.text = '';
    return { code: null, output, errors: errorsIn(output) };
  }

  /** Whether it prints anything within some milliseconds. */
  async isBusy(timeout: number): Promise<boolean> {
    const until = Date.now() + timeout;
    while (!this.text && Date.now() < until) await new Promise((done) => setTimeout(done, 25));
    return this.text !== '';
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGKILL');
    await ended;
  }
}

/** As many at once as there are cores. */
let free = Math.max(1, os.availableParallelism());
const waiting: (() => void)[] = [];

async function run(args: string[], cwd: string): Promise<Ran> {
  if (free > 0) free--;
  else await new Promise<void>((start) => waiting.push(start));
  try {
    return await new Promise<Ran>((done) => {
      const child = execFile(process.execPath, args, {
        cwd,
        timeout: 120_000,
        maxBuffer: 1 << 26,
      });
      let output = '';
      for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: string) => void (output += chunk));
      child.on('close', (code) => done({ code, output, errors: errorsIn(output) }));
    });
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }
}

function errorsIn(output: string): string[] {
  return [...output.matchAll(/^(?:(\S[^\n]*\(\d+,\d+\)): )?error (TS\d+):/gm)].map(([, where, code]) =>
    where ? `${where}: ${code}` : code!,
  );
}

/** `src/a.ts(3,14): TS2365`: the error expected where `needle` (or, within it, `inner`) stands in a file's text. */
export function errorAt(files: Files, file: string, needle: string, code: string, inner = ''): string {
  const text = files[file]!.replace(/^\uFEFF/, '');
  const start = text.indexOf(needle);
  if (start < 0 || text.includes(needle, start + 1)) throw new Error(`'${needle}' does not stand once in ${file}`);
  const before = text.slice(0, start + needle.indexOf(inner)).split(/\r?\n/);
  return `${file}(${before.length},${before.at(-1)!.length + 1}): ${code}`;
}
