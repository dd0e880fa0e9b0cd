/** Finds what a build would find in a project as it is in the editor, and where its marked functions run. */
import * as path from 'node:path';
import type ts from 'typescript';
import { toDiagnostic } from '../../diagnostics';
import type { Options } from '../../options';
import { type Analyses, createAnalyses } from '../../program/analysis-cache';
import { type MarkedProgram, withMarks } from '../../program/program';
import { asUsers, unusedTasks } from '../../program/tsc-diagnostics';
import { reasons, sentence } from '../../report/explain-text';
import type { Analysis, Evidence, Problem, Task, TypeScript } from '../../types';

export interface Findings {
  /** tsc's with honest types, and unsync's: of files with marks, what their functions need is looked at. */
  diagnosticsOf(fileName: string): ts.Diagnostic[];
  /** All that a build would know of a marked file. */
  analysisOf(fileName: string): Analysis | undefined;
  /** The marked functions of a file. */
  tasksOf(fileName: string): readonly Task[];
  kindOf(task: Task): string;
  /** `'node:fs readFileSync' blocks its thread (tasks.ts:10:10)` */
  whyOf(task: Task): string;
}

interface Input {
  readonly ts: TypeScript;
  readonly host: ts.LanguageServiceHost;
  readonly program: ts.Program;
  readonly options: Options;
}

/** Of one version of the project. The program is made when it is first needed. */
export function createFindings({ ts, host, program: original, options }: Input): Findings {
  const asked = host.getCancellationToken?.();
  const cancellation = asked && {
    isCancellationRequested: () => asked.isCancellationRequested(),
    throwIfCancellationRequested() {
      if (asked.isCancellationRequested()) throw new ts.OperationCanceledException();
    },
  };
  let made: (MarkedProgram & Analyses) | undefined;
  const marked = () => (made ??= make());
  const fileOf = (name: string) => marked().program.getSourceFile(name);

  return {
    diagnosticsOf(name) {
      const { program, files, analysisOf } = marked();
      const file = fileOf(name);
      if (!file) return [];
      const own = files.get(file);
      const { noUnusedLocals, declaration, composite } = program.getCompilerOptions();
      const found = [
        ...program.getSemanticDiagnostics(file, cancellation),
        // as a language service does
        ...(declaration || composite ? program.getDeclarationDiagnostics(file, cancellation) : []),
      ].flatMap((d) => asUsers(ts, files, d));
      const unused = own && noUnusedLocals ? unusedTasks(ts, own) : [];
      return [...found, ...unused, ...(own ? analysisOf(file).problems.map(diagnostic) : [])];
    },
    analysisOf(name) {
      const file = fileOf(name);
      return file && marked().files.has(file) ? marked().analysisOf(file) : undefined;
    },
    tasksOf(name) {
      const file = fileOf(name);
      return (file && marked().files.get(file)?.tasks) ?? [];
    },
    kindOf: (task) => marked().classifiedOf(task).kind,
    whyOf(task) {
      const { because, evidence } = marked().classifiedOf(task);
      return because === 'blocks' ? evidence.map(step).join(' → ') : reasons[because];
    },
  };

  function make(): MarkedProgram & Analyses {
    const compiled = original.getCompilerOptions();
    type Internal = { useSourceOfProjectReferenceRedirect?(): boolean };
    const project = host as ts.LanguageServiceHost & Internal;
    const compilerHost: ts.CompilerHost & Internal = {
      ...ts.createCompilerHost(compiled),
      getCurrentDirectory: () => original.getCurrentDirectory(),
      getDefaultLibFileName: (o) => host.getDefaultLibFileName(o),
      fileExists: (name) => host.fileExists(name),
      readFile: (name) => host.readFile(name),
      useSourceOfProjectReferenceRedirect: () => project.useSourceOfProjectReferenceRedirect?.() ?? false,
    };
    const program = withMarks(ts, original, compilerHost);
    return { ...program, ...createAnalyses({ ts, ...program, options, cancellation }) };
  }

  function diagnostic(p: Problem): ts.Diagnostic {
    const isWarning = p.category === 'warning' && !options.warningsAsErrors;
    return { ...toDiagnostic(ts, p), ...(isWarning && { category: ts.DiagnosticCategory.Warning }) };
  }

  function step({ file, span, text }: Evidence): string {
    const { line, character } = ts.getLineAndCharacterOfPosition(file, span.start);
    return `${sentence(text)} (${path.basename(file.fileName)}:${line + 1}:${character + 1})`;
  }
}
