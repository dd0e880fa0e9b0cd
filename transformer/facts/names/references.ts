/** Which identifiers refer to a value. */
import type ts from 'typescript';
import type { TypeScript } from '../../types';

/** Visits every identifier under `node` that refers to a value; types are passed over, names of members too. */
export function forEachReference(
  ts: TypeScript,
  node: ts.Node,
  visit: (identifier: ts.Identifier) => void,
  enter: (node: ts.Node) => boolean = () => true,
): void {
  const walk = (n: ts.Node): void => {
    if (!enter(n)) return;
    if (ts.isIdentifier(n)) {
      if (isReference(ts, n)) visit(n);
      return;
    }
    if (ts.isExpressionWithTypeArguments(n)) {
      const clause = n.parent;
      if (
        !ts.isHeritageClause(clause) ||
        (clause.token === ts.SyntaxKind.ExtendsKeyword && ts.isClassLike(clause.parent))
      )
        walk(n.expression);
      return;
    }
    if (
      ts.isTypeNode(n) ||
      ts.isInterfaceDeclaration(n) ||
      ts.isTypeAliasDeclaration(n) ||
      ts.isTypeParameterDeclaration(n)
    )
      return;
    ts.forEachChild(n, walk);
  };
  walk(node);
}

function isReference(ts: TypeScript, id: ts.Identifier): boolean {
  const { parent } = id;
  switch (parent.kind) {
    case ts.SyntaxKind.PropertyAccessExpression:
      return (parent as ts.PropertyAccessExpression).expression === id;
    case ts.SyntaxKind.QualifiedName:
      return (parent as ts.QualifiedName).left === id;
    case ts.SyntaxKind.ShorthandPropertyAssignment:
    case ts.SyntaxKind.ExportAssignment:
      return true;
    case ts.SyntaxKind.BindingElement:
      return (parent as ts.BindingElement).initializer === id;
    case ts.SyntaxKind.LabeledStatement:
    case ts.SyntaxKind.BreakStatement:
    case ts.SyntaxKind.ContinueStatement:
    case ts.SyntaxKind.JsxAttribute:
    case ts.SyntaxKind.JsxNamespacedName:
    case ts.SyntaxKind.MetaProperty:
    case ts.SyntaxKind.ImportSpecifier:
    case ts.SyntaxKind.ExportSpecifier:
    case ts.SyntaxKind.NamespaceExport:
      return false;
    default:
      return (parent as ts.NamedDeclaration).name !== id;
  }
}
