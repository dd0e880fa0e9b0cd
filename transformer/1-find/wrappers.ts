/** `unsync(fn)` calls, found by symbol once names resolve; the other marks are found in text. */
import type ts from 'typescript';
import { problem } from '../diagnostics';
import { wrapperCallsIn } from '../facts/names/wrapper-calls';
import { spanOf } from '../syntax/positions';
import type { Problem, Task, TypeInfo, TypeScript, Wrapper } from '../types';
import { statedBy } from './decorators';
import { pathTo } from './mark-forms';
import { uniqueName } from './unique-name';

export function findWrappers(
  ts: TypeScript,
  types: TypeInfo,
  file: ts.SourceFile,
  tasks: readonly Task[],
): { wrappers: Wrapper[]; problems: Problem[] } {
  const wrappers: Wrapper[] = [];
  const problems: Problem[] = [];
  const taken = new Set(tasks.map((t) => t.mark.name));
  const hidden = new Set(tasks.map((t) => t.hidden));

  for (const { call, argument, isFunction } of wrapperCallsIn(ts, types, file)) {
    const stated = statedBy(ts, file, call.arguments[1], problems);
    if (!argument || !isFunction)
      problems.push(problem('wrapperArgument', file, spanOf(argument ?? call.expression), []));
    else wrappers.push({ call, argument, ...stated, name: uniqueName(nameOf(call), taken) });
  }
  return { wrappers, problems };

  function nameOf(call: ts.CallExpression): string {
    let outer: ts.Node = call.parent;
    while (ts.isParenthesizedExpression(outer) || ts.isSatisfiesExpression(outer) || ts.isAsExpression(outer))
      outer = outer.parent;
    const named = ts.isVariableDeclaration(outer) || ts.isPropertyAssignment(outer) ? outer.name : undefined;
    const own = named && ts.isIdentifier(named) ? named.text : ts.isExportAssignment(outer) ? 'default' : 'unsync';
    return pathTo(ts, outer, own, hidden);
  }
}
