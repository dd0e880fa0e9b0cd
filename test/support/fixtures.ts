/**
 * Fixtures, compiled and run. Each is copied out of the repository first, once for each module format, so that it
 * can have what a project of its own has: a `package.json` with `imports` and a name, packages, data, options.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { type Compiled, compile, compilePlain, print, typescript as ts } from './compile';
import { ofFixtures } from './compiler-options.mjs';

const repository = path.resolve(import.meta.dirname, '../..');
export const folder = path.join(repository, 'test/fixtures');
export const names = fs.readdirSync(folder).filter((n) => fs.existsSync(path.join(folder, n, 'main.ts')));

/** `plain` is the program as it stands, without us: what all others must agree with. */
export const ways = ['plain', 'inline', 'esm', 'cjs'] as const;
export type Way = (typeof ways)[number];
const formats = ['esm', 'cjs'] as const;
type Format = (typeof formats)[number];

const has = (name: string, file: string) => fs.existsSync(path.join(folder, name, file));

/**
 * `esm-only`: CommonJS has no top-level await, no import.meta and no import attributes.
 * `cjs-only`: ES modules have no `require`, no `export =` and no `__filename`.
 */
export const formatsOf = (name: string): readonly Format[] =>
  formats.filter((f) => !has(name, f === 'esm' ? 'cjs-only' : 'esm-only'));
/** Snapshots show the ES modules, where there are any. */
export const shownFormat = (name: string): Format => formatsOf(name)[0]!;

const base: ts.CompilerOptions = ofFixtures(ts);

/** A fixture's `tsconfig.json` holds the options in which it differs, our plugin entry too; those that agree share a program. */
function optionsOf(name: string): string {
  if (!has(name, 'tsconfig.json')) return '{}';
  const text = fs.readFileSync(path.join(folder, name, 'tsconfig.json'), 'utf8');
  return JSON.stringify((JSON.parse(text) as { compilerOptions: object }).compilerOptions);
}

export interface Built {
  /** What tsc reports, by format; must be empty. */
  readonly errors: string;
  /** Warnings about a fixture, with positions in its own files. */
  warnings(name: string): string;
  /** The outputs that are compared with what is expected: of `input`, or of the program itself. */
  shown(name: string): readonly string[];
  read(name: string, file: string): string | undefined;
  /** Whether a fixture compiles without us, too: it doesn't, where it uses what only marked functions have. */
  isPlain(name: string): boolean;
  run(name: string, way: Way): Promise<Ran>;
  remove(): void;
}

export interface Ran {
  readonly stdout: string;
  /** Without stacks, which differ; its last line is the exit code, where that is not 0. */
  readonly stderr: string;
}

export function build(wanted: readonly string[] = names): Built {
  fs.mkdirSync(path.join(repository, '.cache'), { recursive: true });
  const home = fs.mkdtempSync(path.join(repository, '.cache/fixtures-'));
  fs.mkdirSync(path.join(home, 'node_modules'));
  fs.symlinkSync(repository, path.join(home, 'node_modules/unsync'), 'junction');
  const compiled: { format: Format; result: Compiled }[] = [];
  const broken = new Set<string>();
  for (const format of formats) {
    const own = wanted.filter((n) => formatsOf(n).includes(format));
    const [src, out] = [path.join(home, format, 'src'), path.join(home, format, 'out')];
    for (const name of own) copy(name, format, path.join(src, name), path.join(out, name));
    for (const options of new Set(own.map(optionsOf))) {
      const roots = own.filter((n) => optionsOf(n) === options).flatMap((n) => sourcesIn(path.join(src, n)));
      const settings = settingsFor(options, src, out);
      const [plugin = {}] = (settings['plugins'] ?? []) as object[];
      compiled.push({ format, result: compile(roots, settings, plugin, true) });
      if (format !== 'esm') continue;
      const plain = compilePlain(roots, { ...settings, outDir: path.join(home, 'plain/out'), noUnusedLocals: false });
      for (const d of plain) broken.add(path.relative(src, d.file?.fileName ?? '').split('/')[0]!);
    }
    if (format !== 'esm') continue;
    for (const name of own) copy(name, format, undefined, path.join(home, 'plain/out', name));
  }

  const outOf = (way: Way | Format, name: string) =>
    path.join(home, way === 'inline' ? shownFormat(name) : way, 'out', name);
  return {
    errors: compiled.map(({ format, result }) => print(result.diagnostics, path.join(home, format, 'src'))).join(''),
    warnings: (name) =>
      compiled
        .filter((c) => c.format === shownFormat(name))
        .flatMap(({ result }) => result.warnings.split(/\n(?! )/))
        .filter((w) => w.includes(`/src/${name}/`))
        .map((w) => w.replaceAll(new RegExp(`\\S*/src/${name}/`, 'g'), '') + '\n')
        .join(''),
    shown(name) {
      const marked = sourcesIn(path.join(folder, name)).map((f) => path.relative(path.join(folder, name), f));
      const file = marked.find((f) => /^input\./.test(f)) ?? 'main.ts';
      const base = file.replace(/\.[cm]?[jt]sx?$/, '');
      const m = /\.([cm]?)[jt]sx?$/.exec(file)![1]!;
      return [`${base}.${m}js`, `${base}.d.${m}ts`, `${base}.unsync.${m}js`];
    },
    read(name, file) {
      const full = path.join(outOf(shownFormat(name), name), file);
      return fs.existsSync(full) ? fs.readFileSync(full, 'utf8') : undefined;
    },
    isPlain: (name) =>
      formatsOf(name).includes('esm') &&
      !broken.has(name) &&
      !sourcesIn(path.join(folder, name)).some((f) => /from 'unsync'/.test(fs.readFileSync(f, 'utf8'))),
    run: (name, way) => run(path.join(outOf(way, name), 'main.js'), way === 'inline', home),
    remove: () => fs.rmSync(home, { recursive: true, force: true }),
  };
}

function settingsFor(json: string, src: string, outDir: string): ts.CompilerOptions {
  const { options, errors } = ts.convertCompilerOptionsFromJson(JSON.parse(json), src);
  if (errors.length) throw new Error(print(errors, src));
  // what 6.0 asks for, 5.9 does not know
  if (Number.parseInt(ts.version, 10) < 6) delete options.ignoreDeprecations;
  return { ...base, ...options, rootDir: src, outDir, configFilePath: path.join(src, 'tsconfig.json') };
}

const sourcesIn = (from: string): string[] =>
  fs
    .readdirSync(from, { recursive: true, encoding: 'utf8' })
    .filter((f) => /\.[cm]?[jt]sx?$/.test(f) && !/^(expected|packages|node_modules)\//.test(f))
    .map((f) => path.join(from, f));

/** Sources where they are compiled; beside the outputs, what is not compiled. `packages/` become `node_modules/`. */
function copy(name: string, format: Format, src: string | undefined, out: string): void {
  const from = path.join(folder, name);
  const type = format === 'esm' ? 'module' : 'commonjs';
  const written = has(name, 'package.json')
    ? (JSON.parse(fs.readFileSync(path.join(from, 'package.json'), 'utf8')) as object)
    : {};
  for (const to of src ? [src, out] : [out]) {
    const isWanted = (file: string) =>
      !file.startsWith(path.join(from, 'expected')) &&
      !file.startsWith(path.join(from, 'packages')) &&
      (to === src || !/\.([cm]?[jt]sx?)$/.test(file));
    fs.cpSync(from, to, { recursive: true, filter: isWanted });
    fs.writeFileSync(path.join(to, 'package.json'), JSON.stringify({ ...written, type }));
    if (has(name, 'packages'))
      fs.cpSync(path.join(from, 'packages'), path.join(to, 'node_modules'), { recursive: true });
  }
}

function run(main: string, inline: boolean, home: string): Promise<Ran> {
  const env = { ...process.env, NO_COLOR: '1', ...(inline && { UNSYNC_INLINE: '1' }) };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => void (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => void (stderr += chunk));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => {
      const said = withoutPlaces(stderr, home);
      done({ stdout, stderr: code === 0 ? said : `${said}exit ${code ?? signal}\n` });
    });
  });
}

/** What Node prints of an error, without where it was thrown, which is another file in a worker. */
const withoutPlaces = (text: string, home: string): string =>
  text
    .replace(/^(?:file:|node:|\/)\S*:\d+\n.*\n\s*\^+\s*\n\n?/gm, '')
    .replace(/^\s+at .*?( \{)?\n/gm, (_, opens) => (opens ? `${opens}\n` : ''))
    .replace(/^\nNode\.js v.*\n/gm, '')
    .replace(/\(node:\d+\)/g, '(node)')
    .replace(new RegExp(`(file://)?${home}/\\w+/out/`, 'g'), '');
