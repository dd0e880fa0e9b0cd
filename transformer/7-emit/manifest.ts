/**
 * The manifest of a program's worker modules (`runtime/manifest.ts` says what is in it): what phase 7 has emitted, and
 * of files that it had no need to emit, what the manifest on disk says. It is written once, when all else is.
 */
import * as path from 'node:path';
import type ts from 'typescript';
import { buildOf, MANIFEST, type Manifest, type ManifestModule, type Modules } from '../../runtime/manifest';
import { type Site, taskOf } from '../6-lower/6-lower';
import type { Disk, MarkedFile, Slice, TypeInfo, TypeScript } from '../types';
import { outputFolder, sourceComment, workerOf } from './output-names';
import { byName, createWorkerHash } from './worker-hash';

export interface ManifestInput {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly types: () => TypeInfo;
  /** Every file that unsync looked into, by its source file. */
  readonly files: ReadonlyMap<ts.SourceFile, MarkedFile>;
  readonly disk: Disk;
  /** Of a file that is not emitted, what it would be. */
  readonly entryOf: (file: ts.SourceFile) => ManifestModule | undefined;
}

/** Tasks that a worker module has, by key. */
export type Tasks = ManifestModule['tasks'];

export function createManifest({ ts, program, types, files, disk, entryOf }: ManifestInput) {
  /** Of each marked file that was emitted; nothing where it has no worker module. */
  const entries = new Map<ts.SourceFile, ManifestModule | undefined>();
  const own = new Set(program.getSourceFiles().map((f) => f.fileName));
  const hashOf = createWorkerHash(ts, program, types);
  return { entries, describe, write };

  /** @param code the worker module, without what tsc and unsync write below it */
  function describe(site: Site, slice: Slice, code: string): ManifestModule {
    return { hash: hashOf(site.analysis.file, slice, code), tasks: tasksOf(site, slice) };
  }

  /** Gives what was written, if there was need to. */
  function write(writeFile: ts.WriteFileCallback): { written: string | undefined; diagnostics: ts.Diagnostic[] } {
    const diagnostics: ts.Diagnostic[] = [];
    const folder = outputFolder(program);
    const name = path.posix.join(folder, MANIFEST);
    const before = disk.readFile(name);
    const known = before === undefined ? undefined : readManifest(before);
    const all = modulesIn(folder, known);
    if (!all.length) {
      if (known) disk.deleteFile(name);
      return { written: undefined, diagnostics };
    }
    const text = manifestText(Object.fromEntries(all));
    if (text === before && !entries.size) return { written: undefined, diagnostics };
    const failed = (message: string): ts.Diagnostic => ({
      category: ts.DiagnosticCategory.Error,
      code: 5033, // as tsc says it of its own outputs
      messageText: `Could not write file '${name}': ${message}.`,
      file: undefined,
      start: undefined,
      length: undefined,
    });
    writeFile(name, text, false, (message) => diagnostics.push(failed(message)));
    return { written: name, diagnostics };
  }

  /** What is there by now, where `known` was before. */
  function modulesIn(folder: string, known: Manifest | undefined): [string, ManifestModule][] {
    const found = new Map<string, ManifestModule | undefined>();
    for (const file of files.keys()) {
      const worker = workerOf(ts, program, file);
      const key = path.posix.relative(folder, worker);
      if (entries.has(file)) found.set(key, entries.get(file));
      else found.set(key, known?.modules[key] ?? (disk.fileExists(worker) ? entryOf(file) : undefined));
    }
    for (const [key, module] of Object.entries(known?.modules ?? {}))
      if (!found.has(key) && isOfOthers(path.posix.join(folder, key))) found.set(key, module);
    return [...found].filter((each): each is [string, ManifestModule] => !!each[1]);
  }

  /** A worker module of another project that shares the folder, as it is left alone when stale ones are deleted. */
  function isOfOthers(worker: string): boolean {
    const source = sourceComment.read(worker, disk.readFile(worker) ?? '');
    return source !== undefined && !own.has(source) && disk.fileExists(source);
  }
}

export const tasksOf = (site: Site, { roots }: Slice): Tasks =>
  Object.fromEntries(roots.map((plan) => [plan.name, taskOf(site, plan)]));

export function manifestText(of: Modules): string {
  const modules = Object.fromEntries(Object.entries(of).sort(byName));
  const manifest: Manifest = { version: 1, build: buildOf(modules), modules };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** Nothing, for what is no manifest of ours. */
export function readManifest(text: string): Manifest | undefined {
  try {
    const { version, build, modules } = JSON.parse(text) as Partial<Manifest>;
    return version === 1 && typeof build === 'string' && modules ? { version, build, modules } : undefined;
  } catch {
    return undefined;
  }
}

/** The manifest that names a worker module: in its folder, or in one above. */
export function manifestOf(worker: string, { readFile }: Pick<Disk, 'readFile'>): string | undefined {
  for (let folder = path.posix.dirname(worker); ; folder = path.posix.dirname(folder)) {
    const name = path.posix.join(folder, MANIFEST);
    const found = readManifest(readFile(name) ?? '');
    if (found && Object.hasOwn(found.modules, path.posix.relative(folder, worker))) return name;
    if (folder === path.posix.dirname(folder)) return undefined;
  }
}
