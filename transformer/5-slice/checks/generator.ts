/** Generators: their values stream to the caller, one way. */
import type ts from 'typescript';
import { problem } from '../../diagnostics';
import { unwrap } from '../../syntax/nodes';
import { spanOf } from '../../syntax/positions';
import type { Plan, Problem, SliceInput, Task, TypeInfo, TypeScript, Wrapper } from '../../types';

export function isStream(ts: TypeScript, types: TypeInfo, unit: Task | Wrapper): boolean {
  if ('mark' in unit) return !!unit.mark.fn.asteriskToken;
  const fn = unwrap(ts, unit.argument);
  return (ts.isFunctionExpression(fn) && !!fn.asteriskToken) || types.returnsGenerator(fn);
}

/** Generators that a stream can't stand for, and functions whose type would promise a stream. */
export function checkStream({ ts, types, file }: SliceInput, { unit, name, span }: Plan): Problem[] {
  const fn = 'mark' in unit ? unit.plain.at(-1)! : unwrap(ts, unit.argument);
  if (!(fn as ts.FunctionLikeDeclaration).asteriskToken) {
    const promises = 'mark' in unit && types.returnsGenerator(fn);
    return promises ? [problem('generator', file, span, [name, 'is not one itself'])] : [];
  }
  const used = ts.forEachChild(fn, find);
  if (!used) return [];
  const why = `reads what its caller passes to 'next()', and values go one way`;
  return [problem('generator', file, spanOf(used), [name, why])];

  /** A `yield` whose value is used. */
  function find(node: ts.Node): ts.Node | undefined {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return undefined;
    if (ts.isYieldExpression(node) && !node.asteriskToken && !ts.isExpressionStatement(node.parent)) return node;
    return ts.forEachChild(node, find);
  }
}
