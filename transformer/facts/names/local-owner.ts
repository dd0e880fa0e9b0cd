/** By text alone: whether a name may stand for something of the platform's or of a package's, or for what holds it. */
import type ts from 'typescript';
import { unwrap } from '../../syntax/nodes';
import type { TypeScript } from '../../types';

/** Not where it is a parameter, or a local variable that is set to something else than a name. */
export function mayBeForeign(ts: TypeScript, expression: ts.Expression): boolean {
  const e = unwrap(ts, expression);
  if (ts.isMetaProperty(e)) return true;
  if (ts.isPropertyAccessExpression(e)) return mayBeForeign(ts, e.expression);
  if (!ts.isIdentifier(e)) return false;
  // one in a block is its function's, which is not looked for here
  if (hasVar(e.getSourceFile())) return true;
  const declaration = nearest(ts, e);
  if (!declaration) return true;
  if (!ts.isVariableDeclaration(declaration)) return false;
  if (!ts.isIdentifier(declaration.name)) return true;
  const value = declaration.initializer && unwrap(ts, declaration.initializer);
  return !!value && (ts.isIdentifier(value) || ts.isPropertyAccessExpression(value) || ts.isMetaProperty(value));
}

const withVar = new WeakMap<ts.SourceFile, boolean>();

function hasVar(file: ts.SourceFile): boolean {
  let known = withVar.get(file);
  if (known === undefined) withVar.set(file, (known = /\bvar\b/.test(file.text)));
  return known;
}

/** What declares a name in its file: a variable, or anything else; undefined where nothing does there but an import. */
function nearest(ts: TypeScript, { text, parent }: ts.Identifier): ts.Node | undefined {
  for (let scope: ts.Node = parent; scope; scope = scope.parent) {
    if (ts.isFunctionLike(scope)) {
      const found = scope.parameters.find(({ name }) => declares(ts, name, text));
      if (found) return found;
      if (ts.isFunctionExpression(scope) && scope.name?.text === text) return scope;
    } else if (ts.isCatchClause(scope)) {
      if (scope.variableDeclaration && declares(ts, scope.variableDeclaration.name, text)) return scope;
    } else if (ts.isClassExpression(scope)) {
      if (scope.name?.text === text) return scope;
    } else {
      const found = declaredIn(ts, scope, text);
      if (found) return found;
    }
  }
  return undefined;
}

function declaredIn(ts: TypeScript, scope: ts.Node, name: string): ts.Node | undefined {
  const isLoop = ts.isForStatement(scope) || ts.isForInStatement(scope) || ts.isForOfStatement(scope);
  if (isLoop) {
    const { initializer } = scope;
    return initializer && ts.isVariableDeclarationList(initializer) ? declarationIn(ts, initializer, name) : undefined;
  }
  const statements = ts.isCaseBlock(scope)
    ? scope.clauses.flatMap((clause) => [...clause.statements])
    : ts.isBlock(scope) || ts.isSourceFile(scope) || ts.isModuleBlock(scope)
      ? scope.statements
      : [];
  for (const statement of statements) {
    if (ts.isVariableStatement(statement)) {
      const found = declarationIn(ts, statement.declarationList, name);
      if (found) return found;
    } else if (
      (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) &&
      statement.name?.text === name
    )
      return statement;
  }
  return undefined;
}

const declarationIn = (ts: TypeScript, { declarations }: ts.VariableDeclarationList, name: string) =>
  declarations.find((d) => declares(ts, d.name, name));

function declares(ts: TypeScript, name: ts.BindingName, text: string): boolean {
  if (ts.isIdentifier(name)) return name.text === text;
  return name.elements.some((e) => ts.isBindingElement(e) && declares(ts, e.name, text));
}
