/** `unsync(fn)` calls, found by symbol once names resolve; the other marks are found in text. */
import * as path from 'node:path';
import type ts from 'typescript';
import { uniqueName } from './1-find';
import { statedBy } from './decorators';
import { problem } from './diagnostics';
import { pathTo } from './mark-forms';
import { isTopLevelVariable, outOfPattern, unwrap } from './references';
import type { Problem, Task, TypeInfo, TypeScript, Wrapper } from './types';

export function findWrappers(
  ts: TypeScript,
  types: TypeInfo,
  file: ts.SourceFile,
  tasks: readonly Task[],
): { wrappers: Wrapper[]; problems: Problem[] } {
  const wrappers: Wrapper[] = [];
  const problems: Problem[] = [];
  if (!file.text.includes('unsync')) return { wrappers, problems };
  const taken = new Set(tasks.map((t) => t.mark.name));
  const hidden = new Set(tasks.map((t) => t.hidden));
  const at = (n: ts.Node) => ({ start: n.getStart(file), end: n.end });

  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isCallExpression(node) && !ts.isDecorator(node.parent) && isUnsync(node.expression)) {
      const argument = node.arguments[0] && unwrap(ts, node.arguments[0]);
      const callee = at(node.expression);
      const stated = statedBy(ts, file, node.arguments[1], problems);
      if (!argument || !isFunctionName(argument) || isParameter(argument))
        problems.push(problem('wrapperArgument', file, argument ? at(argument) : callee, []));
      else wrappers.push({ call: node, argument, ...stated, name: uniqueName(nameOf(node), taken) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { wrappers, problems };

  function isUnsync(callee: ts.Expression): boolean {
    const name = ts.isIdentifier(callee) ? callee : ts.isPropertyAccessExpression(callee) ? callee.name : undefined;
    return (
      !!name &&
      types
        .targetsOf(name)
        .some((d) => (d as ts.NamedDeclaration).name?.getText() === 'unsync' && isRuntime(d.getSourceFile().fileName))
    );
  }

  function isFunctionName(expression: ts.Expression): boolean {
    if (ts.isArrowFunction(expression) || ts.isFunctionExpression(expression) || ts.isIdentifier(expression))
      return true;
    return ts.isPropertyAccessExpression(expression) && isFunctionName(expression.expression);
  }

  /** A variable of an enclosing function that may hold any function. */
  function isParameter(argument: ts.Expression): boolean {
    if (!ts.isIdentifier(argument)) return false;
    return types.declarationsOf(argument).some((d) => {
      const variable = outOfPattern(ts, d);
      if (ts.isParameter(variable)) return true;
      if (isTopLevelVariable(ts, variable, file) || !ts.isVariableDeclaration(variable)) return false;
      const value = variable.initializer && ts.isIdentifier(variable.name) && unwrap(ts, variable.initializer);
      return !value || !(ts.isArrowFunction(value) || ts.isFunctionExpression(value));
    });
  }

  function nameOf(call: ts.CallExpression): string {
    let outer: ts.Node = call.parent;
    while (ts.isParenthesizedExpression(outer) || ts.isSatisfiesExpression(outer) || ts.isAsExpression(outer))
      outer = outer.parent;
    const named = ts.isVariableDeclaration(outer) || ts.isPropertyAssignment(outer) ? outer.name : undefined;
    const own = named && ts.isIdentifier(named) ? named.text : ts.isExportAssignment(outer) ? 'default' : 'unsync';
    return pathTo(ts, outer, own, hidden);
  }
}

/** The runtime that this transformer belongs to, wherever it is installed. */
const runtimeFolder = path.join(__dirname, '..', 'runtime').split(path.sep).join('/') + '/';
export const isRuntime = (fileName: string): boolean =>
  fileName.startsWith(runtimeFolder) || /\/node_modules\/unsync\/dist\/runtime\//.test(fileName);
