/**
 * Finds out if anything but the result can reach what a local variable holds, once its function has returned. Follows
 * memory through other variables, literals, the platform's calls (`platform/functions.ts`) and the parameters of the
 * project's own functions; whatever it does not know lets it escape. Without regard to order: what escapes anywhere,
 * escapes.
 *
 * Assumes: the platform's own functions do what they are named for, and types say what values are. Long, since it is
 * one analysis, whose parts share its memory.
 */
import type ts from 'typescript';
import { isInside, isReplaced, isTarget, unwrap } from '../../syntax/nodes';
import type { TypeInfo, TypeScript } from '../../types';
import { isLibrary } from '../names/origins';
import { functionIn, isCalledInPlace } from '../names/roots';
import { platformOf } from '../platform/functions';
import type { Call, Fn, Scopes } from './scopes';

export interface Escape {
  escapes(variable: ts.Declaration): boolean;
}

/** One question, and what it has come across. */
interface Trace {
  readonly root: Fn;
  /** Variables, and calls that give it. */
  readonly seen: Set<ts.Node>;
  readonly todo: ts.Node[];
  /** Calls of functions to which memory was passed, and those that give it back. */
  readonly calls: Map<Fn, Call[]>;
  readonly giving: Set<Fn>;
}

export function createEscape(ts: TypeScript, types: TypeInfo, scopes: Scopes): Escape {
  const {
    homeOf,
    referencesTo,
    isReachedWithin,
    callsOf,
    calleeOf,
    runsLater,
    isAmong,
    functionAround,
    outOfParentheses,
  } = scopes;
  const known = new Map<ts.Node, boolean>();
  const platform = platformOf(ts, types);
  return { escapes };

  function escapes(variable: ts.Declaration): boolean {
    let answer = known.get(variable);
    if (answer === undefined) known.set(variable, (answer = trace(variable)));
    return answer;
  }

  function trace(variable: ts.Declaration): boolean {
    const root = homeOf(variable);
    if (!root) return true;
    const trace: Trace = { root, seen: new Set([variable]), todo: [variable], calls: new Map(), giving: new Set() };
    for (let next: ts.Node | undefined; (next = trace.todo.pop()); ) {
      const home = homeOf(next);
      const uses = home && referencesTo(next, home);
      if (!uses || uses.some((id) => !isReachedWithin(id, home) || leaks(id, trace))) return true;
    }
    return false;
  }

  // -------------------------------------------------------------------- flow

  /** Holds where the code around an expression lets its value escape. */
  function leaks(e: ts.Node, trace: Trace): boolean {
    const { parent } = e;
    const on = () => leaks(parent, trace);
    if (ts.isArrowFunction(parent)) return parent.body !== e || given(parent, trace);
    switch (parent.kind) {
      case ts.SyntaxKind.ParenthesizedExpression:
      case ts.SyntaxKind.AsExpression:
      case ts.SyntaxKind.SatisfiesExpression:
      case ts.SyntaxKind.TypeAssertionExpression:
      case ts.SyntaxKind.NonNullExpression:
      case ts.SyntaxKind.AwaitExpression:
        return on();
      case ts.SyntaxKind.ExpressionStatement:
      case ts.SyntaxKind.VoidExpression:
      case ts.SyntaxKind.TypeOfExpression:
      case ts.SyntaxKind.DeleteExpression:
      case ts.SyntaxKind.PrefixUnaryExpression:
      case ts.SyntaxKind.PostfixUnaryExpression:
      case ts.SyntaxKind.IfStatement:
      case ts.SyntaxKind.WhileStatement:
      case ts.SyntaxKind.DoStatement:
        return false;
      case ts.SyntaxKind.TemplateSpan:
        return ts.isTaggedTemplateExpression(parent.parent.parent);
      case ts.SyntaxKind.PropertyAccessExpression:
      case ts.SyntaxKind.ElementAccessExpression:
        return ofMember(e, parent as ts.PropertyAccessExpression | ts.ElementAccessExpression, trace);
      case ts.SyntaxKind.CallExpression:
      case ts.SyntaxKind.NewExpression:
        return (parent as Call).expression === e || ofArgument(e, parent as Call, trace);
      case ts.SyntaxKind.VariableDeclaration:
        return (
          (parent as ts.VariableDeclaration).initializer !== e || into((parent as ts.VariableDeclaration).name, trace)
        );
      case ts.SyntaxKind.ConditionalExpression:
        return (parent as ts.ConditionalExpression).condition !== e && on();
      case ts.SyntaxKind.BinaryExpression:
        return ofOperator(e, parent as ts.BinaryExpression, trace);
      case ts.SyntaxKind.ArrayLiteralExpression:
        return isTarget(ts, e) || on();
      case ts.SyntaxKind.PropertyAssignment:
      case ts.SyntaxKind.ShorthandPropertyAssignment:
        return isTarget(ts, e) || ofLiteral(parent.parent as ts.ObjectLiteralExpression, trace);
      case ts.SyntaxKind.SpreadElement:
        return isBytes(e) ? false : !ts.isArrayLiteralExpression(parent.parent) || on();
      case ts.SyntaxKind.ForOfStatement:
        return ofLoop(e, parent as ts.ForOfStatement, trace);
      case ts.SyntaxKind.ReturnStatement: {
        const fn = functionAround(parent);
        return !fn || given(fn, trace);
      }
      default:
        return true;
    }
  }

  function isBytes(e: ts.Node): boolean {
    return /^(?:view|bytes)$/.test(types.memoryOf(e));
  }

  function ofMember(e: ts.Node, access: ts.PropertyAccessExpression | ts.ElementAccessExpression, trace: Trace) {
    if (access.expression !== e) return false;
    const call = outOfParentheses(access).parent;
    if (ts.isCallExpression(call) && unwrap(ts, call.expression) === access) return ofMethod(call, trace);
    return !isTarget(ts, access) && !types.isPrimitive(access) && leaks(access, trace);
  }

  function ofOperator(e: ts.Node, binary: ts.BinaryExpression, trace: Trace): boolean {
    const { kind } = binary.operatorToken;
    if (kind === ts.SyntaxKind.CommaToken) return binary.right === e && leaks(binary, trace);
    if (kind === ts.SyntaxKind.InstanceOfKeyword) return !types.targetsOf(binary.right).every(isLibrary);
    if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) {
      // a name that is written to
      if (binary.left === e) return false;
      return !ts.isExpression(binary.left) || store(binary.left, trace) || leaks(binary, trace);
    }
    const chooses = [
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.AmpersandAmpersandToken,
      ts.SyntaxKind.QuestionQuestionToken,
    ];
    return chooses.includes(kind) && leaks(binary, trace);
  }

  function ofLoop(e: ts.Node, loop: ts.ForOfStatement, trace: Trace): boolean {
    if (loop.expression !== e) return loop.initializer !== e;
    if (isBytes(e)) return false;
    return !ts.isVariableDeclarationList(loop.initializer) || into(loop.initializer.declarations[0]!.name, trace);
  }

  /** `{ pixels: e }`: what its own methods would do with what it holds is not looked at. */
  function ofLiteral(literal: ts.ObjectLiteralExpression, trace: Trace): boolean {
    if (types.memberOf(literal, 'then').length) return true;
    if (literal.properties.some((p) => ts.isSpreadAssignment(p)))
      return !isGivenAtOnce(literal) || leaks(literal, trace);
    return !isData(literal) || leaks(literal, trace);
  }

  function isData(literal: ts.ObjectLiteralExpression): boolean {
    return literal.properties.every((p) => {
      if (ts.isShorthandPropertyAssignment(p)) return !types.isFunction(p.name);
      return ts.isPropertyAssignment(p) && p.name.getText() !== '__proto__' && !types.isFunction(p.initializer);
    });
  }

  function isGivenAtOnce(node: ts.Node): boolean {
    let n = node.parent;
    while (
      ts.isParenthesizedExpression(n) ||
      ts.isArrayLiteralExpression(n) ||
      ts.isObjectLiteralExpression(n) ||
      ts.isPropertyAssignment(n)
    )
      n = n.parent;
    return ts.isReturnStatement(n) || ts.isArrowFunction(n);
  }

  /** Follows what a variable, or those of a pattern, are given. */
  function into(name: ts.BindingName, trace: Trace): boolean {
    if (!ts.isIdentifier(name))
      return name.elements.some((element) => ts.isBindingElement(element) && into(element.name, trace));
    return !types.isPrimitive(name) && follow(name.parent, trace);
  }

  /** False, and its uses are looked at, too; true for one that outlives the call. */
  function follow(declaration: ts.Node, trace: Trace): boolean {
    if (trace.seen.has(declaration)) return false;
    trace.seen.add(declaration);
    trace.todo.push(declaration);
    const home = homeOf(declaration);
    return !home || ![trace.root, ...trace.calls.keys()].some((fn) => isInside(home, fn));
  }

  /** Holds where a value that is written there escapes: to a local variable, or into a container that one holds. */
  function store(to: ts.Expression, trace: Trace): boolean {
    const target = unwrap(ts, to);
    const isMember = ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target);
    if (
      isMember &&
      /^__\w+__$/.test((ts.isPropertyAccessExpression(target) ? target.name : target.argumentExpression).getText())
    )
      return true;
    const name = isMember ? unwrap(ts, target.expression) : target;
    const [declaration, ...others] = ts.isIdentifier(name) ? types.declarationsOf(name) : [];
    if (!declaration || others.length || !ts.isVariableDeclaration(declaration)) return true;
    return (isMember && !isOwnContainer(declaration)) || follow(declaration, trace);
  }

  function isOwnContainer(declaration: ts.Node): boolean {
    if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name) || !declaration.initializer)
      return false;
    const home = homeOf(declaration);
    const uses = home && referencesTo(declaration, home);
    const made = unwrap(ts, declaration.initializer);
    const isMade =
      ts.isArrayLiteralExpression(made) ||
      (ts.isObjectLiteralExpression(made) && isData(made)) ||
      (ts.isNewExpression(made) && platform.does(made, 'makes a container')) ||
      (ts.isCallExpression(made) && platform.does(made, 'makes a list'));
    return isMade && !!uses?.every((id) => !isReplaced(ts, id));
  }

  /** The result of a function that is not the one in question goes where it was called. */
  function given(fn: Fn, trace: Trace): boolean {
    trace.giving.add(fn);
    const passed = trace.calls.get(fn) ?? [];
    if (fn === trace.root || !isInside(fn, trace.root))
      return (fn !== trace.root && !passed.length) || passed.some((c) => comesFrom(c, trace));
    const around = outOfParentheses(fn).parent;
    if (ts.isCallExpression(around) && isAmong(fn, around)) return !/^forEach$/.test(methodOf(around));
    const calls = isCalledInPlace(ts, fn) ? [around as Call] : callsOf(fn, trace.root);
    return !calls || calls.some((call) => comesFrom(call, trace));
  }

  /** A call that gives it; looked at once, since functions call themselves. */
  function comesFrom(call: Call, trace: Trace): boolean {
    if (trace.seen.has(call)) return false;
    trace.seen.add(call);
    return leaks(call, trace);
  }

  function methodOf({ expression }: ts.CallExpression): string {
    return ts.isPropertyAccessExpression(expression) ? expression.name.text : '';
  }

  // -------------------------------------------------------------------- calls

  function ofMethod(call: ts.CallExpression, trace: Trace): boolean {
    if (!platform.does(call, 'forgets its object')) return true;
    for (const argument of call.arguments) if (types.isFunction(argument) && takes(argument, trace)) return true;
    if (types.isPrimitive(call) || platform.does(call, 'makes memory')) return false;
    return leaks(call, trace);
  }

  /** Follows parts of it, and the whole, into a function that is called with them. */
  function takes(argument: ts.Expression, trace: Trace): boolean {
    const fn = functionIn(ts, argument);
    if (!fn) {
      const callee = unwrap(ts, argument);
      const targets = types.targetsOf(ts.isPropertyAccessExpression(callee) ? callee.name : callee);
      return !targets.length || !targets.every((d) => d.getSourceFile().hasNoDefaultLib);
    }
    return !referencesTo(fn, fn) || fn.parameters.some((p) => into(p.name, trace));
  }

  function ofArgument(e: ts.Node, call: Call, trace: Trace): boolean {
    const helper = calleeOf(call);
    if (helper) return ofParameter(e, call, helper, trace);
    const others = (call.arguments ?? []).filter((a) => a !== e);
    if (others.some((a) => types.isFunction(a))) return true;
    if (ts.isNewExpression(call)) {
      if (platform.does(call, 'makes a container')) return leaks(call, trace);
      const memory = types.memoryOf(e);
      if (!platform.does(call, 'makes a view') || memory === 'unknown') return true;
      return memory === 'buffer' && leaks(call, trace);
    }
    if (platform.does(call, 'wraps a buffer')) return !isBytes(e) && leaks(call, trace);
    if (platform.does(call, 'stores its arguments')) return store(call.expression as ts.Expression, trace);
    if (platform.does(call, 'forgets its arguments')) return false;
    return !platform.does(call, 'gives its arguments') || leaks(call, trace);
  }

  function ofParameter(e: ts.Node, call: Call, helper: Fn, trace: Trace): boolean {
    const passed: readonly ts.Expression[] = call.arguments ?? [];
    const index = passed.indexOf(e as ts.Expression);
    const list = helper.parameters.filter((p) => p.name.getText() !== 'this');
    const parameter = list[index] ?? list.find((p) => p.dotDotDotToken);
    if (passed.slice(0, index + 1).some(ts.isSpreadElement)) return true;
    // until it has ended, it may do anything at any time
    if (helper.asteriskToken || (runsLater(helper) && !ts.isAwaitExpression(call.parent))) return true;
    trace.calls.set(helper, [...(trace.calls.get(helper) ?? []), call]);
    if (parameter && into(parameter.name, trace)) return true;
    return trace.giving.has(helper) && comesFrom(call, trace);
  }
}
