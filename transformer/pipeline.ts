/** The phases, in order. Before the program exists: find, declare. With it: relocate, classify, slice. On emit: lower. */
import type ts from 'typescript';
import { findMarks, findWrappers } from './1-find/1-find';
import { declare, isUnspeakable, typeParametersOf } from './2-declare/2-declare';
import { locate, relocate } from './3-relocate/3-relocate';
import { classify } from './4-classify/4-classify';
import type { CallGraph } from './4-classify/call-graph';
import { checkImports, slice } from './5-slice/5-slice';
import { isCompared, problem } from './diagnostics';
import { findGivenAway } from './facts/flow/last-use';
import { hasModifier } from './syntax/nodes';
import { ownerOf } from './syntax/owners';
import { hiddenName } from './syntax/task-nodes';
import type {
  Analysis,
  Classified,
  DeclareOptions,
  Found,
  Mark,
  MarkedFile,
  Plan,
  Problem,
  Task,
  TypeInfo,
  TypeScript,
  VirtualText,
  Wrapper,
} from './types';

/** find → declare. Nothing, for a file that unsync has no business with. */
export function prepare(
  ts: TypeScript,
  file: ts.SourceFile,
  options: DeclareOptions,
): { found: Found; virtual: VirtualText } | undefined {
  const found = findMarks(ts, file);
  // a word in a comment or a module's name: such a file stays tsc's own, down to its build information
  if (!found.marks.length && !found.problems.length && !mayWrap(ts, file)) return undefined;
  return { found, virtual: declare(ts, file, found.marks, options) };
}

/** Holds where `unsync(fn)` can stand in a file: by that name, or by one that it is imported as. */
function mayWrap(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return node.text === 'unsync';
  return ts.forEachChild(node, (child) => mayWrap(ts, child) || undefined) ?? false;
}

/** relocate: takes the tree parsed from the virtual text, in a program but not yet bound. */
export function adopt(
  ts: TypeScript,
  file: ts.SourceFile,
  found: Found,
  virtual: VirtualText,
  userText: string,
): MarkedFile {
  relocate(file, virtual, userText);
  return {
    file,
    tasks: locate(ts, file, virtual.declared),
    problems: found.problems.map((p) => ({ ...p, file, related: p.related.map((r) => ({ ...r, file })) })),
  };
}

/** Everything that the analyses of a program's files share. */
export interface ProgramContext {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly calls: CallGraph;
  readonly options: ts.CompilerOptions;
}

/** classify → slice. */
export function analyse(
  { ts, types, calls, options }: ProgramContext,
  { file, tasks, problems }: MarkedFile,
): Analysis {
  types.stopIfAsked();
  const wrapped = findWrappers(ts, types, file, tasks);
  const classified = new Map<Task | Wrapper, Classified>();
  const found: Problem[] = [...problems, ...wrapped.problems];
  for (const task of tasks) {
    const { mark } = task;
    classified.set(task, classifyTask({ ts, types, calls }, task));
    if (mark.stated === 'background' && !isAsync(ts, mark) && !task.plain.some((fn) => types.returnsPromise(fn)))
      found.push(problem('backgroundNotAsync', file, mark.anchor, [mark.name]));
    found.push(...dishonest(ts, types, file, task));
  }
  for (const wrapper of wrapped.wrappers) {
    const { argument, stated } = wrapper;
    classified.set(
      wrapper,
      classify({ types, calls, functions: [argument], stated, isAsync: types.returnsPromise(argument) }),
    );
  }
  const sliced = slice({ ts, types, file, options, tasks, wrappers: wrapped.wrappers, classified });
  if (sliced.slice) found.push(...checkImports({ ts, types, file, options, tasks }, sliced.slice));
  const givenAway = findGivenAway(ts, types, file, wrapped.wrappers);
  const all = [...found, ...sliced.problems];
  const warned = warnedOf(sliced.plans, all, file);
  const plans = sliced.plans.map((plan) => ({ ...plan, warned: warned(plan) }));
  return {
    file,
    plans,
    slice: sliced.slice && { ...sliced.slice, roots: plans.filter((p) => p.offThread) },
    givenAway,
    problems: all,
  };
}

/** What is said of a function that no second run of it can compare; of a file, that is said of all. */
function warnedOf(plans: readonly Plan[], all: readonly Problem[], file: ts.SourceFile): (plan: Plan) => string[] {
  const warnings = all.filter((p) => p.category === 'warning' && !isCompared(p));
  const owned = warnings.map((p) => ({ code: p.code, owner: ownerOf(p, plans, file) }));
  return (plan) => {
    const own = owned.filter(({ owner }) => plan.offThread && (!owner || owner === plan));
    return [...new Set(own.map(({ code }) => `UNSYNC${code}`))].sort();
  };
}

/** Only where it runs, and why: what that takes is not looked at. */
export function classifyTask(
  { ts, types, calls }: Pick<ProgramContext, 'ts' | 'types' | 'calls'>,
  { mark, plain }: Task,
): Classified {
  return classify({ types, calls, functions: plain, stated: mark.stated, isAsync: isAsync(ts, mark) });
}

const isAsync = (ts: TypeScript, { fn }: Mark): boolean => hasModifier(fn, ts.SyntaxKind.AsyncKeyword);

/** Finds what the visible declaration could not say: type parameters or overloads that the text of the function does not show. */
function dishonest(ts: TypeScript, types: TypeInfo, file: ts.SourceFile, task: Task): Problem[] {
  const { mark } = task;
  if (isUnspeakable(ts, mark)) return [problem('unwrittenTypes', file, mark.anchor, [mark.name])];
  const shape = types.signatureShape(hiddenName(ts, task));
  const written = mark.overloads.length ? mark.overloads : [mark.fn];
  if (shape.length > written.length) return [problem('lostOverloads', file, mark.anchor, [mark.name])];
  if (shape.some((count, i) => count > (written[i] ? typeParametersOf(ts, written[i]).length : 0)))
    return [problem('lostTypeParameters', file, mark.anchor, [mark.name])];
  return [];
}
