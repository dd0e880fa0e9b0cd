/** State that is no module's: `globalThis.level = 1`, `process.env.MODE = 'x'`, `Array.prototype.last = …`. */
import type ts from 'typescript';
import { unwrap } from '../../syntax/nodes';
import type { TypeInfo, TypeScript } from '../../types';
import { isAmbient } from '../names/roots';

type Member = ts.PropertyAccessExpression | ts.ElementAccessExpression;

/**
 * The name of a member, or a name, of the platform's own objects: `globalThis.level`, `process.env.MODE`. Of a
 * prototype, `.last`: it is asked of any object.
 */
export function globalName(ts: TypeScript, types: TypeInfo, node: ts.Node): string | undefined {
  if (ts.isIdentifier(node)) {
    if (node.text === 'undefined' || node.text === 'arguments' || !isGlobal(node)) return undefined;
    return `globalThis.${node.text}`;
  }
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return undefined;
  const names: string[] = [];
  let base: ts.Expression = node;
  while (ts.isPropertyAccessExpression(base) || ts.isElementAccessExpression(base)) {
    const name = nameOf(base);
    if (name === undefined) return undefined;
    names.unshift(name);
    base = unwrap(ts, base.expression);
  }
  if (!ts.isIdentifier(base) || !isGlobal(base)) return undefined;
  const path = /^(?:globalThis|window|self|global)$/.test(base.text) ? names : [base.text, ...names];
  if (path[1] === 'prototype') return path.length === 3 ? `.${path[2]}` : undefined;
  return path.length === 1 || path[0] !== base.text ? `globalThis.${path[0]}` : path.join('.');

  function isGlobal(id: ts.Identifier): boolean {
    return types.declarationsOf(id).every(isOutside);
  }

  function isOutside(d: ts.Declaration): boolean {
    if (d.getSourceFile().isDeclarationFile) return !ts.isImportSpecifier(d);
    if (isAmbient(ts, d)) return true;
    for (let n: ts.Node = d; n && !ts.isSourceFile(n); n = n.parent)
      if (ts.isModuleDeclaration(n) && n.flags & ts.NodeFlags.GlobalAugmentation) return true;
    return false;
  }

  function nameOf(member: Member): string | undefined {
    if (ts.isPropertyAccessExpression(member)) return member.name.text;
    const { argumentExpression: name } = member;
    return ts.isStringLiteralLike(name) ? name.text : undefined;
  }
}
