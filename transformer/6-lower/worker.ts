/**
 * Phase 6, lower: the worker module. Of the file's statements only the slice stays;
 * what callers reach is exported as one table.
 */
import type ts from 'typescript';
import { bindingsOf } from '../5-slice';
import { localSymbol } from '../references';
import type { Plan, Slice, Task } from '../types';
import { errorTable, type Site } from './definition';
import { lowerStatements } from './main';
import { createParts, isPrologue } from './parts';

/** The exports of a worker module, by the runtime's contract. */
export const tasksExport = '__unsyncTasks';
const errorsExport = '__unsyncErrors';

export function lowerWorker(site: Site, slice: Slice): ts.TransformerFactory<ts.SourceFile> {
  const { ts, analysis } = site;
  return (context) => (file) => {
    const { factory } = context;
    const parts = createParts(site, context, true);
    const isRoot = (plan: Plan) => slice.roots.some((r) => r.unit === plan.unit);
    const stubbed = analysis.plans.filter((p) => slice.stubbed.has(p.unit));
    // only called through the table: no stub, the plain function itself
    const bare = analysis.plans.filter((p) => isRoot(p) && !slice.stubbed.has(p.unit));
    const bareAt = new Map<ts.Node, Plan>(
      bare.flatMap((p) => ('mark' in p.unit && p.unit.mark.form !== 'static' ? [[p.unit.hiddenNode, p]] : [])),
    );
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
    const { statements, early, used } = lowerStatements(site, context, parts, kept, stubbed, false);
    const imports = statements.findIndex(
      (s) => !isPrologue(ts, s) && !ts.isImportDeclaration(s) && !ts.isImportEqualsDeclaration(s),
    );
    const at = imports < 0 ? statements.length : imports;
    const first = statements.findIndex((s) => !isPrologue(ts, s));
    const start = first < 0 ? statements.length : first;
    const all = [
      ...statements.slice(0, start),
      ...(used ? [parts.importRuntime()] : []),
      ...statements.slice(start, at),
      ...early,
      ...statements.slice(at),
      ...table(),
      ...errors(),
    ];
    const whole = factory.updateSourceFile(file, ts.setTextRange(factory.createNodeArray(all), file.statements));
    return ts.visitEachChild(whole, keepsPlace, context);

    function bareStatements({ plain, plainStatement, mark }: Task): ts.Statement[] {
      if (mark.form === 'function' && mark.localName !== undefined) return plain as unknown as ts.Statement[];
      return plainStatement && ts.isVariableStatement(plainStatement) ? [plainStatement] : [];
    }

    function keptImport(statement: ts.ImportDeclaration, original: ts.ImportDeclaration): ts.Statement[] {
      const clause = original.importClause;
      if (!clause) return [statement];
      const used = new Set<ts.Node>(bindingsOf(ts, original).filter((b) => slice.imports.has(b)));
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
          slice.roots.map((plan) => factory.createPropertyAssignment(keyOf(plan.name), entry(plan))),
          true,
        ),
      );
    }

    function keyOf(name: string): ts.PropertyName {
      // as it stands, it would set the prototype of the table
      if (name === '__proto__') return factory.createComputedPropertyName(factory.createStringLiteral(name));
      return /^[\w$]+$/.test(name) ? factory.createIdentifier(name) : factory.createStringLiteral(name);
    }

    function entry({ unit, name }: Plan): ts.Expression {
      if (!('mark' in unit)) return unit.argument;
      if (slice.stubbed.has(unit)) {
        const [owner, member] = name.split('.');
        const visible =
          unit.mark.form === 'static'
            ? factory.createPropertyAccessExpression(factory.createIdentifier(owner!), member!)
            : factory.createIdentifier(unit.visible);
        return factory.createPropertyAccessExpression(visible, 'inline');
      }
      if (unit.mark.localName !== undefined) return factory.createIdentifier(unit.mark.localName);
      return unit.plain[0] as unknown as ts.Expression;
    }

    function errors(): ts.Statement[] {
      return slice.errorClasses.size ? exported(errorsExport, errorTable(factory, slice.errorClasses)) : [];
    }

    function exported(name: string, value: ts.Expression): ts.Statement[] {
      // nothing turns an `export` in a CommonJS file into code where modules are preserved
      if (!site.esm && context.getCompilerOptions().module === ts.ModuleKind.Preserve) {
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

    function isMemberName(node: ts.Node): boolean {
      const { parent } = ts.getOriginalNode(node);
      return (
        !!parent &&
        ((ts.isPropertyAccessExpression(parent) && parent.name === node) ||
          (ts.isPropertyAssignment(parent) && parent.name === node))
      );
    }

    // given:    import.meta.url, import.meta.filename, __filename
    // produces: import.meta.url.slice(0, -14) + "math.js", and so on: the module that was written, not its worker module
    function keepsPlace(node: ts.Node): ts.Node {
      const place =
        ts.isPropertyAccessExpression(node) &&
        ts.isMetaProperty(node.expression) &&
        (node.name.text === 'url' || node.name.text === 'filename')
          ? node.name.text
          : undefined;
      const isFilename =
        ts.isIdentifier(node) &&
        node.text === '__filename' &&
        !site.esm &&
        slice.globals.has('__filename') &&
        !isMemberName(node);
      if (!place && !isFilename) return ts.visitEachChild(node, keepsPlace, context);
      const slice0 = factory.createCallExpression(
        factory.createPropertyAccessExpression(node as ts.Expression, 'slice'),
        undefined,
        [
          factory.createNumericLiteral(0),
          factory.createPrefixUnaryExpression(
            ts.SyntaxKind.MinusToken,
            factory.createNumericLiteral(site.workerName.length),
          ),
        ],
      );
      const name = place === 'url' ? encodeURIComponent(site.mainName) : site.mainName;
      return factory.createParenthesizedExpression(
        factory.createBinaryExpression(slice0, ts.SyntaxKind.PlusToken, factory.createStringLiteral(name)),
      );
    }
  };
}
