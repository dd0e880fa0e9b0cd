/** What became of every marked function of a program, and why: the document that `unsync explain --json` prints. */
import * as path from 'node:path';
import type ts from 'typescript';
import { workerOf } from '../7-emit/output-names';
import type { Options } from '../options';
import type { Analyses } from '../program/analysis-cache';
import type { MarkedProgram } from '../program/program';
import { bindingsOf, type Import, importOf, specifierOf } from '../syntax/imports';
import { firstOf, hiddenName } from '../syntax/task-nodes';
import type { Analysis, Classified, Closure, Evidence, Kind, Passage, Plan, Problem, Span, TypeScript } from '../types';

export interface Place {
  /** Relative to the working folder. */
  readonly file: string;
  /** From 1, as editors count. */
  readonly line: number;
  readonly column: number;
}

export interface Step extends Place {
  readonly text: string;
}

export interface ExplainedProblem extends Place {
  /** `UNSYNC2002` */
  readonly code: string;
  readonly category: 'error' | 'warning';
  readonly message: string;
  readonly related: readonly Step[];
}

export interface ExplainedFunction extends Place {
  readonly name: string;
  readonly kind: Kind;
  readonly because: Classified['because'];
  /** Its mark says that it may be run twice. */
  readonly idempotent: boolean;
  /** Where it can't run as its kind says: `problems` hold the reason, and what follows here is empty. */
  readonly refused: boolean;
  /** The chain of calls from it to the one that blocks. */
  readonly evidence: readonly Step[];
  /** Calls whose targets are not known, and which are no evidence. */
  readonly unfollowed: readonly Step[];
  /** Declarations that its worker module holds a copy of, in source order. */
  readonly copied: readonly string[];
  /** Other marked functions that it calls, or that come with a class that is copied: called there, they run there. */
  readonly calls: readonly string[];
  /** What its worker module imports for it. No names: the module is loaded for what it does. */
  readonly imported: readonly { readonly module: string; readonly names: readonly string[] }[];
  /** Variables of the functions around it, whose values travel with each call. */
  readonly captured: readonly string[];
  /** Of each of its signatures, the arguments and then the result; nothing crosses for `async`. */
  readonly crosses: readonly (readonly Passage[])[];
  readonly problems: readonly ExplainedProblem[];
  /** Where its worker module is written. */
  readonly worker: string | null;
}

export interface Explanation {
  /** Of this format: what is here will stay; things may be added. */
  readonly version: 1;
  readonly functions: readonly ExplainedFunction[];
  /** What was found in marked files and belongs to no marked function. */
  readonly problems: readonly ExplainedProblem[];
}

export interface ExplainInput extends MarkedProgram, Analyses {
  readonly ts: TypeScript;
  readonly options: Options;
  readonly workingFolder: string;
}

export function explain(input: ExplainInput): Explanation {
  const { ts, program, files, analysisOf, types, options, workingFolder } = input;
  const sources = [...files.keys()].sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
  const functions: ExplainedFunction[] = [];
  const rest: ExplainedProblem[] = [];
  for (const source of sources) {
    const analysis = analysisOf(source);
    const owned = new Map<Problem, Plan | undefined>(analysis.problems.map((p) => [p, ownerOf(p, analysis)]));
    const plans = [...analysis.plans].sort((a, b) => a.span.start - b.span.start);
    for (const plan of plans)
      functions.push(
        explained(
          plan,
          analysis,
          analysis.problems.filter((p) => owned.get(p) === plan),
        ),
      );
    rest.push(...analysis.problems.filter((p) => !owned.get(p)).map(problem));
  }
  return { version: 1, functions, problems: rest };

  function explained(plan: Plan, { slice, file }: Analysis, problems: readonly Problem[]): ExplainedFunction {
    const { kind, because, evidence, unfollowed } = plan.classified;
    const isOff = plan.offThread && !!slice;
    return {
      name: plan.name,
      ...place(file, plan.span),
      kind,
      because,
      idempotent: plan.idempotent,
      refused: kind !== 'async' && !isOff,
      evidence: evidence.map(step),
      unfollowed: unfollowed.map(step),
      copied: isOff ? inOrder(plan.environment.units).flatMap(namesOf) : [],
      calls: isOff ? callsOf(plan, plan.environment) : [],
      imported: isOff ? importsOf(file, plan.environment) : [],
      captured: isOff ? [...plan.environment.captures.keys()] : [],
      crosses: isOff ? crossesOf(plan) : [],
      problems: problems.map(problem),
      worker: isOff ? relative(workerOf(ts, program, file)) : null,
    };
  }

  // -------------------------------------------------------------- what it needs

  function inOrder<N extends ts.Node>(nodes: Iterable<N>): N[] {
    return [...nodes].sort((a, b) => a.pos - b.pos);
  }

  /** `limit`, `a` and `b` of `const { a, b } = …`; a statement that declares nothing, by its beginning. */
  function namesOf(unit: ts.Node): string[] {
    const { name } = unit as ts.NamedDeclaration;
    if (!name) return [unit.getText().split('\n')[0]!];
    if (ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name))
      return name.elements.flatMap((e) => (ts.isBindingElement(e) ? namesOf(e) : []));
    return [name.getText()];
  }

  function callsOf(plan: Plan, { stubbed }: Closure): string[] {
    return [...stubbed].filter((u) => u !== plan.unit).map((u) => ('mark' in u ? u.mark.name : u.name));
  }

  function importsOf(file: ts.SourceFile, { imports }: Closure): ExplainedFunction['imported'] {
    const statements = new Set<Import>();
    for (const binding of imports) {
      const statement = importOf(ts, binding);
      if (statement) statements.add(statement);
    }
    for (const s of file.statements) if (ts.isImportDeclaration(s) && !s.importClause) statements.add(s);
    return inOrder(statements).flatMap((s) => {
      if (ts.isImportEqualsDeclaration(s))
        return [{ module: specifierOf(ts, s)?.text ?? s.moduleReference.getText(), names: [s.name.text] }];
      if (!ts.isImportDeclaration(s)) return [];
      const kept = bindingsOf(ts, s).filter((b) => imports.has(b));
      return [{ module: specifierOf(ts, s)!.text, names: kept.map(bindingText) }];
    });
  }

  /** `read as readFile`, `* as fs`, `default as fs`. */
  function bindingText(binding: ts.Node): string {
    if (ts.isImportClause(binding)) return `default as ${binding.name!.text}`;
    return binding.getText();
  }

  function crossesOf({ unit, fresh }: Plan): Passage[][] {
    const passages = types()
      .passagesOf('mark' in unit ? hiddenName(ts, unit) : unit.argument)
      .map((p) => [...p.slice(0, -1), given(p.at(-1)!, fresh)]);
    if (!('mark' in unit) || unit.mark.form !== 'instance') return passages;
    const owner = (unit.hiddenNode.parent as ts.ClassDeclaration).name!.text;
    return passages.map((p) => [{ parameter: 'this', type: owner, way: 'instance', parts: [] }, ...p]);
  }

  /** A result is moved where nothing else holds it, else copied: `transfer` is for arguments. */
  function given(result: Passage, fresh: readonly string[]): Passage {
    const { way, parts } = result;
    const typeAt = (path: string) =>
      parts.find((p) => p.path === path || p.path === path.replace(/\.\d+/g, '[]'))?.type;
    const moved = fresh
      .filter((path) => path !== '')
      .map((path) => `result.${path}`.replace(/\.\*/g, '[]'))
      .map((path) => ({ path, type: typeAt(path) ?? 'unknown', way: 'fresh' as const }));
    const others = parts.filter((p) => p.way !== 'transferable' && !moved.some((m) => m.path === p.path));
    const whole = fresh.includes('') ? 'fresh' : way === 'transferable' ? 'copy' : way;
    return { ...result, way: whole, parts: [...others, ...moved] };
  }

  // ------------------------------------------------------------------- problems

  /** The function that a finding is about: the innermost that it stands in, one that it points to, or names. */
  function ownerOf(p: Problem, { plans, file }: Analysis): Plan | undefined {
    const inside = plans.filter((plan) => stands(p.span, plan));
    if (inside.length) return inside.reduce((a, b) => (sizeOf(b) < sizeOf(a) ? b : a));
    return (
      plans.find((plan) => p.related.some((r) => r.file === file && stands(r.span, plan))) ??
      plans.find((plan) => p.message.includes(`'${plan.name}'`))
    );
  }

  function extentOf({ unit }: Plan): Span {
    if (!('mark' in unit)) return { start: unit.call.pos, end: unit.call.end };
    return { start: firstOf(unit.mark).pos, end: unit.mark.node.end };
  }
  function stands(span: Span, plan: Plan): boolean {
    const { start, end } = extentOf(plan);
    return start <= span.start && span.end <= end;
  }
  function sizeOf(plan: Plan): number {
    const { start, end } = extentOf(plan);
    return end - start;
  }

  function problem({ code, category: own, message, file, span, related }: Problem): ExplainedProblem {
    const chain = related.map((r) => ({ text: r.message, ...place(r.file, r.span) }));
    const category = options.warningsAsErrors ? 'error' : own;
    return { code: `UNSYNC${code}`, category, message, ...place(file, span), related: chain };
  }

  function step({ file, span, text }: Evidence): Step {
    return { text, ...place(file, span) };
  }

  function place(file: ts.SourceFile, span: Span): Place {
    const { line, character } = ts.getLineAndCharacterOfPosition(file, span.start);
    return { file: relative(file.fileName), line: line + 1, column: character + 1 };
  }

  function relative(file: string): string {
    return path.relative(workingFolder, file).split(path.sep).join('/');
  }
}
