/** `@unsync` as a decorator, and the options that it shares with `unsync(fn)`. */
import type ts from 'typescript';
import { problem } from '../diagnostics';
import { spanOf } from '../syntax/positions';
import type { Problem, Stated, StatedKind, TypeScript } from '../types';

const kinds: readonly string[] = ['cpu-bound', 'blocking', 'background'];
const flags = ['idempotent', 'untracked'];
const allowed: readonly string[] = ['kind', ...flags];
const nothing: Stated = { stated: undefined, idempotent: false, untracked: false };

/** Reads what stands after `@unsync` in a comment: a kind or none, then `idempotent` or nothing, then `untracked` or nothing. */
export function statedIn(text: string): Stated | undefined {
  const words = text.split(/\s+/).filter((word) => word);
  const stated = kinds.includes(words[0]!) ? (words.shift() as StatedKind) : undefined;
  const next = (word: string) => words[0] === word && !!words.shift();
  const idempotent = next('idempotent');
  const untracked = next('untracked');
  return words.length ? undefined : { stated, idempotent, untracked };
}

/** Functions and methods decorated with the `unsync` that this file imports. */
export function* decorated(
  ts: TypeScript,
  file: ts.SourceFile,
  problems: Problem[],
): Iterable<{ node: ts.Node; decorator: ts.Decorator; stated: Stated }> {
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
      const stated = statedBy(ts, file, call?.arguments[0], problems);
      yield { node, decorator, stated };
    }
  }
}

/** Reads `{ kind: 'blocking', idempotent: true, untracked: true }`, the options of the decorator and of `unsync(fn)`. */
export function statedBy(
  ts: TypeScript,
  file: ts.SourceFile,
  options: ts.Expression | undefined,
  problems: Problem[],
): Stated {
  if (!options) return nothing;
  const refuse = (what: ts.Node): Stated => {
    problems.push(problem('unknownKind', file, spanOf(options, file), [what.getText(file)]));
    return nothing;
  };
  if (!ts.isObjectLiteralExpression(options)) return refuse(options);
  const found = new Map<string, ts.Expression>();
  for (const property of options.properties) {
    const name = property.name?.getText(file);
    if (!ts.isPropertyAssignment(property) || !name || !allowed.includes(name) || found.has(name))
      return refuse(options);
    found.set(name, property.initializer);
  }
  const kind = found.get('kind');
  if (kind && !(ts.isStringLiteral(kind) && kinds.includes(kind.text))) return refuse(kind);
  const isTrue = (name: string) => found.get(name)?.kind === ts.SyntaxKind.TrueKeyword;
  for (const name of flags) {
    const value = found.get(name);
    if (value && !isTrue(name) && value.kind !== ts.SyntaxKind.FalseKeyword) return refuse(value);
  }
  const stated = kind && ((kind as ts.StringLiteral).text as StatedKind);
  return { stated, idempotent: isTrue('idempotent'), untracked: isTrue('untracked') };
}

/** Local names of `unsync` itself (`unsync`) and of the whole module (`*`). */
export function importedNames(ts: TypeScript, file: ts.SourceFile): Map<string, 'unsync' | '*'> {
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
