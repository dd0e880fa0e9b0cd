/** Parameters that are given a value of their own: `xs = [...xs];`. */
import type ts from 'typescript';
import { unwrap } from '../../syntax/nodes';
import type { TypeScript } from '../../types';

/** Where a parameter has been given a value that is not its caller's, on every path: by one of the function's own statements. */
export function renewalOf(ts: TypeScript, parameter: ts.ParameterDeclaration): number {
  const { body } = parameter.parent as ts.FunctionLikeDeclaration;
  const { name } = parameter;
  if (!body || !ts.isBlock(body) || !ts.isIdentifier(name)) return Infinity;
  for (const statement of body.statements) {
    if (!ts.isExpressionStatement(statement)) continue;
    const { expression } = statement;
    if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken) continue;
    if (!ts.isIdentifier(expression.left) || expression.left.text !== name.text) continue;
    if (!mayBe(ts, name.text, expression.right)) return statement.end;
  }
  return Infinity;
}

/** Holds where an expression may give the parameter's own value, or a part of it: `xs ?? []`, `node.next`. */
function mayBe(ts: TypeScript, name: string, expression: ts.Expression): boolean {
  const value = unwrap(ts, expression);
  if (ts.isIdentifier(value)) return value.text === name;
  if (ts.isPropertyAccessExpression(value) || ts.isElementAccessExpression(value))
    return mayBe(ts, name, value.expression);
  if (ts.isBinaryExpression(value)) return mayBe(ts, name, value.left) || mayBe(ts, name, value.right);
  return ts.isConditionalExpression(value) && (mayBe(ts, name, value.whenTrue) || mayBe(ts, name, value.whenFalse));
}
