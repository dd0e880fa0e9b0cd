/**
 * Statements of a module that set up what it declares: `f.cache = {}`, `C.prototype.m = …`, `Object.freeze(x)`,
 * `for (const n of names) table.set(n, 1)`. They go where what they set up goes, as long as that is all they do.
 */
import type ts from 'typescript';
import { loadingOf } from '../facts/flow/loading';
import { isEvaluated } from '../facts/names/evaluation';
import { moduleRootOf } from '../facts/names/roots';
import { outOfPattern } from '../syntax/nodes';
import type { TypeInfo, TypeScript, Unit } from '../types';

/** Of each such statement of a file, the declarations there that it sets up. */
export function findSetUps(
  ts: TypeScript,
  types: TypeInfo,
  file: ts.SourceFile,
): ReadonlyMap<ts.Statement, ReadonlySet<Unit>> {
  const found = new Map<ts.Statement, Set<Unit>>();
  const statements = file.statements.filter((s) => mayKeep(s) && !depends(s));
  if (!statements.length) return found;
  for (const [statement, { changed, acts }] of loadingOf(ts, types, statements)) {
    const roots = [...changed].flatMap(rootsOf);
    const own = roots.filter((root) => root.getSourceFile() === file);
    if (!acts && own.length) found.set(statement, new Set(own.map((root) => outOfPattern(ts, root) as Unit)));
  }
  return found;

  function rootsOf(declaration: ts.Node): readonly ts.Node[] {
    const root = moduleRootOf(ts, declaration as ts.Declaration)?.root;
    if (root) return [root];
    // `f.cache = {}` declares a member
    const member = ts.isBinaryExpression(declaration) ? declaration.left : declaration;
    const owner = ts.isPropertyAccessExpression(member) ? member.expression : undefined;
    return owner && ts.isIdentifier(owner) ? types.declarationsOf(owner) : [];
  }

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

  /** On what comes later, or on how its module was loaded. */
  function depends(node: ts.Node): boolean {
    if (ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.ThisKeyword) return true;
    return ts.forEachChild(node, (child) => (isEvaluated(ts, child) && depends(child)) || undefined) ?? false;
  }
}
