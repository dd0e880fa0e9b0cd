/**
 * What hosts do that compile module by module: loaders and bundlers. They ask for the outputs of one file; behind
 * that stands the program of the project that the file belongs to, since types decide what can be moved.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type ts from 'typescript';
import { mayHaveMarks } from './1-find';
import type { Disk, Placement } from './7-emit';
import { type ModuleFormat, optionsFor } from './module-options';
import { pluginEntry } from './options';
import { isWorkerModule } from './output-names';
import { transformProgram } from './transform-program';
import type { TypeScript } from './types';

export interface Output {
  readonly code: string;
  /** Of version 3, with the source by its absolute path, and its text. */
  readonly map: SourceMap;
}
export interface SourceMap {
  readonly version: 3;
  readonly file: string;
  readonly sources: string[];
  readonly sourcesContent: string[];
  readonly names: string[];
  readonly mappings: string;
}

export interface CompiledModule {
  readonly main: Output;
  /** Absent where nothing in the file leaves its thread. */
  readonly worker: Output | undefined;
  /** UNSYNC errors, on the user's lines. With any, nothing is to run. */
  readonly errors: readonly ts.Diagnostic[];
}

export interface Modules {
  readonly ts: TypeScript;
  /** Nothing, for a file that unsync has no business with. */
  compile(file: string, format: ModuleFormat, placement: Placement): CompiledModule | undefined;
  /** TypeScript's own answer to where an import leads: path aliases, files without their extension. */
  resolve(specifier: string, from: string): string | undefined;
  /** JavaScript of a file without marks, for loaders where nobody else strips types. */
  transpile(file: string, format: ModuleFormat): Output;
  /** What that depends on beside the text of the file. */
  optionsOf(file: string, format: ModuleFormat): ts.CompilerOptions;
  /** Stays the same object as long as nothing changes that the outputs of a marked file depend on. */
  stateOf(file: string, format: ModuleFormat): object;
  /** Files may have changed. */
  refresh(): void;
}

export interface ModulesOptions {
  readonly warn?: (text: string) => void;
  /** A host's own transformers. */
  readonly before?: readonly ts.TransformerFactory<ts.SourceFile>[];
}

export function createModules(ts: TypeScript, options: ModulesOptions = {}): Modules {
  const projects = new Map<string, Project>();
  const projectOf = (file: string): Project => {
    const config = configOf(ts, file);
    const key = config ?? '';
    let project = projects.get(key);
    if (!project) projects.set(key, (project = createProject(ts, config, options)));
    return project;
  };
  return {
    ts,
    compile(file, format, placement) {
      const name = slashes(file);
      if (!isSource(name) || !isToBeCompiled(fs.readFileSync(name, 'utf8'))) return undefined;
      return projectOf(name).compile(name, format, placement);
    },
    resolve: (specifier, from) => projectOf(slashes(from)).resolve(specifier, slashes(from)),
    transpile: (file, format) => projectOf(slashes(file)).transpile(slashes(file), format),
    optionsOf: (file, format) => projectOf(slashes(file)).optionsOf(format),
    stateOf: (file, format) => projectOf(slashes(file)).stateOf(slashes(file), format),
    refresh() {
      for (const project of projects.values()) project.refresh();
    },
  };
}

/** Whether a text may have marks, and is not what we made of one: its comments stay. */
export const isToBeCompiled = (text: string): boolean => mayHaveMarks(text) && !/["']unsync\/task["']/.test(text);

const slashes = (file: string): string => file.split(path.sep).join('/');
const isSource = (file: string): boolean =>
  /\.[cm]?[jt]sx?$/.test(file) &&
  !/\.d\.[cm]?ts$/.test(file) &&
  !/\/node_modules\//.test(file) &&
  !isWorkerModule(file);

// ------------------------------------------------------------------- projects

interface Project {
  compile(file: string, format: ModuleFormat, placement: Placement): CompiledModule | undefined;
  resolve(specifier: string, from: string): string | undefined;
  transpile(file: string, format: ModuleFormat): Output;
  optionsOf(format: ModuleFormat): ts.CompilerOptions;
  stateOf(file: string, format: ModuleFormat): object;
  refresh(): void;
}

/** The nearest tsconfig.json that takes the file, or that refers to one that does; else the nearest. */
function configOf(ts: TypeScript, file: string): string | undefined {
  const nearest = ts.findConfigFile(path.posix.dirname(file), (name) => ts.sys.fileExists(name));
  if (!nearest) return undefined;
  const candidates = [nearest, ...referencesOf(ts, nearest)];
  return candidates.find((config) => parse(ts, config)?.fileNames.includes(file)) ?? nearest;
}

function referencesOf(ts: TypeScript, config: string): string[] {
  const references = parse(ts, config)?.projectReferences ?? [];
  return references.map((reference) => ts.resolveProjectReferencePath(reference));
}

const parsed = new Map<string, ts.ParsedCommandLine | undefined>();
function parse(ts: TypeScript, config: string): ts.ParsedCommandLine | undefined {
  if (!parsed.has(config)) {
    const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
    parsed.set(config, ts.getParsedCommandLineOfConfigFile(config, {}, host));
  }
  return parsed.get(config);
}

/** Nothing is written, so nothing is left over. */
const noDisk: Disk = {
  readDirectory: () => [],
  readFile: () => undefined,
  fileExists: () => false,
  deleteFile: () => {},
};

function createProject(ts: TypeScript, config: string | undefined, { warn, before = [] }: ModulesOptions): Project {
  const trees = new Map<string, { version: string; tree: ts.SourceFile | undefined }>();
  const folder = config ? path.posix.dirname(config) : slashes(process.cwd());
  /** Files that the tsconfig does not name, and that were asked for. */
  const asked = new Set<string>();
  const programs = new Map<ModuleFormat, Entry>();
  let stale = false;

  interface Entry {
    /** What TypeScript made of the user's text: the next one is made from it. */
    original: ts.Program;
    program: ts.Program;
    placements: Map<string, Placement>;
    /** Whether it has been asked since something may have changed. */
    isFresh: boolean;
  }
  return { compile, resolve, transpile, optionsOf, stateOf: programFor, refresh };

  function compile(file: string, format: ModuleFormat, placement: Placement): CompiledModule | undefined {
    const entry = programFor(file, format);
    const source = entry.program.getSourceFile(file);
    // its syntax is wrong, or what looked like a mark was none
    if (!source || source === entry.original.getSourceFile(file)) return undefined;
    const errors = entry.program
      .getSemanticDiagnostics(source)
      .filter((d) => d.code >= 990000 && d.category === ts.DiagnosticCategory.Error);
    entry.placements.set(source.fileName, placement);
    const written = new Map<string, string>();
    const { diagnostics } = entry.program.emit(source, (name, text) => written.set(name, text), undefined, false, {
      before: [...before],
    });
    const ours = diagnostics.filter((d) => d.code >= 990000);
    const names = [...written.keys()].filter((name) => !name.endsWith('.map'));
    const main = names.find((name) => !isWorkerModule(name));
    const worker = names.find(isWorkerModule);
    const userText = entry.original.getSourceFile(file)!.text;
    const output = (name: string) => outputOf(written.get(name)!, written.get(`${name}.map`), file, userText);
    return {
      main: main ? output(main) : { code: '', map: emptyMap(file, userText) },
      worker: worker === undefined ? undefined : output(worker),
      errors: [...errors, ...ours],
    };
  }

  function programFor(file: string, format: ModuleFormat): Entry {
    const known = programs.get(format);
    if (known?.isFresh && known.original.getSourceFile(file)) return known;
    if (stale) {
      if (config) parsed.delete(config);
      stale = false;
    }
    const given = config ? parse(ts, config) : undefined;
    const names = given?.fileNames ?? [];
    if (!names.includes(file)) asked.add(file);
    const rootNames = [...names, ...asked].filter((name) => fs.existsSync(name));
    const options = optionsFor(ts, given?.options, format, folder);
    const host = createHost(options);
    const original = ts.createProgram({
      rootNames,
      options,
      host,
      ...(known && { oldProgram: known.original }),
      ...(given?.projectReferences && { projectReferences: given.projectReferences }),
    });
    if (known && isSame(known.original, original)) {
      known.isFresh = true;
      return known;
    }
    const placements = new Map<string, Placement>();
    const program = transformProgram(
      original,
      host,
      pluginEntry(options['plugins']) ?? {},
      { ts },
      {
        disk: noDisk,
        ...(warn && { warn }),
        placementOf: (source) => placements.get(source.fileName)!,
      },
    );
    const entry = { original, program, placements, isFresh: true };
    programs.set(format, entry);
    return entry;
  }

  function createHost(options: ts.CompilerOptions): ts.CompilerHost {
    const host = ts.createCompilerHost(options, true);
    const read = host.getSourceFile.bind(host);
    host.getCurrentDirectory = () => folder;
    host.getSourceFile = (name, languageVersion, ...rest) => {
      const { impliedNodeFormat } = languageVersion as ts.CreateSourceFileOptions;
      const version = `${versionOf(name)} ${impliedNodeFormat}`;
      const known = trees.get(name);
      if (known?.version === version) return known.tree;
      const tree = read(name, languageVersion, ...rest);
      trees.set(name, { version, tree });
      return tree;
    };
    return host;
  }

  function resolve(specifier: string, from: string): string | undefined {
    const found = ts.resolveModuleName(specifier, from, optionsOf('bundler'), ts.sys).resolvedModule;
    return found && !found.isExternalLibraryImport && !/\.d\.[cm]?ts$/.test(found.resolvedFileName)
      ? found.resolvedFileName
      : undefined;
  }

  function optionsOf(format: ModuleFormat): ts.CompilerOptions {
    return optionsFor(ts, config ? parse(ts, config)?.options : undefined, format, folder);
  }

  function transpile(file: string, format: ModuleFormat): Output {
    const text = fs.readFileSync(file, 'utf8');
    const { outputText, sourceMapText } = ts.transpileModule(text, {
      fileName: file,
      compilerOptions: optionsOf(format),
      transformers: { before: [...before] },
    });
    return outputOf(outputText, sourceMapText, file, text);
  }

  function refresh(): void {
    stale = true;
    for (const entry of programs.values()) entry.isFresh = false;
  }
}

const versionOf = (file: string): string => {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs} ${stat.size}` : '';
};

const isSame = (a: ts.Program, b: ts.Program): boolean => {
  const before = a.getSourceFiles();
  const after = b.getSourceFiles();
  return before.length === after.length && before.every((file, i) => file === after[i]);
};

const emptyMap = (file: string, text: string): SourceMap => ({
  version: 3,
  file: path.posix.basename(file),
  sources: [file],
  sourcesContent: [text],
  names: [],
  mappings: '',
});

function outputOf(code: string, map: string | undefined, file: string, text: string): Output {
  const { mappings, names } = JSON.parse(map ?? '{ "mappings": "", "names": [] }') as SourceMap;
  const bare = code.replace(/^\/\/# (?:unsyncSource|sourceMappingURL)=.*$\n?/gm, '');
  return { code: bare, map: { ...emptyMap(file, text), mappings, names } };
}
