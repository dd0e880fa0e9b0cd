/**
 * Imports of a worker module that lead back to the file it was cut from: the whole module then runs in every
 * worker, beside the copies of what its functions need.
 */
import type ts from 'typescript';
import { bindingsOf } from './5-slice';
import { problem } from './diagnostics';
import { runsAtLoad } from './load-time';
import { forEachReference } from './references';
import type { Problem, Related, Slice, Task, TypeInfo, TypeScript } from './types';

export interface CycleInput {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly file: ts.SourceFile;
  readonly tasks: readonly Task[];
  readonly options: ts.CompilerOptions;
}

type Import = ts.ImportDeclaration | ts.ExportDeclaration | ts.ImportEqualsDeclaration;

export function checkCycles(input: CycleInput, slice: Slice): Problem[] {
  const { ts, types, file } = input;
  if (!matters(input, slice)) return [];
  const isKept = (s: Import) =>
    ts.isImportDeclaration(s)
      ? !s.importClause || bindingsOf(ts, s).some((b) => slice.imports.has(b))
      : slice.imports.has(s);
  for (const first of importsOf(file).filter(isKept)) {
    const chain = pathBack(first, new Set());
    if (!chain) continue;
    const related = chain.map((s): Related => {
      const from = s.getSourceFile();
      return { file: from, span: { start: s.getStart(from), end: s.end }, message: 'It is followed here.' };
    });
    related.push({ file, span: slice.roots[0]!.span, message: `'${slice.roots[0]!.name}' runs in workers.` });
    const span = { start: first.getStart(file), end: first.end };
    return [problem('importsItself', file, span, [specifierOf(first)!.text], related)];
  }
  return [];

  /** The imports from the module that `link` names to this file; an empty list where it names this file itself. */
  function pathBack(link: Import, seen: Set<ts.SourceFile>): Import[] | undefined {
    const target = types.moduleOf(specifierOf(link)!);
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
        (ts.isImportDeclaration(s) || ts.isExportDeclaration(s) || ts.isImportEqualsDeclaration(s)) && !!specifierOf(s),
    );
  }

  function specifierOf(s: Import): ts.StringLiteral | undefined {
    const specifier = !ts.isImportEqualsDeclaration(s)
      ? s.moduleSpecifier
      : ts.isExternalModuleReference(s.moduleReference)
        ? s.moduleReference.expression
        : undefined;
    return specifier && ts.isStringLiteral(specifier) ? specifier : undefined;
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

  function valuesUsedIn(source: ts.SourceFile): Set<ts.Node> {
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

/** A module that only declares may run anywhere, but a class of it would be another class than its copy. */
function matters({ ts, file, tasks }: CycleInput, slice: Slice): boolean {
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
