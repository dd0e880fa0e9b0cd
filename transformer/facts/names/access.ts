/** Whether what refers to a value reads it, puts another in its place, or changes what it holds. */
import type ts from 'typescript';
import { isTarget } from '../../syntax/nodes';
import type { TypeScript } from '../../types';

export type Access = 'read' | 'replace' | 'change';

const changingMethods = new Set([
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'sort',
  'reverse',
  'fill',
  'copyWithin',
  'set',
  'add',
  'delete',
  'clear',
  'append',
]);

const dateSetters = /^set(?:UTC)?(?:FullYear|Month|Date|Hours|Minutes|Seconds|Milliseconds|Time)$/;

const changingStatics = new Set([
  'assign',
  'defineProperty',
  'defineProperties',
  'setPrototypeOf',
  'set',
  'deleteProperty',
  'freeze',
  'seal',
  'preventExtensions',
]);

/** What the code around an identifier does with its value. */
export function accessOf(ts: TypeScript, id: ts.Expression): Access {
  let node = id;
  let member = false;
  for (;;) {
    const parent = node.parent as ts.Expression;
    if (
      ts.isParenthesizedExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isTypeAssertionExpression(parent) ||
      ts.isSatisfiesExpression(parent)
    ) {
      node = parent;
    } else if (
      (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) &&
      parent.expression === node
    ) {
      if (ts.isCallExpression(parent.parent) && parent.parent.expression === parent) {
        const name = ts.isPropertyAccessExpression(parent) ? parent.name : parent.argumentExpression;
        const method = ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : '';
        return changingMethods.has(method) || dateSetters.test(method) ? 'change' : 'read';
      }
      member = true;
      node = parent;
    } else break;
  }
  if (isTarget(ts, node)) return member ? 'change' : 'replace';
  const call = node.parent;
  if (ts.isCallExpression(call) && call.arguments[0] === node && ts.isPropertyAccessExpression(call.expression)) {
    const owner = call.expression.expression;
    if (
      ts.isIdentifier(owner) &&
      /^(Object|Reflect)$/.test(owner.text) &&
      changingStatics.has(call.expression.name.text)
    )
      return 'change';
  }
  return 'read';
}
