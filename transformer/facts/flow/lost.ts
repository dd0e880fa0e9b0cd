/**
 * What a copy does not have that its original had, where somebody asks for it: that it is frozen, what is under symbols
 * and names that are not enumerable, getters that do something, how far a regular expression has got, a class that only
 * the other side knows.
 */
import type ts from 'typescript';
import { isInside } from '../../syntax/nodes';
import type { Plan, TypeScript } from '../../types';
import { type Cause, callersOf, type Instance, isOfCaller, type Obj } from './graph';
import { ANY } from './instructions';
import { isMoving } from './platform-calls';
import type { PointsTo } from './points-to';

export interface Lost {
  readonly plan: Plan;
  readonly of: 'given' | 'returned';
  readonly what: 'frozen' | 'symbol' | 'hidden' | 'getter' | 'place' | 'class';
  /** Of the member, or of the class. */
  readonly name: string | undefined;
  readonly node: ts.Node;
  /** It happens at `node`. */
  readonly does: 'asks' | 'changes' | 'is made';
}

/** What is known of the marked functions of a file. */
export interface Marked {
  readonly points: PointsTo;
  readonly plans: readonly Plan[];
  /** Classes whose instances keep their class. */
  readonly classes: ReadonlySet<ts.Node>;
  functionOf(plan: Plan): ts.Node;
  plansOf(instance: Instance): readonly Plan[];
  resultsOf(plan: Plan): readonly Obj[];
  reachable(objects: Iterable<Obj>): ReadonlySet<Obj>;
}

type Found = Omit<Lost, 'plan'>;

/** One for each thing that is lost. */
export function findLost(marked: Marked): Lost[] {
  return marked.plans.flatMap((plan) => {
    const said = new Set<string>();
    const isNew = ({ of, what, name }: Found) => {
      const key = `${of} ${what} ${what === 'class' ? '' : name}`;
      return !said.has(key) && !!said.add(key);
    };
    const all = [...askedOf(marked, plan), ...ofResults(marked, plan), ...ofArguments(marked, plan)];
    return all.filter(isNew).map((found) => ({ ...found, plan }));
  });
}

/** Something may be lost of which only code that calls it can tell. */
export function dependsOnCallers(marked: Marked, plan: Plan): boolean {
  const { points } = marked;
  const isOfPlan = ({ instance }: Cause) => instance.side === 'worker' && marked.plansOf(instance).includes(plan);
  return (
    [...marked.reachable(marked.resultsOf(plan))].some((each) => isFrozen(each) || (isPlain(each) && each.accessors)) ||
    points.asked.some(({ what, object, cause }) => what === 'class' && object.kind === 'input' && isOfPlan(cause)) ||
    points.moved.some(({ cause }) => isOfPlan(cause))
  );
}

/** Of syntax alone, so that it outlives the program, as trees do. */
const odd = new WeakMap<ts.SourceFile, boolean>();

/** Objects are made in a file of which a copy would lose something. */
export function makesOddObjects(ts: TypeScript, file: ts.SourceFile): boolean {
  let known = odd.get(file);
  if (known === undefined) odd.set(file, (known = findOddObjects(ts, file)));
  return known;
}

function findOddObjects(ts: TypeScript, file: ts.SourceFile): boolean {
  const visit = (node: ts.Node): boolean =>
    (ts.isGetAccessor(node) && ts.isObjectLiteralExpression(node.parent)) ||
    (ts.isPropertyAccessExpression(node) && /^definePropert/.test(node.name.text)) ||
    !!ts.forEachChild(node, visit);
  return visit(file);
}

const isPlain = ({ kind }: Obj): boolean => kind === 'plain' || kind === 'array';
const isFrozen = ({ quirks }: Obj): boolean => !!quirks?.some(({ what }) => what === 'frozen');
const isElsewhere = ({ instance }: Cause): boolean => isOfCaller(instance);

/** What its code asks of its arguments. */
function* askedOf(marked: Marked, plan: Plan): Iterable<Found> {
  for (const { object, what, cls, cause } of marked.points.asked) {
    const { instance, node } = cause;
    if (object.kind !== 'input' || instance.side !== 'worker' || !marked.plansOf(instance).includes(plan)) continue;
    if (what !== 'class') {
      // an instance that has one is refused as it crosses
      if (what === 'symbol' && object.type?.isClass()) continue;
      yield { of: 'given', what, name: undefined, node, does: 'asks' };
      continue;
    }
    const given = [...givenTo(marked, plan)].find(
      (each) =>
        each.kind === 'instance' && !!each.cls && !isKnown(marked, each.cls) && (!cls || extendsIt(each.cls, cls)),
    );
    if (given) yield { of: 'given', what, name: nameOf(given.cls!), node, does: 'asks' };
  }
}

/** Both sides have the class, by its name. */
export function isKnown({ classes }: Marked, { node }: Obj): boolean {
  return !!node && classes.has(node);
}

function extendsIt(cls: Obj, base: Obj, seen = new Set<Obj>()): boolean {
  if (cls === base || (cls.node && cls.node === base.node)) return true;
  seen.add(cls);
  return !!cls.base?.objects.some((each) => !seen.has(each) && extendsIt(each, base, seen));
}

const nameOf = ({ node }: Obj): string => (node as ts.ClassLikeDeclaration).name?.text ?? 'its class';

/** What its callers give it, where that was looked at. */
export function givenTo(marked: Marked, plan: Plan): ReadonlySet<Obj> {
  const fn = marked.functionOf(plan);
  const calls = marked.points.taskCalls.filter((call) => call.fn === fn);
  return marked.reachable(calls.flatMap(({ args }) => args.flatMap((node) => node.objects)));
}

function* ofResults(marked: Marked, plan: Plan): Iterable<Found> {
  const { points } = marked;
  const fn = marked.functionOf(plan);
  const whole = marked.resultsOf(plan);
  const inside = marked.reachable(whole.flatMap((each) => points.partsOf(each)));
  for (const object of marked.reachable(whole)) {
    if (object.kind === 'input') continue;
    const isIt = (each: Obj) =>
      each.fn === fn && each.role === 'result' && (each.isPart ? inside.has(object) : whole.includes(object));
    const asks =
      isFrozen(object) &&
      points.asked.find((each) => each.what === 'frozen' && isIt(each.object) && isElsewhere(each.cause));
    if (asks) yield { of: 'returned', what: 'frozen', name: undefined, node: asks.cause.node, does: 'asks' };
    const isOdd = isPlain(object) && !!object.accessors;
    const change =
      (isFrozen(object) || isOdd) &&
      points.uses.find((use) => use.access === 'write' && isIt(use.object) && isElsewhere(use.cause));
    const changed = change && { of: 'returned' as const, node: change.cause.node, does: 'changes' as const };
    if (changed && isFrozen(object)) yield { ...changed, what: 'frozen', name: undefined };
    if (!isPlain(object)) continue;
    for (const { what, name, cause } of object.quirks ?? [])
      if (what !== 'frozen') yield { of: 'returned', what, name, node: cause.node, does: 'is made' };
    for (const { member, fn: getter, isSetter } of object.accessors ?? []) {
      if (changed) yield { ...changed, what: 'getter', name: member };
      else if (!isSetter && doesSomething(points, getter))
        yield { of: 'returned', what: 'getter', name: member, node: getter.fn!, does: 'is made' };
    }
  }
}

function* ofArguments(marked: Marked, plan: Plan): Iterable<Found> {
  const { points } = marked;
  const isOfPlan = ({ instance }: Cause) => marked.plansOf(instance).includes(plan);
  const isMoved = points.moved.some(({ cause }) => isOfPlan(cause));
  for (const object of givenTo(marked, plan)) {
    if (isMoved && object.kind === 'pattern' && isMoving(points.ask, object, false)) {
      const node = usesPlace(points, object);
      if (node) yield { of: 'given', what: 'place', name: undefined, node, does: 'asks' };
    }
    if (!isPlain(object)) continue;
    for (const { what, name, cause } of object.quirks ?? [])
      if (
        what === 'hidden' &&
        points
          .loads('worker')
          .some(
            ({ from, member }) =>
              (member === name || member === ANY) && from.objects.some(({ kind }) => kind === 'input'),
          )
      )
        yield { of: 'given', what, name, node: cause.node, does: 'is made' };
    for (const { member, fn, isSetter } of object.accessors ?? [])
      if (!isSetter && doesSomething(points, fn))
        yield { of: 'given', what: 'getter', name: member, node: fn.fn!, does: 'is made' };
  }
}

/** Where code of the caller's side sets or asks how far it has got. */
function usesPlace(points: PointsTo, object: Obj): ts.Node | undefined {
  const write = points.uses.find((use) => use.object === object && use.access === 'write' && isElsewhere(use.cause));
  if (write) return write.cause.node;
  return points.loadsOf(object, 'caller').find(({ member }) => member === 'lastIndex')?.cause.node;
}

/** It counts, or gives another value each time: who asks twice may tell. */
function doesSomething(points: PointsTo, getter: Obj): boolean {
  const { fn } = getter;
  const isOf = ({ instance }: Cause) => [...callersOf(instance)].some(({ code }) => code?.node === fn);
  const { ts } = points.ask;
  return (
    assignsElsewhere(ts, fn!) ||
    points.uses.some(
      ({ access, cause, object }) =>
        access === 'write' && object.instance?.code?.node !== fn && !isOnce(ts, cause.node) && isOf(cause),
    ) ||
    points.acts.some(({ what, cause }) => what === 'differs' && isOf(cause))
  );
}

// given: get next() { return ++i; }, and not get all() { return (this.list ??= make()); }
/** It sets what is not its own, other than once. */
function assignsElsewhere(ts: TypeScript, fn: ts.Node): boolean {
  const { SyntaxKind: Kind } = ts;
  const own = new Set<string>();
  const collect = (node: ts.Node): void => {
    if ((ts.isVariableDeclaration(node) || ts.isBindingElement(node)) && ts.isIdentifier(node.name))
      own.add(node.name.text);
    ts.forEachChild(node, collect);
  };
  collect(fn);
  const isOwn = (target: ts.Node): boolean => {
    let root = target;
    while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = root.expression;
    return ts.isIdentifier(root) && own.has(root.text);
  };
  const visit = (node: ts.Node): boolean => {
    const target = ts.isBinaryExpression(node)
      ? isAssignment(ts, node) && node.left
      : (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
        (node.operator === Kind.PlusPlusToken || node.operator === Kind.MinusMinusToken) &&
        node.operand;
    return (!!target && !isOwn(target) && !isOnce(ts, target)) || !!ts.forEachChild(node, visit);
  };
  return visit(fn);
}

const isAssignment = (ts: TypeScript, { operatorToken: { kind } }: ts.BinaryExpression): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

/** `this.list ??= make()`, or where it was asked before whether it is there. */
function isOnce(ts: TypeScript, target: ts.Node): boolean {
  const { SyntaxKind: Kind } = ts;
  const { parent } = target;
  const isOr = (kind: ts.SyntaxKind) => kind === Kind.QuestionQuestionEqualsToken || kind === Kind.BarBarEqualsToken;
  if (ts.isBinaryExpression(parent) && parent.left === target && isOr(parent.operatorToken.kind)) return true;
  const text = target.getText();
  for (let n = parent; n && !ts.isFunctionLike(n); n = n.parent) {
    const condition = ts.isIfStatement(n)
      ? n.expression
      : ts.isConditionalExpression(n)
        ? n.condition
        : ts.isBinaryExpression(n)
          ? n.left
          : undefined;
    if (condition && condition !== target && !isInside(target, condition) && condition.getText().includes(text))
      return true;
  }
  return false;
}
