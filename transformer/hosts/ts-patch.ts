/** Host: ts-patch. Gets a Program from tspc and gives back one in which marks are honestly typed and lowered on emit. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type ts from 'typescript';
import { installEmit } from '../7-emit';
import { toDiagnostic, toText } from '../diagnostics';
import { disk } from '../disk';
import { resolveOptions } from '../options';
import { placementProblems } from '../output-names';
import { analyse } from '../pipeline';
import { withMarks } from '../program';
import { asUsers, installDiagnostics } from '../tsc-diagnostics';
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
    const problems = files.has(file) ? analysisOf(file).problems : [];
    return problems.filter((p) => p.category === 'error' || options.warningsAsErrors).map((p) => toDiagnostic(ts, p));
  };

  const inUsersWords = (found: readonly ts.Diagnostic[]) => found.flatMap((d) => asUsers(ts, files, d));
  installDiagnostics(ts, program, files, errorsOf, inUsersWords, unknown);
  const writeFile: ts.WriteFileCallback = (...a) => host.writeFile(...a);
  installEmit({ ts, program, types, files, analysisOf, inUsersWords, writeFile, disk });
  return program;
}

function packageVersion(): string {
  const file = path.join(__dirname, '..', '..', '..', 'package.json');
  return (JSON.parse(fs.readFileSync(file, 'utf8')) as { version: string }).version;
}

// one function is the module: ts-patch takes it so, and bundlers and ES modules import it alike
export = transformProgram;
