/**
 * Statements of a module that set up what it declares: `f.cache = {}`, `C.prototype.m = …`, `Object.freeze(x)`,
 * `for (const n of names) table.set(n, 1)`. They go where what they set up goes, as long as that is all they do.
 */
import type ts from 'typescript';
import { effectsOf } from '../facts/flow/effects';
import { isEvaluated } from '../facts/names/evaluation';
import { forEachReference } from '../facts/names/references';
import { functionIn, isCalledInPlace, moduleRootOf, ownerOfThis } from '../facts/names/roots';
import { platformOf } from '../facts/platform/functions';
import { isReplaced, outOfPattern, unwrap } from '../syntax/nodes';
import type { TypeInfo, TypeScript, Unit } from '../types';

/** The declarations of its file that a statement sets up; none, where it does more than that. */
export function unitsSetUpBy(ts: TypeScript, types: TypeInfo, statement: ts.Statement): ReadonlySet<Unit> {
  const file = statement.getSourceFile();
  const units = mayKeep(statement) ? changedBy(statement) : new Set<Unit>();
  return units.size && actsOutside(statement, new Set()) ? new Set() : units;

  function mayKeep(s: ts.Statement): boolean {
    return (
      ts.isExpressionStatement(s) ||
      ts.isBlock(s) ||
      ts.isIfStatement(s) ||
      ts.isIterationStatement(s, false) ||
      ts.isTryStatement(s) ||
      ts.isSwitchStatement(s)
    );
  }

  function changedBy(statement: ts.Statement): Set<Unit> {
    const units = new Set<Unit>();
    const add = (node: ts.Node, root: ts.Node) => {
      if (root.getSourceFile() === file && runsIn(node, statement)) units.add(outOfPattern(ts, root) as Unit);
    };
    for (const { root, node } of effectsOf(ts, types).changesIn(statement))
      if (moduleRootOf(ts, root as ts.Declaration)?.root === root) add(node, root);
    forEachReference(ts, statement, (id) => {
      if (!isReplaced(ts, id)) return;
      for (const d of types.declarationsOf(id)) {
        const shared = moduleRootOf(ts, d);
        if (shared && shared.member === undefined) add(id, shared.root);
      }
    });
    return units;
  }

  /** Holds where a node runs as its statement does: not in a function that is only made there. */
  function runsIn(node: ts.Node, statement: ts.Node): boolean {
    for (let n = node; n !== statement; n = n.parent)
      if (!isEvaluated(ts, n) && !(functionIn(ts, n) && isCalledInPlace(ts, n))) return false;
    return true;
  }

  function actsOutside(node: ts.Node, seen: Set<ts.Node>): boolean {
    if (seen.has(node)) return false;
    seen.add(node);
    const visit = (n: ts.Node): boolean => {
      if (ts.isTypeNode(n) || (!isEvaluated(ts, n) && !(functionIn(ts, n) && isCalledInPlace(ts, n)))) return false;
      if (ts.isAwaitExpression(n) || (n.kind === ts.SyntaxKind.ThisKeyword && !ownerOfThis(ts, n))) return true;
      if ((ts.isCallExpression(n) || ts.isNewExpression(n)) && callActs(n, seen)) return true;
      return ts.forEachChild(n, (child) => visit(child) || undefined) ?? false;
    };
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  }

  function callActs(call: ts.CallExpression | ts.NewExpression, seen: Set<ts.Node>): boolean {
    if (platformOf(ts, types).isOn(call, 'acts outside')) return true;
    const callee = unwrap(ts, call.expression);
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
    return types.targetsOf(name).some((d) => {
      const fn = ts.isVariableDeclaration(d) ? functionIn(ts, d.initializer) : d;
      if (!fn || fn.getSourceFile().isDeclarationFile) return false;
      if (ts.isClassLike(fn)) return fn.members.some((m) => ts.isConstructorDeclaration(m) && actsOutside(m, seen));
      return ts.isFunctionLike(fn) && actsOutside(fn, seen);
    });
  }
}
