/** Calls of the runtime's own `unsync`, found by symbol: no other mark can have another name. */
import type ts from 'typescript';
import { isTopLevelVariable, outOfPattern, unwrap } from '../../syntax/nodes';
import type { TypeInfo, TypeScript } from '../../types';
import { isRuntime } from './runtime-files';

export interface WrapperCall {
  readonly call: ts.CallExpression;
  readonly argument: ts.Expression | undefined;
  /** It is a function, or the name of one that stands still. */
  readonly isFunction: boolean;
}

export function wrapperCallsIn(ts: TypeScript, types: TypeInfo, file: ts.SourceFile): readonly WrapperCall[] {
  const found: WrapperCall[] = [];
  if (!file.text.includes('unsync')) return found;
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isCallExpression(node) && !ts.isDecorator(node.parent) && isUnsync(node.expression)) {
      const argument = node.arguments[0] && unwrap(ts, node.arguments[0]);
      found.push({
        call: node,
        argument,
        isFunction: !!argument && isFunctionName(argument) && !isParameter(argument),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;

  function isUnsync(callee: ts.Expression): boolean {
    const name = ts.isIdentifier(callee) ? callee : ts.isPropertyAccessExpression(callee) ? callee.name : undefined;
    return (
      !!name &&
      types
        .targetsOf(name)
        .some((d) => (d as ts.NamedDeclaration).name?.getText() === 'unsync' && isRuntime(d.getSourceFile().fileName))
    );
  }

  function isFunctionName(expression: ts.Expression): boolean {
    if (ts.isArrowFunction(expression) || ts.isFunctionExpression(expression) || ts.isIdentifier(expression))
      return true;
    return ts.isPropertyAccessExpression(expression) && isFunctionName(expression.expression);
  }

  /** A variable of an enclosing function that may hold any function. */
  function isParameter(argument: ts.Expression): boolean {
    if (!ts.isIdentifier(argument)) return false;
    return types.declarationsOf(argument).some((d) => {
      const variable = outOfPattern(ts, d);
      if (ts.isParameter(variable)) return true;
      if (isTopLevelVariable(ts, variable, file) || !ts.isVariableDeclaration(variable)) return false;
      const value = variable.initializer && ts.isIdentifier(variable.name) && unwrap(ts, variable.initializer);
      return !value || !(ts.isArrowFunction(value) || ts.isFunctionExpression(value));
    });
  }
}
