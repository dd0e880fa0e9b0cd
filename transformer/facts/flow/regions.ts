/**
 * The project's code in pieces that run or don't: functions, members of classes, what a module does as it loads.
 * Of each, what it refers to, and what it does with the variables of modules that something changes.
 * Long, since it is one analysis, whose parts share its memory.
 */
import type ts from 'typescript';
import { isInside, isReplaced, isTarget, outOfPattern, unwrap } from '../../syntax/nodes';
import { visibleDeclarations } from '../../syntax/task-nodes';
import type { TypeInfo, TypeScript } from '../../types';
import type { Access } from '../flow/access';
import { isStatic } from '../names/evaluation';
import { isLocalUnit } from '../names/local-declaration';
import { forEachReference } from '../names/references';
import { keepsPlace } from '../names/regexp-place';
import { functionIn, isCalledInPlace, moduleRootOf } from '../names/roots';
import { wrapperCallsIn } from '../names/wrapper-calls';
import { createEffects, type Effects } from './effects';
import { globalName } from './globals';
import { isLazily } from './lazily';

/** Code that does something with a variable of a module. */
export interface Use {
  readonly root: ts.Node;
  /** Which static, or which variable of a namespace, where that is known. */
  readonly member: string | undefined;
  readonly access: Access;
  readonly node: ts.Node;
  /** Where a called function changes it. */
  readonly inside: ts.Node | undefined;
  /** False where it may be something else that is changed. */
  readonly sure: boolean;
  /** It runs as the module loads. */
  readonly atLoad: boolean;
}

/**
 * Named by its node: a function, a member, a variable; a statement that declares nothing, or a function that it makes;
 * what a nested marked function takes along.
 */
export interface Region {
  readonly key: ts.Node;
  readonly refers: Map<ts.Node, ts.Node>;
  /** Members that it asks for. */
  readonly names: Set<string>;
  /** It calls members by names that are only known at run time. */
  anyName: boolean;
  /** It calls something as the module loads. */
  callsAtLoad: boolean;
  readonly uses: Use[];
  /** Uses of regular expressions of modules that keep a place. */
  readonly patterns: Use[];
}

export interface Regions {
  of(key: ts.Node): Region | undefined;
  /** Members that are regions of their own, of a class or an object. */
  membersOf(key: ts.Node): readonly ts.Node[];
  readonly all: readonly Region[];
  /** Regions that others refer to. */
  readonly referred: ReadonlySet<ts.Node>;
  /** Names of members that any code asks for. */
  readonly asked: ReadonlySet<string>;
  /** Holds where a region is a statement that declares nothing, and runs as its module loads. */
  isStatement(key: ts.Node): boolean;
  /** Holds where a region is a function that such a statement makes. */
  isMadeByStatement(key: ts.Node): boolean;
  /** The key of the region that a node belongs to. */
  keyOf(node: ts.Node): ts.Node;
  readonly changed: ReadonlySet<ts.Node>;
}

export const effectsOf = (ts: TypeScript, types: TypeInfo): Effects =>
  types.once('effects', () => createEffects(ts, types));

export const regionsOf = (ts: TypeScript, types: TypeInfo): Regions =>
  types.once('regions', () => findRegions(ts, types));

function findRegions(ts: TypeScript, types: TypeInfo): Regions {
  const regions = new Map<ts.Node, Region>();
  const members = new Map<ts.Node, ts.Node[]>();
  const referred = new Set<ts.Node>();
  const asked = new Set<string>();
  const changed = new Set<ts.Node>();
  const moved = new Set<ts.Node>(types.tasks.map((t) => t.hiddenNode));
  const seenAs = new Map<ts.Node, ts.Node>();
  for (const t of types.tasks) for (const d of visibleDeclarations(ts, t)) seenAs.set(d, t.hiddenNode);
  const wrappers = types.files.flatMap((file) =>
    wrapperCallsIn(ts, types, file).flatMap(({ call, argument, isFunction }) =>
      argument && isFunction ? [{ call, argument }] : [],
    ),
  );
  for (const w of wrappers) moved.add(w.argument);
  const copied = new Set<ts.Node>();
  for (const node of moved) copiesFor(node);
  const effects = effectsOf(ts, types);
  const handedOn = new Set<ts.Node>();
  for (const file of types.files) handOns(file);

  const globals = new Map<string, ts.Node>();
  for (const file of types.files) changesIn(file);
  for (const file of types.files) referencesIn(file);
  for (const w of wrappers) region(place(w.call).key).refers.set(w.argument, w.call);
  return {
    of: (key) => regions.get(key),
    membersOf: (key) => members.get(key) ?? [],
    all: [...regions.values()],
    referred,
    asked,
    isStatement: (key) => ts.isSourceFile(key.parent) && !isDeclaring(key) && !moved.has(key),
    isMadeByStatement: (key) =>
      ts.isFunctionLike(key) && !isDeclaring(key) && !isMember(key) && !moved.has(key) && !copied.has(key),
    keyOf: (node) => place(node).key,
    changed,
  };

  /** Code that a nested function takes along of the functions around it runs in the worker, though these do not. */
  function copiesFor(node: ts.Node): void {
    forEachReference(ts, node, (id) => {
      for (const d of types.targetsOf(id)) {
        const unit = outOfPattern(ts, d);
        const isAround = unit.getSourceFile() === node.getSourceFile() && !isInside(unit, node);
        if (!isAround || copied.has(unit) || moduleRootOf(ts, d) || !isLocalUnit(ts, unit)) continue;
        copied.add(unit);
        copiesFor(unit);
      }
    });
  }

  /** Objects that are passed on: whoever has them calls their members without naming them here. */
  function handOns(file: ts.SourceFile): void {
    forEachReference(ts, file, (id) => {
      const { parent } = id;
      if ((ts.isPropertyAccessExpression(parent) && parent.expression === id) || ts.isExportAssignment(parent)) return;
      for (const d of types.targetsOf(id)) if (ts.isVariableDeclaration(d)) handedOn.add(d);
    });
  }

  function changesIn(file: ts.SourceFile): void {
    const add = (
      root: ts.Node,
      member: string | undefined,
      access: Access,
      node: ts.Node,
      inside?: ts.Node,
      sure = true,
    ) => {
      const { key, atLoad } = place(node);
      region(key).uses.push({ root, member, access, node, inside, sure, atLoad });
      changed.add(root);
    };
    for (const { root, node, inside, sure } of effects.changesIn(file)) {
      const shared = ts.isSourceFile(root) ? undefined : moduleRootOf(ts, root as ts.Declaration);
      if (shared?.root !== root || (ts.isIdentifier(node) && isLazily(ts, types, node, node.text))) continue;
      add(root, isSpace(root) ? memberAt(node, root) : undefined, 'change', node, inside, sure);
    }
    const ofGlobals = (node: ts.Node): void => {
      if (ts.isTypeNode(node)) return;
      const isName = ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
      const name = isName && isTarget(ts, node) ? globalName(ts, types, node) : undefined;
      if (name !== undefined) {
        if (!globals.has(name)) globals.set(name, node);
        add(globals.get(name)!, undefined, 'change', node);
      }
      ts.forEachChild(node, ofGlobals);
    };
    ofGlobals(file);
    forEachReference(ts, file, (id) => {
      if (!isReplaced(ts, id)) return;
      for (const d of types.targetsOf(id)) {
        const shared = !d.getSourceFile().isDeclarationFile && moduleRootOf(ts, d);
        if (!shared || isLazily(ts, types, id, id.text)) continue;
        add(shared.root, shared.member, shared.member === undefined ? 'replace' : 'change', id);
      }
    });
  }

  function referencesIn(file: ts.SourceFile): void {
    forEachReference(ts, file, (id) => {
      for (const d of types.targetsOf(id)) {
        const { parent } = id;
        if (!ts.isSourceFile(d)) refer(id, d);
        else if (ts.isPropertyAccessExpression(parent))
          for (const m of types.targetsOf(parent.name)) refer(id, m, parent);
        else if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name))
          for (const e of parent.name.elements) for (const m of types.targetsOf(e.propertyName ?? e.name)) refer(id, m);
      }
    });
    const visit = (node: ts.Node): void => {
      if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
      if (globals.size) readsGlobal(node);
      if (ts.isPropertyAccessExpression(node)) ask(node, node.name.text);
      else if (ts.isElementAccessExpression(node)) {
        const name = node.argumentExpression;
        if (ts.isStringLiteralLike(name)) ask(node, name.text);
        else if (ts.isCallExpression(node.parent) && node.parent.expression === node)
          region(place(node).key).anyName = true;
      } else if (ts.isBindingElement(node)) {
        const name = node.propertyName ?? node.name;
        if (ts.isIdentifier(name) || ts.isStringLiteral(name)) ask(node, name.text);
      } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
        const { key, atLoad } = place(node);
        if (atLoad) region(key).callsAtLoad = true;
      } else if (node.kind === ts.SyntaxKind.ThisKeyword) ofThis(node as ts.ThisExpression);
      const { key } = isMember(node) ? place(node) : { key: undefined };
      if (key === node) {
        region(node);
        const owner = ownerOf(node);
        const list = members.get(owner);
        if (list) list.push(node);
        else members.set(owner, [node]);
      } else if (isDeclaring(node)) region(node);
      ts.forEachChild(node, visit);
    };
    visit(file);
  }

  function readsGlobal(node: ts.Node): void {
    const isMember = ts.isPropertyAccessExpression(node);
    const isName = isMember || ts.isElementAccessExpression(node) || ts.isIdentifier(node);
    if (!isName || !ts.isExpression(node) || isTarget(ts, node)) return;
    const root =
      (isMember &&
        types.targetsOf(node.name).every((d) => ts.isMethodSignature(d) || ts.isPropertySignature(d)) &&
        globals.get(`.${node.name.text}`)) ||
      globals.get(globalName(ts, types, node) ?? '');
    if (!root) return;
    const { key, atLoad } = place(node);
    region(key).uses.push(reads(root, node, atLoad));
  }

  function ask(node: ts.Node, name: string): void {
    region(place(node).key).names.add(name);
    asked.add(name);
  }

  /** `name` is what stands for the declaration: `ns.f` where `id` is the namespace. */
  function refer(id: ts.Identifier, d: ts.Declaration, name: ts.Expression = id): void {
    if (d.getSourceFile().isDeclarationFile || ts.isExportAssignment(id.parent)) return;
    const { key, atLoad } = place(id);
    const task = seenAs.get(d);
    if (task) return void region(key).refers.set(task, id);
    const unit = outOfPattern(ts, d);
    if (copied.has(unit)) return unit === key ? undefined : void region(key).refers.set(unit, id);
    const shared = moduleRootOf(ts, d);
    if (!shared || moved.has(shared.root)) return;
    const to = shared.member === undefined ? unit : place(d).key;
    if (ts.isVariableDeclaration(d) && keepsPlace(ts, id, d))
      region(key).patterns.push({ ...reads(d, id, atLoad), access: 'change' });
    // `f.cache` does not run `f`
    const { parent } = name;
    const isObject =
      ts.isFunctionDeclaration(d) &&
      ts.isPropertyAccessExpression(parent) &&
      parent.expression === name &&
      !/^(?:call|apply|bind)$/.test(parent.name.text);
    if (to !== key && !isObject) {
      if (!region(key).refers.has(to)) region(key).refers.set(to, id);
      referred.add(to);
    }
    if (!changed.has(shared.root) || isReplaced(ts, id)) return;
    const member = shared.member ?? (isSpace(shared.root) ? memberAt(id, shared.root) : undefined);
    if (member === '') return;
    region(key).uses.push(reads(shared.root, id, atLoad, member));
  }

  /** `this.n` in a static method. */
  function ofThis(node: ts.ThisExpression): void {
    for (const { root } of effects.originsOf(node)) {
      if (!changed.has(root) || !ts.isClassDeclaration(root)) continue;
      const { key, atLoad } = place(node);
      const member = memberAt(node, root);
      region(key).uses.push(reads(root, node, atLoad, member));
    }
  }

  function region(key: ts.Node): Region {
    let known = regions.get(key);
    if (!known)
      regions.set(
        key,
        (known = {
          key,
          refers: new Map(),
          names: new Set(),
          anyName: false,
          callsAtLoad: false,
          uses: [],
          patterns: [],
        }),
      );
    return known;
  }

  /** Classes, functions and namespaces: what is done with one member says nothing about the others. */
  function isSpace(root: ts.Node): boolean {
    return !ts.isVariableDeclaration(root) && !ts.isBindingElement(root) && !ts.isExportAssignment(root);
  }

  /** The member that an access of a class or namespace is about; none, where it is called or extended; unknown, where it is passed on. */
  function memberAt(node: ts.Node, root: ts.Node): string | undefined {
    const direct =
      node.kind === ts.SyntaxKind.ThisKeyword ||
      (ts.isIdentifier(node) && types.targetsOf(node).includes(root as ts.Declaration));
    if (!direct) {
      const inner = ts.isIdentifier(node) ? types.targetsOf(node).map((d) => moduleRootOf(ts, d)) : [];
      return inner.find((r) => r?.root === root)?.member;
    }
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return parent.name.text;
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression === node ? '' : undefined;
    if (ts.isExpressionWithTypeArguments(parent)) return '';
    if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword) return '';
    return undefined;
  }

  function place(node: ts.Node): { key: ts.Node; atLoad: boolean } {
    let member: ts.Node | undefined;
    let declared: ts.Node | undefined;
    let later: ts.Node | undefined;
    let atLoad = true;
    let n = node;
    for (; ; n = n.parent) {
      if (moved.has(n) || copied.has(n)) return { key: n, atLoad: false };
      const runsLater = ts.isFunctionLike(n) && !isCalledInPlace(ts, n);
      if (runsLater || (ts.isPropertyDeclaration(n) && !isStatic(ts, n))) atLoad = false;
      if (runsLater) later = n;
      if (isMember(n)) member = n;
      else if (runsLater) member = undefined; // an object or a class of a function belongs to it
      if (isDeclaring(n)) declared = n;
      if (ts.isSourceFile(n.parent)) break;
    }
    return { key: member ?? declared ?? later ?? n, atLoad };
  }

  function isDeclaring(node: ts.Node): boolean {
    const statement = ts.isVariableDeclaration(node) ? node.parent.parent : node;
    if (!statement.parent || !ts.isSourceFile(statement.parent)) return false;
    return ts.isVariableDeclaration(node)
      ? ts.isVariableStatement(statement)
      : !!moduleRootOf(ts, node as ts.Declaration);
  }

  /** A member of a class or of an object at the top level, or of a namespace, that is looked at by itself. */
  function isMember(node: ts.Node): boolean {
    const { parent } = node;
    if (!parent) return false;
    if (ts.isClassLike(parent)) return ts.isClassElement(node);
    if (ts.isObjectLiteralExpression(parent))
      return (
        isValueOfVariable(parent) &&
        (ts.isMethodDeclaration(node) ||
          ts.isAccessor(node) ||
          (ts.isPropertyAssignment(node) && !!functionIn(ts, node.initializer)))
      );
    return ts.isModuleBlock(parent) && ts.isFunctionDeclaration(node);
  }

  /** Of an object that is handed to a call, `new Proxy(target, { get() { … } })`, the members are called by whoever has it. */
  function isValueOfVariable(literal: ts.Expression): boolean {
    let n: ts.Node = literal;
    while (ts.isExpression(n.parent) && unwrap(ts, n.parent) === literal) n = n.parent;
    if (ts.isPropertyAssignment(n.parent)) return isValueOfVariable(n.parent.parent);
    return ts.isVariableDeclaration(n.parent) && !handedOn.has(n.parent);
  }

  /** Finds what makes a member reachable: its class, the variable that holds the object. */
  function ownerOf(member: ts.Node): ts.Node {
    let owner = member.parent;
    while (!isDeclaring(owner) && !ts.isSourceFile(owner)) owner = owner.parent;
    return owner;
  }
}

/** The name by which a member is asked for; none, where it may be called without being named. */
export function nameOfMember(ts: TypeScript, member: ts.Node): string | undefined {
  const { name } = member as ts.NamedDeclaration;
  if (!name || !(ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteral(name))) return undefined;
  const runsWithItsClass =
    ts.isPropertyDeclaration(member) && !(member.initializer && functionIn(ts, unwrap(ts, member.initializer)));
  return runsWithItsClass || unnamedCalls.has(name.text) ? undefined : name.text;
}

const reads = (root: ts.Node, node: ts.Node, atLoad: boolean, member?: string): Use => ({
  root,
  member,
  access: 'read',
  node,
  inside: undefined,
  sure: true,
  atLoad,
});

/** Called by the language itself. */
const unnamedCalls = new Set([
  'toString',
  'valueOf',
  'toJSON',
  'then',
  'next',
  'return',
  'throw',
  'constructor',
  'inspect',
]);
