/** Owners of values: a variable of a module, a parameter, a local variable, the `this` of a function. */
import type ts from 'typescript';
import { outOfPattern, unwrap } from '../../syntax/nodes';
import type { TypeScript } from '../../types';

/** A variable of a module, by its declaration; of a namespace, the namespace. */
export interface ModuleRoot {
  readonly root: ts.Declaration;
  /** The member that a declaration is, where it stands inside a namespace. */
  readonly member: string | undefined;
}

/** The variable, function, class, enum or namespace at the top level of a file that a declaration is, or is part of. */
export function moduleRootOf(ts: TypeScript, declaration: ts.Declaration): ModuleRoot | undefined {
  if (isAmbient(ts, declaration)) return undefined;
  const node = outOfPattern(ts, declaration);
  const statement = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  if (ts.isSourceFile(node) || (ts.isVariableDeclaration(node) && !ts.isVariableStatement(statement))) return undefined;
  if (ts.isSourceFile(statement.parent)) {
    if (ts.isVariableDeclaration(node)) return { root: declaration, member: undefined };
    const declares =
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isEnumDeclaration(node) ||
      ts.isExportAssignment(node) ||
      isSpace(ts, node);
    return declares ? { root: node, member: undefined } : undefined;
  }
  let space: ts.Node = statement.parent;
  while (ts.isModuleBlock(space) && !ts.isSourceFile(space.parent.parent)) space = space.parent.parent;
  if (!ts.isModuleBlock(space) || !isSpace(ts, space.parent)) return undefined;
  const { name } = declaration as ts.NamedDeclaration;
  return { root: space.parent, member: name && ts.isIdentifier(name) ? name.text : undefined };
}

/** Declared here, made elsewhere. */
export const isAmbient = (ts: TypeScript, declaration: ts.Declaration): boolean =>
  !!(ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient);

const isSpace = (ts: TypeScript, node: ts.Node): node is ts.ModuleDeclaration =>
  ts.isModuleDeclaration(node) && ts.isIdentifier(node.name) && !(node.flags & ts.NodeFlags.GlobalAugmentation);

/** The function that an expression, or the initialiser of a declaration, is. */
export function functionIn(ts: TypeScript, node: ts.Node | undefined): ts.FunctionLikeDeclaration | undefined {
  const inner = node && ts.isExpression(node) ? unwrap(ts, node) : node;
  return inner && (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) ? inner : undefined;
}

/** Holds where a function is called where it stands: `(() => { … })()`. */
export function isCalledInPlace(ts: TypeScript, fn: ts.Node): boolean {
  let node = fn;
  while (ts.isParenthesizedExpression(node.parent)) node = node.parent;
  return ts.isCallExpression(node.parent) && node.parent.expression === node;
}

/** Lists what a function gives: the expressions of its `return` statements, or its body. */
export function resultsOf(ts: TypeScript, fn: ts.FunctionLikeDeclaration): ts.Expression[] {
  if (!fn.body) return [];
  if (!ts.isBlock(fn.body)) return [fn.body];
  const results: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) results.push(node.expression);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(fn.body, visit);
  return results;
}
