/**
 * Code that runs when a module loads. A worker module runs it again: what is read off a clock, made by chance,
 * or set up by another module is then not what the caller's thread has.
 */
import type ts from 'typescript';
import { problem } from '../../diagnostics';
import { isEvaluated, isStatic } from '../../facts/names/evaluation';
import { readsClock } from '../../facts/platform/clocks';
import { importOf } from '../../syntax/imports';
import { unwrap } from '../../syntax/nodes';
import type { Closure, Plan, Problem, Slice, SliceInput } from '../../types';
import { subjectOf } from '../setup-statements';

/** `const db = connect()`, `const TOKEN = Symbol()`, `static id = Math.random()`: set up again in every worker. */
export function checkLoading(input: SliceInput, whole: Slice, closures: ReadonlyMap<Plan, Closure>): Problem[] {
  const { ts, types, file } = input;
  const problems: Problem[] = [];
  const at = (n: ts.Node) => ({ start: n.getStart(file), end: n.end });
  for (const unit of whole.units) {
    const subject = ts.isExpressionStatement(unit) ? subjectOf(ts, types, unit.expression) : undefined;
    const name = (unit as ts.NamedDeclaration).name ?? subject ?? unit.getFirstToken(file)!;
    const plan = [...closures].find(([p, c]) => c.units.has(unit) && whole.roots.some((r) => r.unit === p.unit))![0];
    const related = [{ file, span: plan.span, message: `'${plan.name}' runs in workers.` }];
    const { initializer } = unit as ts.VariableDeclaration;
    if (initializer && ts.isCallExpression(initializer) && initializer.expression.getText(file) === 'Symbol')
      problems.push(problem('identityPerThread', file, at(name), [plan.name, name.getText(file)], related));
    // a function runs when it is called
    const call = ts.isFunctionLike(unit) ? undefined : firstCall(unit, new Set());
    if (!call) continue;
    related.push({ file, span: at(call.expression), message: 'It is called here.' });
    problems.push(problem('initialiserPerWorker', file, at(name), [plan.name, name.getText(file)], related));
  }
  return problems;

  /** The first call that makes a difference, in what runs when `node` is evaluated, and in the file's functions that it calls. */
  function firstCall(node: ts.Node, seen: Set<ts.Node>): ts.CallExpression | ts.NewExpression | undefined {
    if (seen.has(node)) return undefined;
    seen.add(node);
    let found: ts.CallExpression | ts.NewExpression | undefined;
    const visit = (n: ts.Node): void => {
      if (found || !isEvaluated(ts, n)) return;
      if (ts.isCallExpression(n) || ts.isNewExpression(n)) {
        if (makesADifference(n)) found = n;
        for (const body of found ? [] : bodiesCalledBy(n)) found ??= firstCall(body, seen);
      }
      if (!found) ts.forEachChild(n, visit);
    };
    ts.forEachChild(node, visit);
    return found;
  }

  function makesADifference(call: ts.CallExpression | ts.NewExpression): boolean {
    // `@Injectable()`: a decorator says something of its class, wherever that is
    if (ts.isDecorator(call.parent)) return false;
    let root: ts.Expression = call;
    while (
      ts.isCallExpression(root) ||
      ts.isNewExpression(root) ||
      ts.isPropertyAccessExpression(root) ||
      ts.isAwaitExpression(root) ||
      ts.isParenthesizedExpression(root)
    )
      root = root.expression;
    if (!ts.isIdentifier(root)) return false;
    const declarations = types.declarationsOf(root);
    if (declarations.some((d) => d.getSourceFile() === file)) return declarations.some((d) => importOf(ts, d));
    return readsClock(ts, types, call);
  }

  /** Functions and constructors of this file that a call runs, as far as their names tell. */
  function bodiesCalledBy(call: ts.CallExpression | ts.NewExpression): ts.Node[] {
    const callee = unwrap(ts, call.expression);
    if (ts.isFunctionExpression(callee) || ts.isArrowFunction(callee)) return [callee];
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
    if (!ts.isIdentifier(name)) return [];
    return types.targetsOf(name).flatMap((d): ts.Node[] => {
      if (d.getSourceFile() !== file) return [];
      if (ts.isClassLike(d))
        return d.members.filter(
          (m) => ts.isConstructorDeclaration(m) || (ts.isPropertyDeclaration(m) && !isStatic(ts, m)),
        );
      const fn = ts.isVariableDeclaration(d) && d.initializer ? unwrap(ts, d.initializer) : d;
      return ts.isFunctionLike(fn) ? [fn] : [];
    });
  }
}
