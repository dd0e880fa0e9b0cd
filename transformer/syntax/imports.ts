/** Imports as they are written: the statement of a binding, the bindings of a statement, the module that it names. */
import type ts from 'typescript';
import type { TypeScript } from '../types';

/** The import that a declaration belongs to. */
export function importOf(
  ts: TypeScript,
  declaration: ts.Node,
): ts.ImportDeclaration | ts.ImportEqualsDeclaration | undefined {
  let node = declaration;
  if (ts.isImportEqualsDeclaration(node)) return node;
  while (ts.isImportSpecifier(node) || ts.isNamedImports(node) || ts.isNamespaceImport(node) || ts.isImportClause(node))
    node = node.parent;
  return ts.isImportDeclaration(node) ? node : undefined;
}

export type Import = ts.ImportDeclaration | ts.ExportDeclaration | ts.ImportEqualsDeclaration;

/** The literal name of the module that is imported or re-exported, if that is what the statement does. */
export function specifierOf(ts: TypeScript, s: Import): ts.StringLiteral | undefined {
  const specifier = !ts.isImportEqualsDeclaration(s)
    ? s.moduleSpecifier
    : ts.isExternalModuleReference(s.moduleReference)
      ? s.moduleReference.expression
      : undefined;
  return specifier && ts.isStringLiteral(specifier) ? specifier : undefined;
}

/** The bindings of an import declaration, each a node that the slice can keep or drop. */
export function bindingsOf(
  ts: TypeScript,
  statement: ts.ImportDeclaration,
): (ts.ImportClause | ts.ImportSpecifier | ts.NamespaceImport)[] {
  const clause = statement.importClause;
  if (!clause) return [];
  const named = clause.namedBindings;
  return [...(clause.name ? [clause] : []), ...(!named ? [] : ts.isNamespaceImport(named) ? [named] : named.elements)];
}
