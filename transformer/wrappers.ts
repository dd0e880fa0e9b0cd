/** `unsync(fn)` calls, found by symbol once names resolve; the other marks are found in text. */
import * as path from 'node:path';
import type ts from 'typescript';
import { kindOption } from './decorators';
import { problem } from './diagnostics';
import { unwrap } from './references';
import type { Problem, TypeInfo, TypeScript, Wrapper } from './types';

export function findWrappers(
  ts: TypeScript,
  types: TypeInfo,
  file: ts.SourceFile,
): { wrappers: Wrapper[]; problems: Problem[] } {
  const wrappers: Wrapper[] = [];
  const problems: Problem[] = [];
  if (!file.text.includes('unsync')) return { wrappers, problems };
  const at = (n: ts.Node) => ({ start: n.getStart(file), end: n.end });
  const names = new Set<string>();

  const visit = (node: ts.Node, nested: boolean): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isCallExpression(node) && !ts.isDecorator(node.parent) && isUnsync(node.expression)) {
      const argument = node.arguments[0] && unwrap(ts, node.arguments[0]);
      const callee = at(node.expression);
      const stated = kindOption(ts, file, node.arguments[1], problems);
      if (nested) problems.push(problem('wrapperNested', file, callee, []));
      else if (!argument || !isFunctionName(argument))
        problems.push(problem('wrapperArgument', file, argument ? at(argument) : callee, []));
      else if (ts.isFunctionExpression(argument) && argument.asteriskToken)
        problems.push(problem('generator', file, callee, [nameOf(node)]));
      else wrappers.push({ call: node, argument, stated, name: unique(nameOf(node)) });
      return;
    }
    const inside = nested || ts.isFunctionLike(node) || ts.isClassLike(node);
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(file, false);
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

  function nameOf(call: ts.CallExpression): string {
    let outer: ts.Node = call.parent;
    while (ts.isParenthesizedExpression(outer) || ts.isSatisfiesExpression(outer) || ts.isAsExpression(outer))
      outer = outer.parent;
    const named = ts.isVariableDeclaration(outer) || ts.isPropertyAssignment(outer) ? outer.name : undefined;
    return named && ts.isIdentifier(named) ? named.text : ts.isExportAssignment(outer) ? 'default' : 'unsync';
  }

  function unique(name: string): string {
    let result = name;
    for (let i = 2; names.has(result); i++) result = `${name}_${i}`;
    names.add(result);
    return result;
  }
}

/** The runtime that this transformer belongs to, wherever it is installed. */
const runtimeFolder = path.join(__dirname, '..', 'runtime').split(path.sep).join('/') + '/';
const isRuntime = (fileName: string): boolean =>
  fileName.startsWith(runtimeFolder) || /\/node_modules\/unsync\/dist\/runtime\//.test(fileName);
