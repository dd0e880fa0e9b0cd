/**
 * The programs of a project, one for each format that its files are asked for in, made again when files have changed.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type ts from 'typescript';
import type { Placement } from '../7-emit/7-emit';
import type { Tasks } from '../7-emit/manifest';
import { noDisk } from '../7-emit/writer';
import { pluginEntry } from '../options';
import { transformProgram } from '../program/transform-program';
import type { TypeScript } from '../types';
import { createFutureFindings, type FutureFindings } from '../unawaited/future-findings';
import { type OutputFormat, optionsFor } from './module-output';

export interface ProjectProgram {
  /** The program of the user's text: the next one is made from it. */
  original: ts.Program;
  program: ts.Program;
  placements: Map<string, Placement>;
  /** Of the worker modules that were made of it. */
  tasks: Map<string, Tasks>;
  warnings: ts.Diagnostic[];
  futures: FutureFindings;
  /** Files whose own loading has failed of that. */
  failed: Set<string>;
  /** It has been asked since something may have changed. */
  isFresh: boolean;
}

export interface Programs {
  /** With the file in it, whether or not its tsconfig names it. */
  programFor(file: string, format: OutputFormat): ProjectProgram;
  /** In whatever format there is one. */
  anyFor(file: string): ProjectProgram | undefined;
  optionsOf(format: OutputFormat): ts.CompilerOptions;
  /** Files may have changed. */
  refresh(): void;
}

/** The nearest tsconfig.json that takes the file, or that refers to one that does; else the nearest. */
export function configOf(ts: TypeScript, file: string): string | undefined {
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

/** @param more files that belong to it, and that its tsconfig may not name */
export function createPrograms(
  ts: TypeScript,
  config: string | undefined,
  more: ReadonlySet<string>,
  warn: ((text: string) => void) | undefined,
): Programs {
  const trees = new Map<string, { version: string; tree: ts.SourceFile | undefined }>();
  const folder = config ? path.posix.dirname(config) : process.cwd().split(path.sep).join('/');
  /** Files that the tsconfig does not name, and that were asked for. */
  const asked = new Set<string>();
  const programs = new Map<OutputFormat, ProjectProgram>();
  let stale = false;
  return { programFor, anyFor, optionsOf, refresh };

  function programFor(file: string, format: OutputFormat): ProjectProgram {
    const known = programs.get(format);
    if (known?.isFresh && known.original.getSourceFile(file)) return known;
    if (stale) {
      if (config) parsed.delete(config);
      stale = false;
    }
    const given = config ? parse(ts, config) : undefined;
    const names = given?.fileNames ?? [];
    if (!names.includes(file)) asked.add(file);
    const rootNames = [...new Set([...names, ...asked, ...more])].filter((name) => fs.existsSync(name));
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
    const tasks = new Map<string, Tasks>();
    const warnings: ts.Diagnostic[] = [];
    const program = transformProgram(
      original,
      host,
      pluginEntry(options['plugins']) ?? {},
      { ts },
      {
        disk: noDisk,
        ...(warn && { warn }),
        warned: (warning) => warnings.push(warning),
        placementOf: (source) => placements.get(source.fileName)!,
        moved: (source, has) => tasks.set(source.fileName, has),
      },
    );
    const futures = createFutureFindings(ts, program, original);
    const entry = { original, program, placements, tasks, warnings, futures, failed: new Set<string>(), isFresh: true };
    programs.set(format, entry);
    return entry;
  }

  function anyFor(file: string): ProjectProgram | undefined {
    const [format] = programs.keys();
    return format && programFor(file, format);
  }

  function optionsOf(format: OutputFormat): ts.CompilerOptions {
    return optionsFor(ts, config ? parse(ts, config)?.options : undefined, format, folder);
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
  const options = (program: ts.Program) => JSON.stringify({ ...program.getCompilerOptions(), configFile: undefined });
  return options(a) === options(b) && before.length === after.length && before.every((file, i) => file === after[i]);
};
