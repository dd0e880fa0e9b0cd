/**
 * Finds what code does to values that are not its own: aliases are followed through variables, members, containers and
 * calls. Flow-insensitive, and without regard to which member of an object it is: what may be changed counts as
 * changed. A function that is only known by a declaration file does what `platform/functions.ts` says, and nothing
 * else. Long, since it is one analysis, whose parts share its memory.
 */
import type ts from 'typescript';
import { isInside, isTarget, outOfPattern, unwrap } from '../../syntax/nodes';
import type { TypeInfo, TypeScript } from '../../types';
import { type Call, createCallees } from '../calls/callees';
import { isStatic } from '../names/evaluation';
import { functionIn, moduleRootOf, ownerOfThis, resultsOf } from '../names/roots';
import { platformOf } from '../platform/functions';
import { createFixpoint, type Facts } from './fixpoint';
import { renewalOf } from './renewal';
import { type Sources, sourcesIn } from './sources';

/** Whose a value may be. */
export interface Origin {
  /** A declaration; for `this`, the function that has it. */
  readonly root: ts.Node;
  /** How many new containers it is inside of: `[cache]` is inside of one. */
  readonly wraps: number;
  /** How many members deep in the root it is. */
  readonly depth: number;
  /** False where a function that is not known passed it on, or an object may hold it. */
  readonly sure: boolean;
}

/** A change of something that has an origin elsewhere. */
export interface Change {
  readonly root: ts.Node;
  /** How many members deep in the root what is changed lies. */
  readonly depth: number;
  /** The expression through which it is reached. */
  readonly node: ts.Node;
  readonly sure: boolean;
  /** Something only listens, or no longer does, to a signal or a port, which hears on both sides what either is told. */
  readonly listens: boolean;
  /** Where a called function changes it. */
  readonly inside: ts.Node | undefined;
}

export interface Effects {
  originsOf(expression: ts.Expression): readonly Origin[];
  /** Every change in a piece of code, the functions in it included, and those of the functions that it calls. */
  changesIn(node: ts.Node): readonly Change[];
}

/** Beyond these, more is the same: a container in a container, a member of a member. */
const maxWraps = 2;
const maxDepth = 3;

export const effectsOf = (ts: TypeScript, types: TypeInfo): Effects =>
  types.once('effects', () => createEffects(ts, types));

function createEffects(ts: TypeScript, types: TypeInfo): Effects {
  const platform = platformOf(ts, types);
  const { calleesOf, accessorsOf } = createCallees(ts, types);
  const facts = createFixpoint<ts.Node, Origin | Change>(
    (key) => (ts.isFunctionLike(key) ? summaryOf(key as ts.FunctionLikeDeclaration) : variable(key)),
    (fact, than) => fact.depth > than.depth,
  );
  const changes = new Map<ts.Node, readonly Change[]>();
  const renewals = new Map<ts.Node, number>();
  const ids = new Map<ts.Node, number>();
  const idOf = (node: ts.Node): number => {
    let id = ids.get(node);
    if (id === undefined) ids.set(node, (id = ids.size));
    return id;
  };
  // of two that differ in depth, whatever reaches the lesser reaches the greater
  const put = (into: Map<string, Origin | Change>, o: Origin, prefix = ''): void => {
    const key = `${prefix}${idOf(o.root)} ${o.wraps}`;
    const known = into.get(key);
    if (!known || known.depth < o.depth) into.set(key, o);
  };
  return { originsOf: (e) => [...originsOf(e).values()], changesIn };

  // ------------------------------------------------------------------ origins

  function originsOf(expression: ts.Expression): Map<string, Origin> {
    const found = new Map<string, Origin>();
    collect(unwrap(ts, expression), found);
    return found;
  }

  function collect(e: ts.Expression, into: Map<string, Origin>): void {
    const add = (origins: Iterable<Origin>) => {
      for (const o of origins) put(into, o);
    };
    const from = (inner: ts.Expression) => collect(unwrap(ts, inner), into);
    // types take the checker long, and most values have no origin
    const addUnlessPrimitive = (origins: Iterable<Origin>) => {
      const list = [...origins];
      if (list.length > 0 && !types.isPrimitive(e)) add(list);
    };
    if (ts.isIdentifier(e)) addUnlessPrimitive(ofName(e));
    else if (e.kind === ts.SyntaxKind.ThisKeyword || e.kind === ts.SyntaxKind.SuperKeyword) add(ofThis(e));
    else if (ts.isPropertyAccessExpression(e) || ts.isElementAccessExpression(e)) addUnlessPrimitive(ofMember(e));
    else if (ts.isCallExpression(e)) addUnlessPrimitive(ofCall(e));
    else if (ts.isNewExpression(e)) add(ofNew(e));
    else if (ts.isConditionalExpression(e)) {
      from(e.whenTrue);
      from(e.whenFalse);
    } else if (ts.isBinaryExpression(e)) {
      const { kind } = e.operatorToken;
      if (kind !== ts.SyntaxKind.CommaToken && kind !== ts.SyntaxKind.EqualsToken) from(e.left);
      from(e.right);
    } else if (ts.isAwaitExpression(e)) from(e.expression);
    else if (ts.isArrayLiteralExpression(e)) {
      for (const element of e.elements)
        if (ts.isSpreadElement(element)) add(map(map(originsOf(element.expression), member), wrapped));
        else add(map(originsOf(element), wrapped));
    } else if (ts.isObjectLiteralExpression(e)) {
      for (const p of e.properties) {
        if (ts.isSpreadAssignment(p)) add(map(map(originsOf(p.expression), member), wrapped));
        else if (ts.isPropertyAssignment(p)) add(map(originsOf(p.initializer), wrapped));
        else if (ts.isShorthandPropertyAssignment(p) && !types.isPrimitive(p.name)) add(map(ofName(p.name), wrapped));
      }
    }
  }

  function* ofName(id: ts.Identifier): Iterable<Origin> {
    for (const d of types.targetsOf(id)) {
      if (ts.isExportAssignment(d)) yield* originsOf(d.expression).values();
      yield* ofDeclaration(d, id);
    }
    if (id.text !== 'arguments') return;
    const fn = ownerOfThis(ts, id);
    if (fn && ts.isFunctionLike(fn)) for (const p of fn.parameters) yield wrapped(at(p));
  }

  function* ofDeclaration(d: ts.Declaration, id?: ts.Identifier): Iterable<Origin> {
    if (d.getSourceFile().isDeclarationFile) return;
    const shared = moduleRootOf(ts, d);
    if (shared) yield at(shared.root, shared.member === undefined ? 0 : 1);
    const holder = outOfPattern(ts, d);
    if (ts.isParameter(holder) && !(id && id.pos >= renewal(holder))) yield at(holder, d === holder ? 0 : 1);
    if (!shared && (ts.isFunctionDeclaration(d) || ts.isClassLike(d))) yield at(d);
    if (!ts.isVariableDeclaration(holder) && !ts.isParameter(holder)) return;
    if (!shared && !ts.isParameter(holder)) yield at(d);
    yield* facts(d).values() as Iterable<Origin>;
  }

  function renewal(parameter: ts.ParameterDeclaration): number {
    let end = renewals.get(parameter);
    if (end === undefined) renewals.set(parameter, (end = renewalOf(ts, parameter)));
    return end;
  }

  function variable(declaration: ts.Node): Facts<Origin | Change> {
    const found = new Map<string, Origin | Change>();
    for (const { expression, within, held, sure } of sourcesOf(declaration.getSourceFile()).get(declaration) ?? []) {
      let origins: Iterable<Origin> = originsOf(expression).values();
      for (let i = 0; i < within; i++) origins = [...map(origins, member)];
      if (held) origins = map(origins, wrapped);
      for (const o of origins) put(found, sure && !held ? o : { ...o, sure: false });
    }
    return found;
  }

  function sourcesOf(file: ts.SourceFile): Sources {
    return types.perFile('sources', file, () => sourcesIn(ts, types, file));
  }

  function* ofThis(node: ts.Node): Iterable<Origin> {
    const owner = ownerOfThis(ts, node);
    if (!owner) return;
    yield at(ts.isFunctionDeclaration(owner) ? owner.body! : owner); // its name is a variable of the module
    if ((isStatic(ts, owner) || ts.isClassStaticBlockDeclaration(owner)) && ts.isClassDeclaration(owner.parent))
      yield* ofDeclaration(owner.parent);
  }

  function* ofMember(e: ts.PropertyAccessExpression | ts.ElementAccessExpression): Iterable<Origin> {
    const object = unwrap(ts, e.expression);
    // `import * as ns`: its members are the variables themselves
    if (ts.isIdentifier(object) && ts.isPropertyAccessExpression(e) && types.targetsOf(object).some(ts.isSourceFile)) {
      for (const d of types.targetsOf(e.name)) yield* ofDeclaration(d);
      return;
    }
    const getters = ts.isPropertyAccessExpression(e) ? accessorsOf(e) : [];
    for (const getter of getters) yield* given(getter, undefined, object);
    if (!getters.length) yield* map(originsOf(object).values(), member);
  }

  function* ofCall(call: ts.CallExpression): Iterable<Origin> {
    const callee = unwrap(ts, call.expression);
    const { functions, foreign } = calleesOf(call);
    const receiver = ts.isPropertyAccessExpression(callee) ? callee.expression : undefined;
    if (functions.length) {
      for (const fn of functions) yield* given(fn, call, receiver);
      return;
    }
    const [first] = call.arguments;
    const isMember = ts.isPropertyAccessExpression(callee);
    if (first && platform.does(call, 'gives its argument')) yield* originsOf(first).values();
    else if (first && platform.does(call, 'copies its argument')) {
      const copy = map(map(originsOf(first).values(), member), wrapped);
      yield* isMember && callee.name.text === 'entries' ? map(copy, wrapped) : copy;
    } else if (first && platform.does(call, 'gives an element of its argument'))
      yield* map(originsOf(first).values(), member);
    if (!isMember) return;
    const name = callee.name.text;
    const object = originsOf(callee.expression);
    if (name === 'map' || name === 'flatMap') {
      const fn = functionIn(ts, first);
      for (const result of fn ? resultsOf(ts, fn) : []) yield* map(originsOf(result).values(), wrapped);
    } else if (name === 'reduce' || name === 'reduceRight') {
      const fn = functionIn(ts, first);
      for (const result of fn ? resultsOf(ts, fn) : []) yield* originsOf(result).values();
    } else if (platform.mayDo(callee.name, 'gives its object')) yield* object.values();
    else if (platform.mayDo(callee.name, 'copies its object')) {
      yield* map(map(object.values(), member), wrapped);
      if (name === 'concat') for (const a of call.arguments) yield* map(map(originsOf(a).values(), member), wrapped);
    } else if (foreign === 'platform' ? platform.mayDo(callee.name, 'gives an element') : foreign === 'unknown')
      yield* map(object.values(), (o) => ({ ...member(o), sure: o.sure && foreign === 'platform' }));
  }

  function* ofNew(e: ts.NewExpression): Iterable<Origin> {
    for (const argument of e.arguments ?? []) {
      const origins = originsOf(argument).values();
      if (types.isBinary(argument)) yield* origins;
      else
        for (const o of map(origins, calleesOf(e).foreign ? (x) => wrapped(member(x)) : wrapped))
          yield { ...o, sure: false };
    }
  }

  /** Sources of what a call gives, by what the function that it runs gives. */
  function* given(
    fn: ts.FunctionLikeDeclaration,
    call: Call | undefined,
    receiver: ts.Expression | undefined,
  ): Iterable<Origin> {
    const argumentsOf = argumentsOnce(fn, call, receiver);
    for (const [key, fact] of facts(fn)) {
      if (!key.startsWith('gives')) continue;
      const gives = fact as Origin;
      for (const o of argumentsOf(gives.root)) {
        let origin = o;
        for (let i = 0; i < gives.depth; i++) origin = member(origin);
        for (let i = 0; i < gives.wraps; i++) origin = wrapped(origin);
        yield gives.sure ? origin : { ...origin, sure: false };
      }
    }
  }

  /** As `argumentsFor`, each looked at once: calls stand inside calls. */
  function argumentsOnce(
    fn: ts.FunctionLikeDeclaration,
    call: Call | undefined,
    receiver: ts.Expression | undefined,
  ): (root: ts.Node) => readonly Origin[] {
    const known = new Map<ts.Node, readonly Origin[]>();
    return (root) => {
      let origins = known.get(root);
      if (!origins) known.set(root, (origins = [...argumentsFor(fn, root, call, receiver)]));
      return origins;
    };
  }

  /** Whose what a function is called with is, for one of its parameters or its `this`; of anything else, itself. */
  function argumentsFor(
    fn: ts.FunctionLikeDeclaration,
    root: ts.Node,
    call: Call | undefined,
    receiver: ts.Expression | undefined,
  ): Iterable<Origin> {
    const isField = ts.isPropertyDeclaration(root) && root === fn.parent;
    if (root === fn || root === fn.body || isField) return receiver ? originsOf(receiver).values() : [];
    if (!ts.isParameter(root) || root.parent !== fn) return [at(root)];
    const list = fn.parameters.filter((p) => p.name.getText() !== 'this');
    const index = list.indexOf(root);
    const given = call && !ts.isTaggedTemplateExpression(call) ? (call.arguments ?? []) : [];
    if (root.dotDotDotToken) return given.slice(index).flatMap((a) => [...map(originsOf(a).values(), wrapped)]);
    const spread = given.findIndex(ts.isSpreadElement);
    const argument = given[index];
    if (spread >= 0 && spread <= index)
      return map(originsOf((given[spread] as ts.SpreadElement).expression).values(), member);
    return argument ? originsOf(argument).values() : [];
  }

  // ------------------------------------------------------------------ changes

  function changesIn(node: ts.Node): readonly Change[] {
    let known = changes.get(node);
    if (!known) {
      const found: Change[] = [];
      forEachSite(node, (site) => found.push(...changesAt(site)));
      changes.set(node, (known = found));
    }
    return known;
  }

  /** Sums up what a function gives, and what it changes of its caller's. */
  function summaryOf(fn: ts.FunctionLikeDeclaration): Facts<Origin | Change> {
    const found = new Map<string, Origin | Change>();
    for (const result of resultsOf(ts, fn))
      for (const o of originsOf(result).values())
        if (!isLocal(o.root, fn) && holdsState(o.root)) put(found, o, 'gives ');
    if (!fn.body) return found;
    forEachSite(fn.body, (site) => {
      for (const c of changesAt(site))
        if (!isLocal(c.root, fn)) found.set(`changes ${idOf(c.root)} ${c.depth} ${c.listens}`, c);
    });
    return found;
  }

  /** Functions and classes are passed around for what they do. */
  function holdsState(root: ts.Node): boolean {
    if (ts.isVariableDeclaration(root)) return !functionIn(ts, root.initializer);
    return ts.isParameter(root) || ts.isBindingElement(root) || ts.isExportAssignment(root) || isOwnThis(root);
  }

  function isOwnThis(root: ts.Node): boolean {
    return (
      ts.isBlock(root) || ts.isPropertyDeclaration(root) || (ts.isFunctionLike(root) && !ts.isFunctionDeclaration(root))
    );
  }

  function isLocal(root: ts.Node, fn: ts.Node): boolean {
    return (
      root !== fn &&
      root !== (fn as ts.FunctionLikeDeclaration).body &&
      !(ts.isParameter(root) && root.parent === fn) &&
      isInside(root, fn)
    );
  }

  function forEachSite(node: ts.Node, visit: (site: ts.Node) => void): void {
    const walk = (n: ts.Node): void => {
      if (ts.isTypeNode(n) && !ts.isExpressionWithTypeArguments(n)) return;
      visit(n);
      ts.forEachChild(n, walk);
    };
    walk(node);
  }

  function* changesAt(node: ts.Node): Iterable<Change> {
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      const isHandler = ts.isPropertyAccessExpression(node) && /^on[a-z]+$/.test(node.name.text);
      if (isTarget(ts, node)) yield* isHandler ? listen(node.expression) : change(node.expression, 0);
      if (ts.isPropertyAccessExpression(node))
        for (const accessor of accessorsOf(node)) yield* byCalling(accessor, undefined, node.expression);
    } else if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node))
      yield* byCall(node);
  }

  function* byCall(call: Call): Iterable<Change> {
    const { functions, foreign } = calleesOf(call);
    const callee = unwrap(ts, ts.isTaggedTemplateExpression(call) ? call.tag : call.expression);
    const isMember = ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee);
    for (const fn of functions)
      yield* byCalling(fn, call, isMember && !ts.isNewExpression(call) ? callee.expression : undefined);
    if (functions.length || !isMember || !ts.isCallExpression(call)) return;
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee.argumentExpression;
    const [first, second] = call.arguments;
    const object = unwrap(ts, callee.expression);
    if (first && platform.does(call, 'changes its argument')) yield* change(first, 0);
    else if (platform.mayDo(name, 'changes its object')) yield* change(callee.expression, 0);
    else if (foreign === 'platform' && platform.mayDo(name, 'listens')) yield* listen(callee.expression);
    else if (first && ts.isPropertyAccessExpression(object) && isIndirect(name)) {
      if (platform.mayDo(object.name, 'changes its object')) yield* change(first, 0); // `Array.prototype.push.call(xs, …)`
    }
    // `items.forEach(finish)`: the function is called with each element
    const receiver = callee.expression;
    for (const passed of [first, second]) {
      if (!passed || functionIn(ts, passed) || !(ts.isIdentifier(passed) || ts.isPropertyAccessExpression(passed)))
        continue;
      for (const d of types.targetsOf(ts.isIdentifier(passed) ? passed : passed.name)) {
        const fn = ts.isVariableDeclaration(d) ? functionIn(ts, d.initializer) : d;
        if (!fn || !ts.isFunctionLike(fn) || !('body' in fn) || !fn.body) continue;
        for (const [key, fact] of facts(fn)) {
          const c = fact as Change;
          if (key.startsWith('changes') && ts.isParameter(c.root) && c.root.parent === fn)
            yield* change(receiver, c.depth + 1, c, passed);
        }
      }
    }
  }

  function isIndirect(name: ts.Node): boolean {
    return ts.isIdentifier(name) && /^(?:call|apply|bind)$/.test(name.text);
  }

  function* byCalling(
    fn: ts.FunctionLikeDeclaration,
    call: Call | undefined,
    receiver: ts.Expression | undefined,
  ): Iterable<Change> {
    const argumentsOf = argumentsOnce(fn, call, receiver);
    for (const [key, fact] of facts(fn)) {
      if (!key.startsWith('changes')) continue;
      const c = fact as Change;
      const isOwn =
        c.root === fn || c.root === fn.body || c.root === fn.parent || (ts.isParameter(c.root) && c.root.parent === fn);
      if (!isOwn) continue; // it is found where it stands
      for (const o of argumentsOf(c.root)) {
        const at = (ts.isParameter(c.root) && argumentAt(fn, c.root, call)) || receiver || call!;
        yield* reach([o], c.depth, at, c);
      }
    }
  }

  function argumentAt(fn: ts.FunctionLikeDeclaration, p: ts.ParameterDeclaration, call: Call | undefined) {
    if (!call || ts.isTaggedTemplateExpression(call)) return undefined;
    return call.arguments?.[fn.parameters.filter((q) => q.name.getText() !== 'this').indexOf(p)];
  }

  function change(object: ts.Expression, depth: number, by?: Change, at: ts.Node = object): Iterable<Change> {
    return reach(originsOf(object).values(), depth, at, by);
  }

  function* listen(object: ts.Expression): Iterable<Change> {
    const listens = types.isListenedTo(object);
    for (const c of change(object, 0)) yield { ...c, listens };
  }

  function* reach(origins: Iterable<Origin>, depth: number, node: ts.Node, by: Change | undefined): Iterable<Change> {
    for (const o of origins) {
      if (depth < o.wraps) continue; // only a container that is new is changed
      const inside = by && (by.inside ?? by.node);
      const sure = o.sure && (by?.sure ?? true);
      const listens = by?.listens ?? false;
      const at = Math.min(o.depth + depth - o.wraps, maxDepth);
      yield { root: o.root, depth: at, node: baseOf(node), sure, listens, inside };
    }
  }

  /** `cache` of `cache.a.b`: what is pointed at. */
  function baseOf(node: ts.Node): ts.Node {
    let base = node;
    for (;;) {
      if (ts.isPropertyAccessExpression(base) || ts.isElementAccessExpression(base) || ts.isCallExpression(base))
        base = base.expression;
      else if (ts.isExpression(base) && unwrap(ts, base) !== base) base = unwrap(ts, base);
      else return base;
    }
  }
}

const at = (root: ts.Node, depth = 0): Origin => ({ root, wraps: 0, depth, sure: true });
const member = (o: Origin): Origin =>
  o.wraps ? { ...o, wraps: o.wraps - 1 } : { ...o, depth: Math.min(o.depth + 1, maxDepth) };
const wrapped = (o: Origin): Origin => ({ ...o, wraps: Math.min(o.wraps + 1, maxWraps) });

function* map(origins: Iterable<Origin> | Map<string, Origin>, to: (o: Origin) => Origin): Iterable<Origin> {
  for (const o of origins instanceof Map ? origins.values() : origins) yield to(o);
}
