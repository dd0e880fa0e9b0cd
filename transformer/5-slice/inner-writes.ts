/** Writes to module state that do not go through a name of the module: `this.n++` in a static method, `n++` in a namespace. */
import type ts from 'typescript';
import { type Access, accessOf } from '../facts/flow/access';
import { isStatic, runsAtLoad } from '../facts/names/evaluation';
import type { TypeInfo, TypeScript, Unit } from '../types';

export interface InnerWrite {
  readonly node: ts.Identifier | ts.ThisExpression;
  readonly access: Access;
}

/** Writes to the statics of a class through `this`, and to the variables of a namespace; not those that set them up. */
export function innerWrites(ts: TypeScript, types: TypeInfo, unit: Unit): InnerWrite[] {
  const writes: InnerWrite[] = [];
  const add = (node: InnerWrite['node']) => {
    const access = accessOf(ts, types, node as ts.Expression);
    if (access !== 'read' && !runsAtLoad(ts, node, unit)) writes.push({ node, access: 'change' });
  };
  const ofClass = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.ThisKeyword) add(node as ts.ThisExpression);
    else if (!hasOwnThis(node)) ts.forEachChild(node, ofClass);
  };
  const hasOwnThis = (node: ts.Node) =>
    ts.isClassLike(node) || (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) || ts.isTypeNode(node);
  const ofNamespace = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const isHere = (d: ts.Declaration) => ts.isVariableDeclaration(d) && isIn(d.parent.parent.parent, unit);
      if (types.declarationsOf(node).some(isHere)) add(node);
    } else if (!ts.isTypeNode(node)) ts.forEachChild(node, ofNamespace);
  };
  const isIn = (block: ts.Node, owner: ts.Node): boolean =>
    ts.isModuleBlock(block) && (block.parent === owner || isIn(block.parent.parent, owner));

  if (ts.isClassDeclaration(unit)) {
    for (const member of unit.members) if (isStatic(ts, member)) ts.forEachChild(member, ofClass);
  } else if (ts.isModuleDeclaration(unit)) ts.forEachChild(unit, ofNamespace);
  return writes;
}
