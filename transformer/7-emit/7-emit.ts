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
import { moduleFormat, outputOf, projectFolder, sourceComment, workerOf } from './output-names';
import { StaleOutputs } from './stale-outputs';

/** Everything that emitting needs of its surroundings. */
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
/** A program's own methods, which builders call. */
interface Emitting {
  emit: Emit;
  emitBuildInfo?: EmitBuildInfo;
}
type EmitBuildInfo = (writeFile?: ts.WriteFileCallback, ...rest: unknown[]) => ts.EmitResult;

/** Replaces `emit` on the program itself: builders write to the very object. */
export function installEmit(input: EmitInput): void {
  const { program } = input;
  const internal = program as unknown as Emitting;
  const emitter = new Emitter(input, internal.emit.bind(program));
  internal.emit = (target, writeFile, token, emitOnly, custom, ...rest) =>
    emitter.emit(target, writeFile, token, emitOnly, custom, ...rest);
  if (internal.emitBuildInfo) {
    const emitBuildInfo = internal.emitBuildInfo.bind(program);
    internal.emitBuildInfo = (writeFile, ...rest) => emitter.emitBuildInfo(emitBuildInfo, writeFile, ...rest);
  }
}

/** Emits one program, by the `emit` that it had. */
class Emitter {
  readonly ts: TypeScript;
  readonly program: ts.Program;
  readonly options: ts.CompilerOptions;
  readonly hiddenNames: ts.TransformerFactory<ts.SourceFile | ts.Bundle>;
  readonly manifest: ReturnType<typeof createManifest>;
  readonly stale: StaleOutputs;
  #latest: ts.CustomTransformers | undefined;

  constructor(
    readonly input: EmitInput,
    readonly original: Emit,
  ) {
    const { ts, program, files } = input;
    this.ts = ts;
    this.program = program;
    this.options = program.getCompilerOptions();
    this.hiddenNames = nameHidden(
      ts,
      [...files.values()].flatMap((m) => m.tasks),
    );
    this.manifest = createManifest({
      ...input,
      entryOf: (file) => {
        this.#emitWorker(file, () => {}, undefined, this.#latest);
        return this.manifest.entries.get(file);
      },
    });
    this.stale = new StaleOutputs(input);
  }

  emit(...[target, writeFile, token, emitOnly, custom, ...rest]: Parameters<Emit>): ts.EmitResult {
    this.#latest = custom;
    const { input, options } = this;
    const { files } = input;
    // whose JavaScript is written in this call: with an error in a declaration file `emitSkipped` is true, and yet it is
    const lowered = new Set<ts.SourceFile>();
    const result = files.size
      ? this.original(target, writeFile, token, emitOnly, this.#lowering(lowered, custom), ...rest)
      : this.original(target, writeFile, token, emitOnly, custom, ...rest);
    if (files.size)
      (result as { diagnostics: readonly ts.Diagnostic[] }).diagnostics = input.inUsersWords(result.diagnostics);
    const noJs = !!emitOnly || rest[0] === true || options.noEmit || options.emitDeclarationOnly;
    if (noJs || (result.emitSkipped && !lowered.size)) return result;
    const emitted = [...result.diagnostics];
    const write = writeFile ?? input.writeFile;
    for (const file of lowered) emitted.push(...this.#emitWorker(file, write, token, custom, result));
    this.stale.sweep();
    // builders ask for one file after the other, and then for their build information
    const { written, diagnostics } = target ? none : this.#emitManifest(write);
    if (written !== undefined) result.emittedFiles?.push(written);
    emitted.push(...diagnostics);
    return { ...result, diagnostics: emitted };
  }

  emitBuildInfo(original: EmitBuildInfo, ...[writeFile, ...rest]: Parameters<EmitBuildInfo>): ts.EmitResult {
    const { input, options } = this;
    const write = writeFile ?? input.writeFile;
    const marking = input.files.size ? withBuildMark(write, options) : write;
    if (hasNoJavaScript(options)) return original(marking, ...rest);
    this.stale.sweep();
    // first: what the build information says has been done
    const { written, diagnostics } = this.#emitManifest(write);
    const result = original(marking, ...rest);
    if (written !== undefined) result.emittedFiles?.push(written);
    return { ...result, diagnostics: [...result.diagnostics, ...diagnostics] };
  }

  /** Transforms trees on their way out, before and after the user's own transformers. */
  #lowering(lowered: Set<ts.SourceFile>, custom: ts.CustomTransformers | undefined): ts.CustomTransformers {
    const { ts, input } = this;
    const marked = (file: ts.SourceFile) => input.files.get(ts.getOriginalNode(file) as ts.SourceFile);
    return {
      before: [
        (context) => (file) => {
          const m = marked(file);
          if (!m) return file;
          lowered.add(m.file);
          return lowerMain(this.#siteOf(m.file))(context)(file);
        },
        ...(custom?.before ?? []),
      ],
      after: custom?.after ?? [],
      afterDeclarations: [
        (context) => (root) => {
          const m = ts.isSourceFile(root) ? marked(root) : undefined;
          return m?.tasks.length ? lowerDeclarations({ ts }, m.tasks, input.types())(context)(root) : root;
        },
        this.hiddenNames,
        ...(custom?.afterDeclarations ?? []),
      ],
    };
  }

  #siteOf(file: ts.SourceFile): Site {
    const { ts, program, input } = this;
    const mainName = path.posix.basename(outputOf(ts, program, file));
    return {
      ts,
      analysis: this.input.analysisOf(file),
      esm: moduleFormat(ts, program, file) === 'esm',
      mainName,
      workerName: workerName(mainName),
      displayName: path.posix.relative(projectFolder(program), file.fileName),
      placement: input.placementOf?.(file) ?? beside(mainName),
      isLoaded: !!input.placementOf,
    };
  }

  #emitWorker(
    file: ts.SourceFile,
    write: ts.WriteFileCallback,
    token: ts.CancellationToken | undefined,
    custom: ts.CustomTransformers | undefined,
    result?: ts.EmitResult,
  ): ts.Diagnostic[] {
    const { ts, input } = this;
    this.manifest.entries.set(file, undefined);
    const site = this.#siteOf(file);
    const { slice } = site.analysis;
    if (!slice) {
      this.stale.deleteIf(workerOf(ts, this.program, file), (source) => source === file.fileName);
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
        if (!input.placementOf) this.manifest.entries.set(file, this.manifest.describe(site, slice, code));
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
    const { noEmitHelpers } = this.options;
    if (noEmitHelpers) this.options.noEmitHelpers = false;
    try {
      this.original(file, written, token, 0, { ...custom, before, afterDeclarations: [] }, undefined, true);
    } finally {
      if (noEmitHelpers) this.options.noEmitHelpers = noEmitHelpers;
    }
    return diagnostics;
  }

  #emitManifest(write: ts.WriteFileCallback): { written: string | undefined; diagnostics: readonly ts.Diagnostic[] } {
    // a host that writes no files knows itself where they will be
    return this.input.placementOf ? none : this.manifest.write(write);
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
