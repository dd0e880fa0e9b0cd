/**
 * Phase 5, slice: off-thread functions → what their worker module must hold.
 *
 * Copy-slicing: the origin module never runs in a worker; what its functions need is copied,
 * what they import is imported again with only the bindings in use.
 *
 * Assumes: kinds are decided; names resolve.
 * Guarantees: a function is in the slice with everything it needs, or has an error that says why not.
 */
import type ts from 'typescript';
import { problem } from '../diagnostics';
import type { Constant } from '../facts/flow/constants';
import { findFacts } from '../facts/flow/flow';
import { freshPaths } from '../facts/flow/fresh';
import { spanOf } from '../syntax/positions';
import { isInstanceMethod, isUntracked } from '../syntax/task-nodes';
import type { Closure, Imported, Plan, Problem, Slice, SliceInput, Task, Tracked, TypeScript, Wrapper } from '../types';
import { checkBody } from './checks/body';
import { checkChanges } from './checks/changes';
import { checkErrors } from './checks/errors';
import { checkStream, isStream } from './checks/generator';
import { checkLoading } from './checks/load-time';
import { checkLocalState } from './checks/local-state';
import { checkPurpose } from './checks/no-effect';
import { judgeBoundary } from './checks/signature';
import { checkInstance, usesWholeThis } from './checks/this';
import { createCloseOver, emptyClosure } from './closures';
import { errorsOfPackages } from './package-names';

export { checkImports } from './import-graph';

export interface SliceOutput {
  readonly plans: readonly Plan[];
  readonly slice: Slice | undefined;
  readonly problems: readonly Problem[];
}

export function slice(input: SliceInput): SliceOutput {
  const { ts, file } = input;
  const problems: Problem[] = [];
  const plans: Plan[] = [];
  const closures = new Map<Plan, Closure>();
  const closeOver = createCloseOver(input);
  const judged = new Map<Task | Wrapper, readonly Imported[]>();
  for (const unit of [...input.tasks, ...input.wrappers]) {
    const classified = input.classified.get(unit)!;
    const name = 'mark' in unit ? unit.mark.name : unit.name;
    const span = 'mark' in unit ? unit.mark.anchor : { start: unit.call.getStart(file), end: unit.call.expression.end };
    const closure = emptyClosure();
    const { classes } = closure;
    const callbacks = new Map<string, 'call' | 'await'>();
    const offThread = classified.kind !== 'async';
    const stream = isStream(ts, input.types, unit);
    const { idempotent } = 'mark' in unit ? unit.mark : unit;
    const told = { unit, name, span, classified, offThread, stream, idempotent };
    const start = { ...told, classes, callbacks, constants: [], repeatable: false, warned: [], environment: closure };
    let plan: Plan = { ...start, crossings: undefined, fresh: [], tracked: undefined };
    const boundary = offThread ? judgeBoundary(input, plan) : undefined;
    if (boundary) {
      const fresh = freshPaths(ts, input.types, start);
      const tracked = !isUntracked(unit) && usesWholeThis(input, plan) ? [] : undefined;
      plan = { ...start, callbacks: boundary.callbacks, crossings: boundary.crossings, fresh, tracked };
    }
    plans.push(plan);
    const own = checkStream(input, plan);
    const isClean = () => !own.some((p) => p.category === 'error');
    if (boundary) {
      judged.set(unit, boundary.imported);
      const ofThis = checkInstance(input, plan, boundary.classes);
      // that its class can't cross is said of 'this'
      const isSaid = ofThis.length > 0 && boundary.lostClass === ownerOf(ts, unit);
      own.push(...checkBody(input, plan, boundary.refused), ...(isSaid ? [] : boundary.problems), ...ofThis);
      closeOver(plan, closure, own, boundary.classes);
      if (isClean()) own.push(...checkLocalState(input, plan));
      closures.set(plan, closure);
    }
    problems.push(...own);
    if (!isClean()) refuse(plan);
  }
  const roots = () => plans.filter((p) => p.offThread);
  let known: Known = { errorClasses: [], constants: { named: new Map(), imported: [] } };
  let whole = union(roots(), closures, known);
  if (whole.roots.length) checkFlow();
  for (const plan of roots()) if (!plan.tracked?.length) problems.push(...checkPurpose(input, plan));
  const ofPackages = [...roots().flatMap(({ unit }) => judged.get(unit) ?? []), ...errorsOfPackages(input, whole)];
  whole = union(roots(), closures, { ...known, errorClasses: unique([...known.errorClasses, ...ofPackages]) });
  if (whole.roots.length) problems.push(...sideEffectImports(ts, file, whole));
  return { plans, slice: whole.roots.length ? whole : undefined, problems };

  function checkFlow(): void {
    const facts = findFacts(input, whole);
    const changes = checkChanges(input, whole, facts);
    problems.push(...changes.problems, ...checkErrors(input, facts));
    problems.push(...checkLoading(input, whole, closures, facts.acts));
    for (const plan of whole.roots) {
      const given = changes.tracked.get(plan);
      if (given ?? plan.tracked) track(plan, given ?? []);
    }
    changes.refused.forEach(refuse);
    const isOf = (plan: Plan) => (each: Constant) => each.plans.some(({ unit }) => unit === plan.unit);
    for (const plan of roots())
      replace(plan, {
        constants: facts.constants.filter(isOf(plan)).map(({ name }) => name),
        repeatable: facts.repeatable.some(({ unit }) => unit === plan.unit),
      });
    const constants = facts.constants.filter((each) => roots().some((plan) => isOf(plan)(each)));
    known = { errorClasses: facts.errorClasses, constants: constantsIn(constants) };
    for (const { id, plans } of facts.travelling)
      for (const { environment } of plans) environment.state.set(id.text, id);
  }

  function track(plan: Plan, tracked: readonly Tracked[]): void {
    // `this` comes with its class, since what it holds may lead back to it
    const id = isInstanceMethod(plan.unit) && (plan.unit.hiddenNode.parent as ts.ClassDeclaration).name;
    if (id) closures.get(plan)?.classes.set(id.text, id);
    replace(plan, { tracked });
  }

  function refuse(plan: Plan): void {
    replace(plan, { offThread: false });
  }

  function replace(plan: Plan, by: Partial<Plan>): void {
    plans[plans.findIndex((p) => p.unit === plan.unit)] = { ...plan, ...by };
  }
}

function unique(all: readonly Imported[]): Imported[] {
  return [...new Map(all.map((each) => [`${each.specifier}#${each.name}`, each])).values()];
}

/** What both sides have by name. */
type Known = Pick<Slice, 'errorClasses' | 'constants'>;

function constantsIn(all: readonly Constant[]): Slice['constants'] {
  return {
    named: new Map(all.flatMap(({ name, at }) => ('specifier' in at ? [] : [[name, at]]))),
    imported: all.flatMap(({ at }) => ('specifier' in at ? at : [])),
  };
}

/** The class of a marked method. */
function ownerOf(ts: TypeScript, unit: Task | Wrapper): ts.Node | undefined {
  return 'mark' in unit && ts.isClassLike(unit.hiddenNode.parent) ? unit.hiddenNode.parent : undefined;
}

function union(roots: readonly Plan[], closures: ReadonlyMap<Plan, Closure>, known: Known): Slice {
  const { captures: _captures, state: _state, locals: _locals, ...empty } = emptyClosure();
  const result: Slice = { ...empty, roots, ...known };
  for (const [plan, closure] of closures) {
    if (!roots.some((r) => r.unit === plan.unit)) continue;
    closure.units.forEach((u) => result.units.add(u));
    closure.imports.forEach((i) => result.imports.add(i));
    closure.stubbed.forEach((t) => result.stubbed.add(t));
    closure.globals.forEach((g) => result.globals.add(g));
    closure.classes.forEach((id, name) => result.classes.set(name, id));
  }
  return result;
}

/** `import '../x'` stays, in order; where it is the project's own module, that is worth a word. */
function sideEffectImports(ts: TypeScript, file: ts.SourceFile, whole: Slice): Problem[] {
  return file.statements
    .filter(
      (s): s is ts.ImportDeclaration =>
        ts.isImportDeclaration(s) &&
        !s.importClause &&
        ts.isStringLiteral(s.moduleSpecifier) &&
        s.moduleSpecifier.text.startsWith('.'),
    )
    .map((s) =>
      problem(
        'importRunsPerWorker',
        file,
        spanOf(s),
        [(s.moduleSpecifier as ts.StringLiteral).text],
        [
          {
            file,
            span: whole.roots[0]!.span,
            message: `It is kept for '${whole.roots[0]!.name}', which runs in workers.`,
          },
        ],
      ),
    );
}
