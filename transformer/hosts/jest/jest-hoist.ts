/** Hoists as Jest's own compiler does, and its users rely on: `jest.mock` counts before the imports that it stands below. */
import type ts from 'typescript';
import type { TypeScript } from '../../types';

const hoisted = new Set(['mock', 'unmock', 'deepUnmock', 'enableAutomock', 'disableAutomock']);
const globals = '@jest/globals';

/** Moves these calls to the top of the file, below the import of `jest`. */
export function hoistMocks(ts: TypeScript): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => {
    if (!/\b(?:mock|unmock|deepUnmock|(?:en|dis)ableAutomock)\b/.test(file.text)) return file;
    const names = namesOfJest(ts, file);
    const rank = (statement: ts.Statement) => (isGlobals(ts, statement) ? 0 : isHoisted(ts, statement, names) ? 1 : 2);
    const order = [0, 1, 2].flatMap((wanted) => file.statements.filter((each) => rank(each) === wanted));
    const statements = ts.setTextRange(context.factory.createNodeArray(order), file.statements);
    return context.factory.updateSourceFile(file, statements);
  };
}

const isGlobals = (ts: TypeScript, statement: ts.Statement): statement is ts.ImportDeclaration =>
  ts.isImportDeclaration(statement) &&
  ts.isStringLiteral(statement.moduleSpecifier) &&
  statement.moduleSpecifier.text === globals;

/** `jest`, and what it is imported as; `namespace.jest` for `import * as namespace`. */
function namesOfJest(ts: TypeScript, file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set(['jest']);
  for (const statement of file.statements) {
    const bindings = isGlobals(ts, statement) ? statement.importClause?.namedBindings : undefined;
    if (!bindings) continue;
    if (ts.isNamespaceImport(bindings)) names.add(`${bindings.name.text}.jest`);
    else
      for (const { name, propertyName } of bindings.elements)
        if ((propertyName ?? name).text === 'jest') names.add(name.text);
  }
  return names;
}

/** `jest.mock('./a').unmock('./b');` */
function isHoisted(ts: TypeScript, statement: ts.Statement, names: ReadonlySet<string>): boolean {
  if (!ts.isExpressionStatement(statement)) return false;
  let at = statement.expression;
  while (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression)) {
    if (!hoisted.has(at.expression.name.text)) return false;
    at = at.expression.expression;
  }
  return at !== statement.expression && names.has(nameOf(ts, at));
}

function nameOf(ts: TypeScript, node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? `${nameOf(ts, node.expression)}.${node.name.text}` : '';
}
