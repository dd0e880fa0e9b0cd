/**
 * Where in the result of a function stands memory that is moved to the caller, since nothing else holds it once the
 * function has returned: neither side can tell it from a copy. It must be made by the call, or for it, as arguments
 * are, on every way to that place of the result, and must not escape (`escape.ts`). The worker looks once more at what
 * a type does not tell: whether a view sees its whole buffer. Long, since it is one analysis, whose parts share its
 * memory.
 */
import type ts from 'typescript';
import { isInside, isReplaced, isTarget, unwrap } from '../../syntax/nodes';
import type { Plan, TypeInfo, TypeScript } from '../../types';
import { isStatic } from '../names/evaluation';
import { functionIn, resultsOf } from '../names/roots';
import { type Deed, platformOf } from '../platform/functions';
import { createEscape } from './escape';
import { createScopes, type Fn } from './scopes';
import { all, either, fresh, type Holder, holder, leaf, nothing, other, pathsIn, type Shape, without } from './shapes';

/** The paths to fresh memory in a function's result: '', `pixels`, `tiles.*.data`, where `*` is every member. */
export function freshPaths(ts: TypeScript, types: TypeInfo, plan: Pick<Plan, 'unit' | 'stream'>): readonly string[] {
  return types.once('fresh', () => createFresh(ts, types)).ofResult(plan);
}

/** Holds where a variable still has, alone, what it was given when it was declared. */
export type Held = (variable: ts.VariableDeclaration) => boolean;

/**
 * Paths of fresh memory in what an expression gives, where it stands in code of `scope`, a function or a file, and what
 * `held` variables have goes with it.
 */
export function freshPathsIn(
  ts: TypeScript,
  types: TypeInfo,
  expression: ts.Expression,
  scope: ts.Node,
  path: string,
  held: Held,
): readonly string[] {
  return types.once('fresh', () => createFresh(ts, types)).ofExpression(expression, scope, path, held);
}

function createFresh(ts: TypeScript, types: TypeInfo) {
  const platform = platformOf(ts, types);
  const scopes = createScopes(ts, types);
  const { homeOf, referencesTo, calleeOf } = scopes;
  const { escapes } = createEscape(ts, types, scopes);
  /** Of functions and variables; while it is looked for, nothing is known. */
  const shapes = new Map<ts.Node, Shape>();
  /** Of the marked function, and of what is inside it: its arguments are copies, unlike those of calls in the worker. */
  let own = new Map<ts.Node, Shape>();
  let marked: Fn | undefined;
  let isHeld: Held = () => false;
  return { ofResult, ofExpression };

  function ofExpression(e: ts.Expression, scope: ts.Node, path: string, held: Held): readonly string[] {
    marked = undefined;
    isHeld = held;
    // variables of a file are nobody's
    const paths = pathsIn(shapeOf(e, scope as Fn), path);
    isHeld = () => false;
    return paths;
  }

  function ofResult({ unit, stream }: Pick<Plan, 'unit' | 'stream'>): readonly string[] {
    if (stream) return [];
    const fn = 'mark' in unit ? (unit.plain.at(-1) as Fn) : named(unit.argument);
    // what another captures may be on the memory of an argument
    marked = 'mark' in unit && !unit.mark.nested ? fn : undefined;
    own = new Map();
    return fn ? pathsIn(resultOf(fn), '') : [];
  }

  function named(argument: ts.Expression): Fn | undefined {
    const inner = unwrap(ts, argument);
    const own = functionIn(ts, inner);
    if (own || !ts.isIdentifier(inner)) return own;
    const [d, ...more] = types.targetsOf(inner);
    return d && !more.length && ts.isFunctionDeclaration(d) && d.body ? d : undefined;
  }

  // ------------------------------------------------------------------- shapes

  /** Of a function's result; of its promise, what that is fulfilled with. */
  function resultOf(fn: Fn): Shape {
    return once(fn, () =>
      fn.asteriskToken
        ? other
        : resultsOf(ts, fn)
            .map((e) => shapeOf(e, fn))
            .reduce(either, nothing),
    );
  }

  /** A function that needs its own answer, as a variable does, has none. */
  function once(node: ts.Node, answer: () => Shape): Shape {
    const found = marked && isInside(node, marked) ? own : shapes;
    const known = found.get(node);
    if (known) return known;
    found.set(node, other);
    const shape = answer();
    found.set(node, shape);
    return shape;
  }

  /** @param fn the function whose variables are looked at */
  function shapeOf(expression: ts.Expression, fn: Fn): Shape {
    const e = unwrap(ts, expression);
    if (types.isPrimitive(e)) return nothing;
    if (ts.isIdentifier(e)) return ofName(e, fn);
    if (ts.isAwaitExpression(e)) return shapeOf(e.expression, fn);
    if (ts.isConditionalExpression(e)) return either(shapeOf(e.whenTrue, fn), shapeOf(e.whenFalse, fn));
    if (ts.isBinaryExpression(e)) return ofOperator(e, fn);
    if (ts.isArrayLiteralExpression(e)) return ofArray(e.elements, fn);
    if (ts.isObjectLiteralExpression(e)) return ofObject(e, fn);
    if (ts.isNewExpression(e)) return ofNew(e, fn);
    if (ts.isCallExpression(e)) return ofCall(e, fn);
    return ts.isPropertyAccessExpression(e) ? ofMember(e, fn) : other;
  }

  function ofOperator(e: ts.BinaryExpression, fn: Fn): Shape {
    switch (e.operatorToken.kind) {
      case ts.SyntaxKind.CommaToken:
        return shapeOf(e.right, fn);
      case ts.SyntaxKind.BarBarToken:
      case ts.SyntaxKind.QuestionQuestionToken:
      case ts.SyntaxKind.AmpersandAmpersandToken:
        return either(shapeOf(e.left, fn), shapeOf(e.right, fn));
      default:
        return other;
    }
  }

  function ofArray(elements: readonly ts.Expression[], fn: Fn): Shape {
    if (elements.some(ts.isSpreadElement))
      return holder(
        [],
        elements.map((e) => (ts.isSpreadElement(e) ? all(shapeOf(e.expression, fn)) : shapeOf(e, fn))).reduce(either),
      );
    return holder(elements.map((e, i) => [String(i), shapeOf(e, fn)]));
  }

  function ofObject(literal: ts.ObjectLiteralExpression, fn: Fn): Shape {
    // it runs when the object is copied, and has all of it
    if (literal.properties.some((p) => ts.isAccessor(p))) return other;
    const members = new Map<string, Shape>();
    let others = nothing;
    for (const p of literal.properties) {
      const name = p.name && (ts.isIdentifier(p.name) || ts.isStringLiteral(p.name)) ? p.name.text : undefined;
      if (name === undefined) {
        // it may stand for any of those before it
        members.clear();
        others = other;
      } else if (ts.isPropertyAssignment(p)) members.set(name, shapeOf(p.initializer, fn));
      else members.set(name, ts.isShorthandPropertyAssignment(p) ? shapeOf(p.name, fn) : other);
    }
    // a promise of something else
    return types.memberOf(literal, 'then').length ? other : { is: 'holder', members, others };
  }

  function ofNew(e: ts.NewExpression, fn: Fn): Shape {
    const given = e.arguments ?? [];
    const [first] = given;
    // a second argument could let it grow
    if (platform.does(e, 'makes a buffer')) return given.length < 2 && !given.some(ts.isSpreadElement) ? fresh : other;
    if (platform.does(e, 'makes a container'))
      return /^Array/.test(e.expression.getText()) && isLength(given) ? holder([]) : other;
    if (!platform.does(e, 'makes a view') || given.some(ts.isSpreadElement)) return other;
    return first ? viewOn(first, fn) : fresh;
  }

  function isLength(given: readonly ts.Expression[]): boolean {
    return given.length < 2 && given.every((e) => types.isPrimitive(e));
  }

  /** A view on a buffer, or on memory of its own, filled from something else. */
  function viewOn(source: ts.Expression, fn: Fn): Shape {
    const memory = types.memoryOf(unwrap(ts, source));
    if (memory === 'buffer') return leaf(shapeOf(source, fn));
    return memory === 'unknown' ? other : fresh;
  }

  function ofCall(call: ts.CallExpression, fn: Fn): Shape {
    const helper = calleeOf(call);
    if (helper) return resultOf(helper);
    const [first] = call.arguments;
    const is = (deed: Deed) => platform.does(call, deed);
    if (is('makes memory')) return fresh;
    if (is('wraps a buffer')) return first && !ts.isSpreadElement(first) ? viewOn(first, fn) : other;
    const { expression: callee } = call;
    if (is('gives its memory') && ts.isPropertyAccessExpression(callee)) {
      const receiver = leaf(shapeOf(callee.expression, fn));
      return callee.name.text === 'slice' && isOwnBytes(callee.expression, fn) ? fresh : receiver;
    }
    if (is('lists results')) {
      const make = functionIn(ts, call.arguments.at(-1));
      return make && !ts.getCombinedModifierFlags(make) ? holder([], resultOf(make)) : other;
    }
    return other;
  }

  /** Holds where it is sure to be no Buffer, which is a `Uint8Array` to the checker. */
  function isOwnBytes(expression: ts.Expression, fn: Fn): boolean {
    const e = unwrap(ts, expression);
    if (ts.isNewExpression(e)) return platform.does(e, 'makes a view');
    if (!ts.isIdentifier(e)) return false;
    const [d] = types.declarationsOf(e);
    const values = d && homeOf(d) === fn && ts.isVariableDeclaration(d) ? valuesOf(d, fn) : undefined;
    return !!values?.length && values.every((v) => ts.isNewExpression(unwrap(ts, v)) && isOwnBytes(v, fn));
  }

  function ofMember(e: ts.PropertyAccessExpression, fn: Fn): Shape {
    const object = unwrap(ts, e.expression);
    const memory = types.memoryOf(object);
    // what a Buffer is on may be Node's pool
    if (e.name.text === 'buffer' && (memory === 'view' || (memory === 'bytes' && isOwnBytes(object, fn))))
      return leaf(shapeOf(object, fn));
    if (memory !== 'unknown') return other;
    const shape = shapeOf(object, fn);
    return shape.is === 'holder' ? leaf(shape.members.get(e.name.text) ?? shape.others) : other;
  }

  // ---------------------------------------------------------------- variables

  function ofName(id: ts.Identifier, fn: Fn): Shape {
    const [d, ...more] = types.declarationsOf(id);
    if (!d || more.length) return other;
    if (ts.isVariableDeclaration(d) && isHeld(d)) return shapeOf(d.initializer!, fn);
    if (homeOf(d) !== fn) return other;
    if (ts.isParameter(d)) return fn === marked && isGivenAway(d, marked) ? fresh : other;
    if (!ts.isVariableDeclaration(d)) return other;
    return once(d, () => {
      const values = valuesOf(d, fn);
      if (!values || escapes(d)) return other;
      const shape = values.map((v) => shapeOf(v, fn)).reduce(either, nothing);
      return shape.is === 'holder' ? filled(d, shape, fn) : shape;
    });
  }

  /** Holds where only the function itself has the memory that it was given as an argument: a copy, or what was moved to it. */
  function isGivenAway(parameter: ts.ParameterDeclaration, fn: Fn): boolean {
    const { name, initializer, dotDotDotToken } = parameter;
    if (initializer || dotDotDotToken || !/^(?:buffer|bytes|view)$/.test(types.memoryOf(name))) return false;
    // and so may the fields of an instance
    if (ts.isMethodDeclaration(fn) && !isStatic(ts, fn)) return false;
    if (!referencesTo(parameter, fn)?.every((id) => !isReplaced(ts, id))) return false;
    // and other arguments
    return fn.parameters.every((p) => types.isPrimitive(p.name) || (ts.isIdentifier(p.name) && !escapes(p)));
  }

  /** Everything that a variable is given; nothing, where that is not seen. */
  function valuesOf(d: ts.VariableDeclaration, fn: Fn): ts.Expression[] | undefined {
    if (
      !ts.isIdentifier(d.name) ||
      !ts.isVariableDeclarationList(d.parent) ||
      ts.isForOfStatement(d.parent.parent) ||
      ts.isForInStatement(d.parent.parent)
    )
      return undefined;
    const values = d.initializer ? [d.initializer] : [];
    const uses = referencesTo(d, fn);
    if (!uses) return undefined;
    for (const id of uses) {
      if (!isReplaced(ts, id)) continue;
      const { parent } = id;
      if (!ts.isBinaryExpression(parent) || parent.left !== id) return undefined;
      values.push(parent.right);
    }
    return values;
  }

  /** Finds what is put into a container by its variable, which must be the only way to it. */
  function filled(d: ts.VariableDeclaration, shape: Holder, fn: Fn): Shape {
    let now: Shape = shape;
    /** Members that are got hold of: a container there could be filled without its being seen. */
    const read = new Set<string | undefined>();
    for (const id of referencesTo(d, fn) ?? []) {
      const { parent: access } = id;
      if (isReplaced(ts, id) || isGiven(id, fn)) continue;
      if (ts.isForOfStatement(access) && access.expression === id) read.add(undefined);
      else if (!isMember(access) || access.expression !== id) return other;
      else {
        const around = outOfCasts(access);
        const { parent } = around;
        const name = ts.isPropertyAccessExpression(access) ? access.name.text : undefined;
        if (ts.isCallExpression(parent) && parent.expression === around) {
          if (!platform.does(parent, 'forgets its object')) return other;
          // its members may change places
          now = holder([], all(now));
          if (name === 'push' || name === 'unshift')
            for (const a of parent.arguments) now = either(now, holder([], stored(a, fn)));
          else if (
            !parent.arguments.every(sees) ||
            !(types.isPrimitive(parent) || /^(?:map|filter|find)$/.test(name ?? ''))
          )
            return other;
          else if (parent.arguments.length > 0) read.add(undefined);
        } else if (ts.isBinaryExpression(parent) && isTarget(ts, around)) {
          const value = stored(parent.right, fn);
          if (name === 'then') return other;
          now = either(now, name === undefined ? holder([], value) : holder([[name, value]]));
        } else if (!types.isPrimitive(access)) {
          if (isTarget(ts, around)) return other;
          read.add(name);
        }
      }
    }
    return without(now, read);
  }

  function stored(e: ts.Expression, fn: Fn): Shape {
    return ts.isSpreadElement(e) ? other : shapeOf(e, fn);
  }

  /** A function that is called with members, and not with the whole; or no function. */
  function sees(argument: ts.Expression): boolean {
    if (!types.isFunction(argument)) return types.isPrimitive(argument);
    const fn = functionIn(ts, argument);
    return !!fn && fn.parameters.length < 3 && !fn.parameters.some((p) => p.dotDotDotToken);
  }

  function isMember(node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
    return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
  }

  function outOfCasts(node: ts.Expression): ts.Expression {
    const parent = node.parent as ts.Expression;
    return parent !== node && unwrap(ts, parent) === unwrap(ts, node) ? outOfCasts(parent) : node;
  }

  /** It is the function's result, or stands in a literal that is. */
  function isGiven(id: ts.Node, fn: Fn): boolean {
    for (let n = id; ; n = n.parent) {
      const { parent } = n;
      if (ts.isReturnStatement(parent)) return ownerOf(parent) === fn;
      if (ts.isArrowFunction(parent)) return parent === fn && parent.body === n;
      const isPart =
        ts.isParenthesizedExpression(parent) ||
        ts.isArrayLiteralExpression(parent) ||
        ts.isObjectLiteralExpression(parent) ||
        ts.isPropertyAssignment(parent) ||
        ts.isShorthandPropertyAssignment(parent) ||
        (ts.isConditionalExpression(parent) && parent.condition !== n);
      if (!isPart) return false;
    }
  }

  function ownerOf(node: ts.Node): ts.Node {
    return ts.isFunctionLike(node.parent) ? node.parent : ownerOf(node.parent);
  }
}
