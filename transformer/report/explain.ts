/** Explains what became of every marked function of a program, and why: the document that `unsync explain --json` prints. */
import * as path from 'node:path';
import type ts from 'typescript';
import { travelling } from '../6-lower/definition';
import { workerOf } from '../7-emit/output-names';
import type { Options } from '../options';
import type { Analyses } from '../program/analysis-cache';
import type { MarkedProgram } from '../program/program';
import { bindingsOf, type Import, importOf, specifierOf } from '../syntax/imports';
import { ownerOf } from '../syntax/owners';
import { hiddenName, isUntracked } from '../syntax/task-nodes';
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
  /** Its mark says that what it changes of its caller's is meant to be lost. */
  readonly untracked: boolean;
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
  /** Imports that its worker module has for it. No names: the module is loaded for what it does. */
  readonly imported: readonly { readonly module: string; readonly names: readonly string[] }[];
  /** Variables of the functions around it, whose values travel with each call. */
  readonly captured: readonly string[];
  /** What it changes of its caller's, and gives back; where that is not known, what is looked at after each call. */
  readonly givesBack: readonly (Step & { readonly name: string; readonly sure: boolean })[];
  /** Its result may hold what it was given: that is the caller's own object then, and no copy. */
  readonly keepsIdentity: boolean;
  /** Of modules: what is in them is each side's own, and the same. */
  readonly constants: readonly string[];
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
  /** Findings in marked files that belong to no marked function. */
  readonly problems: readonly ExplainedProblem[];
}

export interface ExplainInput extends MarkedProgram, Analyses {
  readonly ts: TypeScript;
  readonly options: Options;
  readonly workingFolder: string;
}

export function explain(input: ExplainInput): Explanation {
  return new Explaining(input).explain();
}

/** Says what became of the marks of one program, with places relative to a folder. */
class Explaining {
  readonly ts: TypeScript;

  constructor(readonly input: ExplainInput) {
    this.ts = input.ts;
  }

  explain(): Explanation {
    const { files, analysisOf } = this.input;
    const sources = [...files.keys()].sort((a, b) => (a.fileName < b.fileName ? -1 : 1));
    const functions: ExplainedFunction[] = [];
    const rest: ExplainedProblem[] = [];
    for (const source of sources) {
      const analysis = analysisOf(source);
      const owned = new Map<Problem, Plan | undefined>(
        analysis.problems.map((p) => [p, ownerOf(p, analysis.plans, analysis.file)]),
      );
      const plans = [...analysis.plans].sort((a, b) => a.span.start - b.span.start);
      for (const plan of plans) {
        const own = analysis.problems.filter((p) => owned.get(p) === plan);
        functions.push(this.#explained(plan, analysis, own));
      }
      rest.push(...analysis.problems.filter((p) => !owned.get(p)).map((p) => this.#problem(p)));
    }
    return { version: 1, functions, problems: rest };
  }

  #explained(plan: Plan, { slice, file }: Analysis, problems: readonly Problem[]): ExplainedFunction {
    const { kind, because, evidence, unfollowed } = plan.classified;
    const isOff = plan.offThread && !!slice;
    return {
      name: plan.name,
      ...this.#place(file, plan.span),
      kind,
      because,
      idempotent: plan.idempotent,
      untracked: isUntracked(plan.unit),
      refused: kind !== 'async' && !isOff,
      evidence: evidence.map((e) => this.#step(e)),
      unfollowed: unfollowed.map((e) => this.#step(e)),
      copied: isOff ? this.#inOrder(plan.environment.units).flatMap((unit) => this.#namesOf(unit)) : [],
      calls: isOff ? this.#callsOf(plan, plan.environment) : [],
      imported: isOff ? this.#importsOf(file, plan.environment) : [],
      captured: isOff ? [...travelling(plan.environment).keys()] : [],
      givesBack: (isOff && plan.tracked ? plan.tracked : []).map(({ name, sure, evidence: e }) => ({
        name,
        sure,
        ...this.#step(e),
      })),
      keepsIdentity: isOff && plan.tracked !== undefined,
      constants: isOff ? plan.constants : [],
      crosses: isOff ? this.#crossesOf(plan) : [],
      problems: problems.map((p) => this.#problem(p)),
      worker: isOff ? this.#relative(workerOf(this.ts, this.input.program, file)) : null,
    };
  }

  // -------------------------------------------------------------- what it needs

  #inOrder<N extends ts.Node>(nodes: Iterable<N>): N[] {
    return [...nodes].sort((a, b) => a.pos - b.pos);
  }

  /** `limit`, `a` and `b` of `const { a, b } = …`; a statement that declares nothing, by its beginning. */
  #namesOf(unit: ts.Node): string[] {
    const { ts } = this;
    const { name } = unit as ts.NamedDeclaration;
    if (!name) return [unit.getText().split('\n')[0]!];
    if (ts.isObjectBindingPattern(name) || ts.isArrayBindingPattern(name))
      return name.elements.flatMap((e) => (ts.isBindingElement(e) ? this.#namesOf(e) : []));
    return [name.getText()];
  }

  #callsOf(plan: Plan, { stubbed }: Closure): string[] {
    return [...stubbed].filter((u) => u !== plan.unit).map((u) => ('mark' in u ? u.mark.name : u.name));
  }

  #importsOf(file: ts.SourceFile, { imports }: Closure): ExplainedFunction['imported'] {
    const { ts } = this;
    const statements = new Set<Import>();
    for (const binding of imports) {
      const statement = importOf(ts, binding);
      if (statement) statements.add(statement);
    }
    for (const s of file.statements) if (ts.isImportDeclaration(s) && !s.importClause) statements.add(s);
    return this.#inOrder(statements).flatMap((s) => {
      if (ts.isImportEqualsDeclaration(s))
        return [{ module: specifierOf(ts, s)?.text ?? s.moduleReference.getText(), names: [s.name.text] }];
      if (!ts.isImportDeclaration(s)) return [];
      const kept = bindingsOf(ts, s).filter((b) => imports.has(b));
      return [{ module: specifierOf(ts, s)!.text, names: kept.map((binding) => this.#bindingText(binding)) }];
    });
  }

  /** `read as readFile`, `* as fs`, `default as fs`. */
  #bindingText(binding: ts.Node): string {
    if (this.ts.isImportClause(binding)) return `default as ${binding.name!.text}`;
    return binding.getText();
  }

  #crossesOf({ unit, fresh }: Plan): Passage[][] {
    const passages = this.input
      .types()
      .passagesOf('mark' in unit ? hiddenName(this.ts, unit) : unit.argument)
      .map((p) => [...p.slice(0, -1), this.#given(p.at(-1)!, fresh)]);
    if (!('mark' in unit) || unit.mark.form !== 'instance') return passages;
    const owner = (unit.hiddenNode.parent as ts.ClassDeclaration).name!.text;
    return passages.map((p) => [{ parameter: 'this', type: owner, way: 'instance', parts: [] }, ...p]);
  }

  /** A result is moved where nothing else holds it, else copied: `transfer` is for arguments. */
  #given(result: Passage, fresh: readonly string[]): Passage {
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

  #problem({ code, category: own, message, file, span, related }: Problem): ExplainedProblem {
    const chain = related.map((r) => ({ text: r.message, ...this.#place(r.file, r.span) }));
    const category = this.input.options.warningsAsErrors ? 'error' : own;
    return { code: `UNSYNC${code}`, category, message, ...this.#place(file, span), related: chain };
  }

  #step({ file, span, text }: Evidence): Step {
    return { text, ...this.#place(file, span) };
  }

  #place(file: ts.SourceFile, span: Span): Place {
    const { line, character } = this.ts.getLineAndCharacterOfPosition(file, span.start);
    return { file: this.#relative(file.fileName), line: line + 1, column: character + 1 };
  }

  #relative(file: string): string {
    return path.relative(this.input.workingFolder, file).split(path.sep).join('/');
  }
}
