/** When code runs: with what it stands in, or when it is called; as its module loads, or later. */
import type ts from 'typescript';
import { hasModifier } from '../../syntax/nodes';
import type { TypeScript } from '../../types';

/** Holds where evaluating what a node stands in evaluates the node: not the bodies of functions, nor the fields of instances. */
export function isEvaluated(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return false;
  return !ts.isFunctionLike(node) && !(ts.isPropertyDeclaration(node) && !isStatic(ts, node));
}

/** Holds where `node` runs when `unit`, which holds it, is evaluated: `static { C.#n = 1; }`. */
export function runsAtLoad(ts: TypeScript, node: ts.Node, unit: ts.Node): boolean {
  for (let n = node; n !== unit; n = n.parent) if (!n || !isEvaluated(ts, n)) return false;
  return true;
}

export const isStatic = (ts: TypeScript, node: ts.Node): boolean => hasModifier(node, ts.SyntaxKind.StaticKeyword);
