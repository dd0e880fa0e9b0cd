/**
 * Phase 6, lower: the worker module. Of the file's statements only the slice stays;
 * what callers reach is exported as one table.
 */
import type ts from 'typescript';
import { bindingsOf } from '../syntax/imports';
import { isEmittedAsModule, isImported, keepImported } from '../syntax/internals';
import { localSymbol } from '../syntax/nodes';
import { isMethod } from '../syntax/task-nodes';
import type { Plan, Slice, Task } from '../types';
import { importsOf, keyOf, type Site, valuesByName } from './definition';
import { createEntry } from './entry';
import { createLowering } from './main';
import { isPrologue } from './parts';

/** The exports of a worker module, by the runtime's contract. */
export const tasksExport = '__unsyncTasks';
const classesExport = '__unsyncClasses';

export function lowerWorker(site: Site, slice: Slice): ts.TransformerFactory<ts.SourceFile> {
  const { ts, analysis } = site;
  const { names } = site.placement;
  return (context) => (file) => {
    const { factory } = context;
    keepImported(context, importsOf(ts, slice.classes));
    const isRoot = (plan: Plan) => slice.roots.some((r) => r.unit === plan.unit);
    const stubbed = analysis.plans.filter((p) => slice.stubbed.has(p.unit));
    // only called through the table: no stub, the plain function itself
    const bare = analysis.plans.filter((p) => isRoot(p) && !slice.stubbed.has(p.unit));
    const bareAt = new Map<ts.Node, Plan>(
      bare.flatMap((p) => ('mark' in p.unit && !isMethod(p.unit) ? [[p.unit.hiddenNode, p]] : [])),
    );
    const lowering = createLowering(site, context, stubbed, true);
    const entry = createEntry(site, context, slice, lowering);
    const stubbedAt = new Set<ts.Node>(stubbed.flatMap((p) => ('mark' in p.unit ? [p.unit.hiddenNode] : [])));

    const kept = file.statements.flatMap((statement): ts.Statement[] => {
      const original = ts.getOriginalNode(statement) as ts.Statement;
      if (isPrologue(ts, statement) || stubbedAt.has(original)) return [statement];
      const root = bareAt.get(original);
      if (root) return bareStatements(root.unit as Task);
      if (ts.isImportDeclaration(statement)) return keptImport(statement, original as ts.ImportDeclaration);
      if (ts.isImportEqualsDeclaration(statement)) return slice.imports.has(original) ? [statement] : [];
      if (ts.isVariableStatement(statement)) return keptDeclarators(statement, original as ts.VariableStatement);
      return slice.units.has(original) ? [statement] : [];
    });
    const { statements, early, used } = lowering.module(kept);
    // before the imports: it may be the first to use the runtime
    const tables = [...table(), ...classes()];
    const imports = statements.findIndex(
      (s) => !isPrologue(ts, s) && !ts.isImportDeclaration(s) && !ts.isImportEqualsDeclaration(s),
    );
    const at = imports < 0 ? statements.length : imports;
    const first = statements.findIndex((s) => !isPrologue(ts, s));
    const start = first < 0 ? statements.length : first;
    const takesMetaWhole = [...statements, ...tables].some(function takes(n: ts.Node): boolean {
      return !!metaProperty(n).isWhole || !!ts.forEachChild(n, (child) => takes(child) || undefined);
    });
    const all = [
      ...statements.slice(0, start),
      ...(used() ? [lowering.parts.importRuntime()] : []),
      ...statements.slice(start, at),
      ...place(),
      ...early,
      ...statements.slice(at),
      ...tables,
    ];
    const whole = factory.updateSourceFile(file, ts.setTextRange(factory.createNodeArray(all), file.statements));
    return takesMetaWhole ? whole : ts.visitEachChild(whole, keepsPlace, context);

    function bareStatements({ plain, plainStatement, mark }: Task): ts.Statement[] {
      if (mark.form === 'function' && mark.localName !== undefined) return plain as unknown as ts.Statement[];
      return plainStatement && ts.isVariableStatement(plainStatement) ? [plainStatement] : [];
    }

    function keptImport(statement: ts.ImportDeclaration, original: ts.ImportDeclaration): ts.Statement[] {
      const clause = original.importClause;
      if (!clause) return [statement];
      // an import that is changed is not looked at again by tsc, which would leave out const enums that it inlines
      const used = new Set<ts.Node>(
        bindingsOf(ts, original).filter((b) => slice.imports.has(b) && isImported(context, b)),
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

    function keptDeclarators(statement: ts.VariableStatement, original: ts.VariableStatement): ts.Statement[] {
      const declarations = original.declarationList.declarations.filter((d) => slice.units.has(d));
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
    function table(): ts.Statement[] {
      return exported(
        tasksExport,
        factory.createObjectLiteralExpression(
          slice.roots.map((plan) => factory.createPropertyAssignment(keyOf(factory, plan.name), entry(plan))),
          true,
        ),
      );
    }

    function classes(): ts.Statement[] {
      return slice.classes.size ? exported(classesExport, valuesByName(factory, slice.classes)) : [];
    }

    function exported(name: string, value: ts.Expression): ts.Statement[] {
      // nothing turns an `export` in a CommonJS file into code where modules are preserved, or where it is the only one
      const options = context.getCompilerOptions();
      const isTurned = options.module !== ts.ModuleKind.Preserve && isEmittedAsModule(ts, analysis.file, options);
      if (!site.esm && !isTurned) {
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
      if (!site.esm || !localSymbol(analysis.file, name))
        return [constant(name, [factory.createModifier(ts.SyntaxKind.ExportKeyword)])];
      // the user's own binding has the name that the runtime asks for
      const local = factory.createUniqueName(name);
      const specifier = factory.createExportSpecifier(false, local, name);
      return [
        constant(local, []),
        factory.createExportDeclaration(undefined, false, factory.createNamedExports([specifier])),
      ];
    }

    /**
     * The module is its worker module's own, except for its name, which stays that of the module that was written.
     *
     * given:    import.meta.url, import.meta.filename
     * produces: import.meta.url.slice(0, -14) + "math.js", and so on
     */
    function keepsPlace(node: ts.Node): ts.Node {
      const { nameOf } = names ? metaProperty(node) : {};
      if (!nameOf) return ts.visitEachChild(node, keepsPlace, context);
      return factory.createParenthesizedExpression(ofMain(node as ts.Expression, nameOf));
    }

    // produces: import.meta.url = import.meta.url.slice(0, -14) + "math.js"; where import.meta is used as a whole;
    //           __filename = __filename.slice(0, -14) + "math.js"; which is a variable of the module, however it is used
    function place(): ts.Statement[] {
      if (!names) return [];
      const set = (make: () => ts.Expression, name: 'url' | 'filename') =>
        factory.createExpressionStatement(factory.createAssignment(make(), ofMain(make(), name)));
      if (!site.esm)
        return slice.globals.has('__filename') ? [set(() => factory.createIdentifier('__filename'), 'filename')] : [];
      if (!takesMetaWhole) return [];
      const meta = () =>
        factory.createMetaProperty(ts.SyntaxKind.ImportKeyword, factory.createIdentifier('meta')) as ts.Expression;
      return (['url', 'filename'] as const).map((name) =>
        set(() => factory.createPropertyAccessExpression(meta(), name), name),
      );
    }

    /** `nameOf`: which name of the module a node is; `isWhole`: it is `import.meta`, and not just to read a member. */
    function metaProperty(node: ts.Node): { nameOf?: 'url' | 'filename'; isWhole?: boolean } {
      if (ts.isPropertyAccessExpression(node) && isImportMeta(node.expression))
        return node.name.text === 'url' || node.name.text === 'filename' ? { nameOf: node.name.text } : {};
      const { parent } = ts.getOriginalNode(node);
      return { isWhole: isImportMeta(node) && !(parent && ts.isPropertyAccessExpression(parent)) };
    }

    function isImportMeta(node: ts.Node): boolean {
      return ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword;
    }

    function ofMain(workers: ts.Expression, name: 'url' | 'filename'): ts.Expression {
      const { main, worker } = names![name];
      const length = factory.createPrefixUnaryExpression(
        ts.SyntaxKind.MinusToken,
        factory.createNumericLiteral(worker.length),
      );
      const slice0 = factory.createCallExpression(factory.createPropertyAccessExpression(workers, 'slice'), undefined, [
        factory.createNumericLiteral(0),
        length,
      ]);
      return factory.createBinaryExpression(slice0, ts.SyntaxKind.PlusToken, factory.createStringLiteral(main));
    }
  };
}
