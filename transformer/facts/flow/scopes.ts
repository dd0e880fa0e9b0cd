/** Functions, their variables, and who uses these: what of it outlives a call of its function, and what is sure to end with it. */
import type ts from 'typescript';
import { unwrap } from '../../syntax/nodes';
import type { TypeInfo, TypeScript } from '../../types';
import { forEachReference } from '../names/references';
import { functionIn, isCalledInPlace } from '../names/roots';
import { platformOf } from '../platform/functions';

export type Fn = ts.FunctionLikeDeclaration;
export type Call = ts.CallExpression | ts.NewExpression;

export interface Scopes {
  /** The function that a variable or parameter belongs to. */
  homeOf(declaration: ts.Node): Fn | undefined;
  /** Where a function refers to a variable of its own, in the functions inside it too; nothing, where code made from text may. */
  referencesTo(declaration: ts.Node, home: Fn): readonly ts.Identifier[] | undefined;
  /** Holds where every function around a use, up to that of its variable, has ended when that one ends. */
  isReachedWithin(node: ts.Node, home: Fn): boolean;
  /** The calls of a local function, where it is only ever called. */
  callsOf(fn: Fn, home: Fn): readonly Call[] | undefined;
  /** The one function of the project that a call is sure to run, and in which nothing but its text reaches its parameters. */
  calleeOf(call: Call): Fn | undefined;
  /** Holds for an async function or a generator. */
  runsLater(fn: Fn): boolean;
  /** Holds where a function stands among the arguments of a call. */
  isAmong(fn: ts.Node, call: ts.CallExpression): boolean;
  functionAround(node: ts.Node): Fn | undefined;
  outOfParentheses(node: ts.Node): ts.Node;
}

export function createScopes(ts: TypeScript, types: TypeInfo): Scopes {
  const platform = platformOf(ts, types);
  const references = new Map<Fn, ReadonlyMap<ts.Node, ts.Identifier[]> | undefined>();
  return {
    homeOf,
    referencesTo,
    isReachedWithin,
    callsOf,
    calleeOf,
    runsLater,
    isAmong,
    functionAround,
    outOfParentheses,
  };

  function homeOf(declaration: ts.Node): Fn | undefined {
    for (let n = declaration.parent; n && !ts.isSourceFile(n); n = n.parent) {
      if (ts.isFunctionLike(n)) return n as Fn;
      if (ts.isClassStaticBlockDeclaration(n) || ts.isPropertyDeclaration(n)) return undefined;
    }
    return undefined;
  }

  function referencesTo(declaration: ts.Node, home: Fn): readonly ts.Identifier[] | undefined {
    if (!references.has(home)) references.set(home, referencesIn(home));
    return references.get(home) && (references.get(home)!.get(declaration) ?? []);
  }

  function referencesIn(home: Fn): ReadonlyMap<ts.Node, ts.Identifier[]> | undefined {
    const found = new Map<ts.Node, ts.Identifier[]>();
    let isClosed = true;
    forEachReference(ts, home, (id) => {
      if (id.text === 'eval' || id.text === 'arguments') isClosed = false;
      for (const d of types.declarationsOf(id)) found.set(d, [...(found.get(d) ?? []), id]);
    });
    return isClosed ? found : undefined;
  }

  function isReachedWithin(node: ts.Node, home: Fn): boolean {
    for (let n = node.parent; n !== home; n = n.parent) {
      if (!n || ts.isClassLike(n)) return false;
      if (ts.isFunctionLike(n) && !isContained(n as Fn, home, new Set())) return false;
    }
    return true;
  }

  function isContained(fn: Fn, home: Fn, seen: Set<ts.Node>): boolean {
    if (seen.has(fn)) return true;
    seen.add(fn);
    if (runsLater(fn)) return false;
    if (functionIn(ts, fn) && isCalledInPlace(ts, fn)) return !fn.name;
    const call = outOfParentheses(fn).parent;
    if (ts.isCallExpression(call) && isAmong(fn, call)) return !fn.name && platform.does(call, 'calls at once');
    return !!callsOf(fn, home)?.every((each) => {
      for (let n: ts.Node = each; n !== home; n = n.parent) {
        if (!n || ts.isClassLike(n)) return false;
        if (ts.isFunctionLike(n) && !isContained(n as Fn, home, seen)) return false;
      }
      return true;
    });
  }

  function callsOf(fn: Fn, home: Fn): Call[] | undefined {
    const holder = ts.isFunctionDeclaration(fn) ? fn : outOfParentheses(fn).parent;
    const names = ts.isFunctionDeclaration(fn) || isConstant(holder) ? [holder, fn] : [];
    const uses = names.flatMap((name) => referencesTo(name, home) ?? []);
    const calls = [...new Set(uses)].map((id) => id.parent).filter(ts.isCallExpression);
    return names.length && new Set(uses).size === calls.length && uses.every(isCallee) ? calls : undefined;
  }

  function isCallee(id: ts.Node): boolean {
    return ts.isCallExpression(id.parent) && id.parent.expression === id;
  }

  function runsLater(fn: Fn): boolean {
    return !!fn.asteriskToken || !!(ts.getCombinedModifierFlags(fn) & ts.ModifierFlags.Async);
  }

  function isConstant(node: ts.Node): node is ts.VariableDeclaration {
    return ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && !!(node.parent.flags & ts.NodeFlags.Const);
  }

  function outOfParentheses(node: ts.Node): ts.Node {
    return ts.isParenthesizedExpression(node.parent) ? outOfParentheses(node.parent) : node;
  }

  function isAmong(fn: ts.Node, { arguments: passed }: ts.CallExpression): boolean {
    return passed.some((argument) => argument === outOfParentheses(fn));
  }

  function functionAround(node: ts.Node): Fn | undefined {
    for (let n = node.parent; n; n = n.parent) if (ts.isFunctionLike(n)) return n as Fn;
    return undefined;
  }

  function calleeOf(call: Call): Fn | undefined {
    if (ts.isNewExpression(call)) return undefined;
    const callee = unwrap(ts, call.expression);
    const inPlace = functionIn(ts, callee);
    if (inPlace) return referencesTo(inPlace, inPlace) && inPlace;
    const isOfModule =
      ts.isPropertyAccessExpression(callee) &&
      ts.isIdentifier(callee.expression) &&
      types.targetsOf(callee.expression).some(ts.isSourceFile);
    if (!ts.isIdentifier(callee) && !isOfModule) return undefined;
    const targets = types.targetsOf(isOfModule ? callee.name : callee);
    // what JavaScript does to the names of functions, nobody has checked
    if (targets.some((d) => d.flags & ts.NodeFlags.JavaScriptFile || d.getSourceFile().isDeclarationFile))
      return undefined;
    const functions = targets.map((d) => (isConstant(d) ? functionIn(ts, d.initializer) : d));
    if (!functions.every((d): d is Fn => !!d && (ts.isFunctionDeclaration(d) || !!functionIn(ts, d)))) return undefined;
    const [fn, ...more] = functions.filter((d) => d.body);
    return fn && !more.length && referencesTo(fn, fn) ? fn : undefined;
  }
}
