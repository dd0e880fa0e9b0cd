/** The purpose of a function that gives nothing: on its own thread its changes go nowhere, so something must leave it. */
import type ts from 'typescript';
import { problem } from '../../diagnostics';
import { platformOf } from '../../facts/platform/functions';
import { importOf } from '../../syntax/imports';
import { startOfChain, unwrap } from '../../syntax/nodes';
import { bodiesOf } from '../../syntax/task-nodes';
import type { Plan, Problem, SliceInput } from '../../types';

export function checkPurpose({ ts, types, file }: SliceInput, plan: Plan): Problem[] {
  const { unit } = plan;
  const platform = platformOf(ts, types);
  if (plan.classified.kind !== 'cpu-bound' || plan.stream) return [];
  const fn = 'mark' in unit ? unit.plain.at(-1)! : unwrap(ts, unit.argument);
  if (!ts.isFunctionLike(fn) || !types.givesNothing(fn)) return [];
  // calls come back, and memory may be shared
  if (fn.parameters.some((p) => types.isFunction(p.name) || types.isBinary(p.name))) return [];
  const { body } = fn as ts.FunctionLikeDeclaration;
  if ((body && ts.isBlock(body) && !body.statements.length) || bodiesOf(unit).some(leaves)) return [];
  return [problem('givesNothing', file, plan.span, [plan.name])];

  /** Holds where code throws, or calls what is not of this file. */
  function leaves(node: ts.Node): boolean {
    if (ts.isThrowStatement(node)) return true;
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && callLeaves(node)) return true;
    return ts.forEachChild(node, (child) => leaves(child) || undefined) ?? false;
  }

  function callLeaves(call: ts.CallExpression | ts.NewExpression): boolean {
    const base = startOfChain(ts, call.expression);
    if (base.kind === ts.SyntaxKind.ImportKeyword || platform.does(call, 'reaches other threads')) return true;
    if (platform.isOn(call, 'acts outside')) return true;
    if (!ts.isIdentifier(base)) return false;
    if (base.text === 'require' || types.isFunction(base)) {
      const declarations = types.declarationsOf(base);
      // another function of this file may do it
      if (declarations.some((d) => d.getSourceFile() === file)) return true;
    }
    return types.declarationsOf(base).some((d) => importOf(ts, d));
  }
}
