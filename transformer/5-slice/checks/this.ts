/**
 * Instance methods: `this` travels as its fields, and gets its class back in the worker. That holds where the fields
 * are all there is to it. What is changed in them is given back.
 */
import type ts from 'typescript';
import { problem } from '../../diagnostics';
import { hasModifier } from '../../syntax/nodes';
import { relatedAt } from '../../syntax/positions';
import { isInstanceMethod } from '../../syntax/task-nodes';
import type { Plan, Problem, SliceInput, Task, TypeScript } from '../../types';
import { lostInCopy, type NamedClass } from './signature';

/** Something that a copy would not stand for. */
interface Found {
  readonly node: ts.Node;
  readonly why: string;
}

/** `needed` gets the classes of what its fields hold. */
export function checkInstance(input: SliceInput, plan: Plan, needed: Map<string, NamedClass>): Problem[] {
  const { file } = input;
  if (!isInstanceMethod(plan.unit)) return [];
  const task: Task = plan.unit;
  const owner = task.hiddenNode.parent as ts.ClassDeclaration;
  const lost = (name: ts.Node) => lostInCopy(input, name, (named) => needed.set(named.id.text, named));
  const found = lostState(input, owner, lost);
  if (!found) return [];
  const related = [relatedAt(found.node, 'This is why.')];
  return [problem('instanceMethod', file, plan.span, [plan.name, found.why], related)];
}

/** Holds where it is not only asked for what it has: its identity matters, then. In methods that are called on it, too. */
export function usesWholeThis({ ts, types }: Pick<SliceInput, 'ts' | 'types'>, { unit }: Plan): boolean {
  if (!isInstanceMethod(unit)) return false;
  const seen = new Set<ts.Node>();
  return uses(unit.plain.at(-1)!);

  function uses(fn: ts.Node): boolean {
    if (seen.has(fn)) return false;
    seen.add(fn);
    return ts.forEachChild(fn, find) ?? false;
  }

  function find(node: ts.Node): true | undefined {
    if (node.kind === ts.SyntaxKind.ThisKeyword) return isWhole(node as ts.ThisExpression) || undefined;
    if (ts.isClassLike(node) || ts.isTypeNode(node)) return undefined;
    if (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) return undefined;
    return ts.forEachChild(node, find);
  }

  function isWhole(self: ts.ThisExpression): boolean {
    const { parent } = self;
    if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name) && !hasRest(parent.name))
      return false; // const { width } = this
    const isMember =
      ts.isPropertyAccessExpression(parent) ||
      (ts.isElementAccessExpression(parent) && ts.isStringLiteralLike(parent.argumentExpression));
    if (!isMember || parent.expression !== self) return true;
    const name = ts.isPropertyAccessExpression(parent) ? parent.name : parent.argumentExpression;
    const called = types.targetsOf(name).filter((d) => ts.isMethodDeclaration(d) || ts.isGetAccessor(d));
    return called.some(uses);
  }
}

/** State of an instance that its fields don't hold, of the class and of those that it extends. */
function lostState(
  { ts, types }: Pick<SliceInput, 'ts' | 'types'>,
  owner: ts.ClassDeclaration,
  lost: (name: ts.Node) => string | undefined,
  node: ts.ClassLikeDeclaration = owner,
): Found | undefined {
  const name = node.name ?? node;
  if (node === owner && hasModifier(node, ts.SyntaxKind.AbstractKeyword))
    return { node: name, why: `every instance of '${owner.name!.text}' is one of a subclass` };
  for (const member of node.members) {
    const found = lostMember(ts, member, lost);
    if (found) return found;
  }
  const base = node.heritageClauses?.find((c) => c.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  if (!base) return undefined;
  const unknown = { node: base, why: `it extends '${base.expression.getText()}', whose state is not known` };
  if (!ts.isIdentifier(base.expression)) return unknown;
  const target = types.targetsOf(base.expression).find(ts.isClassLike);
  return !target || target.getSourceFile().isDeclarationFile ? unknown : lostState({ ts, types }, owner, lost, target);
}

function lostMember(
  ts: TypeScript,
  member: ts.ClassElement,
  lost: (name: ts.Node) => string | undefined,
): Found | undefined {
  const { name } = member;
  if (ts.isConstructorDeclaration(member)) {
    for (const p of member.parameters) {
      const why = ts.isParameterPropertyDeclaration(p, member) && lost(p.name);
      if (why) return { node: p.name, why: `it has '${p.name.getText()}', ${why}` };
    }
    return undefined;
  }
  if (hasModifier(member, ts.SyntaxKind.StaticKeyword) || !name) return undefined;
  if (ts.isPrivateIdentifier(name)) return { node: name, why: `'${name.text}' is out of reach of a copy` };
  if (!ts.isPropertyDeclaration(member)) return undefined;
  if (hasModifier(member, ts.SyntaxKind.AccessorKeyword))
    return { node: name, why: `'${name.getText()}' is out of reach of a copy` };
  if (ts.isComputedPropertyName(name) && !ts.isStringLiteralLike(name.expression))
    return { node: name, why: `the name of '${name.getText()}' is computed` };
  const why = lost(name);
  return why ? { node: name, why: `it has '${name.getText()}', ${why}` } : undefined;
}

function hasRest(pattern: ts.ObjectBindingPattern): boolean {
  return pattern.elements.some((e) => e.dotDotDotToken);
}
