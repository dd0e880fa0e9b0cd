/** From the declaration that a mark binds to, to the mark: which forms can be marked, and why others can't. */
import type ts from 'typescript';
import { problem } from '../diagnostics';
import { hasModifier, unwrap } from '../syntax/nodes';
import { spanOf } from '../syntax/positions';
import type { Mark, MarkedNode, Problem, Span, Stated, TypeScript } from '../types';

export function toMark(
  ts: TypeScript,
  file: ts.SourceFile,
  target: ts.Node,
  stated: Stated,
  at: Span,
  decorator: ts.Decorator | undefined,
): Mark | Problem {
  const refuse = (what: string) => problem('misplacedMark', file, at, [what]);
  const make: Make = (form, node, fn, name, localName, anchorNode, overloads = []) => {
    const start = anchorNode?.getStart(file) ?? keyword(file, fn);
    const anchor = { start, end: anchorNode?.end ?? start + (file.text.startsWith('function', start) ? 8 : 1) };
    const nested = isNested(ts, node);
    return { form, nested, name, localName, ...stated, node, overloads, fn, anchor, decorator };
  };

  if (ts.isFunctionDeclaration(target)) {
    const name = target.name ? pathTo(ts, target, target.name.text) : 'default';
    const place = placeOf(ts, target);
    if (place !== 'free') return problem('nestedMark', file, at, [name, place]);
    if (!target.body) {
      const implementation = implementationAfter(
        (target.parent as ts.SourceFile | ts.Block).statements,
        target,
        (s): s is ts.FunctionDeclaration => ts.isFunctionDeclaration(s) && s.name?.text === target.name?.text,
      );
      return implementation
        ? toMark(ts, file, implementation, stated, at, decorator)
        : problem('noBody', file, at, [name]);
    }
    const overloads = overloadsBefore(
      (target.parent as ts.SourceFile | ts.Block).statements,
      target,
      (s): s is ts.FunctionDeclaration => ts.isFunctionDeclaration(s) && !s.body && s.name?.text === target.name?.text,
    );
    const isDefault = hasModifier(target, ts.SyntaxKind.DefaultKeyword);
    if (!target.name && overloads.length) return refuse('an overloaded function without a name');
    return make(
      'function',
      target,
      target,
      name,
      isDefault && !target.name ? undefined : target.name!.text,
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
      ? toMark(ts, file, outer, stated, at, decorator)
      : problem('nestedMark', file, at, [target.name?.text ?? 'a function', 'an expression']);
  }
  if (ts.isMethodDeclaration(target)) return method(ts, file, target, at, make);
  if (ts.isPropertyAssignment(target)) {
    const fn = functionIn(ts, target.initializer);
    return fn ? member(ts, file, target, fn, at, make) : problem('notAFunction', file, at, [target.name.getText(file)]);
  }
  if (ts.isPropertyDeclaration(target)) return refuse('a property of a class');
  if (ts.isShorthandPropertyAssignment(target)) return problem('notAFunction', file, at, [target.name.text]);
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
    return problem(hasModifier(statement, ts.SyntaxKind.DeclareKeyword) ? 'noBody' : 'notAFunction', file, at, [name]);
  const place = placeOf(ts, statement);
  if (place !== 'free') return problem('nestedMark', file, at, [name, place]);
  if (statement.declarationList.declarations.length > 1) return problem('severalDeclarators', file, at, [name]);
  if ((statement.declarationList.flags & ts.NodeFlags.BlockScoped) !== ts.NodeFlags.Const)
    return problem('notConst', file, at, [name]);
  return make('constant', statement, fn, pathTo(ts, statement, name), name, declaration.name);
}

function method(
  ts: TypeScript,
  file: ts.SourceFile,
  target: ts.MethodDeclaration,
  at: Span,
  make: Make,
): Mark | Problem {
  if (ts.isObjectLiteralExpression(target.parent)) return member(ts, file, target, target, at, make);
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
  if (!owner.name) return problem('unnamedClass', file, at, [name]);
  if (!ts.isClassDeclaration(owner) || owner.parent !== file)
    return problem('nestedMark', file, at, [name, 'a class that is not at the top level']);
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
  const isStatic = hasModifier(target, ts.SyntaxKind.StaticKeyword);
  return make(isStatic ? 'static' : 'instance', target, target, name, undefined, target.name, overloads);
}

/** A method or a function of an object literal. */
function member(
  ts: TypeScript,
  file: ts.SourceFile,
  target: ts.MethodDeclaration | ts.PropertyAssignment,
  fn: ts.FunctionLikeDeclaration,
  at: Span,
  make: Make,
): Mark | Problem {
  const name = pathTo(ts, target, target.name.getText(file));
  if (!ts.isIdentifier(target.name))
    return problem('misplacedMark', file, at, ['a method with a computed or quoted name']);
  // as a property it would set the prototype
  if (target.name.text === '__proto__') return problem('misplacedMark', file, at, [`a method called '__proto__'`]);
  const own = ts.isArrowFunction(fn) ? undefined : ownThis(ts, fn);
  if (own) return problem('usesThis', file, spanOf(own, file), [name, `'this' is its caller's object`]);
  return make('member', target, fn, name, undefined, target.name);
}

/** The first `this` or `super` that is the function's own. */
function ownThis(ts: TypeScript, fn: ts.Node): ts.Node | undefined {
  return ts.forEachChild(fn, function find(node): ts.Node | undefined {
    if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return node;
    if (ts.isClassLike(node) || (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) || ts.isTypeNode(node))
      return undefined;
    return ts.forEachChild(node, find);
  });
}

/** Where a statement stands: `free` at the top level and in blocks, where a constant can take its place. */
function placeOf(ts: TypeScript, { parent }: ts.Statement): string {
  if (ts.isSourceFile(parent) || ts.isBlock(parent)) return 'free';
  if (ts.isModuleBlock(parent)) return 'a namespace';
  return ts.isCaseOrDefaultClause(parent) ? 'a case of a switch without braces' : 'another statement';
}

function isNested(ts: TypeScript, node: ts.Node): boolean {
  for (let n = node.parent; n && !ts.isSourceFile(n); n = n.parent)
    if (ts.isFunctionLike(n) || ts.isBlock(n) || ts.isClassLike(n) || ts.isModuleBlock(n))
      return !isClassMember(ts, node);
  return false;
}

const isClassMember = (ts: TypeScript, node: ts.Node): boolean => ts.isClassLike(node.parent);

/** `outer.resize`: the name after those of what it stands in, but for names that are ours. */
export function pathTo(ts: TypeScript, node: ts.Node, name: string, ours?: ReadonlySet<string>): string {
  const path = [name];
  for (let n = node.parent; n && !ts.isSourceFile(n); n = n.parent) {
    const named =
      ts.isFunctionLike(n) || ts.isClassLike(n) || ts.isVariableDeclaration(n) || ts.isPropertyAssignment(n);
    const own = named ? (n as ts.NamedDeclaration).name : undefined;
    if (own && ts.isIdentifier(own) && !ours?.has(own.text)) path.unshift(own.text);
  }
  return path.join('.');
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
