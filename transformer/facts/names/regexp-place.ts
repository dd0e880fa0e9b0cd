/** Regular expressions that remember where they were: `/x/g` and `/x/y` keep it in `lastIndex`. */
import type ts from 'typescript';
import { unwrap } from '../../syntax/nodes';
import type { TypeScript } from '../../types';
import { isEvaluated } from './evaluation';

/** The flags of a regular expression with a state that evaluating `node` makes. */
export function flagsIn(ts: TypeScript, node: ts.Node): string | undefined {
  const made = ts.isRegularExpressionLiteral(node)
    ? node.text.slice(node.text.lastIndexOf('/') + 1)
    : (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
        ts.isIdentifier(node.expression) &&
        node.expression.text === 'RegExp' &&
        node.arguments?.[1]
      ? node.arguments[1].getText()
      : '';
  if (/[gy]/.test(made)) return made;
  if (!isEvaluated(ts, node)) return undefined;
  return ts.forEachChild(node, (child) => flagsIn(ts, child));
}

/** Methods that begin at the start whatever `lastIndex` is, and leave it there: of strings, with the pattern as their first argument. */
const globally = new Set(['replace', 'replaceAll', 'match', 'matchAll', 'split', 'search']);
const stickily = new Set(['split', 'search']);

/** Holds where a use of a pattern begins at the start, wherever it was left. */
export function startsAnew(ts: TypeScript, id: ts.Identifier, flags: string): boolean {
  let node: ts.Expression = id;
  while (ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node) node = node.parent;
  if (ts.isPropertyAccessExpression(node) && /^(?:source|flags)$/.test(node.name.text)) return true;
  const call = node.parent;
  return (
    ts.isCallExpression(call) &&
    call.arguments[0] === node &&
    ts.isPropertyAccessExpression(unwrap(ts, call.expression)) &&
    (flags.includes('g') ? globally : stickily).has(
      (unwrap(ts, call.expression) as ts.PropertyAccessExpression).name.text,
    )
  );
}
