/**
 * What the imports of a worker module lead to. Back to the file that it was cut from: the whole module then runs
 * in every worker, beside the copies of what its functions need. To a module of the project that acts when it
 * loads, or keeps state: it does so in every worker, too.
 */
import type ts from 'typescript';
import { bindingsOf } from './5-slice';
import { problem } from './diagnostics';
import { runsAtLoad } from './load-time';
import { accessOf, forEachReference, type Import, isTopLevelVariable, specifierOf, unwrap } from './references';
import type { Problem, Related, Slice, Task, TypeInfo, TypeScript } from './types';

export interface GraphInput {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly file: ts.SourceFile;
  readonly tasks: readonly Task[];
  readonly options: ts.CompilerOptions;
}

export function checkImports(input: GraphInput, slice: Slice): Problem[] {
  const { ts, types, file } = input;
  const isKept = (s: Import) =>
    ts.isImportDeclaration(s)
      ? !s.importClause || bindingsOf(ts, s).some((b) => slice.imports.has(b))
      : slice.imports.has(s);
  const root = slice.roots[0]!;
  const inWorkers: Related = { file, span: root.span, message: `'${root.name}' runs in workers.` };
  const kept = importsOf(file).filter(isKept);
  return [...cycle(), ...loaded()];

  function cycle(): Problem[] {
    for (const first of matters(input, slice) ? kept : []) {
      const chain = pathBack(first, new Set());
      if (!chain) continue;
      const related = chain.map((s): Related => at(s, 'It is followed here.'));
      return [problem('importsItself', file, spanOf(first), [specifierOf(ts, first)!.text], [...related, inWorkers])];
    }
    return [];
  }

  /** Of each import, the first module behind it that does more than declare. */
  function loaded(): Problem[] {
    const seen = new Set<ts.SourceFile>([file]);
    return kept.flatMap((first) => {
      // `import './x'` is spoken of by itself
      if (ts.isImportDeclaration(first) && !first.importClause) return [];
      const found = effectBehind(first, seen);
      if (!found) return [];
      const name = found.keeps ? 'importKeepsState' : 'importActs';
      const where = at(found.node, found.keeps ? 'It is changed here.' : 'It is done here.');
      const details: [string, string] = [specifierOf(ts, first)!.text, found.text];
      return [problem(name, file, spanOf(first), details, [where, inWorkers])];
    });
  }

  function effectBehind(link: Import, seen: Set<ts.SourceFile>): Effect | undefined {
    const target = types.moduleOf(specifierOf(ts, link)!);
    if (!target || target.isDeclarationFile || target.fileName.includes('/node_modules/') || seen.has(target))
      return undefined;
    seen.add(target);
    const own = types.perFile('effect', target, () => effectOf(target));
    if (own) return own;
    const used = valuesUsedIn(target);
    for (const next of importsOf(target).filter((s) => runs(s, used))) {
      const found = effectBehind(next, seen);
      if (found) return found;
    }
    return undefined;
  }

  function effectOf(source: ts.SourceFile): Effect | undefined {
    for (const s of source.statements) {
      const call = ts.isExpressionStatement(s) ? unwrap(ts, s.expression) : undefined;
      const acts = call && (ts.isCallExpression(call) || ts.isAwaitExpression(call) || ts.isNewExpression(call));
      if (acts && !setsUp(call, source)) return { node: call, text: firstLine(call), keeps: false };
    }
    let found: Effect | undefined;
    forEachReference(ts, source, (id) => {
      if (found || accessOf(ts, id) === 'read') return;
      const declared = types.declarationsOf(id).some((d) => isTopLevelVariable(ts, d, source));
      if (declared && !runsAtLoad(ts, id, source)) found = { node: id, text: id.text, keeps: true };
    });
    return found;
  }

  /** `table.set('a', 1)` on the module's own table: the same in every worker. */
  function setsUp(call: ts.Expression, source: ts.SourceFile): boolean {
    let root = call;
    while (ts.isCallExpression(root) || ts.isPropertyAccessExpression(root)) root = root.expression;
    if (!ts.isIdentifier(root) || accessOf(ts, root) !== 'change') return false;
    return types.declarationsOf(root).some((d) => isTopLevelVariable(ts, d, source));
  }

  function firstLine(node: ts.Node): string {
    return node.getText().split('\n')[0]!.slice(0, 60);
  }

  function spanOf(node: ts.Node) {
    return { start: node.getStart(), end: node.end };
  }

  function at(node: ts.Node, message: string): Related {
    return { file: node.getSourceFile(), span: spanOf(node), message };
  }

  /** The imports from the module that `link` names to this file; an empty list where it names this file itself. */
  function pathBack(link: Import, seen: Set<ts.SourceFile>): Import[] | undefined {
    const target = types.moduleOf(specifierOf(ts, link)!);
    if (target === file) return [];
    if (!target || target.isDeclarationFile || seen.has(target)) return undefined;
    seen.add(target);
    const used = valuesUsedIn(target);
    for (const next of importsOf(target).filter((s) => runs(s, used))) {
      const rest = pathBack(next, seen);
      if (rest) return [next, ...rest];
    }
    return undefined;
  }

  function importsOf(source: ts.SourceFile): Import[] {
    return source.statements.filter(
      (s): s is Import =>
        (ts.isImportDeclaration(s) || ts.isExportDeclaration(s) || ts.isImportEqualsDeclaration(s)) &&
        !!specifierOf(ts, s),
    );
  }

  /** Whether tsc leaves an import standing: it imports nothing, or something that is used as a value. */
  function runs(s: Import, used: ReadonlySet<ts.Node>): boolean {
    if (ts.isExportDeclaration(s))
      return !s.isTypeOnly && !(s.exportClause && ts.isNamedExports(s.exportClause) && onlyTypes(s.exportClause));
    if (ts.isImportEqualsDeclaration(s)) return !s.isTypeOnly && used.has(s);
    if (!s.importClause) return true;
    if (s.importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return false;
    return !!input.options.verbatimModuleSyntax || bindingsOf(ts, s).some((b) => used.has(b));
  }

  function onlyTypes({ elements }: ts.NamedExports): boolean {
    const isType = (d: ts.Declaration) => ts.isInterfaceDeclaration(d) || ts.isTypeAliasDeclaration(d);
    return elements.every((e) => e.isTypeOnly || types.targetsOf(e.name).every(isType));
  }

  function valuesUsedIn(source: ts.SourceFile): ReadonlySet<ts.Node> {
    return types.perFile('values used', source, () => findValuesUsedIn(source));
  }

  function findValuesUsedIn(source: ts.SourceFile): Set<ts.Node> {
    const used = new Set<ts.Node>();
    const add = (id: ts.Identifier) => types.declarationsOf(id).forEach((d) => used.add(d));
    forEachReference(ts, source, add);
    for (const s of source.statements)
      if (ts.isExportDeclaration(s) && !s.moduleSpecifier && s.exportClause && ts.isNamedExports(s.exportClause))
        for (const e of s.exportClause.elements) {
          const name = e.propertyName ?? e.name;
          if (!e.isTypeOnly && ts.isIdentifier(name)) add(name);
        }
    return used;
  }
}

/** What a module does when it loads, or a variable of it that its functions change. */
interface Effect {
  readonly node: ts.Node;
  readonly text: string;
  readonly keeps: boolean;
}

/** A module that only declares may run anywhere, but a class of it would be another class than its copy. */
function matters({ ts, file, tasks }: GraphInput, slice: Slice): boolean {
  if ([...slice.units].some((u) => ts.isClassDeclaration(u))) return true;
  const ours = new Set<ts.Node>(tasks.flatMap((t) => [t.hiddenNode, ...t.visibleNodes]));
  return file.statements.some((s) => {
    if (ours.has(s) || ts.isFunctionDeclaration(s)) return false;
    let acts = ts.isExpressionStatement(s) && !ts.isStringLiteral(s.expression);
    const visit = (n: ts.Node): void => {
      acts ||= (ts.isCallExpression(n) || ts.isNewExpression(n) || ts.isAwaitExpression(n)) && runsAtLoad(ts, n, s);
      if (!acts) ts.forEachChild(n, visit);
    };
    visit(s);
    return acts;
  });
}
