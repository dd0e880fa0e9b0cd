/**
 * Phase 6, lower: the worker module. Of the file's statements only the slice stays;
 * what callers reach is exported as one table.
 */
import type ts from 'typescript';
import { bindingsOf } from '../syntax/imports';
import { isEmittedAsModule, isImported, keepImported } from '../syntax/internals';
import { localSymbol } from '../syntax/nodes';
import { isMethod } from '../syntax/task-nodes';
import type { Analysis, Plan, Slice, Task, TypeScript } from '../types';
import { constantsOf, importsOf, keyOf, type Site, valuesByName } from './definition';
import { createEntry } from './entry';
import { createLowering } from './main';
import { ModulePlace } from './module-place';
import { isPrologue, type Parts } from './parts';

/** The exports of a worker module, by the runtime's contract. */
export const tasksExport = '__unsyncTasks';
const classesExport = '__unsyncClasses';
const constantsExport = '__unsyncConstants';

export function lowerWorker(site: Site, slice: Slice): ts.TransformerFactory<ts.SourceFile> {
  return (context) => (file) => new WorkerModule(site, slice, context).lower(file);
}

/** The worker module of one file, while it is cut from it. */
class WorkerModule {
  readonly ts: TypeScript;
  readonly analysis: Analysis;
  readonly factory: ts.NodeFactory;

  constructor(
    readonly site: Site,
    readonly slice: Slice,
    readonly context: ts.TransformationContext,
  ) {
    this.ts = site.ts;
    this.analysis = site.analysis;
    this.factory = context.factory;
  }

  lower(file: ts.SourceFile): ts.SourceFile {
    const { ts, factory, site, slice, context, analysis } = this;
    keepImported(context, importsOf(ts, slice.classes));
    const stubbed = analysis.plans.filter((p) => slice.stubbed.has(p.unit));
    const lowering = createLowering(site, context, stubbed, true);
    const entry = createEntry(site, context, slice, lowering);
    const { statements, early, used } = lowering.module(this.#kept(file, stubbed));
    // before the imports: it may be the first to use the runtime
    const tables = [...this.#table(entry), ...this.#known(lowering.parts)];
    const imports = statements.findIndex(
      (s) => !isPrologue(ts, s) && !ts.isImportDeclaration(s) && !ts.isImportEqualsDeclaration(s),
    );
    const at = imports < 0 ? statements.length : imports;
    const first = statements.findIndex((s) => !isPrologue(ts, s));
    const start = first < 0 ? statements.length : first;
    const place = new ModulePlace(site, slice, context, [...statements, ...tables]);
    const all = [
      ...statements.slice(0, start),
      ...(used() ? [lowering.parts.importRuntime()] : []),
      ...statements.slice(start, at),
      ...lowering.parts.importNamed(),
      ...place.set(),
      ...early,
      ...statements.slice(at),
      ...tables,
    ];
    return place.keep(factory.updateSourceFile(file, ts.setTextRange(factory.createNodeArray(all), file.statements)));
  }

  #kept(file: ts.SourceFile, stubbed: readonly Plan[]): ts.Statement[] {
    const { ts, slice } = this;
    // only called through the table: no stub, the plain function itself
    const bare = this.analysis.plans.filter((p) => this.#isRoot(p) && !slice.stubbed.has(p.unit));
    const bareAt = new Map<ts.Node, Plan>(
      bare.flatMap((p) => ('mark' in p.unit && !isMethod(p.unit) ? [[p.unit.hiddenNode, p]] : [])),
    );
    const stubbedAt = new Set<ts.Node>(stubbed.flatMap((p) => ('mark' in p.unit ? [p.unit.hiddenNode] : [])));
    return file.statements.flatMap((statement): ts.Statement[] => {
      const original = ts.getOriginalNode(statement) as ts.Statement;
      if (isPrologue(ts, statement) || stubbedAt.has(original)) return [statement];
      const root = bareAt.get(original);
      if (root) return this.#bareStatements(root.unit as Task);
      if (ts.isImportDeclaration(statement)) return this.#keptImport(statement, original as ts.ImportDeclaration);
      if (ts.isImportEqualsDeclaration(statement)) return slice.imports.has(original) ? [statement] : [];
      if (ts.isVariableStatement(statement)) return this.#keptDeclarators(statement, original as ts.VariableStatement);
      return slice.units.has(original) ? [statement] : [];
    });
  }

  #isRoot(plan: Plan) {
    return this.slice.roots.some((r) => r.unit === plan.unit);
  }

  #bareStatements({ plain, plainStatement, mark }: Task): ts.Statement[] {
    if (mark.form === 'function' && mark.localName !== undefined) return plain as unknown as ts.Statement[];
    return plainStatement && this.ts.isVariableStatement(plainStatement) ? [plainStatement] : [];
  }

  #keptImport(statement: ts.ImportDeclaration, original: ts.ImportDeclaration): ts.Statement[] {
    const { ts, factory } = this;
    const clause = original.importClause;
    if (!clause) return [statement];
    // an import that is changed is not looked at again by tsc, which would leave out const enums that it inlines
    const used = new Set<ts.Node>(
      bindingsOf(ts, original).filter((b) => this.slice.imports.has(b) && isImported(this.context, b)),
    );
    if (!used.size) return [];
    const named = clause.namedBindings;
    const bindings =
      !named || ts.isNamespaceImport(named)
        ? named && used.has(named)
          ? named
          : undefined
        : named.elements.some((e) => used.has(e))
          ? factory.updateNamedImports(
              named,
              named.elements.filter((e) => used.has(e)),
            )
          : undefined;
    const narrowed = factory.updateImportClause(
      clause,
      clause.phaseModifier,
      used.has(clause) ? clause.name : undefined,
      bindings,
    );
    return [
      factory.updateImportDeclaration(
        statement,
        statement.modifiers,
        narrowed,
        statement.moduleSpecifier,
        statement.attributes,
      ),
    ];
  }

  #keptDeclarators(statement: ts.VariableStatement, original: ts.VariableStatement): ts.Statement[] {
    const { factory } = this;
    const declarations = original.declarationList.declarations.filter((d) => this.slice.units.has(d));
    if (!declarations.length) return [];
    if (declarations.length === original.declarationList.declarations.length) return [statement];
    return [
      factory.updateVariableStatement(
        statement,
        statement.modifiers,
        factory.updateVariableDeclarationList(statement.declarationList, declarations),
      ),
    ];
  }

  // produces: export const __unsyncTasks = { first, "Image.resize": Image.resize.inline };
  #table(entry: (plan: Plan) => ts.Expression): ts.Statement[] {
    const { factory } = this;
    return this.#exported(
      tasksExport,
      factory.createObjectLiteralExpression(
        this.slice.roots.map((plan) => factory.createPropertyAssignment(keyOf(factory, plan.name), entry(plan))),
        true,
      ),
    );
  }

  #known({ imported }: Parts): ts.Statement[] {
    const { slice, factory } = this;
    const classes = [...valuesByName(factory, slice.classes).properties, ...imported.properties(slice.errorClasses)];
    const table = (name: string, entries: readonly ts.ObjectLiteralElementLike[]) =>
      entries.length ? this.#exported(name, factory.createObjectLiteralExpression(entries)) : [];
    return [
      ...table(classesExport, classes),
      ...table(constantsExport, constantsOf(factory, slice.constants, imported)),
    ];
  }

  #exported(name: string, value: ts.Expression): ts.Statement[] {
    const { ts, factory } = this;
    // nothing turns an `export` in a CommonJS file into code where modules are preserved, or where it is the only one
    const options = this.context.getCompilerOptions();
    const isTurned = options.module !== ts.ModuleKind.Preserve && isEmittedAsModule(ts, this.analysis.file, options);
    if (!this.site.esm && !isTurned) {
      const target = factory.createPropertyAccessExpression(factory.createIdentifier('exports'), name);
      return [factory.createExpressionStatement(factory.createAssignment(target, value))];
    }
    const constant = (as: string | ts.Identifier, modifiers: ts.Modifier[]) =>
      factory.createVariableStatement(
        modifiers,
        factory.createVariableDeclarationList(
          [factory.createVariableDeclaration(as, undefined, undefined, value)],
          ts.NodeFlags.Const,
        ),
      );
    if (!this.site.esm || !localSymbol(this.analysis.file, name))
      return [constant(name, [factory.createModifier(ts.SyntaxKind.ExportKeyword)])];
    // the user's own binding has the name that the runtime asks for
    const local = factory.createUniqueName(name);
    const specifier = factory.createExportSpecifier(false, local, name);
    return [
      constant(local, []),
      factory.createExportDeclaration(undefined, false, factory.createNamedExports([specifier])),
    ];
  }
}
