/** What an import declaration binds. */
import type ts from 'typescript';
import type { TypeScript } from '../../types';

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
