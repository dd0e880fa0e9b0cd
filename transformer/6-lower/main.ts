/**
 * Phase 6, lower: the main module. Marked functions become stubs; their plain bodies stay
 * behind them, for `.inline`, for joins that run here, and for UNSYNC_INLINE.
 */
import type ts from 'typescript';
import type { Plan } from '../types';
import type { Site } from './definition';
import { createParts, isPrologue } from './parts';

export function lowerMain(site: Site): ts.TransformerFactory<ts.SourceFile> {
  const { ts, analysis } = site;
  return (context) => (file) => {
    const parts = createParts(site, context, false);
    const { statements, early, used } = lowerStatements(site, context, parts, file.statements, analysis.plans, true);
    if (!used) return file;
    const prologue = statements.findIndex((s) => !isPrologue(ts, s));
    const first = prologue < 0 ? statements.length : prologue;
    let afterImports = first;
    while (afterImports < statements.length && isImport(ts, statements[afterImports]!)) afterImports++;
    const all = [
      ...statements.slice(0, first),
      parts.importRuntime(),
      ...statements.slice(first, afterImports),
      ...early,
      ...statements.slice(afterImports),
    ];
    return context.factory.updateSourceFile(
      file,
      ts.setTextRange(context.factory.createNodeArray(all), file.statements),
    );
  };
}

const isImport = (ts: Site['ts'], s: ts.Statement): boolean =>
  ts.isImportDeclaration(s) || ts.isImportEqualsDeclaration(s);

/** Replaces what stands for marks in a list of statements; `early` goes before the module's first statement. */
export function lowerStatements(
  { ts }: Site,
  context: ts.TransformationContext,
  parts: ReturnType<typeof createParts>,
  list: readonly ts.Statement[],
  plans: readonly Plan[],
  exported: boolean,
) {
  const hidden = new Map<ts.Node, Plan>();
  const dropped = new Set<ts.Node>();
  const wrappers = new Map<ts.Node, Plan>();
  for (const plan of plans) {
    if ('mark' in plan.unit) {
      hidden.set(plan.unit.hiddenNode, plan);
      for (const n of [...plan.unit.plain, ...plan.unit.visibleNodes]) if (n !== plan.unit.hiddenNode) dropped.add(n);
    } else wrappers.set(plan.unit.call, plan);
  }
  const early: ts.Statement[] = [];
  const setUps: ts.ClassElement[] = [];
  let used = false;

  /** Before the class's own static fields and blocks, which may call its methods. */
  const withSetUps = (node: ts.ClassDeclaration) => {
    const { factory } = context;
    const members = ts.setTextRange(factory.createNodeArray([...setUps.splice(0), ...node.members]), node.members);
    return factory.updateClassDeclaration(
      node,
      node.modifiers,
      node.name,
      node.typeParameters,
      node.heritageClauses,
      members,
    );
  };

  const visit = (node: ts.Node): ts.VisitResult<ts.Node | undefined> => {
    const original = ts.getOriginalNode(node);
    const wrapper = wrappers.get(original);
    if (wrapper) {
      used = true;
      return parts.wrapper(wrapper);
    }
    const plan = hidden.get(original);
    if (plan && ts.isMethodDeclaration(node)) {
      used = true;
      const lowered = parts.method(plan);
      early.push(...lowered.early);
      setUps.push(lowered.setUp);
      return lowered.stub;
    }
    if (dropped.has(original)) return undefined;
    const visited = ts.visitEachChild(node, visit, context);
    return ts.isClassDeclaration(visited) && setUps.length ? withSetUps(visited) : visited;
  };

  const statements = list.flatMap((statement): ts.Statement[] => {
    const original = ts.getOriginalNode(statement);
    const plan = hidden.get(original);
    if (plan) {
      used = true;
      const lowered = parts.task(plan, exported);
      early.push(...lowered.early);
      return lowered.here;
    }
    if (dropped.has(original)) return [];
    const mayHold =
      wrappers.size > 0 || (ts.isClassDeclaration(statement) && [...hidden.keys()].some((h) => h.parent === original));
    return mayHold
      ? [ts.visitNode(statement, visit) as ts.Statement | undefined].filter((s) => s !== undefined)
      : [statement];
  });
  return { statements, early, used };
}
