/**
 * Instance methods: `this` travels as its fields, and gets its class back in the worker. That holds where the fields
 * are all there is to it, and where the method, and what it calls on `this`, only reads them.
 */
import type ts from 'typescript';
import { problem } from '../../diagnostics';
import { accessOf } from '../../facts/flow/access';
import { hasModifier } from '../../syntax/nodes';
import { relatedAt } from '../../syntax/positions';
import type { Plan, Problem, SliceInput, Task, TypeScript } from '../../types';
import { lostInCopy, type NamedClass } from './signature';

/** Something that a copy would not stand for. */
interface Found {
  readonly node: ts.Node;
  readonly why: string;
}

/** `needed` gets the classes of what its fields hold. */
export function checkInstance(input: SliceInput, plan: Plan, needed: Map<string, NamedClass>): Problem[] {
  const { ts, types, file } = input;
  if (!('mark' in plan.unit) || plan.unit.mark.form !== 'instance') return [];
  const task: Task = plan.unit;
  const owner = task.hiddenNode.parent as ts.ClassDeclaration;
  const lost = (name: ts.Node) => lostInCopy(input, name, (named) => needed.set(named.id.text, named));
  const found = lostState(input, owner, lost) ?? lostUse(task.plain.at(-1)!, new Set());
  if (!found) return [];
  const related = [relatedAt(found.node, 'This is why.')];
  return [problem('instanceMethod', file, plan.span, [plan.name, found.why], related)];

  /** A use of `this` that a copy would not stand for, in a method and in those that it calls on `this`. */
  function lostUse(fn: ts.Node, seen: Set<ts.Node>): Found | undefined {
    if (seen.has(fn)) return undefined;
    seen.add(fn);
    return ts.forEachChild(fn, function find(node): Found | undefined {
      if (node.kind === ts.SyntaxKind.ThisKeyword) return judge(node as ts.ThisExpression, seen);
      if (ts.isClassLike(node) || ts.isTypeNode(node)) return undefined;
      if (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) return undefined;
      return ts.forEachChild(node, find);
    });
  }

  function judge(self: ts.ThisExpression, seen: Set<ts.Node>): Found | undefined {
    const { parent } = self;
    if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name) && !hasRest(parent.name))
      return undefined; // const { width } = this
    const isMember =
      ts.isPropertyAccessExpression(parent) ||
      (ts.isElementAccessExpression(parent) && ts.isStringLiteralLike(parent.argumentExpression));
    if (!isMember || parent.expression !== self)
      return { node: self, why: `it uses 'this' as a whole, and in the worker that is a copy` };
    if (accessOf(ts, types, self) !== 'read' && !isHandler(input, parent))
      return { node: parent, why: `it changes '${parent.getText()}'` };
    const name = ts.isPropertyAccessExpression(parent) ? parent.name : parent.argumentExpression;
    for (const target of types.targetsOf(name)) {
      const calls = ts.isMethodDeclaration(target) || ts.isGetAccessor(target);
      const found = calls ? lostUse(target, seen) : undefined;
      if (found) return found;
    }
    return undefined;
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

/** `this.signal.onabort = …` only listens. */
function isHandler({ ts, types }: Pick<SliceInput, 'ts' | 'types'>, member: ts.Expression): boolean {
  const { parent } = member;
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== member) return false;
  return /^on[a-z]+$/.test(parent.name.text) ? types.isListenedTo(member) : isHandler({ ts, types }, parent);
}

function hasRest(pattern: ts.ObjectBindingPattern): boolean {
  return pattern.elements.some((e) => e.dotDotDotToken);
}
