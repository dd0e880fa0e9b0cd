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
import { problem } from '../diagnostics';
import { skipTrivia } from '../syntax/internals';
import { spanOf } from '../syntax/positions';
import type { Found, Mark, Problem, Span, Stated, TypeScript } from '../types';
import { decorated, importedNames, statedIn } from './decorators';
import { docComment, otherComment, tagsOf } from './doc-tags';
import { toMark } from './mark-forms';
import { uniqueName } from './unique-name';

export { uniqueName } from './unique-name';
export { findWrappers } from './wrappers';

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
  const add = (target: ts.Node, stated: Stated, at: Span, decorator?: ts.Decorator) => {
    const result = toMark(ts, file, target, stated, at, decorator);
    if ('code' in result) return void problems.push(result);
    const other = bound.get(result.node);
    if (result.localName !== undefined && !result.nested && isMergedWithNamespace(ts, file, result.localName))
      return void problems.push(problem('mergedNamespace', file, result.anchor, [result.name]));
    // what another decorator puts in a method's place would be neither what is called nor what is moved
    if (
      ts.isMethodDeclaration(result.fn) &&
      [result.fn, ...result.fn.parameters].some((n) => n.modifiers?.some(isForeign))
    )
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
    for (const { at: offset, word, rest, inText } of tagsOf(match[0])) {
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
      const stated = statedIn(rest);
      if (!stated) {
        problems.push(problem('unknownKind', file, at, [rest]));
        continue;
      }
      const target = declarationAfter(ts, file, match.index + match[0].length);
      if (target) add(target, stated, at);
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
    add(node, stated, spanOf(decorator, file), decorator);
  }
  marks.sort((a, b) => a.node.pos - b.node.pos);
  return { marks: withUniqueNames(marks), problems };
}

/** Two functions of one name are two keys: in different scopes, or a static and an instance method. Those outside functions keep theirs. */
function withUniqueNames(marks: readonly Mark[]): Mark[] {
  const taken = new Set<string>();
  const names = new Map<Mark, string>();
  for (const nested of [false, true])
    for (const mark of marks) if (mark.nested === nested) names.set(mark, uniqueName(mark.name, taken));
  return marks.map((mark) => ({ ...mark, name: names.get(mark)! }));
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

/** Holds where a comment begins at `position`, rather than text in a string, a template, a regular expression or another comment. */
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
  const token = skipTrivia(ts, file.text, commentEnd);
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

/** The last position at which a mark still belongs to the node: its name, or its first keyword. */
function headEnd(ts: TypeScript, file: ts.SourceFile, node: ts.Node): number {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0]!.getStart(file);
  if (ts.isExportAssignment(node)) return node.expression.getStart(file);
  if (ts.isModifier(node) || ts.isIdentifier(node)) return -1;
  const { name } = node as ts.NamedDeclaration;
  if (name) return name.getStart(file);
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) {
    const last = ts.canHaveModifiers(node) ? ts.getModifiers(node)?.at(-1) : undefined;
    return last ? skipTrivia(ts, file.text, last.end) : node.getStart(file);
  }
  return node.getStart(file);
}
