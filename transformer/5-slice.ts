/**
 * Phase 5, slice: off-thread functions → what their worker module must hold.
 *
 * Copy-slicing: the origin module never runs in a worker; what its functions need is copied,
 * what they import is imported again with only the bindings in use.
 *
 * Assumes: kinds are decided; names resolve.
 * Guarantees: a function is in the slice with everything it needs, or has an error that says why not.
 */
import type ts from 'typescript';
import { checkSignature } from './crossing';
import { problem } from './diagnostics';
import { jsxNames, metadataNames } from './implied-names';
import { bodiesOf, forEachReference, isInside, isTopLevelVariable, localSymbol, outOfPattern } from './references';
import { checkBody, checkState } from './slice-checks';
import type { Classified, Closure, Plan, Problem, Slice, Task, TypeInfo, TypeScript, Unit, Wrapper } from './types';

export interface SliceInput {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly file: ts.SourceFile;
  readonly options: ts.CompilerOptions;
  readonly tasks: readonly Task[];
  readonly wrappers: readonly Wrapper[];
  readonly classified: ReadonlyMap<Task | Wrapper, Classified>;
}
export interface SliceOutput {
  readonly plans: readonly Plan[];
  readonly slice: Slice | undefined;
  readonly problems: readonly Problem[];
}

export function slice(input: SliceInput): SliceOutput {
  const { ts, file } = input;
  const problems: Problem[] = [];
  const plans: Plan[] = [];
  const closures = new Map<Plan, Closure>();
  const closeOver = createCloseOver(input);
  for (const unit of [...input.tasks, ...input.wrappers]) {
    const classified = input.classified.get(unit)!;
    const name = 'mark' in unit ? unit.mark.name : unit.name;
    const span = 'mark' in unit ? unit.mark.anchor : { start: unit.call.getStart(file), end: unit.call.expression.end };
    const errorClasses = new Map<string, ts.Identifier>();
    const plan: Plan = { unit, name, span, classified, offThread: classified.kind !== 'async', errorClasses };
    plans.push(plan);
    if (!plan.offThread) continue;
    const own = [...checkBody(input, plan), ...checkSignature(input, plan)];
    const closure = closeOver(plan, own);
    closures.set(plan, closure);
    closure.errorClasses.forEach((id, className) => errorClasses.set(className, id));
    problems.push(...own);
    if (own.some((p) => p.category === 'error')) refuse(plan);
  }
  const roots = () => plans.filter((p) => p.offThread);
  let whole = union(roots(), closures);
  const state = checkState(input, whole, closures);
  problems.push(...state.problems);
  state.refused.forEach(refuse);
  whole = union(roots(), closures);
  if (whole.roots.length) problems.push(...sideEffectImports(ts, file, whole));
  return { plans, slice: whole.roots.length ? whole : undefined, problems };

  function refuse(plan: Plan): void {
    plans[plans.findIndex((p) => p.unit === plan.unit)] = { ...plan, offThread: false };
  }
}

function union(roots: readonly Plan[], closures: ReadonlyMap<Plan, Closure>): Slice {
  const result: Slice = { ...emptyClosure(), roots };
  for (const [plan, closure] of closures) {
    if (!roots.some((r) => r.unit === plan.unit)) continue;
    closure.units.forEach((u) => result.units.add(u));
    closure.imports.forEach((i) => result.imports.add(i));
    closure.stubbed.forEach((t) => result.stubbed.add(t));
    closure.globals.forEach((g) => result.globals.add(g));
    closure.errorClasses.forEach((id, name) => result.errorClasses.set(name, id));
  }
  return result;
}

const emptyClosure = (): Closure => ({
  units: new Set(),
  imports: new Set(),
  stubbed: new Set(),
  globals: new Set(),
  errorClasses: new Map(),
});

function createCloseOver({ ts, types, file, options, tasks, wrappers }: SliceInput) {
  const taskOf = new Map<ts.Node, Task>();
  for (const task of tasks) {
    for (const node of task.visibleNodes)
      taskOf.set(ts.isVariableStatement(node) ? node.declarationList.declarations[0]! : node, task);
  }
  const wrapperOf = new Map<ts.Node, Wrapper>(wrappers.map((w) => [w.call, w]));

  return function closeOver(plan: Plan, problems: Problem[]): Closure {
    const closure = emptyClosure();
    const visited = new Set<ts.Node>();
    const { unit } = plan;
    if ('mark' in unit && unit.mark.form === 'static') keep(unit.hiddenNode.parent as ts.ClassDeclaration);
    else for (const body of bodiesOf(unit)) visit(body, 'mark' in unit ? unit.hiddenNode : body);
    return closure;

    /** Follows every reference in `node` that is not declared inside `scope`. */
    function visit(node: ts.Node, scope: ts.Node): void {
      if (visited.has(node)) return;
      visited.add(node);
      forEachReference(
        ts,
        node,
        (id) => refer(id, scope),
        (inner) => {
          const wrapper = wrapperOf.get(inner);
          if (wrapper) {
            stub(wrapper);
            return false;
          }
          if (options.emitDecoratorMetadata && ts.isClassLike(inner) && ts.canHaveDecorators(inner)) metadata(inner);
          if (ts.isJsxOpeningLikeElement(inner) || ts.isJsxFragment(inner)) jsx();
          checkEval(inner);
          return true;
        },
      );
    }

    function refer(id: ts.Identifier, scope: ts.Node): void {
      const declarations = types.declarationsOf(id);
      if (!declarations.length || declarations.every((d) => d.getSourceFile() !== file)) {
        if (id.text !== 'undefined') closure.globals.add(id.text);
        return checkModuleObject(id);
      }
      if (types.isErrorClass(id) && declarations.every((d) => isTopLevel(d))) closure.errorClasses.set(id.text, id);
      for (const declaration of declarations) {
        if (declaration.getSourceFile() !== file || isInside(declaration, scope)) continue;
        if (isAmbient(declaration)) closure.globals.add(id.text);
        else if (isTopLevel(declaration)) keep(unitOf(declaration), declaration);
        else if (isMerged(unitOf(declaration)))
          keep(unitOf(declaration)); // a member of another part of a namespace or enum
        else captured(id, declaration);
      }
    }

    function keep(kept: Unit, declaration: ts.Declaration = kept as ts.Declaration): void {
      const task = taskOf.get(kept);
      if (task) return stub(task);
      if (ts.isImportDeclaration(kept) || ts.isImportEqualsDeclaration(kept)) {
        // a type may share its name with a value of this module
        if (!ts.isTypeOnlyImportDeclaration(declaration)) closure.imports.add(declaration);
        return;
      }
      if (isAmbient(kept) || ts.isInterfaceDeclaration(kept) || ts.isTypeAliasDeclaration(kept)) return;
      if (closure.units.has(kept)) return;
      closure.units.add(kept);
      visit(kept, kept);
      for (const t of tasks) if (t.mark.form === 'static' && t.hiddenNode.parent === kept) stub(t);
    }

    function stub(task: Task | Wrapper): void {
      if (closure.stubbed.has(task)) return;
      closure.stubbed.add(task);
      if ('mark' in task && task.mark.form === 'static') return;
      for (const body of bodiesOf(task)) visit(body, 'mark' in task ? task.hiddenNode : body);
    }

    function captured(id: ts.Identifier, declaration: ts.Declaration): void {
      const at = (n: ts.Node) => ({ start: n.getStart(file), end: n.end });
      problems.push(
        problem(
          'capturedLocal',
          file,
          plan.span,
          [plan.name, id.text],
          [
            {
              file,
              span: at((declaration as ts.NamedDeclaration).name ?? declaration),
              message: `'${id.text}' is declared here, inside another scope.`,
            },
            { file, span: at(id), message: 'It is used here.' },
          ],
        ),
      );
    }

    function metadata(node: ts.Node): void {
      for (const name of metadataNames(ts, node)) {
        const declarations = types.declarationsOf(name);
        if (!declarations.some((d) => d.getSourceFile() === file)) closure.globals.add(name.text);
        for (const d of declarations) if (d.getSourceFile() === file && isTopLevel(d)) keep(unitOf(d), d);
      }
    }

    function jsx(): void {
      for (const name of jsxNames(ts, file, options)) {
        const declarations = localSymbol(file, name)?.declarations;
        if (!declarations) closure.globals.add(name);
        for (const d of declarations ?? []) keep(unitOf(d), d);
      }
    }

    /** What a module has by being that module means another one in the worker. */
    function checkModuleObject(id: ts.Identifier): void {
      const isMember = ts.isPropertyAccessExpression(id.parent) && id.parent.expression === id;
      if (!(id.text === 'exports' || (id.text === 'module' && isMember))) return;
      const span = { start: id.getStart(file), end: id.end };
      problems.push(problem('usesModuleObject', file, span, [plan.name, id.text]));
    }

    /** In what is copied along; the function's own text is checked with it. */
    function checkEval(node: ts.Node): void {
      if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'eval') return;
      if (bodiesOf(unit).some((body) => isInside(node, body))) return;
      const span = { start: node.getStart(file), end: node.expression.end };
      problems.push(problem('usesEval', file, span, [plan.name, `'eval'`]));
    }
  };

  function isTopLevel(declaration: ts.Node): boolean {
    const node = outOfPattern(ts, declaration);
    if (ts.isVariableDeclaration(node)) return isTopLevelVariable(ts, node, file);
    if (ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node)) return true;
    return node.parent === file;
  }

  function isMerged(unit: Unit): boolean {
    return ts.isModuleDeclaration(unit) || ts.isEnumDeclaration(unit);
  }

  function unitOf(declaration: ts.Node): Unit {
    let node = declaration;
    for (;;) {
      if (isTopLevelVariable(ts, node, file)) return node;
      if (node.parent === file) return node as ts.Statement;
      node = node.parent;
    }
  }

  function isAmbient(node: ts.Node): boolean {
    for (let n: ts.Node = node; n !== file; n = n.parent) {
      if (
        !taskOf.has(n) &&
        ts.canHaveModifiers(n) &&
        ts.getModifiers(n)?.some((m) => m.kind === ts.SyntaxKind.DeclareKeyword)
      )
        return true;
    }
    return false;
  }
}

/** The bindings of an import declaration, each a node that the slice can keep or drop. */
export function bindingsOf(
  ts: TypeScript,
  statement: ts.ImportDeclaration,
): (ts.ImportClause | ts.ImportSpecifier | ts.NamespaceImport)[] {
  const clause = statement.importClause;
  if (!clause) return [];
  const named = clause.namedBindings;
  return [...(clause.name ? [clause] : []), ...(!named ? [] : ts.isNamespaceImport(named) ? [named] : named.elements)];
}

/** `import './x'` stays, in order; where it is the project's own module, that is worth a word. */
function sideEffectImports(ts: TypeScript, file: ts.SourceFile, whole: Slice): Problem[] {
  return file.statements
    .filter(
      (s): s is ts.ImportDeclaration =>
        ts.isImportDeclaration(s) &&
        !s.importClause &&
        ts.isStringLiteral(s.moduleSpecifier) &&
        s.moduleSpecifier.text.startsWith('.'),
    )
    .map((s) =>
      problem(
        'importRunsPerWorker',
        file,
        { start: s.getStart(file), end: s.end },
        [(s.moduleSpecifier as ts.StringLiteral).text],
        [
          {
            file,
            span: whole.roots[0]!.span,
            message: `It is kept for '${whole.roots[0]!.name}', which runs in workers.`,
          },
        ],
      ),
    );
}
