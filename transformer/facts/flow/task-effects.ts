/** What a marked function does to what it is given, by its own text and what that calls. */
import type ts from 'typescript';
import { hasModifier } from '../../syntax/nodes';
import { type Cause, type Given, type Node, type Obj, settled, type TaskEffects } from './graph';
import { type Callable, ELEMENT, SELF } from './instructions';
import { PointsTo } from './points-to';
import type { Questions } from './questions';

/** Of what takes more, anything may be. */
const MOST_STEPS = 200_000;

export function taskEffects(ask: Questions, fn: Callable): TaskEffects {
  const points = new PointsTo({ ask, contexts: 1, sideOf: () => 'load' });
  points.work.allowOnly(MOST_STEPS);
  const cause: Cause = { node: fn, instance: points.rootInstance('worker', fn) };
  const args = argumentsFor(points, fn, (parameter, nth) => input(`${nth}`, parameter));
  const self = selfOf();
  const result = points.callFunction(points.taskFunction(fn), self, args, cause);
  points.solve();

  const changed = new Set(points.uses.flatMap(({ object, access }) => (access === 'write' ? [object] : [])));
  const whole = new Set([
    ...settled(result.objects),
    ...points.throws.flatMap(({ object, instance }) => (instance.side === 'worker' ? [object] : [])),
  ]);
  const inside = new Set([...whole].flatMap((object) => points.partsOf(object)));
  for (const object of inside) for (const each of points.partsOf(object)) inside.add(each);
  // what is not known may give what it was given
  const isIn = (all: ReadonlySet<Obj>, given: Obj) => all.has(given) || (!!given.escaped && all.has(points.outside));
  const last = args.at(-1);
  return {
    isUnknown: points.isOverBudget,
    inputsOf: (nth) =>
      (nth === SELF ? self : ((args[nth] ?? (last?.isSpread ? last : undefined))?.node ?? points.nothing)).objects,
    isChanged: (given) => changed.has(given),
    isGiven: (given) => (isIn(whole, given) ? 'whole' : isIn(inside, given) ? 'part' : undefined),
  };

  function input(key: string, at: ts.Node): Obj {
    return points.input(key, key, 0, ask.typeAt(at));
  }

  function selfOf(): Node {
    const { parent } = fn;
    if (!ask.ts.isClassDeclaration(parent)) return points.nothing;
    if (!hasModifier(fn, ask.ts.SyntaxKind.StaticKeyword)) return points.one(input('this', parent));
    const cls = points.classNamed(parent);
    return cls ? points.one(cls) : points.nothing;
  }
}

/** What stands for the arguments of a function that is looked at from outside: primitives are nothing. */
export function argumentsFor(
  points: PointsTo,
  fn: Callable,
  inputOf: (parameter: ts.ParameterDeclaration, nth: number) => Obj,
): Given[] {
  const { ask, nothing } = points;
  const { ts } = ask;
  return fn.parameters
    .filter(({ name }) => !(ts.isIdentifier(name) && name.text === 'this'))
    .map((parameter, nth) => {
      const { name, dotDotDotToken } = parameter;
      // a rest parameter gathers them: the array is the function's own
      if (dotDotDotToken) return { node: points.member(inputOf(parameter, nth), ELEMENT), isSpread: true };
      const isPrimitive = ts.isIdentifier(name) && ask.isPrimitive(name);
      return { node: isPrimitive ? nothing : points.one(inputOf(parameter, nth)), isSpread: false };
    });
}
