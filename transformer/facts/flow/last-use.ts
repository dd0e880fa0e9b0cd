/**
 * Memory in the arguments of a marked function's call that is moved to the worker, since its caller won't look at it
 * again and nothing else has it: neither side can tell it from a copy. Either the argument itself makes it, or a local
 * variable holds what made it, whose only other uses are glances that are over when the call is made. Whatever is not
 * known to be a glance is taken for one that keeps it.
 */
import type ts from 'typescript';
import { isInside, isReplaced, isTarget, unwrap } from '../../syntax/nodes';
import { visibleDeclarations } from '../../syntax/task-nodes';
import type { GivenAway, TypeInfo, TypeScript, Wrapper } from '../../types';
import { append } from '../lists';
import { forEachReference } from '../names/references';
import { platformOf } from '../platform/functions';
import { freshPathsIn, type Held } from './fresh';

export function findGivenAway(
  ts: TypeScript,
  types: TypeInfo,
  file: ts.SourceFile,
  wrappers: readonly Wrapper[],
): GivenAway {
  const platform = platformOf(ts, types);
  const found = new Map<ts.Node, readonly string[]>();
  const marked = types.once('marked', () => new Set(types.tasks.flatMap((t) => visibleDeclarations(ts, t))));
  const wrapped = new Set<ts.Node>(wrappers.map((w) => w.call));
  let uses: ReadonlyMap<ts.Node, readonly ts.Identifier[]> | undefined;

  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isCallExpression(node) && callsMark(node)) {
      const paths = pathsOf(node);
      if (paths.length) found.set(node, paths);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;

  /** By a name, or as a member of what a name or `this` stands for: the call is written anew, and reads it once. */
  function callsMark({ expression: callee, questionDotToken }: ts.CallExpression): boolean {
    const isMember = ts.isPropertyAccessExpression(callee) && !callee.questionDotToken;
    const owner = isMember && callee.expression;
    if (questionDotToken || !(owner ? ts.isIdentifier(owner) || isThis(owner) : ts.isIdentifier(callee))) return false;
    const targets = types.targetsOf(isMember ? callee.name : callee);
    return targets.length > 0 && targets.every((d) => marked.has(d) || isWrapped(d));
  }

  function isThis(node: ts.Node): boolean {
    return node.kind === ts.SyntaxKind.ThisKeyword;
  }

  function isWrapped(d: ts.Declaration): boolean {
    return ts.isVariableDeclaration(d) && !!d.initializer && wrapped.has(unwrap(ts, d.initializer));
  }

  function pathsOf(call: ts.CallExpression): string[] {
    if (call.arguments.some(ts.isSpreadElement)) return [];
    const held: Held = (d) => isHeldForThis(d, call);
    return call.arguments.flatMap((argument, i) =>
      types.isPrimitive(argument) || types.isFunction(argument)
        ? []
        : freshPathsIn(ts, types, argument, around(call), String(i), held),
    );
  }

  // --------------------------------------------------------- local variables

  /** Holds where a variable's value was made for it, and goes nowhere but into the arguments of the call, once. */
  function isHeldForThis(d: ts.VariableDeclaration, call: ts.CallExpression): boolean {
    if (!d.initializer || !ts.isIdentifier(d.name) || !isLocal(d) || !isStraight(d, call)) return false;
    const scope = around(call);
    const all = usesOf(d);
    if (!all) return false;
    const given = all.filter((id) => !isGlance(id));
    return (
      given.length === 1 &&
      call.arguments.some((a) => isInside(given[0]!, a)) &&
      all.every((id) => around(id) === scope && !isReplaced(ts, id)) &&
      all.every((id) => id === given[0] || isOver(id, call))
    );
  }

  /** `const` or `let` of a block: a name that no other file has, and of which every turn of a loop has its own. */
  function isLocal(d: ts.VariableDeclaration): boolean {
    const list = d.parent;
    if (!ts.isVariableDeclarationList(list) || !ts.isVariableStatement(list.parent)) return false;
    const kind = list.flags & ts.NodeFlags.BlockScoped;
    if ((kind !== ts.NodeFlags.Const && kind !== ts.NodeFlags.Let) || list.parent.modifiers?.length) return false;
    const { parent } = list.parent;
    if (!ts.isSourceFile(parent)) return !ts.isModuleBlock(parent);
    return ts.isExternalModule(parent) && !isExportedByName((d.name as ts.Identifier).text);
  }

  function isExportedByName(name: string): boolean {
    return file.statements.some(
      (s) =>
        ts.isExportDeclaration(s) &&
        !!s.exportClause &&
        ts.isNamedExports(s.exportClause) &&
        s.exportClause.elements.some((e) => (e.propertyName ?? e.name).text === name),
    );
  }

  /** Holds where control can only come to the call once for each time that it comes by the declaration. */
  function isStraight(d: ts.VariableDeclaration, call: ts.CallExpression): boolean {
    const block = d.parent.parent.parent;
    for (let n: ts.Node = call; n !== block; n = n.parent)
      if (!n || ts.isIterationStatement(n, false) || ts.isFunctionLike(n) || ts.isClassLike(n)) return false;
    return true;
  }

  /** The function, the class or the file that runs what stands there. */
  function around(node: ts.Node): ts.Node {
    let n = node.parent;
    while (!ts.isFunctionLike(n) && !ts.isClassLike(n) && !ts.isSourceFile(n)) n = n.parent;
    return n;
  }

  /** Nothing, where code made from text may use it. */
  function usesOf(d: ts.Node): readonly ts.Identifier[] | undefined {
    uses ??= findUses();
    return uses.get(file) ? undefined : (uses.get(d) ?? []);
  }

  function findUses(): ReadonlyMap<ts.Node, readonly ts.Identifier[]> {
    const all = new Map<ts.Node, ts.Identifier[]>();
    forEachReference(ts, file, (id) => {
      if (id.text === 'eval') append(all, file, id);
      for (const d of types.declarationsOf(id)) append(all, d, id);
    });
    return all;
  }

  /** Holds where a use has ended when the call is made: it stands in a statement before, or reads a value for an argument. */
  function isOver(id: ts.Identifier, call: ts.CallExpression): boolean {
    if (call.arguments.some((a) => isInside(id, a))) return true;
    let statement: ts.Node = call;
    while (!ts.isStatement(statement)) statement = statement.parent;
    return id.end <= statement.getStart(file);
  }

  // ----------------------------------------------------------------- glances

  /** Holds where the code around an expression looks into its value, or writes to its memory, and keeps nothing of it. */
  function isGlance(e: ts.Expression): boolean {
    const { parent } = e;
    if (unwrapsTo(parent, e)) return isGlance(parent);
    if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent))
      return parent.expression === e && isGlanceAtMember(e, parent);
    if (ts.isForOfStatement(parent)) return parent.expression === e && isMemory(e);
    if (ts.isTypeOfExpression(parent)) return true;
    // what has a `toJSON` of its own could be kept by that
    if (!ts.isCallExpression(parent) || parent.expression === e || !isMemory(e)) return false;
    if (parent.arguments.some((a) => types.isFunction(a))) return false;
    return (
      platform.does(parent, 'forgets its arguments') ||
      (isDropped(parent) && platform.does(parent, 'gives its arguments'))
    );
  }

  function unwrapsTo(parent: ts.Node, e: ts.Expression): parent is ts.Expression {
    return ts.isExpression(parent) && unwrap(ts, parent) === unwrap(ts, e);
  }

  function isGlanceAtMember(
    e: ts.Expression,
    access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  ): boolean {
    const { parent: call } = access;
    if (ts.isCallExpression(call) && call.expression === access) {
      if (!isMemory(e) || !platform.does(call, 'forgets its object')) return false;
      if (call.arguments.some((a) => types.isFunction(a))) return false;
      return types.isPrimitive(call) || isDropped(call) || platform.does(call, 'makes memory');
    }
    if (isTarget(ts, access)) return ts.isElementAccessExpression(access) && isMemory(e);
    return types.isPrimitive(access) || isGlance(access);
  }

  /** A typed array, a Buffer, an ArrayBuffer: what is put into it are numbers. */
  function isMemory(e: ts.Expression): boolean {
    return /^(?:view|bytes|buffer)$/.test(types.memoryOf(unwrap(ts, e)));
  }

  function isDropped(call: ts.CallExpression): boolean {
    return ts.isExpressionStatement(call.parent);
  }
}
