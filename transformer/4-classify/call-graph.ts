/**
 * The calls of the project, each function looked at once: what it calls, where it blocks, and what could not be
 * followed. A path is then searched for from each function that is asked about, breadth first, so that the answer
 * is a shortest chain, and does not depend on what was asked before.
 *
 * These count as calls: calls, `new` (fields and base constructors included), tagged templates, `super()`, reading
 * and writing accessors, and functions passed to a call, by name or written there, as if what takes them calls them;
 * but what timers, promises and Node's own functions take, they call later. A function that is only declared,
 * assigned or returned is not called. Not followed: iteration protocols, `toString` and other conversions.
 */
import type ts from 'typescript';
import { createClassIndex } from '../facts/calls/class-index';
import { createValues, type Value } from '../facts/calls/values';
import { isStatic } from '../facts/names/evaluation';
import { type Origin, originOf } from '../facts/names/origins';
import { isReplaced, unwrap } from '../syntax/nodes';
import { visibleDeclarations } from '../syntax/task-nodes';
import type { Evidence, MarkedFile, TypeInfo, TypeScript } from '../types';
import type { BlockingCalls } from './blocking-calls';
import { argumentsOf, type Calling, createCallbacks, isNodes } from './deferred-callbacks';

export interface CallGraph {
  /** The chain from the first of `roots`, functions or expressions for them, that comes to block. */
  search(roots: readonly ts.Node[]): { blocks: readonly Evidence[] | undefined; unfollowed: readonly Evidence[] };
}

export interface CallGraphInput {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  /** All source files of the project. */
  readonly files: readonly ts.SourceFile[];
  readonly marked: Iterable<MarkedFile>;
  readonly blocking: BlockingCalls;
}

/** A function, or a class for what runs when an instance is made. */
interface Summary {
  blocks: Evidence | undefined;
  readonly edges: { readonly to: ts.Node; readonly step: Evidence }[];
  readonly unfollowed: { readonly evidence: Evidence; readonly parameterOf: ts.Node | undefined }[];
}

export function createCallGraph(input: CallGraphInput): CallGraph {
  const { ts, types, blocking } = input;
  const classes = createClassIndex(ts, types, input.files);
  const values = createValues({ ts, types, classes, plainOf: plainFunctions(ts, input.marked) });
  const { runsHere, isDeferring } = createCallbacks(ts, values);
  const summaries = new Map<ts.Node, Summary>();

  return {
    search(roots) {
      const from = new Map<ts.Node, { node: ts.Node; step: Evidence } | undefined>();
      const unfollowed = new Map<string, Evidence>();
      const starts = roots.flatMap(functionsOf);
      for (const start of starts) from.set(start, undefined);
      for (const node of from.keys()) {
        const summary = summaryOf(node);
        if (summary.blocks) return { blocks: [...chainTo(node), summary.blocks], unfollowed: [] };
        for (const { to, step } of summary.edges) if (!from.has(to)) from.set(to, { node, step });
        for (const { evidence, parameterOf } of summary.unfollowed) {
          // what is passed to another function was looked at where it is passed
          const isPassed = parameterOf === node && !starts.includes(node);
          if (!isPassed && !unfollowed.has(evidence.text)) unfollowed.set(evidence.text, evidence);
        }
      }
      return { blocks: undefined, unfollowed: [...unfollowed.values()] };

      function chainTo(node: ts.Node): Evidence[] {
        const before = from.get(node);
        return before ? [...chainTo(before.node), before.step] : [];
      }
    },
  };

  /** An expression that stands for functions can be a foreign one, too, and is looked at itself. */
  function functionsOf(root: ts.Node): ts.Node[] {
    if (ts.isFunctionLike(root) || !ts.isExpression(root)) return [root];
    return [root, ...values.callee(root).flatMap((v) => (v.is === 'function' ? [v.node] : []))];
  }

  function summaryOf(node: ts.Node): Summary {
    let summary = summaries.get(node);
    if (!summary) summaries.set(node, (summary = summarise(node)));
    return summary;
  }

  function summarise(root: ts.Node): Summary {
    const summary: Summary = { blocks: undefined, edges: [], unfollowed: [] };
    if (ts.isClassLike(root)) construction(root);
    else if (ts.isFunctionLike(root)) ts.forEachChild(root, visit);
    else if (ts.isExpression(root)) {
      for (const v of values.callee(root)) if (v.is !== 'function') reach(v, root, root, '');
    }
    return summary;

    function visit(node: ts.Node): void {
      if (summary.blocks || (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node))) return;
      if (ts.isDecorator(node)) return;
      if (ts.isFunctionLike(node) && !runsHere(node)) return;
      if (ts.isClassLike(node)) return definition(node);
      if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node)) call(node);
      else if (ts.isPropertyAccessExpression(node)) access(node, node.name);
      else if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
        access(node, node.argumentExpression);
      else if (ts.isBindingElement(node)) taken(node);
      ts.forEachChild(node, visit);
    }

    /** Visits what evaluating a class runs. */
    function definition(node: ts.ClassLikeDeclaration): void {
      node.heritageClauses?.forEach(visit);
      for (const m of node.members) {
        if (m.name && ts.isComputedPropertyName(m.name)) visit(m.name);
        if (ts.isClassStaticBlockDeclaration(m)) visit(m.body);
        else if (ts.isPropertyDeclaration(m) && isStatic(ts, m) && m.initializer) visit(m.initializer);
      }
    }

    /** Visits what making an instance runs. */
    function construction(node: ts.ClassLikeDeclaration): void {
      const own = node.members.find((m) => ts.isConstructorDeclaration(m) && m.body);
      if (own) ts.forEachChild(own, visit);
      else baseConstruction(node, node);
      for (const m of node.members)
        if (ts.isPropertyDeclaration(m) && !isStatic(ts, m) && m.initializer) visit(m.initializer);
    }

    function baseConstruction(node: ts.ClassLikeDeclaration, at: ts.Node): void {
      const base = node.heritageClauses?.find((h) => h.token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
      if (!base) return;
      for (const v of values.of(base)) reach(v, at, base, `It makes a '${nameOf(base)}', which it extends.`);
    }

    function call(node: Calling): void {
      const callee = unwrap(ts, ts.isTaggedTemplateExpression(node) ? node.tag : node.expression);
      if (callee.kind === ts.SyntaxKind.ImportKeyword) return;
      if (callee.kind === ts.SyntaxKind.SuperKeyword) {
        const owner = enclosingClass(node);
        if (owner) baseConstruction(owner, node);
      } else if (!ts.isFunctionExpression(callee) && !ts.isArrowFunction(callee)) {
        const step = ts.isNewExpression(node) ? 'makes a' : 'calls';
        const found = values.callee(callee);
        for (const v of found) reach(v, node, callee, `It ${step} '${nameOf(callee)}'.`);
        // what calls of globals give is only known by its type: `JSON.parse(text).go()`
        const isOpen = found.every((v) => v.is === 'foreign' && v.origin.module === 'globalThis' && isResult(v.origin));
        if (isOpen && types.callablesOf(callee) === 'any')
          notFollowed(node, callee, `'${nameOf(callee)}' is of type 'any': what it calls is not known.`);
      }
      if (summary.blocks || isDeferring(node)) return;
      for (const passed of argumentsOf(ts, node)) {
        if (!ts.isIdentifier(passed) && !ts.isPropertyAccessExpression(passed) && !ts.isCallExpression(passed))
          continue;
        const declared = types.callablesOf(passed);
        if (!declared.length) continue;
        for (const v of values.of(passed)) {
          if (v.is === 'class') continue;
          if (v.is === 'foreign' && !blocking.nameOf(v.origin)) continue;
          if (v.is === 'unknown' && declared === 'any') continue;
          reach(v, passed, passed, `It passes '${nameOf(passed)}' to '${nameOf(callee)}'.`);
        }
      }
    }

    /** A call, or something like it, of what an expression stands for. */
    function reach(v: Value, from: ts.Node, to: ts.Node, text: string): void {
      if (summary.blocks) return;
      const at = { start: from.getStart(), end: to.end };
      const step: Evidence = { file: from.getSourceFile(), span: at, text };
      const origin = v.is === 'foreign' ? v.origin : v.is === 'function' ? originOf(ts, v.node) : undefined;
      const name = origin && blocking.nameOf(origin);
      if (name) summary.blocks = { ...step, text: `'${name}' blocks its thread.` };
      else if (v.is === 'function' || v.is === 'class') summary.edges.push({ to: v.node, step });
      else if (v.is === 'unknown') {
        const evidence = { ...step, text: `${v.why}: what it calls is not known.` };
        summary.unfollowed.push({ evidence, parameterOf: v.parameterOf });
      } else if (v.is === 'foreign' && !isKnown(v.origin)) {
        const { module } = v.origin;
        const said = isPath(module)
          ? `'${nameOf(to)}' is only declared: what it calls is not known.`
          : `'${nameOf(to)}' is from '${module}', whose code is not looked into.`;
        notFollowed(from, to, said);
      }
    }

    function notFollowed(from: ts.Node, to: ts.Node, text: string): void {
      const span = { start: from.getStart(), end: to.end };
      summary.unfollowed.push({ evidence: { file: from.getSourceFile(), span, text }, parameterOf: undefined });
    }

    function access(node: ts.Expression, name: ts.MemberName | ts.StringLiteralLike): void {
      if (!classes.accessorNames().has(name.text)) return;
      const replaces = isReplaced(ts, node);
      const plainly =
        ts.isBinaryExpression(node.parent) && node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
      const declared = types.targetsOf(name).flatMap((d) => [d, ...classes.overridesOf(d, name.text)]);
      for (const d of declared) accessor(d, node, replaces, replaces && plainly);
    }

    /** `const { size } = image` */
    function taken(node: ts.BindingElement): void {
      const key = node.propertyName ?? node.name;
      if (!ts.isObjectBindingPattern(node.parent) || !ts.isIdentifier(key)) return;
      if (!classes.accessorNames().has(key.text)) return;
      for (const d of types.memberOf(node.parent, key.text)) accessor(d, key, false, false);
    }

    function accessor(d: ts.Declaration, at: ts.Node, writes: boolean, onlyWrites: boolean): void {
      const runs = ts.isGetAccessor(d) ? !onlyWrites : ts.isSetAccessor(d) && writes;
      if (!runs || !(d as ts.AccessorDeclaration).body) return;
      const name = (d as ts.AccessorDeclaration).name.getText();
      const text = ts.isGetAccessor(d) ? `It reads '${name}', a getter.` : `It writes '${name}', a setter.`;
      reach({ is: 'function', node: d as ts.AccessorDeclaration }, at, at, text);
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

  function enclosingClass(node: ts.Node): ts.ClassLikeDeclaration | undefined {
    let n = node;
    while (n && !ts.isClassLike(n)) n = n.parent;
    return n;
  }

  function nameOf(expression: ts.Node): string {
    if (ts.isCallExpression(expression) || ts.isNewExpression(expression)) return nameOf(expression.expression);
    if (ts.isPropertyAccessExpression(expression)) {
      const owner = expression.expression;
      const short = ts.isIdentifier(owner) || owner.kind === ts.SyntaxKind.ThisKeyword || ts.isNewExpression(owner);
      return short ? `${nameOf(owner)}.${expression.name.text}` : expression.name.text;
    }
    const [line = ''] = expression.getText().split('\n');
    return line.length > 40 ? `${line.slice(0, 40)}…` : line;
  }
}

/** From what callers of a mark see to the functions that it stands for. */
function plainFunctions(
  ts: TypeScript,
  marked: Iterable<MarkedFile>,
): Map<ts.Node, readonly ts.SignatureDeclaration[]> {
  const found = new Map<ts.Node, readonly ts.SignatureDeclaration[]>();
  for (const { tasks } of marked) {
    for (const task of tasks) {
      for (const d of visibleDeclarations(ts, task)) found.set(d, task.plain);
      if (task.place) found.set(task.place, task.plain);
    }
  }
  return found;
}
