/** Host: ts-patch. Gets a Program from tspc and gives back one in which marks are honestly typed and lowered on emit. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type ts from 'typescript';
import { installEmit } from '../7-emit';
import { projectProblem, toDiagnostic, toText } from '../diagnostics';
import { disk } from '../disk';
import { resolveOptions } from '../options';
import { placementProblems } from '../output-names';
import { analyse } from '../pipeline';
import { withMarks } from '../program';
import { asUsers, installDiagnostics, installProjectDiagnostics, unusedTasks } from '../tsc-diagnostics';
import { createTypeInfo } from '../type-info';
import type { Analysis, TypeInfo, TypeScript } from '../types';

function transformProgram(
  original: ts.Program,
  host: ts.CompilerHost | undefined,
  config: Readonly<Record<string, unknown>>,
  { ts }: { ts: TypeScript },
): ts.Program {
  // a patched language service parses incrementally, and needs text and tree to agree
  if (!host || original.getSourceFiles().some((f) => 'scriptSnapshot' in f)) return original;
  if (!isSupported(ts.version)) {
    installProjectDiagnostics(ts, original, [projectProblem('unsupportedCompiler', [ts.version])]);
    return original;
  }
  const { options, unknown } = resolveOptions(config);
  const { program, files } = withMarks(ts, original, host, JSON.stringify([packageVersion(), options]));

  let typeInfo: TypeInfo | undefined;
  const types = () => (typeInfo ??= createTypeInfo(ts, program.getTypeChecker()));
  const analyses = new Map<ts.SourceFile, Analysis>();
  const analysisOf = (file: ts.SourceFile): Analysis => {
    const known = analyses.get(file);
    if (known) return known;
    const analysis = analyse(ts, types(), files.get(file)!, program.getCompilerOptions());
    const misplaced = placementProblems(ts, program, analysis);
    // what has no place is not written
    const whole = misplaced.length
      ? { ...analysis, slice: undefined, problems: [...analysis.problems, ...misplaced] }
      : analysis;
    analyses.set(file, whole);
    const warnings = options.warningsAsErrors ? [] : whole.problems.filter((p) => p.category === 'warning');
    for (const w of warnings) process.stderr.write(toText(ts, w, program.getCurrentDirectory()));
    return whole;
  };
  const errorsOf = (file: ts.SourceFile): ts.Diagnostic[] => {
    const marked = files.get(file);
    if (!marked) return [];
    const { noUnusedLocals } = program.getCompilerOptions();
    const unused = noUnusedLocals && ts.isExternalModule(file) ? unusedTasks(ts, marked) : [];
    const problems = analysisOf(file).problems.filter((p) => p.category === 'error' || options.warningsAsErrors);
    return [...unused, ...problems.map((p) => toDiagnostic(ts, p))];
  };

  const inUsersWords = (found: readonly ts.Diagnostic[]) => found.flatMap((d) => asUsers(ts, files, d));
  installDiagnostics(program, files, errorsOf, inUsersWords);
  installProjectDiagnostics(
    ts,
    program,
    unknown.map((option) => projectProblem('unknownOption', [option])),
  );
  const writeFile: ts.WriteFileCallback = (...a) => host.writeFile(...a);
  installEmit({ ts, program, types, files, analysisOf, inUsersWords, writeFile, disk });
  return program;
}

/** What the seams of `program.ts` are known to fit. */
function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === 6 || (major === 5 && minor >= 9);
}

function packageVersion(): string {
  const file = path.join(__dirname, '..', '..', '..', 'package.json');
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string }).version;
}

// one function is the module: ts-patch takes it so, and bundlers and ES modules import it alike
export = transformProgram;
