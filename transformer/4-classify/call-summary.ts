/**
 * The calls of one function.
 *
 * These count as calls: calls, `new` (fields and base constructors included), tagged templates, `super()`, reading
 * and writing accessors, and functions passed to a call, by name or written there, as if what takes them calls them;
 * but what timers, promises and Node's own functions take, they call later. A function that is only declared,
 * assigned or returned is not called. Not followed: iteration protocols, `toString` and other conversions.
 */
import type ts from 'typescript';
import type { ClassIndex } from '../facts/calls/class-index';
import type { Value, Values } from '../facts/calls/values';
import { isStatic } from '../facts/names/evaluation';
import { type Origin, originOf } from '../facts/names/origins';
import { isReplaced, unwrap } from '../syntax/nodes';
import type { Evidence, TypeInfo, TypeScript } from '../types';
import type { BlockingCalls } from './blocking-calls';
import { argumentsOf, type Calling, type createCallbacks, isNodes } from './deferred-callbacks';

export interface SummaryInput {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly blocking: BlockingCalls;
  readonly classes: ClassIndex;
  readonly values: Values;
  readonly callbacks: ReturnType<typeof createCallbacks>;
}

/** Of a function, or of a class for what runs when an instance is made. */
export interface Summary {
  blocks: Evidence | undefined;
  readonly edges: { readonly to: ts.Node; readonly step: Evidence }[];
  readonly unfollowed: { readonly evidence: Evidence; readonly parameterOf: ts.Node | undefined }[];
}

export function summarise(input: SummaryInput, root: ts.Node): Summary {
  const calls = new Calls(input);
  calls.of(root);
  return calls.summary;
}

/** Collects the calls of one function; after the first that blocks, no more. */
class Calls {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly values: Values;
  readonly classes: ClassIndex;
  readonly summary: Summary = { blocks: undefined, edges: [], unfollowed: [] };

  constructor(readonly input: SummaryInput) {
    this.ts = input.ts;
    this.types = input.types;
    this.values = input.values;
    this.classes = input.classes;
  }

  of(root: ts.Node): void {
    const { ts } = this;
    if (ts.isClassLike(root)) this.#construction(root);
    else if (ts.isFunctionLike(root)) ts.forEachChild(root, (child) => this.#visit(child));
    else if (ts.isExpression(root)) {
      for (const v of this.values.callee(root)) if (v.is !== 'function') this.#reach(v, root, root, '');
    }
  }

  #visit(node: ts.Node): void {
    const { ts } = this;
    if (this.summary.blocks || (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node))) return;
    if (ts.isDecorator(node)) return;
    if (ts.isFunctionLike(node) && !this.input.callbacks.runsHere(node)) return;
    if (ts.isClassLike(node)) return this.#definition(node);
    if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) this.#call(node);
    else if (ts.isPropertyAccessExpression(node)) this.#access(node, node.name);
    else if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
      this.#access(node, node.argumentExpression);
    else if (ts.isBindingElement(node)) this.#taken(node);
    ts.forEachChild(node, (child) => this.#visit(child));
  }

  /** Visits what evaluating a class runs. */
  #definition(node: ts.ClassLikeDeclaration): void {
    const { ts } = this;
    node.heritageClauses?.forEach((child) => this.#visit(child));
    for (const m of node.members) {
      if (m.name && ts.isComputedPropertyName(m.name)) this.#visit(m.name);
      if (ts.isClassStaticBlockDeclaration(m)) this.#visit(m.body);
      else if (ts.isPropertyDeclaration(m) && isStatic(ts, m) && m.initializer) this.#visit(m.initializer);
    }
  }

  /** Visits what making an instance runs. */
  #construction(node: ts.ClassLikeDeclaration): void {
    const { ts } = this;
    const own = node.members.find((m) => ts.isConstructorDeclaration(m) && m.body);
    if (own) ts.forEachChild(own, (child) => this.#visit(child));
    else this.#baseConstruction(node, node);
    for (const m of node.members)
      if (ts.isPropertyDeclaration(m) && !isStatic(ts, m) && m.initializer) this.#visit(m.initializer);
  }

  #baseConstruction(node: ts.ClassLikeDeclaration, at: ts.Node): void {
    const base = node.heritageClauses?.find((h) => h.token === this.ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
    if (!base) return;
    for (const v of this.values.of(base))
      this.#reach(v, at, base, `It makes a '${nameOf(this.ts, base)}', which it extends.`);
  }

  #call(node: Calling): void {
    const { ts, values, types } = this;
    const callee = unwrap(ts, ts.isTaggedTemplateExpression(node) ? node.tag : node.expression);
    if (callee.kind === ts.SyntaxKind.ImportKeyword) return;
    if (callee.kind === ts.SyntaxKind.SuperKeyword) {
      const owner = enclosingClass(ts, node);
      if (owner) this.#baseConstruction(owner, node);
    } else if (!ts.isFunctionExpression(callee) && !ts.isArrowFunction(callee)) {
      const step = ts.isNewExpression(node) ? 'makes a' : 'calls';
      const found = values.callee(callee);
      for (const v of found) this.#reach(v, node, callee, `It ${step} '${nameOf(ts, callee)}'.`);
      // what calls of globals give is only known by its type: `JSON.parse(text).go()`
      const isOpen = found.every((v) => v.is === 'foreign' && v.origin.module === 'globalThis' && isResult(v.origin));
      if (isOpen && types.callablesOf(callee) === 'any')
        this.#notFollowed(node, callee, `'${nameOf(ts, callee)}' is of type 'any': what it calls is not known.`);
    }
    if (this.summary.blocks || this.input.callbacks.isDeferring(node)) return;
    for (const passed of argumentsOf(ts, node)) {
      if (!ts.isIdentifier(passed) && !ts.isPropertyAccessExpression(passed) && !ts.isCallExpression(passed)) continue;
      const declared = types.callablesOf(passed);
      if (!declared.length) continue;
      for (const v of values.of(passed)) {
        if (v.is === 'class') continue;
        if (v.is === 'foreign' && !this.input.blocking.nameOf(v.origin)) continue;
        if (v.is === 'unknown' && declared === 'any') continue;
        this.#reach(v, passed, passed, `It passes '${nameOf(ts, passed)}' to '${nameOf(ts, callee)}'.`);
      }
    }
  }

  /** A call, or something like it, of what an expression stands for. */
  #reach(v: Value, from: ts.Node, to: ts.Node, text: string): void {
    if (this.summary.blocks) return;
    const at = { start: from.getStart(), end: to.end };
    const step: Evidence = { file: from.getSourceFile(), span: at, text };
    const origin = v.is === 'foreign' ? v.origin : v.is === 'function' ? originOf(this.ts, v.node) : undefined;
    const name = origin && this.input.blocking.nameOf(origin);
    if (name) this.summary.blocks = { ...step, text: `'${name}' blocks its thread.` };
    else if (v.is === 'function' || v.is === 'class') this.summary.edges.push({ to: v.node, step });
    else if (v.is === 'unknown') {
      const evidence = { ...step, text: `${v.why}: what it calls is not known.` };
      this.summary.unfollowed.push({ evidence, parameterOf: v.parameterOf });
    } else if (v.is === 'foreign' && !isKnown(v.origin)) {
      const { module } = v.origin;
      const said = isPath(module)
        ? `'${nameOf(this.ts, to)}' is only declared: what it calls is not known.`
        : `'${nameOf(this.ts, to)}' is from '${module}', whose code is not looked into.`;
      this.#notFollowed(from, to, said);
    }
  }

  #notFollowed(from: ts.Node, to: ts.Node, text: string): void {
    const span = { start: from.getStart(), end: to.end };
    this.summary.unfollowed.push({ evidence: { file: from.getSourceFile(), span, text }, parameterOf: undefined });
  }

  #access(node: ts.Expression, name: ts.MemberName | ts.StringLiteralLike): void {
    const { ts } = this;
    if (!this.classes.accessorNames().has(name.text)) return;
    const replaces = isReplaced(ts, node);
    const plainly = ts.isBinaryExpression(node.parent) && node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    const declared = this.types.targetsOf(name).flatMap((d) => [d, ...this.classes.overridesOf(d, name.text)]);
    for (const d of declared) this.#accessor(d, node, replaces, replaces && plainly);
  }

  /** `const { size } = image` */
  #taken(node: ts.BindingElement): void {
    const { ts } = this;
    const key = node.propertyName ?? node.name;
    if (!ts.isObjectBindingPattern(node.parent) || !ts.isIdentifier(key)) return;
    if (!this.classes.accessorNames().has(key.text)) return;
    for (const d of this.types.memberOf(node.parent, key.text)) this.#accessor(d, key, false, false);
  }

  #accessor(d: ts.Declaration, at: ts.Node, writes: boolean, onlyWrites: boolean): void {
    const { ts } = this;
    const runs = ts.isGetAccessor(d) ? !onlyWrites : ts.isSetAccessor(d) && writes;
    if (!runs || !(d as ts.AccessorDeclaration).body) return;
    const name = (d as ts.AccessorDeclaration).name.getText();
    const text = ts.isGetAccessor(d) ? `It reads '${name}', a getter.` : `It writes '${name}', a setter.`;
    this.#reach({ is: 'function', node: d as ts.AccessorDeclaration }, at, at, text);
  }
}

function isKnown({ module }: Origin): boolean {
  return module === 'globalThis' || module === 'web' || module === 'unsync' || isNodes(module);
}

function isResult({ member }: Origin): boolean {
  return member.includes('()');
}

function isPath(module: string): boolean {
  return module.startsWith('/') || /^[A-Za-z]:\//.test(module);
}

function enclosingClass(ts: TypeScript, node: ts.Node): ts.ClassLikeDeclaration | undefined {
  let n = node;
  while (n && !ts.isClassLike(n)) n = n.parent;
  return n;
}

function nameOf(ts: TypeScript, expression: ts.Node): string {
  if (ts.isCallExpression(expression) || ts.isNewExpression(expression)) return nameOf(ts, expression.expression);
  if (ts.isPropertyAccessExpression(expression)) {
    const owner = expression.expression;
    const short = ts.isIdentifier(owner) || owner.kind === ts.SyntaxKind.ThisKeyword || ts.isNewExpression(owner);
    return short ? `${nameOf(ts, owner)}.${expression.name.text}` : expression.name.text;
  }
  const [line = ''] = expression.getText().split('\n');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
