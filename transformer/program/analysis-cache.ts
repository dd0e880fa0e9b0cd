/** Knowledge about the marked files of a program, each looked at once. Hosts share it. */
import type ts from 'typescript';
import { createBlockingCalls } from '../4-classify/blocking-calls';
import { createCallGraph } from '../4-classify/call-graph';
import { placementProblems, projectFolder } from '../7-emit/output-names';
import { createTypeInfo } from '../facts/types/type-info';
import type { Options } from '../options';
import { analyse, classifyTask, type ProgramContext } from '../pipeline';
import type { Analysis, Classified, Task, TypeInfo, TypeScript } from '../types';
import { isProjectCode, type MarkedProgram } from './program';

export interface Analyses {
  readonly types: () => TypeInfo;
  readonly analysisOf: (file: ts.SourceFile) => Analysis;
  /** Only where a function runs, which is known much sooner. */
  readonly classifiedOf: (task: Task) => Classified;
}

export function createAnalyses({
  ts,
  program,
  files,
  options,
  cancellation,
}: MarkedProgram & {
  readonly ts: TypeScript;
  readonly options: Options;
  readonly cancellation?: ts.CancellationToken | undefined;
}): Analyses {
  let made: ProgramContext | undefined;
  const context = () => (made ??= create());
  const analyses = new Map<ts.SourceFile, Analysis>();
  return {
    types: () => context().types,
    classifiedOf: (task) => classifyTask(context(), task),
    analysisOf(file) {
      const known = analyses.get(file);
      if (known) return known;
      const analysis = analyse(context(), files.get(file)!);
      const misplaced = placementProblems(ts, program, analysis);
      // what has no place is not written
      const whole = misplaced.length
        ? { ...analysis, slice: undefined, problems: [...analysis.problems, ...misplaced] }
        : analysis;
      analyses.set(file, whole);
      return whole;
    },
  };

  // a checker is made when it is first asked for
  function create(): ProgramContext {
    const own = program.getSourceFiles().filter((f) => isProjectCode(program, f));
    const tasks = [...files.values()].flatMap((f) => f.tasks);
    const types = createTypeInfo(ts, program, own, tasks, options.effects, cancellation);
    const blocking = createBlockingCalls(options.blocking, projectFolder(program));
    const calls = createCallGraph({ ts, types, marked: files.values(), blocking });
    return { ts, types, calls, options: program.getCompilerOptions() };
  }
}
