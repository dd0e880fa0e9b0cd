/** Finds out if a reference to a value reads it, puts another in its place, or changes what it holds. */
import type ts from 'typescript';
import { isTarget, isWrapping } from '../../syntax/nodes';
import type { TypeInfo, TypeScript } from '../../types';
import { mayDoByName, platformOf } from '../platform/functions';

export type Access = 'read' | 'replace' | 'change';

/** Finds what the code around an identifier does with its value. Without types, methods are known by their names alone. */
export function accessOf(ts: TypeScript, types: TypeInfo | undefined, id: ts.Expression): Access {
  const platform = types && platformOf(ts, types);
  let node = id;
  let member = false;
  for (;;) {
    const { parent } = node;
    if (isWrapping(ts, parent)) {
      node = parent;
    } else if (
      (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) &&
      parent.expression === node
    ) {
      if (ts.isCallExpression(parent.parent) && parent.parent.expression === parent) {
        const name = ts.isPropertyAccessExpression(parent) ? parent.name : parent.argumentExpression;
        const method = ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : '';
        const changes = platform?.mayDo(name, 'changes its object') ?? mayDoByName(method, 'changes its object');
        return changes ? 'change' : 'read';
      }
      member = true;
      node = parent;
    } else break;
  }
  if (isTarget(ts, node)) return member ? 'change' : 'replace';
  const call = node.parent;
  const isFirst = ts.isCallExpression(call) && call.arguments[0] === node;
  return isFirst && platform?.does(call, 'changes its argument') ? 'change' : 'read';
}
