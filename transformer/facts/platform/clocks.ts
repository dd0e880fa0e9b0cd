/** Code that reads a clock, or chance: evaluated twice, it gives two values. */
import type ts from 'typescript';
import type { TypeInfo, TypeScript } from '../../types';
import { isEvaluated } from '../names/evaluation';
import { platformOf } from './functions';

/** `Math.random()`, `new Date()`; `new Date(0)` reads no clock. */
export function readsClock(ts: TypeScript, types: TypeInfo, call: ts.CallExpression | ts.NewExpression): boolean {
  if (!platformOf(ts, types).does(call, 'differs each time')) return false;
  return !(ts.isIdentifier(call.expression) && call.expression.text === 'Date' && call.arguments?.length);
}

/** Holds where evaluating an expression reads one. */
export function changesAtLoad(ts: TypeScript, types: TypeInfo, node: ts.Node): boolean {
  if (!isEvaluated(ts, node)) return false;
  if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && readsClock(ts, types, node)) return true;
  return ts.forEachChild(node, (child) => changesAtLoad(ts, types, child) || undefined) ?? false;
}
