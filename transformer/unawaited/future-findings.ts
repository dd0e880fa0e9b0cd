/** Finds what the files of one program do with futures, each looked at once, for hosts that report no types. */
import type ts from 'typescript';
import { closure, linksOf } from '../7-emit/versions';
import { toDiagnostic } from '../diagnostics';
import type { TypeScript } from '../types';
import { unawaited } from './unawaited';

export type FutureFindings = (file: string) => readonly ts.Diagnostic[];

/** @param original the program of the user's text: what is another file in `program` has marks */
export function createFutureFindings(ts: TypeScript, program: ts.Program, original: ts.Program): FutureFindings {
  const known = new Map<string, readonly ts.Diagnostic[]>();
  let isReached: ((source: ts.SourceFile) => boolean) | undefined;
  return (file) => {
    const found = known.get(file) ?? find(file);
    known.set(file, found);
    return found;
  };

  function find(file: string): readonly ts.Diagnostic[] {
    const source = program.getSourceFile(file);
    if (program === original || !source || !(isReached ??= reach())(source)) return [];
    return unawaited(ts, program, source).map((p) => toDiagnostic(ts, p));
  }

  /** Holds where a file's imports lead to one with marks. The declarations of a script, every file has. */
  function reach(): (source: ts.SourceFile) => boolean {
    const marked = program.getSourceFiles().filter((f) => f !== original.getSourceFile(f.fileName));
    if (!marked.every((f) => ts.isExternalModule(f))) return () => true;
    const reached = closure(linksOf(program).importers, marked);
    return (source) => reached.has(source);
  }
}
