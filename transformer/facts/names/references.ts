/** Reading identifiers: which ones refer to a value, and whether they read, replace or change it. */
import type ts from 'typescript';
import type { Mark, Task, TypeScript, Wrapper } from '../../types';

/** The nodes of a task or wrapper that run when it is called. */
export function bodiesOf(unit: Task | Wrapper): readonly ts.Node[] {
  if (!('mark' in unit)) return [unit.argument];
  const whole = unit.plainStatement ?? unit.plainExpression;
  return whole ? [whole] : unit.plain;
}

/** Where the declaration of a mark begins: at its first overload, if it has any. */
export const firstOf = (mark: Mark): Mark['node'] | Mark['overloads'][number] => mark.overloads[0] ?? mark.node;

/** What the names that callers use are declared by. */
export const visibleDeclarations = (ts: TypeScript, { visibleNodes }: Task): ts.Node[] =>
  visibleNodes.map((node) => (ts.isVariableStatement(node) ? node.declarationList.declarations[0]! : node));

export const isMethod = (unit: Task | Wrapper): boolean =>
  'mark' in unit && (unit.mark.form === 'static' || unit.mark.form === 'instance');

/** The name of what holds the function verbatim. */
export function hiddenName(ts: TypeScript, { hiddenNode }: Task): ts.Node {
  return ts.isVariableStatement(hiddenNode) ? hiddenNode.declarationList.declarations[0]!.name : hiddenNode.name;
}

export function isInside(node: ts.Node, scope: ts.Node): boolean {
  for (let n = node; n; n = n.parent) if (n === scope) return true;
  return false;
}

/** The variable or parameter that a name in a binding pattern belongs to; other declarations as they are. */
export function outOfPattern(ts: TypeScript, declaration: ts.Node): ts.Node {
  let node = declaration;
  while (ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node))
    node = node.parent;
  return node;
}

/** A declarator of a variable statement of the file itself. */
export function isTopLevelVariable(ts: TypeScript, node: ts.Node, file: ts.SourceFile): node is ts.VariableDeclaration {
  return (
    ts.isVariableDeclaration(node) && ts.isVariableStatement(node.parent.parent) && node.parent.parent.parent === file
  );
}

/** What a name stands for at the top level of a module; the program must be bound. */
export function localSymbol(file: ts.SourceFile, name: string): ts.Symbol | undefined {
  const { locals } = file as unknown as { locals?: ReadonlyMap<string, ts.Symbol> };
  return locals?.get(name.startsWith('__') ? `_${name}` : name); // TypeScript escapes such names
}

/** The function inside parentheses and type assertions. */
export function unwrap(ts: TypeScript, expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isTypeAssertionExpression(inner) ||
    ts.isNonNullExpression(inner)
  )
    inner = inner.expression;
  return inner;
}

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

export type Access = 'read' | 'replace' | 'change';

const changingMethods = new Set([
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'sort',
  'reverse',
  'fill',
  'copyWithin',
  'set',
  'add',
  'delete',
  'clear',
  'append',
]);
const dateSetters = /^set(?:UTC)?(?:FullYear|Month|Date|Hours|Minutes|Seconds|Milliseconds|Time)$/;
const changingStatics = new Set([
  'assign',
  'defineProperty',
  'defineProperties',
  'setPrototypeOf',
  'set',
  'deleteProperty',
  'freeze',
  'seal',
  'preventExtensions',
]);

/** What the code around an identifier does with its value. */
export function accessOf(ts: TypeScript, id: ts.Expression): Access {
  let node = id;
  let member = false;
  for (;;) {
    const parent = node.parent as ts.Expression;
    if (
      ts.isParenthesizedExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isTypeAssertionExpression(parent) ||
      ts.isSatisfiesExpression(parent)
    ) {
      node = parent;
    } else if (
      (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) &&
      parent.expression === node
    ) {
      if (ts.isCallExpression(parent.parent) && parent.parent.expression === parent) {
        const name = ts.isPropertyAccessExpression(parent) ? parent.name : parent.argumentExpression;
        const method = ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : '';
        return changingMethods.has(method) || dateSetters.test(method) ? 'change' : 'read';
      }
      member = true;
      node = parent;
    } else break;
  }
  if (isTarget(ts, node)) return member ? 'change' : 'replace';
  const call = node.parent;
  if (ts.isCallExpression(call) && call.arguments[0] === node && ts.isPropertyAccessExpression(call.expression)) {
    const owner = call.expression.expression;
    if (
      ts.isIdentifier(owner) &&
      /^(Object|Reflect)$/.test(owner.text) &&
      changingStatics.has(call.expression.name.text)
    )
      return 'change';
  }
  return 'read';
}

/** Whether an expression is what an assignment, `++`, `delete`, a loop or a destructuring writes to. */
export function isTarget(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    return parent.left === node && kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  if (ts.isDeleteExpression(parent)) return true;
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === node;
  // `[a, b.c] = …`, `({ x: a, ...rest } = …)`: the literal itself is a target
  if (
    ts.isArrayLiteralExpression(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isSpreadAssignment(node)
  )
    return isTarget(ts, parent);
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node && isTarget(ts, parent.parent);
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && isTarget(ts, parent.parent);
  return false;
}

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
