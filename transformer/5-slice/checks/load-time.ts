/**
 * Code that runs when a module loads. A worker module runs it again: what is read off a clock, made by chance, or
 * asked of the system is then not what the caller's thread has, and what it prints is printed again.
 */
import type ts from 'typescript';
import { problem } from '../../diagnostics';
import type { LoadAct } from '../../facts/flow/flow';
import { createImports } from '../../facts/names/loaded-modules';
import { importOf, specifierOf } from '../../syntax/imports';
import { isInside } from '../../syntax/nodes';
import { firstLineOf, relatedAt, spanOf } from '../../syntax/positions';
import type { Closure, Plan, Problem, Related, Slice, SliceInput, Unit } from '../../types';
import { subjectOf } from '../setup-statements';

/** `const db = connect()`, `const TOKEN = Symbol()`, `static id = Math.random()`: set up again in every worker. */
export function checkLoading(
  input: SliceInput,
  whole: Slice,
  closures: ReadonlyMap<Plan, Closure>,
  acts: readonly LoadAct[],
): Problem[] {
  const { ts, types, file } = input;
  const problems: Problem[] = [];
  const runsInWorkers = (plan: Plan): Related => ({
    file,
    span: plan.span,
    message: `'${plan.name}' runs in workers.`,
  });
  for (const unit of whole.units) {
    const { initializer } = unit as ts.VariableDeclaration;
    const isSymbol =
      initializer && ts.isCallExpression(initializer) && initializer.expression.getText(file) === 'Symbol';
    const name = nameOf(unit);
    const plan = planOf(unit);
    if (isSymbol)
      problems.push(
        problem('identityPerThread', file, spanOf(name), [plan.name, name.getText(file)], [runsInWorkers(plan)]),
      );
    const act = acts.find(
      ({ statement, steps, what }) => (what !== 'unknown' || isOfOther(steps)) && isOf(unit, statement, steps),
    );
    if (!act) continue;
    const related = [runsInWorkers(plan), placeOf(act)];
    problems.push(problem('initialiserPerWorker', file, spanOf(name), [plan.name, name.getText(file)], related));
  }
  problems.push(...ofOtherModules());
  return problems;

  function nameOf(unit: Unit): ts.Node {
    const subject = ts.isExpressionStatement(unit) ? subjectOf(ts, types, unit.expression) : undefined;
    return (unit as ts.NamedDeclaration).name ?? subject ?? unit.getFirstToken(file)!;
  }

  function planOf(unit: Unit): Plan {
    return [...closures].find(([p, c]) => c.units.has(unit) && whole.roots.some((r) => r.unit === p.unit))![0];
  }

  function isOf(unit: Unit, statement: ts.Node, [first]: readonly ts.Node[]): boolean {
    return (
      unit === statement || (statement.getSourceFile() === file && isInside(unit, statement) && isInside(first!, unit))
    );
  }

  /** Not known since it is a package's: `connect()`. A decorator says something of its class, wherever that is. */
  function isOfOther(steps: readonly ts.Node[]): boolean {
    let root = steps.at(-1)!;
    if (ts.isDecorator(root) || ts.isDecorator(root.parent)) return false;
    while (
      ts.isCallExpression(root) ||
      ts.isNewExpression(root) ||
      ts.isPropertyAccessExpression(root) ||
      ts.isAwaitExpression(root) ||
      ts.isParenthesizedExpression(root)
    )
      root = root.expression;
    return ts.isIdentifier(root) && types.declarationsOf(root).some((d) => importOf(ts, d));
  }

  function placeOf({ steps }: LoadAct): Related {
    const node = steps.at(-1)!;
    const called = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression : node;
    return relatedAt(called, 'It is called here.');
  }

  /** Modules that are imported for a value, and do something besides. */
  function ofOtherModules(): Problem[] {
    const imports = createImports(ts, types, input.options);
    const found: Problem[] = [];
    for (const link of imports.keptOf(file, whole)) {
      if (ts.isImportDeclaration(link) && !link.importClause) continue;
      const specifier = specifierOf(ts, link)!;
      const loaded = types.moduleOf(specifier);
      const act = acts.find(
        ({ what, statement }) =>
          (what === 'acts' || what === 'differs' || (what === 'unknown' && ts.isExpressionStatement(statement))) &&
          !!imports.pathTo(statement.getSourceFile(), loaded),
      );
      if (!act || act.statement.getSourceFile() === file) continue;
      const node = act.steps[0]!;
      const related = [relatedAt(node, 'It is done here.'), runsInWorkers(whole.roots[0]!)];
      found.push(problem('importActs', file, spanOf(link), [specifier.text, firstLineOf(node)], related));
    }
    return found;
  }
}
