/** The step of every host that compiles a program: from the one that it made, one in which marks are honestly typed, and lowered on emit. */
import type ts from 'typescript';
import { installEmit, type Placement } from '../7-emit/7-emit';
import type { Tasks } from '../7-emit/manifest';
import { packageVersion } from '../7-emit/package-version';
import { disk } from '../7-emit/writer';
import { projectProblem, toDiagnostic, toText } from '../diagnostics';
import { laterPrograms, resolveOptions } from '../options';
import { isSupported } from '../syntax/internals';
import type { Analysis, Disk, TypeScript } from '../types';
import { createAnalyses } from './analysis-cache';
import { withMarks } from './program';
import { asUsers, installDiagnostics, installProjectDiagnostics, unusedTasks } from './tsc-diagnostics';

/** Where what is emitted goes; the file system, beside each other, where a host says nothing. */
export interface Surroundings {
  readonly disk: Disk;
  readonly placementOf?: (file: ts.SourceFile) => Placement;
  /** Takes what each worker module has that goes there. */
  readonly moved?: (file: ts.SourceFile, tasks: Tasks) => void;
  /** Takes warnings, a line each with its chain; standard error without. */
  readonly warn?: (text: string) => void;
  /** Takes the same, for hosts that show code themselves. */
  readonly warned?: (warning: ts.Diagnostic) => void;
}

/** `config`: the plugin entry of the project. */
export function transformProgram(
  original: ts.Program,
  host: ts.CompilerHost | undefined,
  config: Readonly<Record<string, unknown>>,
  { ts }: { ts: TypeScript },
  surroundings: Surroundings = { disk },
): ts.Program {
  // a patched language service parses incrementally, and needs text and tree to agree
  if (!host || original.getSourceFiles().some((f) => 'scriptSnapshot' in f)) return original;
  if (!isSupported(ts.version)) {
    installProjectDiagnostics(ts, original, [projectProblem('unsupportedCompiler', [ts.version])]);
    return original;
  }
  const later = laterPrograms(original.getCompilerOptions()['plugins']).map((name) => `'${name}'`);
  if (later.length) {
    installProjectDiagnostics(ts, original, [projectProblem('laterProgram', [later.join(', ')])]);
    return original;
  }
  const { options, problems } = resolveOptions(config);
  const { program, files } = withMarks(ts, original, host, JSON.stringify([packageVersion(), options]));

  const { types, analysisOf: analyseOnce } = createAnalyses({ ts, program, files, options });
  const warn = surroundings.warn ?? ((text: string) => void process.stderr.write(text));
  const said = new Set<Analysis>();
  const analysisOf = (file: ts.SourceFile): Analysis => {
    const analysis = analyseOnce(file);
    if (!said.has(analysis) && !options.warningsAsErrors) {
      const warnings = analysis.problems.filter((p) => p.category === 'warning');
      for (const w of warnings) {
        warn(toText(ts, w, program.getCurrentDirectory()));
        surroundings.warned?.({ ...toDiagnostic(ts, w), category: ts.DiagnosticCategory.Warning });
      }
    }
    said.add(analysis);
    return analysis;
  };
  const errorsOf = (file: ts.SourceFile): ts.Diagnostic[] => {
    const marked = files.get(file);
    if (!marked) return [];
    const { noUnusedLocals } = program.getCompilerOptions();
    const unused = noUnusedLocals ? unusedTasks(ts, marked) : [];
    const problems = analysisOf(file).problems.filter((p) => p.category === 'error' || options.warningsAsErrors);
    return [...unused, ...problems.map((p) => toDiagnostic(ts, p))];
  };

  const inUsersWords = (found: readonly ts.Diagnostic[]) => found.flatMap((d) => asUsers(ts, files, d));
  installDiagnostics(program, files, errorsOf, inUsersWords);
  installProjectDiagnostics(ts, program, problems);
  const writeFile: ts.WriteFileCallback = (...a) => host.writeFile(...a);
  installEmit({ ts, program, types, files, analysisOf, inUsersWords, writeFile, ...surroundings });
  return program;
}
