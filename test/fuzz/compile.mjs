/**
 * Compiles many generated programs at once: each has a folder of its own, and all share one `createProgram`, one
 * library and one checker. Twice: with unsync, and with the marks taken out of the text, by tsc alone.
 */
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import ts from 'typescript';
import { givenBack, speaksOfArguments } from '../support/watched.mjs';
import { watching } from './watched.mjs';

const require = createRequire(import.meta.url);
export const repository = path.resolve(import.meta.dirname, '../..');
/** Another than the repository's own holds a fault (`mutants.mjs`). */
const dist = process.env['UNSYNC_FUZZ_DIST'] ?? path.join(repository, 'dist');
const transformerFile = path.join(dist, 'transformer/hosts/ts-patch.js');

/**
 * @typedef {object} Source a program to compile
 * @property {string} id name of its folder
 * @property {Record<string, string>} files
 * @typedef {object} Result
 * @property {{ code: number, text: string, file: string, names: string[] }[]} errors
 * @property {{ code: number, text: string }[]} warnings
 */

/**
 * The text with no mark in it: what the functions were before someone wrote `@unsync`. Where what comes after a call
 * does not wait for it (`forms.mjs`), it is to go on in both programs, whether the function throws or its promise is
 * rejected.
 */
export const withoutMarks = (/** @type {string} */ text) =>
  text
    .replace(/\/\*\* @unsync[^*]*\*\/\s*/g, '')
    .replaceAll('.inline(', '(')
    .replace(/^const all = \[(.+)\];$/gm, 'const all = [(async () => $1)()];')
    .replace(/^all\.push\((.+)\);$/gm, 'all.push((async () => $1)());')
    .replace(/^(import \{ unsync as \w+ \} from )'unsync';$/gm, "$1'../unmarked.js';");

/** Declaration files of the library and of the runtime: parsed and bound once in a process. */
const shared = new Map();
const runtimeTypes = path.join(dist, 'runtime/index.d.ts');

/**
 * @param {Source[]} sources
 * @param {{ format: 'esm' | 'cjs', target: 'ES2022' | 'ES2020' }} how
 * @param {string} out gets `<out>/plain/<id>/main.js` and `<out>/unsync/<id>/main.js`; and `<out>/watched/<id>/main.js`,
 *   where the arguments of marked functions are watched, if nothing was said of them and each file can be compiled by
 *   itself
 * @returns {Map<string, Result>}
 */
export function compile(sources, { format, target }, out) {
  const options = {
    strict: true,
    target: ts.ScriptTarget[target],
    lib: ['lib.es2023.d.ts'],
    types: [],
    skipLibCheck: true,
    allowUnreachableCode: true,
    allowUnusedLabels: true,
    rootDir: '/fuzz',
    ...(format === 'esm'
      ? { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }
      : { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }),
  };
  const packageJson = JSON.stringify({ type: format === 'esm' ? 'module' : 'commonjs' });
  const results = new Map(sources.map(({ id }) => [id, { errors: [], warnings: [] }]));
  emitWithUnsync();
  emitPlain();
  return results;

  /**
   * Files with marks, as tsc writes them under `isolatedModules`, which takes no checker; what has no marks is what
   * unsync left to tsc, and is taken from there. Constants of enums are another file's only where tsc sees all files.
   */
  function emitPlain() {
    const isWhole = ({ files }) => Object.values(files).some((text) => text.includes('const enum'));
    emitWhole(sources.filter(isWhole));
    const compilerOptions = {
      ...options,
      module: format === 'esm' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
      isolatedModules: true,
    };
    const write = (side, name, text) => fs.writeFileSync(path.join(out, side, name), text);
    const isPromised = (id) => {
      const { errors, warnings } = results.get(id);
      if (errors.length || warnings.some(({ code }) => speaksOfArguments.has(code))) return false;
      const folder = path.join(out, 'unsync', id);
      const compiled = fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
      return compiled.every((text) => [...givenBack(text).values()].every((list) => !list.length));
    };
    const transpile = (text) => ts.transpileModule(text, { compilerOptions }).outputText;
    for (const { id, files } of sources.filter((s) => !isWhole(s))) {
      const sides = isPromised(id) ? ['plain', 'watched'] : ['plain'];
      for (const side of sides) fs.mkdirSync(path.join(out, side, id), { recursive: true });
      for (const [name, text] of Object.entries(files)) {
        const plain = withoutMarks(text);
        const js = `${id}/${name.replace(/\.ts$/, '.js')}`;
        const compiled = plain === text ? fs.readFileSync(path.join(out, 'unsync', js), 'utf8') : transpile(plain);
        write('plain', js, compiled);
        if (sides.length === 1) continue;
        const watched = watching(text);
        write('watched', js, watched === text ? compiled : transpile(withoutMarks(watched)));
      }
    }
    for (const side of ['plain', 'watched']) {
      fs.mkdirSync(path.join(out, side), { recursive: true });
      write(side, 'unmarked.js', transpile('export const unsync = (f: unknown) => f;'));
      write(side, 'package.json', packageJson);
    }
  }

  function emitWhole(chosen) {
    if (!chosen.length) return;
    const outDir = path.join(out, 'plain');
    const plain = chosen.map(({ id, files }) => ({
      id,
      files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, withoutMarks(text)])),
    }));
    const texts = textsOf(plain);
    const { host, flush } = hostOf(texts, outDir);
    ts.createProgram([...texts.keys()], { ...options, outDir }, host).emit();
    flush();
  }

  function emitWithUnsync() {
    const outDir = path.join(out, 'unsync');
    const texts = textsOf(sources);
    const { host, flush } = hostOf(texts, outDir);
    let warnings = '';
    const { write } = process.stderr;
    process.stderr.write = (text) => ((warnings += text), true);
    let found;
    try {
      const all = { ...options, outDir };
      const program = require(transformerFile)(ts.createProgram([...texts.keys()], all, host), host, {}, { ts });
      found = [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()];
      found.push(...program.emit().diagnostics);
    } finally {
      process.stderr.write = write;
    }
    flush();
    for (const d of found) {
      const id = d.file?.fileName.split('/')[2];
      if (!results.has(id)) throw new Error(ts.flattenDiagnosticMessageText(d.messageText, '\n'));
      const text = ts.flattenDiagnosticMessageText(d.messageText, '\n');
      const code = d.code >= 990000 ? d.code - 990000 : d.code;
      const chain = (d.relatedInformation ?? []).map((r) => ts.flattenDiagnosticMessageText(r.messageText, '\n'));
      const names = [text, ...chain].map((t) => /'([^']+)'/.exec(t)?.[1]).filter((n) => n !== undefined);
      const { line } = ts.getLineAndCharacterOfPosition(d.file, d.start);
      results.get(id).errors.push({
        code,
        isOurs: d.code >= 990000,
        text: `${path.basename(d.file.fileName)}(${line + 1}): ${text}\n${d.file.text.split('\n')[line]}`,
        line,
        file: path.basename(d.file.fileName),
        names,
      });
    }
    for (const [, id, code, text] of warnings.matchAll(/^\/fuzz\/([^/]+)\/.*: warning UNSYNC(\d+): (.*)$/gm))
      results.get(id).warnings.push({ code: Number(code), text });
  }

  function textsOf(chosen) {
    const texts = new Map();
    for (const { id, files } of chosen)
      for (const [name, text] of Object.entries(files)) texts.set(`/fuzz/${id}/${name}`, text);
    return texts;
  }

  function hostOf(texts, outDir) {
    texts = new Map(texts).set('/fuzz/package.json', packageJson);
    const written = new Map();
    const base = ts.createCompilerHost(options);
    const isOurs = (name) => name.startsWith('/fuzz/') || name === '/fuzz';
    const host = {
      ...base,
      getCurrentDirectory: () => '/',
      fileExists: (name) => (isOurs(name) ? texts.has(name) : base.fileExists(name)),
      readFile: (name) => (isOurs(name) ? texts.get(name) : base.readFile(name)),
      directoryExists: (name) => isOurs(name) || base.directoryExists(name),
      getDirectories: () => [],
      realpath: (name) => name,
      getSourceFile(name, how) {
        if (isOurs(name)) return texts.has(name) ? ts.createSourceFile(name, texts.get(name), how) : undefined;
        const key = `${name} ${how.impliedNodeFormat ?? ''}`;
        if (!shared.has(key)) shared.set(key, base.getSourceFile(name, how));
        return shared.get(key);
      },
      resolveModuleNameLiterals: (literals, containing) =>
        literals.map(({ text }) => ({
          resolvedModule:
            text === 'unsync'
              ? { resolvedFileName: runtimeTypes, extension: '.d.ts', isExternalLibraryImport: true }
              : resolveRelative(text, containing),
        })),
      writeFile: (name, text) => written.set(name, text),
    };
    const resolveRelative = (text, containing) => {
      const name = path.posix.join(path.posix.dirname(containing), text.replace(/\.js$/, '.ts'));
      return isOurs(name)
        ? texts.has(name)
          ? { resolvedFileName: name, extension: '.ts', isExternalLibraryImport: false }
          : undefined
        : { resolvedFileName: name.replace(/\.ts$/, '.d.ts'), extension: '.d.ts', isExternalLibraryImport: true };
    };
    const flush = () => {
      const folders = new Set();
      for (const [name, text] of written) {
        const folder = path.dirname(name);
        if (!folders.has(folder)) fs.mkdirSync(folder, { recursive: true });
        folders.add(folder);
        fs.writeFileSync(name, text);
      }
      fs.writeFileSync(path.join(outDir, 'package.json'), packageJson);
    };
    return { host, flush };
  }
}
