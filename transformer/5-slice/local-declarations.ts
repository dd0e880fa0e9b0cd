/**
 * Functions, classes and enums that stand inside a function. One that a marked function uses is copied with it and
 * made anew for each call, so it may neither keep state nor be set up by what its function does.
 */
import type ts from 'typescript';
import { accessOf } from '../facts/flow/access';
import { isStatic } from '../facts/names/evaluation';
import { forEachReference } from '../facts/names/references';
import { unwrap } from '../syntax/nodes';
import type { TypeInfo, TypeScript, Unit } from '../types';
import { innerWrites } from './inner-writes';

/** Why a copy that is made anew for each call would be another thing, as the end of a sentence. */
export function lostInRemaking(ts: TypeScript, types: TypeInfo, unit: Unit): string | undefined {
  const value = ts.isVariableDeclaration(unit) && unit.initializer ? unwrap(ts, unit.initializer) : unit;
  if (ts.isEnumDeclaration(value))
    return value.members.every((m) => !m.initializer || isConstant(m.initializer, value)) ? undefined : computed;
  if (!ts.isClassLike(value)) return keepsState() ? state : undefined;
  const parent = value.heritageClauses?.find((c) => c.token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
  if (parent && !ts.isIdentifier(parent)) return computed;
  for (const member of value.members) {
    if (ts.isClassStaticBlockDeclaration(member)) return computed;
    if (member.name && ts.isComputedPropertyName(member.name) && !isConstant(member.name.expression)) return computed;
    const field = ts.isPropertyDeclaration(member) && isStatic(ts, member) ? member.initializer : undefined;
    if (field && !isConstant(field)) return computed;
  }
  if (ts.canHaveDecorators(value) && ts.getDecorators(value)?.length) return computed;
  return keepsState() ? state : undefined;

  function keepsState(): boolean {
    if (innerWrites(ts, types, value as Unit).length) return true;
    let writes = false;
    forEachReference(ts, unit, (id) => {
      const isOwn = types.declarationsOf(id).some((d) => d === unit || d === (value as ts.Node));
      writes ||= isOwn && accessOf(ts, types, id) !== 'read';
    });
    return writes;
  }

  /** Holds where it is the same whenever it is evaluated, and wherever. */
  function isConstant(node: ts.Node, owner?: ts.EnumDeclaration): boolean {
    if (ts.isIdentifier(node)) return !!owner && owner.members.some((m) => m.name.getText() === node.text);
    if (ts.isFunctionLike(node)) return true;
    if (ts.isPropertyAccessExpression(node)) return isConstant(node.expression, owner);
    const acts =
      ts.isCallExpression(node) ||
      ts.isNewExpression(node) ||
      ts.isTaggedTemplateExpression(node) ||
      ts.isClassLike(node);
    return !acts && !ts.isObjectLiteralExpression(node) && !ts.isArrayLiteralExpression(node)
      ? !ts.forEachChild(node, (child) => !isConstant(child, owner) || undefined)
      : false;
  }
}

const computed = 'which is set up where it stands, by values of that moment';
const state = 'which keeps state, and would begin anew with each call';
