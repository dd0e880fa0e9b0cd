/** Questions about single nodes, answered by the syntax around them. */
import type ts from 'typescript';
import type { TypeScript } from '../types';

export function isInside(node: ts.Node, scope: ts.Node): boolean {
  for (let n = node; n; n = n.parent) if (n === scope) return true;
  return false;
}

/** `export`, `static`, `async` and the like, on a declaration. */
export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return !!(node as { modifiers?: readonly ts.Node[] }).modifiers?.some((each) => each.kind === kind);
}

/** The statement of a module that a node stands in; a file is its own. */
export function topLevelStatement(ts: TypeScript, node: ts.Node): ts.Node {
  let statement = node;
  while (statement.parent && !ts.isSourceFile(statement.parent)) statement = statement.parent;
  return statement;
}

/** The variable or parameter that a name in a binding pattern belongs to; other declarations as they are. */
export function outOfPattern(ts: TypeScript, declaration: ts.Node): ts.Node {
  let node = declaration;
  while (ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node))
    node = node.parent;
  return node;
}

/** A declarator of a variable statement of the file itself. */
export function isTopLevelVariable(ts: TypeScript, node: ts.Node, file: ts.SourceFile): node is ts.VariableDeclaration {
  return (
    ts.isVariableDeclaration(node) && ts.isVariableStatement(node.parent.parent) && node.parent.parent.parent === file
  );
}

/** Finds what a name stands for at the top level of a module; the program must be bound. */
export function localSymbol(file: ts.SourceFile, name: string): ts.Symbol | undefined {
  const { locals } = file as unknown as { locals?: ReadonlyMap<string, ts.Symbol> };
  return locals?.get(name.startsWith('__') ? `_${name}` : name); // TypeScript escapes such names
}

type Wrapping =
  | ts.ParenthesizedExpression
  | ts.SatisfiesExpression
  | ts.AsExpression
  | ts.TypeAssertion
  | ts.NonNullExpression;

/** Parentheses and type assertions: the value is that of the expression inside. */
export function isWrapping(ts: TypeScript, node: ts.Node): node is Wrapping {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isTypeAssertionExpression(node) ||
    ts.isNonNullExpression(node)
  );
}

/** The function inside parentheses and type assertions. */
export function unwrap(ts: TypeScript, expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (isWrapping(ts, inner)) inner = inner.expression;
  return inner;
}

/** What a chain of members begins with: `a` of `a.b[0].c`. */
export function startOfChain(ts: TypeScript, expression: ts.Expression): ts.Expression {
  let start = unwrap(ts, expression);
  while (ts.isPropertyAccessExpression(start) || ts.isElementAccessExpression(start))
    start = unwrap(ts, start.expression);
  return start;
}

/** Which of the language's symbols an expression names: `iterator` of `Symbol.iterator`. */
export function symbolNamed(ts: TypeScript, e: ts.Expression): string | undefined {
  if (!ts.isPropertyAccessExpression(e) || !ts.isIdentifier(e.expression)) return undefined;
  return e.expression.text === 'Symbol' ? e.name.text : undefined;
}

/** Holds where an expression is what an assignment, `++`, `delete`, a loop or a destructuring writes to. */
export function isTarget(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    return parent.left === node && kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  if (ts.isDeleteExpression(parent)) return true;
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node;
  // `[a, b.c] = …`, `({ x: a, ...rest } = …)`: the literal itself is a target
  if (
    ts.isArrayLiteralExpression(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isSpreadAssignment(node)
  )
    return isTarget(ts, parent);
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node && isTarget(ts, parent.parent);
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && isTarget(ts, parent.parent);
  return false;
}

/** Holds where nobody takes what a call gives, or what is called on that: `a.b().c();`. */
export function isDropped(ts: TypeScript, call: ts.CallExpression): boolean {
  let node: ts.Expression = call;
  for (;;) {
    const { parent } = node;
    if (ts.isExpressionStatement(parent)) return true;
    if (ts.isAwaitExpression(parent) || ts.isVoidExpression(parent) || isWrapping(ts, parent)) node = parent;
    else if (ts.isPropertyAccessExpression(parent) && ts.isCallExpression(parent.parent)) {
      if (parent.parent.expression !== parent) return false;
      node = parent.parent;
    } else return false;
  }
}

/** Holds where an assignment, `++` or the like puts another value in the place of what an expression stands for. */
export function isReplaced(ts: TypeScript, expression: ts.Expression): boolean {
  let node: ts.Node = expression;
  while (isWrapping(ts, node.parent)) node = node.parent;
  return isTarget(ts, node);
}

/** What it throws a `catch` around it has, in the same function. */
export function isCaught(ts: TypeScript, node: ts.Node): boolean {
  for (let n = node; n.parent && !ts.isFunctionLike(n); n = n.parent)
    if (ts.isTryStatement(n.parent) && n.parent.tryBlock === n && n.parent.catchClause) return true;
  return false;
}
