/**
 * Host: Node, as a loader. Marked files are compiled when they are imported; the worker module of `app.ts` is
 * `app.ts?unsync`. All other files stay whoever's they were: Node's own type stripping, or tsx.
 */
import * as fs from 'node:fs';
import * as nodeModule from 'node:module';
import * as path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Diagnostic, SourceFile, Statement, TransformerFactory } from 'typescript';
import type { Placement } from '../../7-emit/7-emit';
import { type CompiledModule, createModules, isToBeCompiled, type Modules, type Output } from '../../modules/modules';
import type { TypeScript } from '../../types';
import { print } from '../command';
import { findCompiler, noCompiler } from '../compiler';

/** The answer of Node's `load` hook. */
export interface Loaded {
  readonly format: 'module' | 'commonjs';
  readonly source: string;
  readonly shortCircuit: true;
}

/** Of a module, as Node takes it. */
export type Format = 'esm' | 'cjs';

/** A suffix to the name of a source, for its worker module. */
export const workerQuery = '?unsync';
/** Of ours: tsx would make something else of it. */
export const isWorker = (url: string): boolean => /\?unsync=?$/.test(url);
const isTypeScript = (name: string): boolean => /\.[cm]?tsx?$/.test(name) && !/\.d\.[cm]?ts$/.test(name);

/** A module that nobody but these hooks can load. */
export const probe = `${pathToFileURL(__filename).href}?unsync-probe`;
export const isOwn = (specifier: string): boolean => isWorker(specifier) || specifier === probe;

/** This package, which may be linked. */
const own = pathToFileURL(path.join(__dirname, '..', '..', '..')).href;

/** The module that a thread imports, also one that has no hooks of its own. */
const shim = pathToFileURL(path.join(__dirname, 'thread.mjs')).href;

let made: Modules | undefined;
/** Files without marks that were loaded before there was a reason to look at them. */
const early: string[] = [];
/** Data that hooks are given where they are set up. */
export interface Surroundings {
  /** The main thread has said what there is to say of the files that a thread loads. */
  readonly isThread: boolean;
  /** Worker modules that are compiled, by the URL of their source. */
  readonly workers: Readonly<Record<string, Loaded>>;
  /** Takes those that are compiled from now on. */
  keep(href: string, worker: Loaded): void;
  /** Who compiles, in what is said of a compiler that is missing. */
  readonly host: string;
  /** Where the compiler is looked for; else in the working directory. */
  readonly root?: string;
  /** Of the host's own, after ours. */
  readonly before?: (ts: TypeScript) => TransformerFactory<SourceFile>;
}
let surroundings: Surroundings = { isThread: false, workers: {}, keep: () => {}, host: 'unsync/register' };
export function setUp(given: Surroundings): void {
  surroundings = given;
}

export function modules(): Modules {
  if (made) return made;
  const { host, root, isThread, before } = surroundings;
  const ts = findCompiler(root);
  if (!ts) throw new Error(`unsync: ${noCompiler(`${host} compiles marked files with`)}`);
  made = createModules(ts, { ...(isThread && { warn: () => {} }), ...(before && { before: [before(ts)] }) });
  for (const file of early) made.check(file);
  return made;
}

/**
 * A marked file, or the worker module of one; nothing for what is not ours. Throws what makes a mark impossible, and
 * uses of futures as values.
 */
export function load(url: string): Loaded | undefined {
  if (!url.startsWith('file:')) return undefined;
  const ofWorker = isWorker(url);
  const { href, pathname } = new URL(ofWorker ? url.replace(/\?.*$/, '') : url);
  if (!/\.[cm]?[jt]sx?$/.test(pathname) || pathname.includes('/node_modules/') || href.startsWith(own))
    return undefined;
  const known = ofWorker && surroundings.workers[href];
  if (known) return known;
  const file = fileURLToPath(href);
  const compiled = fs.existsSync(file) ? compile(file) : undefined;
  return compiled && (ofWorker ? compiled.worker : answer(compiled.main, file, compiled.format));
}

export interface Resolved {
  readonly url: string;
}
/** The module that the process was started with. */
let entry: string | undefined;
export function resolved<R extends Resolved>(found: R, parent: string | undefined): R {
  if (!parent) entry ??= found.url;
  return found;
}

/**
 * As `load`; a module in CommonJS by way of `require`: of one with a source, Node would load what it requires by a
 * loader that has not all that there is. Without a source, it would look for the names of exports in TypeScript.
 */
export function loadForImport(url: string): object | undefined {
  if (url === probe) return { format: 'module', source: 'export default true;', shortCircuit: true };
  return byRequire(url, load(url));
}

/** As `loadForImport`, of what is neither ours nor anybody's: Node knows no TypeScript, or takes out its types and no more. */
export function loadPlainForImport(url: string): object | undefined {
  return byRequire(url, loadPlain(url));
}

/** Holds where Node would run it as it is written, without its types: an `import` in CommonJS is an error then. */
export const isStripped = (theirs: object, url: string): boolean =>
  (theirs as { format?: string }).format === 'commonjs-typescript' && !url.includes('/node_modules/');

function byRequire(url: string, ours: Loaded | undefined): object | undefined {
  if (ours?.format !== 'commonjs') return ours;
  if (url === entry) return { format: 'commonjs', shortCircuit: true };
  const file = fileURLToPath(url.replace(/[?#].*$/, ''));
  return { format: 'module', source: (isWorker(url) ? wrapWorker : wrap)(file, ours.source), shortCircuit: true };
}

function wrap(file: string, source: string): string {
  const names = new Set([...source.matchAll(NAME)].map(([, assigned, defined]) => assigned ?? defined!));
  names.delete('default');
  const exported = [...names].map((name, i) => `const name${i} = module.${name};\nexport { name${i} as ${name} };\n`);
  return `import { createRequire } from 'node:module';
const module = createRequire(import.meta.url)(${JSON.stringify(file)});
export default module;
${exported.join('')}${[...source.matchAll(ALL)].map(([, from]) => `export * from ${from};\n`).join('')}`;
}

// given: exports.a = exports.b = void 0;   })(E || (exports.E = E = {}));   Object.defineProperty(exports, "c", { … });
const NAME = /(?:^|[ (])(?:module\.)?exports\.([\w$]+) = |^Object\.defineProperty\(exports, "([\w$]+)"/gm;
// given: __exportStar(require("../other"), exports);
const ALL = /^__exportStar\(require\(("[^"]+")\), exports\);/gm;

/** By its file name, Node would load the main module. */
function wrapWorker(file: string, source: string): string {
  const [name, folder, code] = [file, path.dirname(file), source].map((text) => JSON.stringify(text));
  return `import Module from 'node:module';
const module = new Module(${name});
module.filename = ${name};
module.paths = Module._nodeModulePaths(${folder});
module._compile(${code}, ${name}, 'commonjs');
export const { __unsyncTasks, __unsyncClasses } = module.exports;
`;
}

/** A marked file in the format that Node gives it; its worker module is kept for threads. Throws as `load` does. */
export function compile(file: string): { main: Output; worker: Loaded | undefined; format: Format } | undefined {
  if (!isToBeCompiled(fs.readFileSync(file, 'utf8'))) return check(file);
  const format = formatOf(file);
  const compiled = compileAs(file, format);
  if (!compiled) return check(file);
  const worker = compiled.worker && answer(compiled.worker, file, format);
  if (worker) surroundings.keep(pathToFileURL(file).href, worker);
  return { main: compiled.main, worker, format };
}

export function compileAs(file: string, format: Format): CompiledModule | undefined {
  const compiled = modules().compile(file, format, placementOf(file));
  if (compiled) throwErrors(compiled.errors);
  return compiled;
}

/** JavaScript of any other file, where nobody strips types. */
export function loadPlain(url: string): Loaded | undefined {
  const file = url.startsWith('file:') ? fileURLToPath(url.replace(/[?#].*$/, '')) : '';
  if (!isTypeScript(file)) return undefined;
  const format = formatOf(file);
  return answer(modules().transpile(file, format), file, format);
}

/** Where TypeScript finds what Node does not: path aliases, and files without their extension. */
export function resolve(specifier: string, parent: string | undefined): string | undefined {
  if (!parent?.startsWith('file:')) return undefined;
  const from = fileURLToPath(parent.replace(/[?#].*$/, ''));
  if (!isTypeScript(from) || from.includes('/node_modules/')) return undefined;
  const found = modules().resolve(specifier, from);
  return found && pathToFileURL(found).href;
}

const notFound = new Set([
  'ERR_MODULE_NOT_FOUND',
  'MODULE_NOT_FOUND',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'ERR_PACKAGE_IMPORT_NOT_DEFINED',
]);
export const canBeFound = (error: unknown): boolean => notFound.has(codeOf(error));
export const canBeStripped = (error: unknown): boolean => codeOf(error) === 'ERR_UNKNOWN_FILE_EXTENSION';
const codeOf = (error: unknown): string => String((error as { code?: unknown } | undefined)?.code);

export type { Placement };

export function placementOf(file: string): Placement {
  const name = path.basename(file);
  const { href } = pathToFileURL(file);
  const worker = `${shim}?module=${encodeURIComponent(href + workerQuery)}`;
  const url = encodeURIComponent(name);
  return {
    location: () => `new URL(${JSON.stringify(worker)})`,
    names: { url: { main: url, worker: url + workerQuery }, filename: { main: name, worker: name } },
  };
}

/** Nobody else looks at its types. */
export function check(file: string): undefined {
  if (surroundings.isThread) return;
  if (made) throwErrors(made.check(file));
  else early.push(file);
}

function throwErrors(errors: readonly Diagnostic[]): void {
  if (errors.length)
    throw new SyntaxError(
      errors
        .map((error) => withChain(modules().ts, error))
        .join('')
        .trimEnd(),
    );
}

/** With how it came to that, which tsc leaves out where it does not print in colours. */
export function withChain(ts: TypeScript, error: Diagnostic): string {
  const chain = (error.relatedInformation ?? []).map(({ file, start, messageText }) => {
    const { line, character } = ts.getLineAndCharacterOfPosition(file!, start!);
    const name = path.relative(process.cwd(), file!.fileName);
    return `  ${name}(${line + 1},${character + 1}): ${ts.flattenDiagnosticMessageText(messageText, '\n')}\n`;
  });
  return print(ts, [error]) + chain.join('');
}

function answer({ code, map }: Output, file: string, format: Format): Loaded {
  const relative = { ...map, sources: [pathToFileURL(file).href] };
  const inline = Buffer.from(JSON.stringify(relative)).toString('base64');
  const source = `${code}\n//# sourceMappingURL=data:application/json;base64,${inline}\n`;
  return { format: format === 'cjs' ? 'commonjs' : 'module', source, shortCircuit: true };
}

/** As Node decides it: by the extension, then package.json, then what is written. */
function formatOf(file: string): Format {
  if (/\.m[jt]sx?$/.test(file)) return 'esm';
  if (/\.c[jt]sx?$/.test(file)) return 'cjs';
  const type = packageType(path.dirname(file));
  if (type) return type;
  const { ts } = modules();
  const tree = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const isCommonJs = (s: Statement) =>
    ts.isImportEqualsDeclaration(s) || (ts.isExportAssignment(s) && !!s.isExportEquals);
  return ts.isExternalModule(tree) && !tree.statements.some(isCommonJs) ? 'esm' : 'cjs';
}

function packageType(folder: string): Format | undefined {
  const file = path.join(folder, 'package.json');
  if (fs.existsSync(file)) {
    const { type } = JSON.parse(fs.readFileSync(file, 'utf8')) as { type?: string };
    return type === 'module' ? 'esm' : type === 'commonjs' ? 'cjs' : undefined;
  }
  const parent = path.dirname(folder);
  return parent === folder ? undefined : packageType(parent);
}

export const hasSyncHooks = 'registerHooks' in nodeModule;
