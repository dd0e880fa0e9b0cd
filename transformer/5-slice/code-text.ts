/** Calls that make code from text: `eval`, `new Function`. */
import type ts from 'typescript';
import { unwrap } from '../syntax/nodes';
import type { TypeInfo, TypeScript } from '../types';

/** A direct `eval` sees every name of its place (`scoped`); all else the globals of its thread (`global`). */
export function codeFromText(
  ts: TypeScript,
  types: TypeInfo,
  node: ts.CallExpression | ts.NewExpression,
): 'scoped' | 'global' | undefined {
  if (ts.isIdentifier(node.expression) && node.expression.text === 'eval') return 'scoped';
  let callee = unwrap(ts, node.expression);
  while (ts.isBinaryExpression(callee)) callee = unwrap(ts, callee.right); // (0, eval)('…')
  const isMember = ts.isPropertyAccessExpression(callee) && callee.expression.getText() === 'globalThis';
  const name = isMember ? (callee as ts.PropertyAccessExpression).name : callee;
  if (!ts.isIdentifier(name) || !/^(?:Function|eval)$/.test(name.text)) return undefined;
  const isOwn = types.declarationsOf(name).some((d) => d.getSourceFile() === node.getSourceFile());
  return isOwn ? undefined : 'global';
}
