/** Variables that are set once, when they are first asked for, and to the same on every thread. */
import type ts from 'typescript';
import { unwrap } from '../../syntax/nodes';
import type { TypeInfo, TypeScript } from '../../types';
import { forEachReference } from '../names/references';
import { moduleRootOf } from '../names/roots';

/**
 * Holds where a write of a variable is part of giving it its only value: `table ??= make()`, and all of
 * `if (!table) { table = []; table.push(1); }`, as long as nothing there depends on who asks, or when.
 */
export function isLazily(ts: TypeScript, types: TypeInfo, write: ts.Node, name: string): boolean {
  const { parent } = write;
  if (ts.isBinaryExpression(parent) && parent.left === write && isIt(write)) {
    const { kind } = parent.operatorToken;
    if (kind === ts.SyntaxKind.QuestionQuestionEqualsToken || kind === ts.SyntaxKind.BarBarEqualsToken)
      return isSettled([parent.right]);
    // `table || (table = make())`
    let outer: ts.Node = parent;
    while (ts.isParenthesizedExpression(outer.parent)) outer = outer.parent;
    const or = outer.parent;
    if (
      ts.isBinaryExpression(or) &&
      or.right === outer &&
      saysSet(or.left) &&
      (or.operatorToken.kind === ts.SyntaxKind.BarBarToken ||
        or.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    )
      return isSettled([parent.right]);
  }
  const guarded = guardedAround(write);
  return !!guarded?.some(sets) && isSettled(guarded);

  /** The statements that only run while the variable is not set. */
  function guardedAround(node: ts.Node): readonly ts.Node[] | undefined {
    for (let n = node; !ts.isFunctionLike(n) && !ts.isSourceFile(n); n = n.parent) {
      const outer = n.parent;
      if (ts.isIfStatement(outer) && outer.thenStatement === n && saysUnset(outer.expression)) return [n];
      if (!ts.isBlock(outer)) continue;
      // `if (table) return table;`, and what follows
      const leaves = outer.statements.findIndex(
        (s) => ts.isIfStatement(s) && saysSet(s.expression) && ts.isReturnStatement(soleOf(s.thenStatement)),
      );
      if (leaves >= 0 && outer.statements.indexOf(n as ts.Statement) > leaves)
        return outer.statements.slice(leaves + 1);
    }
    return undefined;
  }

  /** Holds where statements give the variable its value, one by one or within a block. */
  function sets(node: ts.Node): boolean {
    if (ts.isBlock(node)) return node.statements.some(sets);
    if (!ts.isExpressionStatement(node) || !ts.isBinaryExpression(node.expression)) return false;
    const { left, operatorToken } = node.expression;
    return operatorToken.kind === ts.SyntaxKind.EqualsToken && isIt(left);
  }

  function soleOf(statement: ts.Statement): ts.Statement {
    return ts.isBlock(statement) && statement.statements.length === 1 ? statement.statements[0]! : statement;
  }

  function isIt(node: ts.Node): boolean {
    const inner = ts.isExpression(node) ? unwrap(ts, node) : node;
    return ts.isIdentifier(inner) && inner.text === name;
  }

  function saysSet(test: ts.Expression): boolean {
    return isIt(test) || comparesToNothing(test, false);
  }

  function saysUnset(test: ts.Expression): boolean {
    const inner = unwrap(ts, test);
    return (ts.isPrefixUnaryExpression(inner) && isIt(inner.operand)) || comparesToNothing(inner, true);
  }

  function comparesToNothing(test: ts.Expression, equal: boolean): boolean {
    if (!ts.isBinaryExpression(test) || !isIt(test.left)) return false;
    const { kind } = test.operatorToken;
    const operators = equal
      ? [ts.SyntaxKind.EqualsEqualsToken, ts.SyntaxKind.EqualsEqualsEqualsToken]
      : [ts.SyntaxKind.ExclamationEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken];
    return operators.includes(kind) && /^(?:null|undefined)$/.test(test.right.getText());
  }

  /**
   * Holds where code does not depend on who asks for it: it names nothing of the function around it. Whether it gives
   * another value each time, `flow.ts` asks of what it calls.
   */
  function isSettled(code: readonly ts.Node[]): boolean {
    let settled = true;
    for (const node of code)
      forEachReference(ts, node, (id) => {
        for (const d of types.targetsOf(id)) {
          let scope: ts.Node = d;
          while (!code.includes(scope) && !ts.isSourceFile(scope)) scope = scope.parent;
          if (ts.isSourceFile(scope) && !scope.isDeclarationFile && !moduleRootOf(ts, d)) settled = false;
        }
      });
    return settled;
  }
}
