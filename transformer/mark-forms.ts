/** From the declaration that a mark binds to, to the mark: which forms can be marked, and why others can't. */
import type ts from 'typescript';
import { problem } from './diagnostics';
import { unwrap } from './references';
import type { Mark, MarkedNode, Problem, Span, StatedKind, TypeScript } from './types';

export function toMark(
  ts: TypeScript,
  file: ts.SourceFile,
  target: ts.Node,
  stated: StatedKind | undefined,
  at: Span,
  decorator: ts.Decorator | undefined,
): Mark | Problem {
  const refuse = (what: string) => problem('misplacedMark', file, at, [what]);
  const make: Make = (form, node, fn, name, localName, anchorNode, overloads = []) => {
    const start = anchorNode?.getStart(file) ?? keyword(file, fn);
    const anchor = { start, end: anchorNode?.end ?? start + (file.text.startsWith('function', start) ? 8 : 1) };
    if (fn.asteriskToken) return problem('generator', file, anchor, [name]);
    return { form, name, localName, stated, node, overloads, fn, anchor, decorator };
  };
  const topLevel = target.parent === file;

  if (ts.isFunctionDeclaration(target)) {
    const name = target.name?.text ?? 'default';
    if (!topLevel) return problem('nestedMark', file, at, [name]);
    if (!target.body) {
      const implementation = implementationAfter(
        file.statements,
        target,
        (s): s is ts.FunctionDeclaration => ts.isFunctionDeclaration(s) && s.name?.text === target.name?.text,
      );
      return implementation
        ? toMark(ts, file, implementation, stated, at, decorator)
        : problem('noBody', file, at, [name]);
    }
    const overloads = overloadsBefore(
      file.statements,
      target,
      (s): s is ts.FunctionDeclaration =>
        ts.isFunctionDeclaration(s) && !s.body && (s.name?.text ?? 'default') === name,
    );
    const isDefault = target.modifiers?.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword);
    if (!target.name && overloads.length) return refuse('an overloaded function without a name');
    return make(
      'function',
      target,
      target,
      target.name ? name : 'default',
      isDefault && !target.name ? undefined : name,
      target.name,
      overloads,
    );
  }
  if (ts.isVariableStatement(target) || ts.isVariableDeclaration(target)) {
    const statement = ts.isVariableStatement(target) ? target : target.parent.parent;
    const declaration = ts.isVariableDeclaration(target) ? target : target.declarationList.declarations[0]!;
    if (!ts.isVariableStatement(statement)) return refuse('a loop variable');
    return constant(ts, file, statement, declaration, at, make);
  }
  if (ts.isExportAssignment(target)) {
    const fn = functionIn(ts, target.expression);
    return fn ? make('export', target, fn, 'default', undefined, undefined) : refuse('what is exported here');
  }
  if (ts.isArrowFunction(target) || ts.isFunctionExpression(target)) {
    let outer: ts.Node = target.parent;
    while (ts.isParenthesizedExpression(outer) || ts.isSatisfiesExpression(outer) || ts.isAsExpression(outer))
      outer = outer.parent;
    if (ts.isVariableDeclaration(outer) || ts.isExportAssignment(outer))
      return toMark(ts, file, outer, stated, at, decorator);
    return ts.isPropertyAssignment(outer)
      ? refuse('a method of an object')
      : problem('nestedMark', file, at, [target.name?.text ?? 'the function']);
  }
  if (ts.isMethodDeclaration(target)) return method(ts, file, target, at, make);
  if (ts.isPropertyDeclaration(target)) return refuse('a property of a class');
  if (ts.isPropertyAssignment(target) || ts.isShorthandPropertyAssignment(target))
    return refuse('a method of an object');
  if (ts.isClassLike(target)) return refuse('a class');
  if (ts.isAccessor(target)) return refuse('an accessor');
  if (ts.isConstructorDeclaration(target)) return refuse('a constructor');
  if (ts.isInterfaceDeclaration(target) || ts.isTypeAliasDeclaration(target)) return refuse('a type');
  if (ts.isExportDeclaration(target) || ts.isExportSpecifier(target))
    return refuse('a re-export and not the declaration');
  if (ts.isMethodSignature(target)) return refuse('a signature');
  return refuse('something that is not a function');
}

type Make = (
  form: Mark['form'],
  node: MarkedNode,
  fn: ts.FunctionLikeDeclaration,
  name: string,
  localName: string | undefined,
  anchorNode: ts.Node | undefined,
  overloads?: Mark['overloads'],
) => Mark | Problem;

function constant(
  ts: TypeScript,
  file: ts.SourceFile,
  statement: ts.VariableStatement,
  declaration: ts.VariableDeclaration,
  at: Span,
  make: Make,
): Mark | Problem {
  const name = declaration.name.getText(file);
  if (!ts.isIdentifier(declaration.name)) return problem('misplacedMark', file, at, ['a destructuring']);
  const fn = declaration.initializer && functionIn(ts, declaration.initializer);
  if (!fn)
    return problem(
      statement.modifiers?.some((m) => m.kind === ts.SyntaxKind.DeclareKeyword) ? 'noBody' : 'notAFunction',
      file,
      at,
      [name],
    );
  if (statement.parent !== file) return problem('nestedMark', file, at, [name]);
  if (statement.declarationList.declarations.length > 1) return problem('severalDeclarators', file, at, [name]);
  if ((statement.declarationList.flags & ts.NodeFlags.BlockScoped) !== ts.NodeFlags.Const)
    return problem('notConst', file, at, [name]);
  return make('constant', statement, fn, name, name, declaration.name);
}

function method(
  ts: TypeScript,
  file: ts.SourceFile,
  target: ts.MethodDeclaration,
  at: Span,
  make: Make,
): Mark | Problem {
  if (ts.isObjectLiteralExpression(target.parent)) return problem('misplacedMark', file, at, ['a method of an object']);
  const owner = target.parent as ts.ClassLikeDeclaration;
  const name = `${owner.name?.text ?? 'class'}.${target.name.getText(file)}`;
  if (!target.body) {
    const implementation = implementationAfter(
      owner.members,
      target,
      (m): m is ts.MethodDeclaration => ts.isMethodDeclaration(m) && m.name.getText(file) === target.name.getText(file),
    );
    return implementation ? method(ts, file, implementation, at, make) : problem('noBody', file, at, [name]);
  }
  if (!target.modifiers?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword))
    return problem('instanceMethod', file, at, [name]);
  if (!owner.name) return problem('unnamedClass', file, at, [name]);
  if (!ts.isClassDeclaration(owner) || owner.parent !== file) return problem('nestedMark', file, at, [name]);
  if (ts.isPrivateIdentifier(target.name)) return problem('privateName', file, at, [name]);
  if (!ts.isIdentifier(target.name))
    return problem('misplacedMark', file, at, ['a method with a computed or quoted name']);
  const own = target.name.text;
  const overloads = overloadsBefore(
    owner.members,
    target,
    (m): m is ts.MethodDeclaration =>
      ts.isMethodDeclaration(m) && !m.body && ts.isIdentifier(m.name) && m.name.text === own,
  );
  return make('static', target, target, name, undefined, target.name, overloads);
}

/** A mark on an overload signature is meant for the implementation that follows. */
function implementationAfter<N extends ts.Node, T extends N & { readonly body?: ts.Node | undefined }>(
  list: readonly N[],
  overload: N,
  isSame: (n: N) => n is T,
): T | undefined {
  for (let i = list.indexOf(overload) + 1; i < list.length; i++) {
    const candidate = list[i]!;
    if (!isSame(candidate)) return undefined;
    if (candidate.body) return candidate;
  }
  return undefined;
}

function overloadsBefore<N extends ts.Node, T extends N>(
  list: readonly N[],
  implementation: N,
  isOverload: (n: N) => n is T,
): T[] {
  const overloads: T[] = [];
  for (let i = list.indexOf(implementation) - 1; i >= 0; i--) {
    const candidate = list[i]!;
    if (!isOverload(candidate)) break;
    overloads.unshift(candidate);
  }
  return overloads;
}

function functionIn(ts: TypeScript, expression: ts.Expression): ts.FunctionExpression | ts.ArrowFunction | undefined {
  const inner = unwrap(ts, expression);
  return ts.isArrowFunction(inner) || ts.isFunctionExpression(inner) ? inner : undefined;
}

const keyword = (file: ts.SourceFile, fn: ts.Node): number => {
  const start = fn.getStart(file);
  const offset = file.text.slice(start, fn.end).search(/\bfunction\b/);
  return offset >= 0 && offset < 40 ? start + offset : start;
};
