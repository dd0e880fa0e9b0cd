/** `@unsync` as a decorator, and the options that it shares with `unsync(fn)`. */
import type ts from 'typescript';
import { problem } from './diagnostics';
import type { Problem, StatedKind, TypeScript } from './types';

export const kinds: readonly string[] = ['cpu-bound', 'blocking', 'background'];

/** Functions and methods decorated with the `unsync` that this file imports. */
export function* decorated(
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
