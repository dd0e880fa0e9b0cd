/**
 * Phase 6, lower: the main module. Marked functions become stubs; their plain bodies stay
 * behind them, for `.inline`, for joins that run here, and for UNSYNC_INLINE.
 */
import type ts from 'typescript';
import { keepImported } from '../syntax/internals';
import { isMethod } from '../syntax/task-nodes';
import type { Plan } from '../types';
import { importsOf, type Site } from './definition';
import { type Inner, isPrologue, Parts } from './parts';

export function lowerMain(site: Site): ts.TransformerFactory<ts.SourceFile> {
  const { ts, analysis } = site;
  return (context) => (file) => {
    for (const plan of analysis.plans) if (plan.offThread) keepImported(context, importsOf(ts, plan.classes));
    const lowering = createLowering(site, context, analysis.plans, false);
    const { statements, early, used } = lowering.module(file.statements);
    if (!used()) return file;
    const giving = (node: ts.Node): ts.Node => {
      const visited = ts.visitEachChild(node, giving, context);
      const paths = analysis.givenAway.get(ts.getOriginalNode(node));
      return paths ? lowering.parts.give(visited as ts.CallExpression, paths) : visited;
    };
    const prologue = statements.findIndex((s) => !isPrologue(ts, s));
    const first = prologue < 0 ? statements.length : prologue;
    let afterImports = first;
    while (afterImports < statements.length && isImport(ts, statements[afterImports]!)) afterImports++;
    const all = [
      ...statements.slice(0, first),
      lowering.parts.importRuntime(),
      ...statements.slice(first, afterImports),
      ...lowering.parts.importNamed(),
      ...early,
      ...statements.slice(afterImports),
    ];
    const given = analysis.givenAway.size ? all.map((s) => giving(s) as ts.Statement) : all;
    return context.factory.updateSourceFile(
      file,
      ts.setTextRange(context.factory.createNodeArray(given), file.statements),
    );
  };
}

const isImport = (ts: Site['ts'], s: ts.Statement): boolean =>
  ts.isImportDeclaration(s) || ts.isImportEqualsDeclaration(s);

export interface Lowering {
  readonly parts: Parts;
  /** Replaces what stands for marks in the statements of a module; `early` goes before the first. */
  module(list: readonly ts.Statement[]): { statements: ts.Statement[]; early: ts.Statement[]; used: () => boolean };
  /** Does so in statements taken out of a function, and in what stands in an expression. */
  block(list: readonly ts.Statement[]): ts.Statement[];
  inner: Inner;
}

/** Lowers the marks of `plans`, wherever they stand. */
export function createLowering(
  site: Site,
  context: ts.TransformationContext,
  plans: readonly Plan[],
  inWorker: boolean,
): Lowering {
  const { ts } = site;
  const { factory } = context;
  const parts = new Parts(site, context, inWorker, inner);
  const { statementsOf, methods, expressions, dropped } = placesOf(plans);
  /** Marks stand below the top level, so that all of the text has to be walked. */
  const isDeep = plans.some(({ unit }) => !('mark' in unit) || unit.mark.nested || !!unit.place);
  const early: ts.Statement[] = [];
  const setUps: ts.ClassElement[] = [];
  let used = false;
  return { parts, module, block, inner };

  function module(list: readonly ts.Statement[]) {
    const lowered = lower(list, !inWorker);
    return { statements: lowered.statements, early: [...early, ...lowered.early], used: () => used };
  }

  function block(list: readonly ts.Statement[]): ts.Statement[] {
    const lowered = lower(list, false);
    return [...lowered.early, ...lowered.statements];
  }

  function lower(list: readonly ts.Statement[], exported: boolean) {
    const first: ts.Statement[] = [];
    const statements = list.flatMap((statement): ts.Statement[] => {
      const original = ts.getOriginalNode(statement);
      const plan = statementsOf.get(original);
      if (plan) {
        used = true;
        const lowered = parts.task(plan, exported);
        first.push(...lowered.early);
        return lowered.here;
      }
      if (dropped.has(original)) return [];
      if (!isDeep && !(ts.isClassDeclaration(statement) && methods.size)) return [statement];
      return [ts.visitNode(statement, visit) as ts.Statement | undefined].filter((s) => s !== undefined);
    });
    return { statements, early: first };
  }

  function visit(node: ts.Node): ts.VisitResult<ts.Node | undefined> {
    const original = ts.getOriginalNode(node);
    const expression = expressions.get(original);
    if (expression) {
      used = true;
      return parts.expression(expression);
    }
    const method = methods.get(original);
    if (method) {
      used = true;
      const lowered = parts.method(method);
      early.push(...lowered.early);
      setUps.push(lowered.setUp);
      return lowered.stub;
    }
    if (dropped.has(original)) return undefined;
    // the emitter reads a name from the text at its place, where `async` or `*` may stand before it
    const value = ts.isPropertyAssignment(node) && expressions.get(node.initializer);
    if (value && 'mark' in value.unit) {
      used = true;
      const lowered = factory.updatePropertyAssignment(
        node as ts.PropertyAssignment,
        parts.nameOf(value.unit),
        parts.expression(value),
      );
      return ts.setTextRange(lowered, { pos: node.pos, end: value.unit.mark.node.end });
    }
    if (ts.isBlock(node) && isDeep) {
      const { statements, early } = lower(node.statements, false);
      const at = statements.findIndex((s) => !isPrologue(ts, s));
      const all =
        at < 0 || !early.length ? statements : [...statements.slice(0, at), ...early, ...statements.slice(at)];
      return factory.updateBlock(node, ts.setTextRange(factory.createNodeArray(all), node.statements));
    }
    if (!ts.isClassDeclaration(node)) return ts.visitEachChild(node, visit, context);
    const outer = setUps.splice(0);
    const visited = ts.visitEachChild(node, visit, context);
    const own = setUps.splice(0);
    setUps.push(...outer);
    return own.length ? withSetUps(ts, factory, visited, own) : visited;
  }

  function inner<N extends ts.Node>(node: N): N {
    return isDeep ? ts.visitEachChild(node, visit, context) : node;
  }
}

/** Nodes that are replaced, each with the plan for it, and those that only go. */
function placesOf(plans: readonly Plan[]) {
  const statementsOf = new Map<ts.Node, Plan>();
  const methods = new Map<ts.Node, Plan>();
  const expressions = new Map<ts.Node, Plan>();
  const dropped = new Set<ts.Node>();
  for (const plan of plans) {
    const { unit } = plan;
    if (!('mark' in unit)) expressions.set(unit.call, plan);
    else if (unit.place) expressions.set(unit.place, plan);
    else {
      (isMethod(unit) ? methods : statementsOf).set(unit.hiddenNode, plan);
      // overload signatures of a method stand beside it
      const signatures = isMethod(unit) ? unit.plain.filter((n) => n !== (unit.hiddenNode as ts.Node)) : [];
      for (const n of [...signatures, ...unit.visibleNodes]) dropped.add(n);
    }
  }
  return { statementsOf, methods, expressions, dropped };
}

/** Adds them before the class's own static fields and blocks, which may call its methods. */
function withSetUps(
  ts: Site['ts'],
  factory: ts.NodeFactory,
  node: ts.ClassDeclaration,
  own: readonly ts.ClassElement[],
): ts.ClassDeclaration {
  const members = ts.setTextRange(factory.createNodeArray([...own, ...node.members]), node.members);
  const { modifiers, name, typeParameters, heritageClauses } = node;
  return factory.updateClassDeclaration(node, modifiers, name, typeParameters, heritageClauses, members);
}
