/**
 * Phase 1, find: user's text → marks.
 *
 * Assumes: a source file parsed with parent pointers and without parse errors; nothing bound, no types.
 * Guarantees: every `@unsync` comment and decorator has become exactly one mark, or a problem.
 *
 * Comments are found in the text, not as attached JSDoc: under tsc JSDoc is not parsed,
 * and in several places (`export /** @unsync *\/ function`) it never attaches.
 */
import type ts from 'typescript';
import { problem } from './diagnostics';
import { docComment, otherComment, tagsOf } from './doc-tags';
import { unwrap } from './references';
import type { Found, Mark, MarkedNode, Problem, Span, StatedKind, TypeScript } from './types';

const kinds: readonly string[] = ['cpu-bound', 'blocking', 'background'];

/** A cheap test on the text that spares every other file the search. */
export function mayHaveMarks(text: string): boolean {
  if (text.includes('unsync')) return true;
  for (const [, word] of text.matchAll(/@([A-Za-z]{5,7})\b/g)) if (isNearly(word!)) return true;
  return false;
}

export function findMarks(ts: TypeScript, file: ts.SourceFile): Found {
  const marks: Mark[] = [];
  const problems: Problem[] = [];
  const bound = new Map<ts.Node, Mark>();
  const decorators = [...decorated(ts, file, problems)];
  const isForeign = (m: ts.ModifierLike) => ts.isDecorator(m) && !decorators.some((d) => d.decorator === m);
  const add = (target: ts.Node, stated: StatedKind | undefined, at: Span, decorator?: ts.Decorator) => {
    const result = toMark(ts, file, target, stated, at, decorator);
    if ('code' in result) return void problems.push(result);
    const other = bound.get(result.node);
    if (result.localName !== undefined && result.form !== 'static' && isMergedWithNamespace(ts, file, result.localName))
      return void problems.push(problem('mergedNamespace', file, result.anchor, [result.name]));
    // what another decorator puts in a method's place would be neither what is called nor what is moved
    if (result.form === 'static' && [result.fn, ...result.fn.parameters].some((n) => n.modifiers?.some(isForeign)))
      return void problems.push(problem('misplacedMark', file, at, ['a method with other decorators']));
    if (other)
      return void problems.push(
        problem(
          'markedTwice',
          file,
          at,
          [result.name],
          [{ file, span: other.anchor, message: 'It is already marked here.' }],
        ),
      );
    bound.set(result.node, result);
    marks.push(result);
  };

  for (const match of file.text.matchAll(docComment)) {
    for (const { at: offset, word, rest: stated, inText } of tagsOf(match[0])) {
      const start = match.index + offset;
      const at = { start, end: start + 1 + word.length };
      if (word !== 'unsync') {
        if (isNearly(word) && isComment(ts, file, match.index))
          problems.push(problem('misspelledMark', file, at, [word]));
        continue;
      }
      if (!isComment(ts, file, match.index)) continue;
      if (inText) {
        problems.push(problem('markInText', file, at, []));
        continue;
      }
      if (stated && !kinds.includes(stated)) {
        problems.push(problem('unknownKind', file, at, [stated]));
        continue;
      }
      const target = declarationAfter(ts, file, match.index + match[0].length);
      if (target) add(target, (stated || undefined) as StatedKind | undefined, at);
      else problems.push(problem('marksNothing', file, at, []));
    }
  }
  // where the decorator is in use, `// @unsync` is one that was put out of use
  for (const match of importedNames(ts, file).size ? [] : file.text.matchAll(otherComment)) {
    const start = match.index + match[0].indexOf('@');
    if (isComment(ts, file, match.index))
      problems.push(problem('markInText', file, { start, end: start + match[1]!.length }, []));
  }
  for (const { node, decorator, stated } of decorators) {
    add(node, stated, { start: decorator.getStart(file), end: decorator.end }, decorator);
  }
  marks.sort((a, b) => a.node.pos - b.node.pos);
  return { marks, problems };
}

/** A namespace of values, not of types alone, adds to the function itself. */
function isMergedWithNamespace(ts: TypeScript, file: ts.SourceFile, name: string): boolean {
  const isType = (s: ts.Statement) => ts.isInterfaceDeclaration(s) || ts.isTypeAliasDeclaration(s);
  return file.statements.some(
    (s) =>
      ts.isModuleDeclaration(s) &&
      s.name.text === name &&
      !(s.body && ts.isModuleBlock(s.body) && s.body.statements.every(isType)),
  );
}

/** One edit away from `unsync`, or the same in other letters. */
function isNearly(word: string): boolean {
  if (word.toLowerCase() === 'unsync') return true;
  const target = 'unsync';
  if (Math.abs(word.length - target.length) > 1) return false;
  let i = 0;
  while (i < word.length && word[i] === target[i]) i++;
  const rest = (a: number, b: number) => word.slice(i + a) === target.slice(i + b);
  const swapped = word[i] === target[i + 1] && word[i + 1] === target[i] && rest(2, 2);
  return rest(1, 1) || rest(1, 0) || rest(0, 1) || swapped;
}

/** Whether a comment begins at `position`, rather than text in a string, a template, a regular expression or another comment. */
function isComment(ts: TypeScript, file: ts.SourceFile, position: number): boolean {
  let node: ts.Node = file;
  let from = 0; // where the token before `position` ends
  for (;;) {
    let inner: ts.Node | undefined;
    ts.forEachChild(node, (child) => {
      if (child.end <= position) from = Math.max(from, child.end);
      else if (child.pos <= position && !inner) inner = child;
    });
    if (!inner) break;
    from = Math.max(from, inner.pos);
    node = inner;
  }
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, file.languageVariant, file.text, undefined, from);
  for (;;) {
    const token = scanner.scan();
    if (scanner.getTokenStart() >= position || token === ts.SyntaxKind.EndOfFileToken) {
      return (
        scanner.getTokenStart() === position &&
        (token === ts.SyntaxKind.MultiLineCommentTrivia || token === ts.SyntaxKind.SingleLineCommentTrivia)
      );
    }
  }
}

/** The outermost declaration in whose head the token after a comment stands. */
function declarationAfter(ts: TypeScript, file: ts.SourceFile, commentEnd: number): ts.Node | undefined {
  const token = startAt(ts, file, commentEnd);
  let node: ts.Node | undefined = file;
  while (node) {
    let inner: ts.Node | undefined;
    ts.forEachChild(node, (child) => {
      if (!inner && child.end > token && child.getStart(file) <= token) inner = child;
    });
    if (inner && token <= headEnd(ts, file, inner)) return inner;
    node = inner;
  }
  return undefined;
}

const startAt = (ts: TypeScript, file: ts.SourceFile, position: number): number =>
  (ts as unknown as { skipTrivia(text: string, at: number): number }).skipTrivia(file.text, position);

/** The last position at which a mark still belongs to the node: its name, or its first keyword. */
function headEnd(ts: TypeScript, file: ts.SourceFile, node: ts.Node): number {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0]!.getStart(file);
  if (ts.isExportAssignment(node)) return node.expression.getStart(file);
  if (ts.isModifier(node) || ts.isIdentifier(node)) return -1;
  const { name } = node as ts.NamedDeclaration;
  if (name) return name.getStart(file);
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) {
    const last = ts.canHaveModifiers(node) ? ts.getModifiers(node)?.at(-1) : undefined;
    return last ? startAt(ts, file, last.end) : node.getStart(file);
  }
  return node.getStart(file);
}

function toMark(
  ts: TypeScript,
  file: ts.SourceFile,
  target: ts.Node,
  stated: StatedKind | undefined,
  at: Span,
  decorator: ts.Decorator | undefined,
): Mark | Problem {
  const refuse = (what: string) => problem('misplacedMark', file, at, [what]);
  const make = (
    form: Mark['form'],
    node: MarkedNode,
    fn: ts.FunctionLikeDeclaration,
    name: string,
    localName: string | undefined,
    anchorNode: ts.Node | undefined,
    overloads: Mark['overloads'] = [],
  ): Mark | Problem => {
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

/** Functions and methods decorated with the `unsync` that this file imports. */
function* decorated(
  ts: TypeScript,
  file: ts.SourceFile,
  problems: Problem[],
): Iterable<{ node: ts.Node; decorator: ts.Decorator; stated: StatedKind | undefined }> {
  const names = importedNames(ts, file);
  if (!names.size) return;
  const isOurs = (e: ts.Expression): boolean =>
    ts.isIdentifier(e)
      ? names.get(e.text) === 'unsync'
      : ts.isPropertyAccessExpression(e) &&
        e.name.text === 'unsync' &&
        ts.isIdentifier(e.expression) &&
        names.get(e.expression.text) === '*';
  const candidates = file.statements.flatMap((s): readonly ts.Node[] =>
    ts.isClassDeclaration(s) ? [s, ...s.members] : [s],
  );
  for (const node of candidates) {
    for (const decorator of (node as { modifiers?: readonly ts.Node[] }).modifiers ?? []) {
      if (!ts.isDecorator(decorator)) continue;
      const call = ts.isCallExpression(decorator.expression) ? decorator.expression : undefined;
      if (!isOurs(call?.expression ?? decorator.expression)) continue;
      const stated = call && kindOption(ts, file, call.arguments[0], problems);
      yield { node, decorator, stated };
    }
  }
}

/** Reads `{ kind: 'blocking' }`, the options of the decorator and of `unsync(fn)`. */
export function kindOption(
  ts: TypeScript,
  file: ts.SourceFile,
  options: ts.Expression | undefined,
  problems: Problem[],
): StatedKind | undefined {
  if (!options) return undefined;
  const at = { start: options.getStart(file), end: options.end };
  const property = ts.isObjectLiteralExpression(options) ? options.properties[0] : undefined;
  if (!property && ts.isObjectLiteralExpression(options)) return undefined;
  const value =
    property && ts.isPropertyAssignment(property) && property.name.getText(file) === 'kind'
      ? property.initializer
      : undefined;
  if (value && ts.isStringLiteral(value) && kinds.includes(value.text)) return value.text as StatedKind;
  problems.push(problem('unknownKind', file, at, [(value ?? options).getText(file)]));
  return undefined;
}

/** Local names of `unsync` itself (`unsync`) and of the whole module (`*`). */
function importedNames(ts: TypeScript, file: ts.SourceFile): Map<string, 'unsync' | '*'> {
  const names = new Map<string, 'unsync' | '*'>();
  for (const s of file.statements) {
    if (
      ts.isImportEqualsDeclaration(s) &&
      ts.isExternalModuleReference(s.moduleReference) &&
      ts.isStringLiteral(s.moduleReference.expression) &&
      s.moduleReference.expression.text === 'unsync'
    )
      names.set(s.name.text, '*');
    if (!ts.isImportDeclaration(s) || !ts.isStringLiteral(s.moduleSpecifier) || s.moduleSpecifier.text !== 'unsync')
      continue;
    const bindings = s.importClause?.namedBindings;
    if (!bindings) continue;
    if (ts.isNamespaceImport(bindings)) names.set(bindings.name.text, '*');
    else
      for (const e of bindings.elements)
        if ((e.propertyName ?? e.name).text === 'unsync') names.set(e.name.text, 'unsync');
  }
  return names;
}
