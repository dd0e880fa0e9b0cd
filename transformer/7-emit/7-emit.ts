/**
 * Phase 7, emit: the only phase that writes. tsc's own `emit` runs once with the stubs in place, and
 * once more for each file with a slice, under another name.
 */
import * as path from 'node:path';
import type ts from 'typescript';
import {
  beside,
  lowerDeclarations,
  lowerMain,
  lowerWorker,
  nameHidden,
  type Placement,
  type Site,
  workerName,
} from '../6-lower/6-lower';
import { problem, toDiagnostic } from '../diagnostics';
import { localSymbol } from '../syntax/nodes';
import type { Analysis, Disk, MarkedFile, TypeInfo, TypeScript } from '../types';
import { hasNoJavaScript, withBuildMark } from './build-mark';
import { wrongNames } from './free-names';
import { createManifest, type Tasks, tasksOf } from './manifest';
import { isWorkerModule, moduleFormat, outputOf, projectFolder, sourceComment, workerOf } from './output-names';

/** What emitting needs of its surroundings. */
export interface EmitInput {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly types: () => TypeInfo;
  /** Every file that unsync looked into, by its source file. */
  readonly files: ReadonlyMap<ts.SourceFile, MarkedFile>;
  readonly analysisOf: (file: ts.SourceFile) => Analysis;
  /** tsc's findings without the names that we made: declaration errors come with emitting. */
  readonly inUsersWords: (found: readonly ts.Diagnostic[]) => ts.Diagnostic[];
  readonly writeFile: ts.WriteFileCallback;
  /** For worker modules whose marks are gone. */
  readonly disk: Disk;
  /** Of hosts that write no files. */
  readonly placementOf?: (file: ts.SourceFile) => Placement;
  /** Of these: takes what each worker module has. */
  readonly moved?: (file: ts.SourceFile, tasks: Tasks) => void;
}
export type { Placement };

type Emit = (
  target?: ts.SourceFile,
  writeFile?: ts.WriteFileCallback,
  token?: ts.CancellationToken,
  emitOnly?: boolean | number,
  custom?: ts.CustomTransformers,
  ...rest: unknown[]
) => ts.EmitResult;

/** Replaces `emit` on the program itself: builders write to the very object. */
export function installEmit(input: EmitInput): void {
  const { ts, program, files, analysisOf } = input;
  const options = program.getCompilerOptions();
  const internal = program as unknown as {
    emit: Emit;
    emitBuildInfo?: (writeFile?: ts.WriteFileCallback, ...rest: unknown[]) => ts.EmitResult;
  };
  const emit = internal.emit.bind(program);
  const hiddenNames = nameHidden(
    ts,
    [...files.values()].flatMap((m) => m.tasks),
  );
  const manifest = createManifest({
    ...input,
    entryOf(file) {
      emitWorker(file, () => {}, undefined, latest);
      return manifest.entries.get(file);
    },
  });
  let swept = false;
  let latest: ts.CustomTransformers | undefined;

  internal.emit = (target, writeFile, token, emitOnly, custom, ...rest) => {
    latest = custom;
    const marked = (file: ts.SourceFile) => files.get(ts.getOriginalNode(file) as ts.SourceFile);
    // whose JavaScript is written in this call: with an error in a declaration file `emitSkipped` is true, and yet it is
    const lowered = new Set<ts.SourceFile>();
    const lowering: ts.CustomTransformers = {
      before: [
        (context) => (file) => {
          const m = marked(file);
          if (!m) return file;
          lowered.add(m.file);
          return lowerMain(siteOf(m.file))(context)(file);
        },
        ...(custom?.before ?? []),
      ],
      after: custom?.after ?? [],
      afterDeclarations: [
        (context) => (root) => {
          const m = ts.isSourceFile(root) ? marked(root) : undefined;
          return m?.tasks.length ? lowerDeclarations({ ts }, m.tasks, input.types())(context)(root) : root;
        },
        hiddenNames,
        ...(custom?.afterDeclarations ?? []),
      ],
    };
    const result = files.size
      ? emit(target, writeFile, token, emitOnly, lowering, ...rest)
      : emit(target, writeFile, token, emitOnly, custom, ...rest);
    if (files.size)
      (result as { diagnostics: readonly ts.Diagnostic[] }).diagnostics = input.inUsersWords(result.diagnostics);
    const noJs = !!emitOnly || rest[0] === true || options.noEmit || options.emitDeclarationOnly;
    if (noJs || (result.emitSkipped && !lowered.size)) return result;
    const emitted = [...result.diagnostics];
    const write = writeFile ?? input.writeFile;
    for (const file of lowered) emitted.push(...emitWorker(file, write, token, custom, result));
    sweep();
    // builders ask for one file after the other, and then for their build information
    const { written, diagnostics } = target ? none : emitManifest(write);
    if (written !== undefined) result.emittedFiles?.push(written);
    emitted.push(...diagnostics);
    return { ...result, diagnostics: emitted };
  };
  if (internal.emitBuildInfo) {
    const emitBuildInfo = internal.emitBuildInfo.bind(program);
    internal.emitBuildInfo = (writeFile, ...rest) => {
      const write = writeFile ?? input.writeFile;
      const marking = files.size ? withBuildMark(write, options) : write;
      if (hasNoJavaScript(options)) return emitBuildInfo(marking, ...rest);
      sweep();
      // first: what the build information says has been done
      const { written, diagnostics } = emitManifest(write);
      const result = emitBuildInfo(marking, ...rest);
      if (written !== undefined) result.emittedFiles?.push(written);
      return { ...result, diagnostics: [...result.diagnostics, ...diagnostics] };
    };
  }

  function siteOf(file: ts.SourceFile): Site {
    const mainName = path.posix.basename(outputOf(ts, program, file));
    return {
      ts,
      analysis: analysisOf(file),
      esm: moduleFormat(ts, program, file) === 'esm',
      mainName,
      workerName: workerName(mainName),
      displayName: path.posix.relative(projectFolder(program), file.fileName),
      placement: input.placementOf?.(file) ?? beside(mainName),
      isLoaded: !!input.placementOf,
    };
  }

  function emitWorker(
    file: ts.SourceFile,
    write: ts.WriteFileCallback,
    token: ts.CancellationToken | undefined,
    custom: ts.CustomTransformers | undefined,
    result?: ts.EmitResult,
  ): ts.Diagnostic[] {
    manifest.entries.set(file, undefined);
    const site = siteOf(file);
    const { slice } = site.analysis;
    if (!slice) {
      sweepFile(workerOf(ts, program, file), (source) => source === file.fileName);
      return [];
    }
    const diagnostics: ts.Diagnostic[] = [];
    const written: ts.WriteFileCallback = (name, text, bom, onError, sources, data) => {
      if (!/\.[cm]?jsx?(\.map)?$/.test(name)) return;
      const isMap = name.endsWith('.map');
      const to = path.posix.join(path.posix.dirname(name), site.workerName + (isMap ? '.map' : ''));
      if (isMap) text = renamedMap(text, site.workerName);
      else {
        const at = (data as { sourceMapUrlPos?: number } | undefined)?.sourceMapUrlPos ?? -1;
        const code = at >= 0 ? text.slice(0, at) : text;
        const wrong = wrongNames(ts, code, name, slice.globals, (name) => !!localSymbol(file, name));
        const report = (what: 'freeName' | 'nameTwice', of: string) =>
          diagnostics.push(toDiagnostic(ts, problem(what, file, slice.roots[0]!.span, [of, site.workerName])));
        for (const free of wrong.free) report('freeName', free);
        for (const twice of wrong.twice) report('nameTwice', twice);
        if (diagnostics.length) return;
        if (!input.placementOf) manifest.entries.set(file, manifest.describe(site, slice, code));
        else input.moved?.(file, tasksOf(site, slice));
        const newLine = code.includes('\r\n') ? '\r\n' : '\n';
        text =
          (code.endsWith('\n') ? code : code + newLine) +
          sourceComment(to, file.fileName) +
          newLine +
          (at >= 0 ? renamedUrl(text.slice(at), site) : '');
      }
      result?.emittedFiles?.push(to);
      write(to, text, bom, onError, sources);
    };
    const before = [lowerWorker(site, slice), ...(custom?.before ?? [])];
    // helpers that a program keeps among its globals are not among a worker's
    const { noEmitHelpers } = options;
    if (noEmitHelpers) options.noEmitHelpers = false;
    try {
      emit(file, written, token, 0, { ...custom, before, afterDeclarations: [] }, undefined, true);
    } finally {
      if (noEmitHelpers) options.noEmitHelpers = noEmitHelpers;
    }
    return diagnostics;
  }

  function emitManifest(write: ts.WriteFileCallback): ReturnType<typeof manifest.write> {
    // a host that writes no files knows itself where they will be
    return input.placementOf ? none : manifest.write(write);
  }

  /**
   * Worker modules that this program wrote before, and whose marks or sources are gone. Where a file still has marks,
   * it has been looked at when it is emitted; to look at the others again would take longer than all else.
   */
  function sweep(): void {
    if (swept) return;
    swept = true;
    const sources = program
      .getSourceFiles()
      .filter((f) => !f.isDeclarationFile && !program.isSourceFileFromExternalLibrary(f));
    const live = new Set(sources.filter((f) => files.has(f)).map((f) => workerOf(ts, program, f)));
    const known = new Set(sources.map((f) => f.fileName));
    const folders = options.outDir
      ? [options.outDir]
      : [...new Set(sources.map((f) => path.posix.dirname(f.fileName)))];
    for (const folder of folders) sweepFolder(folder, !!options.outDir, live, known);
  }

  function sweepFolder(folder: string, deep: boolean, live: ReadonlySet<string>, known: ReadonlySet<string>): void {
    const { disk } = input;
    for (const { name, isFolder } of disk.readDirectory(folder)) {
      const full = path.posix.join(folder, name);
      if (isFolder && deep && name !== 'node_modules' && !name.startsWith('.')) sweepFolder(full, deep, live, known);
      if (isFolder || live.has(full) || !isWorkerModule(name)) continue;
      sweepFile(full, (source) => known.has(source) || !disk.fileExists(source));
    }
  }

  /** Deletes a worker module, if it was made from such a source. */
  function sweepFile(name: string, isStale: (source: string) => boolean): void {
    const { disk } = input;
    const source = sourceComment.read(name, disk.readFile(name) ?? '');
    if (!source || !isStale(source)) return;
    disk.deleteFile(name);
    if (disk.fileExists(`${name}.map`)) disk.deleteFile(`${name}.map`);
  }
}

const none = { written: undefined, diagnostics: [] };

const renamedMap = (text: string, file: string): string => JSON.stringify({ ...(JSON.parse(text) as object), file });

function renamedUrl(comment: string, { mainName, workerName }: Site): string {
  const inline = /^(.*;base64,)(\S+)([\s\S]*)$/.exec(comment);
  if (!inline) return comment.replace(`${encodeURI(mainName)}.map`, `${workerName}.map`);
  return (
    inline[1] +
    Buffer.from(renamedMap(Buffer.from(inline[2]!, 'base64').toString(), workerName)).toString('base64') +
    inline[3]
  );
}
