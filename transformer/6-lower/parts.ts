/** Parts that main modules and worker modules are built from: stubs, what ties them to their tasks, the runtime's import. */
import type ts from 'typescript';
import { isEmittedAsModule } from '../syntax/internals';
import { hasModifier } from '../syntax/nodes';
import { bodiesOf } from '../syntax/task-nodes';
import type { Plan, Task, TypeScript, Wrapper } from '../types';
import { createDefinition, type Site, thunk } from './definition';
import { ImportedNames } from './imported-names';
import { Stubs } from './stubs';

/** Lowers what stands inside a function. */
export type Inner = <N extends ts.Node>(node: N) => N;

/** Builds the parts of one module. */
export class Parts {
  readonly ts: TypeScript;
  readonly factory: ts.NodeFactory;
  readonly definition: (plan: Plan, inline: ts.Expression) => ts.ObjectLiteralExpression;
  readonly stubs: Stubs;
  readonly imported: ImportedNames;

  /** `inWorker`: definitions name no worker module, since what is called there runs there. */
  constructor(
    readonly site: Site,
    readonly context: ts.TransformationContext,
    readonly inWorker: boolean,
    readonly inner: Inner,
  ) {
    this.ts = site.ts;
    this.factory = context.factory;
    const { errorClasses = [], constants } = site.analysis.slice ?? {};
    this.imported = new ImportedNames(context.factory, [...errorClasses, ...(constants?.imported ?? [])]);
    this.definition = createDefinition(site, context.factory, inWorker, this.imported);
    this.stubs = new Stubs(site, context.factory);
  }

  importRuntime(): ts.Statement {
    return this.#importAll(this.stubs.runtime, 'unsync/task');
  }

  /** After all others: they load those modules first. */
  importNamed(): ts.Statement[] {
    return [...this.imported.modules].map(([specifier, name]) => this.#importAll(name, specifier));
  }

  /** `import * as unsync_1 from "unsync/task"` */
  #importAll(name: ts.Identifier, specifier: string): ts.Statement {
    const { factory, ts } = this;
    const module = factory.createStringLiteral(specifier);
    if (!this.site.esm && !isEmittedAsModule(ts, this.site.analysis.file, this.context.getCompilerOptions())) {
      const required = factory.createCallExpression(factory.createIdentifier('require'), undefined, [module]);
      return factory.createVariableStatement(
        undefined,
        factory.createVariableDeclarationList(
          [factory.createVariableDeclaration(name, undefined, undefined, required)],
          ts.NodeFlags.Const,
        ),
      );
    }
    return this.site.esm
      ? factory.createImportDeclaration(
          undefined,
          factory.createImportClause(undefined, undefined, factory.createNamespaceImport(name)),
          module,
        )
      : factory.createImportEqualsDeclaration(undefined, false, name, factory.createExternalModuleReference(module));
  }

  /** A stub, its task function and what ties them, for a function or constant. */
  task(plan: Plan, exported: boolean): { early: ts.Statement[]; here: ts.Statement[] } {
    const unit = plan.unit as Task;
    return unit.mark.form === 'function'
      ? this.#ofFunction(plan, unit, exported)
      : this.#ofConstant(plan, unit, exported);
  }

  // given:    export function first(xs) { … }, hidden
  // produces: unsync_1.attach(first, first_task);
  //           export function first(xs) { return unsync_1.call(first_task, this, arguments); }
  //           function first_task() { return { …, inline: first }; function first(xs) { … } }
  #ofFunction(plan: Plan, unit: Task, exported: boolean) {
    const { ts, factory } = this;
    const { mark } = unit;
    const stubName = this.stubs.namedAt(mark.localName ?? this.stubs.unusedName('default'), unit);
    const defines = this.stubs.uniqueName(`${mark.localName ?? 'default'}_task`);
    const isDefault = hasModifier(mark.fn, ts.SyntaxKind.DefaultKeyword);
    const modifiers =
      !exported || !hasModifier(mark.fn, ts.SyntaxKind.ExportKeyword)
        ? []
        : [
            factory.createModifier(ts.SyntaxKind.ExportKeyword),
            ...(isDefault ? [factory.createModifier(ts.SyntaxKind.DefaultKeyword)] : []),
          ];
    const stub = factory.createFunctionDeclaration(
      modifiers,
      undefined,
      stubName,
      undefined,
      this.stubs.parametersOf(unit.plain.at(-1)!),
      undefined,
      this.stubs.dispatch(defines),
    );
    this.stubs.atUsersPlace(stub, unit);
    this.stubs.endsAtUsersPlace(stub, unit);
    this.stubs.leaveOut(stub);
    // an anonymous default export is called `default`
    const attached =
      mark.localName !== undefined
        ? factory.createIdentifier(mark.localName)
        : factory.createCallExpression(
            factory.createPropertyAccessExpression(factory.createIdentifier('Object'), 'defineProperty'),
            undefined,
            [
              stubName,
              factory.createStringLiteral('name'),
              factory.createObjectLiteralExpression([
                factory.createPropertyAssignment('value', factory.createStringLiteral('default')),
              ]),
            ],
          );
    const inline =
      mark.localName !== undefined
        ? factory.createIdentifier(mark.localName)
        : this.stubs.named('default', this.inner(unit.plain[0] as unknown as ts.Expression));
    const plain = (unit.plain as unknown as ts.Statement[]).map(this.inner);
    const body = [
      factory.createReturnStatement(this.definition(plan, inline)),
      ...(mark.localName !== undefined ? plain : []),
    ];
    return { early: [this.stubs.attach(attached, defines)], here: [stub, this.stubs.taskFunction(defines, body)] };
  }

  // given:    export const double = (x) => x * 2, hidden
  // produces: export const double = unsync_1.create(double_task);
  //           function double_task() { const double = (x) => x * 2; return { …, inline: double }; }
  #ofConstant(plan: Plan, unit: Task, exported: boolean) {
    const { factory, ts } = this;
    const { mark } = unit;
    const defines = this.stubs.uniqueName(`${mark.localName ?? 'default'}_task`);
    const made = factory.createCallExpression(this.stubs.member('create'), undefined, [defines]);
    const inline =
      mark.localName !== undefined
        ? factory.createIdentifier(mark.localName)
        : this.stubs.named('default', this.inner((unit.plainStatement as ts.ReturnStatement).expression!));
    const body = [
      ...(mark.localName !== undefined ? [this.inner(unit.plainStatement!)] : []),
      factory.createReturnStatement(this.definition(plan, inline)),
    ];
    const also: ts.Statement[] = [];
    let statement: ts.Statement;
    if (ts.isExportAssignment(mark.node))
      statement = factory.createExportAssignment(undefined, mark.node.isExportEquals, made);
    else {
      const isExported = hasModifier(mark.node, ts.SyntaxKind.ExportKeyword);
      const declaration = factory.createVariableDeclaration(
        this.stubs.namedAt(mark.localName!, unit),
        undefined,
        undefined,
        made,
      );
      statement = factory.createVariableStatement(
        exported && isExported ? [factory.createModifier(ts.SyntaxKind.ExportKeyword)] : undefined,
        factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const),
      );
      // CommonJS names an exported constant `exports.double` wherever it is used: in worker modules, too
      if (!exported && isExported && !this.site.esm) also.push(this.#exportOf(mark.localName!));
    }
    this.stubs.atUsersPlace(statement, unit);
    return { early: [], here: [statement, ...also, this.stubs.taskFunction(defines, body)] };
  }

  /** `export { double };` */
  #exportOf(name: string): ts.Statement {
    const { factory } = this;
    const specifier = factory.createExportSpecifier(false, undefined, name);
    return factory.createExportDeclaration(undefined, false, factory.createNamedExports([specifier]));
  }

  // given:    class Image { static resize(bytes) { … } }, hidden
  //           for an instance method, `this.prototype.resize` and `instanceOf: this`
  // produces: class Image {
  //             static { Image_resize_task = () => ({ …, inline: { resize(bytes) { … } }.resize }); unsync_1.attach(this.resize, Image_resize_task); }
  //             static resize(bytes) { return unsync_1.call(Image_resize_task, this, arguments); }
  //           }
  /** The stub of a marked method and the block that ties it to its task; `early` declares what they share. */
  method(plan: Plan): { early: ts.Statement[]; stub: ts.ClassElement; setUp: ts.ClassElement } {
    const { factory, ts } = this;
    const unit = plan.unit as Task;
    const isInstance = unit.mark.form === 'instance';
    const plain = this.inner(unit.plain.at(-1) as ts.MethodDeclaration);
    const defines = this.stubs.uniqueName(`${plan.name.replace('.', '_')}_task`);
    const stub = factory.createMethodDeclaration(
      isInstance ? undefined : [factory.createModifier(ts.SyntaxKind.StaticKeyword)],
      undefined,
      this.stubs.namedAt(unit.visible, unit),
      undefined,
      undefined,
      this.stubs.parametersOf(plain),
      undefined,
      this.stubs.dispatch(defines),
    );
    this.stubs.atUsersPlace(stub, unit);
    this.stubs.endsAtUsersPlace(stub, unit);
    this.stubs.leaveOut(stub);
    const modifiers = plain.modifiers?.filter((m) => m.kind === ts.SyntaxKind.AsyncKeyword);
    const literal = factory.createMethodDeclaration(
      modifiers,
      plain.asteriskToken,
      unit.visible,
      undefined,
      undefined,
      plain.parameters,
      undefined,
      plain.body,
    );
    ts.setTextRange(literal, { pos: plain.name.end, end: plain.end });
    const inline = factory.createPropertyAccessExpression(
      factory.createObjectLiteralExpression([literal], true),
      unit.visible,
    );
    const defined = this.definition(plan, inline);
    const usesThis = bodiesOf(unit).some((b) => mentionsThis(ts, b));
    const owner = isInstance ? plan.offThread && !this.inWorker && 'instanceOf' : usesThis && 'receiver';
    const whole = owner
      ? factory.updateObjectLiteralExpression(defined, [
          ...defined.properties,
          factory.createPropertyAssignment(owner, factory.createThis()),
        ])
      : defined;
    const holder = isInstance
      ? factory.createPropertyAccessExpression(factory.createThis(), 'prototype')
      : factory.createThis();
    const arrow = thunk(factory, whole);
    const block = factory.createClassStaticBlockDeclaration(
      factory.createBlock(
        [
          factory.createExpressionStatement(factory.createAssignment(defines, arrow)),
          this.stubs.attach(factory.createPropertyAccessExpression(holder, unit.visible), defines),
        ],
        true,
      ),
    );
    const shared = factory.createVariableStatement(
      undefined,
      factory.createVariableDeclarationList([factory.createVariableDeclaration(defines)], ts.NodeFlags.None),
    );
    return { early: [shared], stub, setUp: block };
  }

  /** `unsync_1.create(() => ({ … }))` for `unsync(fn)` and for a function of an object literal. */
  expression(plan: Plan): ts.Expression {
    const { factory } = this;
    const { unit } = plan;
    const inline = 'mark' in unit ? this.inner(unit.plainExpression!) : this.#argumentOf(unit);
    const arrow = thunk(factory, this.definition(plan, inline));
    const place = 'mark' in unit ? unit.place! : unit.call;
    return this.ts.setTextRange(factory.createCallExpression(this.stubs.member('create'), undefined, [arrow]), place);
  }

  /** `unsync_1.give(resize, undefined, [pixels], ["0"])` for a call that is the last to look at its memory. */
  give(call: ts.CallExpression, paths: readonly string[]): ts.Expression {
    const { factory, ts } = this;
    const callee = call.expression;
    const given = factory.createCallExpression(this.stubs.member('give'), undefined, [
      callee,
      ts.isPropertyAccessExpression(callee) ? callee.expression : factory.createVoidZero(),
      factory.createArrayLiteralExpression(call.arguments),
      factory.createArrayLiteralExpression(paths.map((path) => factory.createStringLiteral(path))),
    ]);
    return ts.setTextRange(given, call);
  }

  /** The name that callers use, at its place in the user's text. */
  nameOf(unit: Task): ts.Identifier {
    return this.stubs.namedAt(unit.visible, unit);
  }

  #argumentOf(unit: Wrapper): ts.Expression {
    const { ts, factory } = this;
    const argument = this.inner(unit.argument);
    // an anonymous function stays one: as the value of a property it would get the property's name
    const isAnonymous = ts.isArrowFunction(argument) || (ts.isFunctionExpression(argument) && !argument.name);
    return isAnonymous
      ? factory.createParenthesizedExpression(factory.createComma(factory.createNumericLiteral(0), argument))
      : argument;
  }
}

function mentionsThis(ts: TypeScript, node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword) return true;
  return ts.forEachChild(node, (child) => mentionsThis(ts, child)) ?? false;
}

/** Statements that must stay first: `'use strict'` and the like. */
export const isPrologue = (ts: TypeScript, s: ts.Statement): boolean =>
  ts.isExpressionStatement(s) && ts.isStringLiteral(s.expression);
