import type ts from 'typescript';
import { unwrap } from '../../syntax/nodes';
import type { TypeScript, Unit } from '../../types';

/** A function, class or enum that stands inside a function, or the variable that holds one. */
export function isLocalUnit(ts: TypeScript, node: ts.Node): node is Unit {
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) return true;
  if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isIdentifier(node.name)) return false;
  const value = unwrap(ts, node.initializer);
  return (
    ts.isVariableStatement(node.parent.parent) &&
    (ts.isArrowFunction(value) || ts.isFunctionExpression(value) || ts.isClassExpression(value))
  );
}
