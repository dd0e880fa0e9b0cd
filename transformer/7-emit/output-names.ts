/** Where outputs go and what they are called. */
import * as path from 'node:path';
import type ts from 'typescript';
import { workerName } from '../6-lower/6-lower';
import { problem } from '../diagnostics';
import { isCommonJsCode } from '../syntax/internals';
import type { Analysis, Problem, TypeScript } from '../types';

export const isWorkerModule = (name: string): boolean => /\.unsync\.[cm]?jsx?$/.test(name);

/** The last line of a worker module says which source it was made from, so that it can go when that goes. */
export function sourceComment(workerFile: string, source: string): string {
  return `//# unsyncSource=${encodeURI(path.posix.relative(path.posix.dirname(workerFile), source))}`;
}
sourceComment.read = (workerFile: string, text: string): string | undefined => {
  const written = /^\/\/# unsyncSource=(\S+)\r?$/m.exec(text)?.[1];
  return written === undefined ? undefined : path.posix.join(path.posix.dirname(workerFile), decodeURI(written));
};

/** Where the project's configuration is: what names its files is relative to it. */
export function projectFolder(program: ts.Program): string {
  const { configFilePath } = program.getCompilerOptions();
  return typeof configFilePath === 'string' ? path.posix.dirname(configFilePath) : program.getCurrentDirectory();
}

/** The file that tsc writes a source to. */
export function outputOf(ts: TypeScript, program: ts.Program, file: ts.SourceFile): string {
  const options = program.getCompilerOptions();
  const extension = /\.mts$|\.mjs$/.test(file.fileName)
    ? '.mjs'
    : /\.cts$|\.cjs$/.test(file.fileName)
      ? '.cjs'
      : /x$/.test(file.fileName) && options.jsx === ts.JsxEmit.Preserve
        ? '.jsx'
        : '.js';
  const changed = file.fileName.replace(/\.[cm]?[jt]sx?$/, extension);
  if (!options.outDir) return changed;
  return path.posix.join(options.outDir, path.posix.relative(commonFolder(program), changed));
}

function commonFolder(program: ts.Program): string {
  return (program as unknown as { getCommonSourceDirectory(): string }).getCommonSourceDirectory();
}

/** The folder of outputs. Without `outDir` they stand beside their sources: the project's. */
export function outputFolder(program: ts.Program): string {
  const { outDir, configFilePath } = program.getCompilerOptions();
  if (outDir) return outDir;
  return configFilePath ? projectFolder(program) : commonFolder(program);
}

/** Where the worker module of a source is written. */
export function workerOf(ts: TypeScript, program: ts.Program, file: ts.SourceFile): string {
  const output = outputOf(ts, program, file);
  return path.posix.join(path.posix.dirname(output), workerName(path.posix.basename(output)));
}

/** The format that a file is written in; `undefined` for what has neither imports that Node understands nor a place for ours, like AMD. */
export function moduleFormat(ts: TypeScript, program: ts.Program, file: ts.SourceFile): 'esm' | 'cjs' | undefined {
  const { getEmitModuleFormatOfFile } = program as unknown as {
    getEmitModuleFormatOfFile?(f: ts.SourceFile): ts.ModuleKind;
  };
  const format =
    getEmitModuleFormatOfFile?.call(program, file) ?? program.getCompilerOptions().module ?? ts.ModuleKind.ESNext;
  if (format === ts.ModuleKind.CommonJS) return 'cjs';
  // imports and exports stay as they were written
  if (format === ts.ModuleKind.Preserve) {
    const isCommonJs =
      (!ts.isExternalModule(file) && isCommonJsCode(file)) ||
      file.statements.some((s) => ts.isExportAssignment(s) && s.isExportEquals);
    return isCommonJs ? 'cjs' : 'esm';
  }
  return format >= ts.ModuleKind.ES2015 && format <= ts.ModuleKind.ESNext ? 'esm' : undefined;
}

/** Errors of where a file's output would go. */
export function placementProblems(ts: TypeScript, program: ts.Program, { file, slice, plans }: Analysis): Problem[] {
  if (!slice) return [];
  const options = program.getCompilerOptions();
  const span = plans[0]!.span;
  if (options.outFile) return [problem('unsupportedModule', file, span, ['outFile'])];
  if (!moduleFormat(ts, program, file))
    return [problem('unsupportedModule', file, span, [`module '${ts.ModuleKind[options.module ?? 0]}'`])];
  const stem = workerName(path.posix.basename(file.fileName).replace(/\.[cm]?[jt]sx?$/, '.js')).slice(0, -3);
  const rival = program
    .getSourceFiles()
    .find(
      (f) =>
        !f.isDeclarationFile &&
        path.posix.dirname(f.fileName) === path.posix.dirname(file.fileName) &&
        path.posix.basename(f.fileName).replace(/\.[cm]?[jt]sx?$/, '') === stem,
    );
  return rival ? [problem('reservedFile', file, span, [path.posix.basename(rival.fileName)])] : [];
}
