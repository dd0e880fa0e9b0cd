/** Functions of a caller, and what is done after them or too late for them. */
import type ts from 'typescript';
import { isInside } from '../../syntax/nodes';
import type { TypeScript } from '../../types';
import { type Call, type CallBack, type CalledBack, type Instance, isData, type Obj, type Use } from './graph';
import type { PointsTo } from './points-to';

const isTimer =
  /#(?:Process\.nextTick|setTimeout|setInterval|setImmediate|queueMicrotask|Promise\.(?:then|catch|finally))$/;

/** Holds where it is run later on. A marked function that gives a promise is waited for, and what waits in it. */
export type IsLater = (where: Pick<Call, 'instance' | 'node'>, isWaited: boolean) => boolean;

/** Holds where the platform is asked to run it later on, when the marked function may have returned. */
export function createIsLater({ ask }: PointsTo): IsLater {
  const { ts } = ask;
  const isByTimer = (call: ts.Node): boolean => {
    if (!ts.isCallExpression(call)) return false;
    const { expression } = call;
    const symbol = ask.symbolOf(ts.isPropertyAccessExpression(expression) ? expression.name : expression);
    return !!symbol && isTimer.test(ask.keyOf(symbol) ?? '');
  };
  const known = [new Map<Instance, boolean | undefined>(), new Map<Instance, boolean | undefined>()];
  const find = (instance: Instance, isWaited: boolean): boolean | undefined => {
    const seen = new Set([instance]);
    for (const { callers, code } of seen) {
      if (code?.isAsync && !isWaited) return code.instructions.some(({ op }) => op === 'await');
      for (const [caller, at] of callers) {
        if (isByTimer(at)) return true;
        seen.add(caller);
      }
    }
    return undefined;
  };
  return ({ instance, node }, isWaited) => {
    const kept = known[+isWaited]!;
    if (!kept.has(instance)) kept.set(instance, find(instance, isWaited));
    return kept.get(instance) ?? isByTimer(node);
  };
}

/** Where something is changed that such a function was given, and keeps. */
export function changedAfter(
  points: PointsTo,
  calls: readonly CallBack[],
  calledBack: readonly CalledBack[],
  writes: readonly Use[],
  nthOf: (call: CallBack) => number | undefined,
): ts.Node | undefined {
  const keeping = calledBack.filter(({ fn, given }) => !!fn.fn && points.isHeld(given, fn.fn));
  const { ts } = points.ask;
  const isKept = (call: CallBack) => keeping.some((each) => isOf(each, call.fn, nthOf(call)));
  for (const call of calls.filter(isKept))
    for (const { node } of call.args)
      for (const given of within(points, node.objects))
        for (const { object, cause } of writes)
          if (object === given && cause.node !== call.node && comesAfter(ts, object, call, cause)) return cause.node;
  return undefined;
}

/** What is called may be that function, as far as arguments and their members tell. */
function isOf({ fn, nth, of }: CalledBack, called: Obj, calledNth: number | undefined): boolean {
  if (calledNth !== undefined && nth !== calledNth) return false;
  const member = of?.members.get(called.path.split('.').at(-1)!);
  return !member?.objects.length || member.has(fn);
}

function within(points: PointsTo, objects: readonly Obj[]): Set<Obj> {
  const seen = new Set(objects.filter(isData));
  for (const object of seen) for (const each of points.partsOf(object)) if (isData(each)) seen.add(each);
  return seen;
}

interface Place {
  readonly node: ts.Node;
  readonly instance: Instance;
}

/**
 * Holds where an object may be changed once it has been given away, and is still that object: looks for the function
 * that leads to both, and there at what comes first, or in which loop they stand.
 */
function comesAfter(ts: TypeScript, object: Obj, given: Place, changed: Place): boolean {
  const toGiven = placesAbove(given);
  const toChanged = placesAbove(changed);
  const toMade =
    object.node && object.instance ? placesAbove({ node: object.node, instance: object.instance }) : undefined;
  for (const [instance, first] of toGiven) {
    const then = toChanged.get(instance);
    if (!then) continue;
    const made = toMade?.get(instance);
    if (first !== then && first.pos < then.pos && !isReplaced(ts, first) && !areApart(ts, first, then)) return true;
    for (let n = first; n.parent && n.parent !== instance.code?.node.parent; n = n.parent)
      if (isLoop(ts, n) && isInside(then, n) && !(made && isInside(made, n)) && !isReplaced(ts, first)) return true;
    if (made) return false;
    if (instance.isRecursive) return true;
  }
  return false;
}

/** Of each instance that leads there, the node in it that does. */
function placesAbove({ node, instance }: Place): ReadonlyMap<Instance, ts.Node> {
  const found = new Map([[instance, node]]);
  for (const [each] of found) for (const [caller, at] of each.callers) if (!found.has(caller)) found.set(caller, at);
  return found;
}

/** What is called for each of many is a loop, too. */
function isLoop(ts: TypeScript, node: ts.Node): boolean {
  if (ts.isIterationStatement(node, false)) return true;
  if (!ts.isFunctionExpression(node) && !ts.isArrowFunction(node)) return false;
  const { parent } = node;
  return (
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    /^(?:forEach|map|flatMap|filter|reduce|some|every|find\w*|replace|from)$/.test(parent.expression.name.text)
  );
}

// given: flush(buffer); buffer = [];
/** What was given is another afterwards. */
function isReplaced(ts: TypeScript, call: ts.Node): boolean {
  if (!ts.isCallExpression(call)) return false;
  const names = call.arguments.map((each) => each.getText());
  let statement: ts.Node = call;
  while (statement.parent && !ts.isBlock(statement.parent) && !ts.isSourceFile(statement.parent))
    statement = statement.parent;
  const { parent } = statement;
  if (!parent || !ts.isBlock(parent)) return false;
  return parent.statements
    .slice(parent.statements.indexOf(statement as ts.Statement) + 1)
    .some(
      (each) =>
        ts.isExpressionStatement(each) &&
        ts.isBinaryExpression(each.expression) &&
        each.expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
        names.includes(each.expression.left.getText()),
    );
}

/** In two branches, of which only one is taken; or the first leaves. */
function areApart(ts: TypeScript, first: ts.Node, then: ts.Node): boolean {
  for (let n = first; n.parent && !ts.isFunctionLike(n); n = n.parent) {
    const { parent } = n;
    if (ts.isReturnStatement(n) && !isInside(then, n)) return true;
    if (
      ts.isIfStatement(parent) &&
      parent.elseStatement &&
      isInside(then, parent.elseStatement) &&
      n === parent.thenStatement
    )
      return true;
  }
  return false;
}
