/** What main modules and worker modules are built from: stubs, what ties them to their tasks, the runtime's import. */
import type ts from 'typescript';
import { isEmittedAsModule } from '../syntax/internals';
import { bodiesOf, firstOf } from '../syntax/task-nodes';
import type { Plan, Task, TypeScript, Wrapper } from '../types';
import { createDefinition, type Site, thunk } from './definition';

export interface Parts {
  readonly runtime: ts.Identifier;
  /** `import * as unsync_1 from "unsync/task"` */
  importRuntime(): ts.Statement;
  /** A stub, its task function and what ties them, for a function or constant. */
  task(plan: Plan, exported: boolean): { early: ts.Statement[]; here: ts.Statement[] };
  /** The stub of a marked method and the block that ties it to its task; `early` declares what they share. */
  method(plan: Plan): { early: ts.Statement[]; stub: ts.ClassElement; setUp: ts.ClassElement };
  /** `unsync_1.create(() => ({ … }))` for `unsync(fn)` and for a function of an object literal. */
  expression(plan: Plan): ts.Expression;
  /** `unsync_1.give(resize, undefined, [pixels], ["0"])` for a call that is the last to look at its memory. */
  give(call: ts.CallExpression, paths: readonly string[]): ts.Expression;
  /** The name that callers use, at its place in the user's text. */
  nameOf(unit: Task): ts.Identifier;
}

/** Lowers what stands inside a function. */
export type Inner = <N extends ts.Node>(node: N) => N;

/** `inWorker`: definitions name no worker module, since what is called there runs there. */
export function createParts(site: Site, context: ts.TransformationContext, inWorker: boolean, inner: Inner): Parts {
  const { ts, esm } = site;
  const { factory } = context;
  const { file } = site.analysis;
  const definition = createDefinition(site, factory, inWorker);
  const uniqueName = (text: string) =>
    factory.createUniqueName(text, ts.GeneratedIdentifierFlags.Optimistic | ts.GeneratedIdentifierFlags.FileLevel);
  // not a generated name: for the default export of a CommonJS module, tsc generates one of its own
  const unusedName = (text: string) => {
    const { identifiers } = file as unknown as { identifiers: ReadonlyMap<string, string> };
    let i = 1;
    while (identifiers.has(`${text}_${i}`)) i++;
    return `${text}_${i}`;
  };
  const runtime = factory.createUniqueName('unsync');
  const member = (name: string) => factory.createPropertyAccessExpression(runtime, name);

  return { runtime, importRuntime, task, method, expression, give, nameOf: (unit) => namedAt(unit.visible, unit) };

  function importRuntime(): ts.Statement {
    const module = factory.createStringLiteral('unsync/task');
    if (!esm && !isEmittedAsModule(ts, file, context.getCompilerOptions())) {
      const required = factory.createCallExpression(factory.createIdentifier('require'), undefined, [module]);
      return factory.createVariableStatement(
        undefined,
        factory.createVariableDeclarationList(
          [factory.createVariableDeclaration(runtime, undefined, undefined, required)],
          ts.NodeFlags.Const,
        ),
      );
    }
    return esm
      ? factory.createImportDeclaration(
          undefined,
          factory.createImportClause(undefined, undefined, factory.createNamespaceImport(runtime)),
          module,
        )
      : factory.createImportEqualsDeclaration(undefined, false, runtime, factory.createExternalModuleReference(module));
  }

  // produces: return unsync_1.call(first_task, this, arguments);
  function dispatch(defines: ts.Identifier): ts.Block {
    return factory.createBlock(
      [
        factory.createReturnStatement(
          factory.createCallExpression(member('call'), undefined, [
            defines,
            factory.createThis(),
            factory.createIdentifier('arguments'),
          ]),
        ),
      ],
      false,
    );
  }

  function attach(stub: ts.Expression, defines: ts.Expression): ts.Statement {
    return factory.createExpressionStatement(
      factory.createCallExpression(member('attach'), undefined, [stub, defines]),
    );
  }

  /** As many parameters as give the stub the `length` of the function. */
  function parametersOf(fn: ts.SignatureDeclaration): ts.ParameterDeclaration[] {
    const parameters: ts.ParameterDeclaration[] = [];
    for (const p of fn.parameters) {
      if (p.initializer || p.dotDotDotToken) break;
      if (ts.isIdentifier(p.name) && p.name.text === 'this') continue;
      parameters.push(
        factory.createParameterDeclaration(
          undefined,
          undefined,
          ts.isIdentifier(p.name) ? p.name.text : `_${parameters.length}`,
        ),
      );
    }
    return parameters;
  }

  function task(plan: Plan, exported: boolean) {
    const unit = plan.unit as Task;
    return unit.mark.form === 'function' ? ofFunction(plan, unit, exported) : ofConstant(plan, unit, exported);
  }

  // given:    export function first(xs) { … }, hidden
  // produces: unsync_1.attach(first, first_task);
  //           export function first(xs) { return unsync_1.call(first_task, this, arguments); }
  //           function first_task() { return { …, inline: first }; function first(xs) { … } }
  function ofFunction(plan: Plan, unit: Task, exported: boolean) {
    const { mark } = unit;
    const stubName = namedAt(mark.localName ?? unusedName('default'), unit);
    const defines = uniqueName(`${mark.localName ?? 'default'}_task`);
    const isDefault = mark.fn.modifiers?.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword);
    const modifiers =
      !exported || !mark.fn.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)
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
      parametersOf(unit.plain.at(-1)!),
      undefined,
      dispatch(defines),
    );
    atUsersPlace(stub, unit);
    endsAtUsersPlace(stub, unit);
    leaveOut(stub);
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
        : named('default', inner(unit.plain[0] as unknown as ts.Expression));
    const plain = (unit.plain as unknown as ts.Statement[]).map(inner);
    const body = [
      factory.createReturnStatement(definition(plan, inline)),
      ...(mark.localName !== undefined ? plain : []),
    ];
    return { early: [attach(attached, defines)], here: [stub, taskFunction(defines, body)] };
  }

  // given:    export const double = (x) => x * 2, hidden
  // produces: export const double = unsync_1.create(double_task);
  //           function double_task() { const double = (x) => x * 2; return { …, inline: double }; }
  function ofConstant(plan: Plan, unit: Task, exported: boolean) {
    const { mark } = unit;
    const defines = uniqueName(`${mark.localName ?? 'default'}_task`);
    const made = factory.createCallExpression(member('create'), undefined, [defines]);
    const inline =
      mark.localName !== undefined
        ? factory.createIdentifier(mark.localName)
        : named('default', inner((unit.plainStatement as ts.ReturnStatement).expression!));
    const body = [
      ...(mark.localName !== undefined ? [inner(unit.plainStatement!)] : []),
      factory.createReturnStatement(definition(plan, inline)),
    ];
    const also: ts.Statement[] = [];
    let statement: ts.Statement;
    if (ts.isExportAssignment(mark.node))
      statement = factory.createExportAssignment(undefined, mark.node.isExportEquals, made);
    else {
      const isExported = (mark.node as ts.VariableStatement).modifiers?.some(
        (m) => m.kind === ts.SyntaxKind.ExportKeyword,
      );
      const declaration = factory.createVariableDeclaration(namedAt(mark.localName!, unit), undefined, undefined, made);
      statement = factory.createVariableStatement(
        exported && isExported ? [factory.createModifier(ts.SyntaxKind.ExportKeyword)] : undefined,
        factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const),
      );
      // CommonJS names an exported constant `exports.double` wherever it is used: in worker modules, too
      if (!exported && isExported && !esm) also.push(exportOf(mark.localName!));
    }
    atUsersPlace(statement, unit);
    return { early: [], here: [statement, ...also, taskFunction(defines, body)] };
  }

  /** `export { double };` */
  function exportOf(name: string): ts.Statement {
    const specifier = factory.createExportSpecifier(false, undefined, name);
    return factory.createExportDeclaration(undefined, false, factory.createNamedExports([specifier]));
  }

  // given:    class Image { static resize(bytes) { … } }, hidden
  //           for an instance method, `this.prototype.resize` and `instanceOf: this`
  // produces: class Image {
  //             static { Image_resize_task = () => ({ …, inline: { resize(bytes) { … } }.resize }); unsync_1.attach(this.resize, Image_resize_task); }
  //             static resize(bytes) { return unsync_1.call(Image_resize_task, this, arguments); }
  //           }
  function method(plan: Plan) {
    const unit = plan.unit as Task;
    const isInstance = unit.mark.form === 'instance';
    const plain = inner(unit.plain.at(-1) as ts.MethodDeclaration);
    const defines = uniqueName(`${plan.name.replace('.', '_')}_task`);
    const stub = factory.createMethodDeclaration(
      isInstance ? undefined : [factory.createModifier(ts.SyntaxKind.StaticKeyword)],
      undefined,
      namedAt(unit.visible, unit),
      undefined,
      undefined,
      parametersOf(plain),
      undefined,
      dispatch(defines),
    );
    atUsersPlace(stub, unit);
    endsAtUsersPlace(stub, unit);
    leaveOut(stub);
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
    const defined = definition(plan, inline);
    const usesThis = bodiesOf(unit).some((b) => mentionsThis(ts, b));
    const owner = isInstance ? plan.offThread && !inWorker && 'instanceOf' : usesThis && 'receiver';
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
          attach(factory.createPropertyAccessExpression(holder, unit.visible), defines),
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

  function expression(plan: Plan): ts.Expression {
    const { unit } = plan;
    const inline = 'mark' in unit ? inner(unit.plainExpression!) : argumentOf(unit);
    const arrow = thunk(factory, definition(plan, inline));
    const place = 'mark' in unit ? unit.place! : unit.call;
    return ts.setTextRange(factory.createCallExpression(member('create'), undefined, [arrow]), place);
  }

  function give(call: ts.CallExpression, paths: readonly string[]): ts.Expression {
    const callee = call.expression;
    const given = factory.createCallExpression(member('give'), undefined, [
      callee,
      ts.isPropertyAccessExpression(callee) ? callee.expression : factory.createVoidZero(),
      factory.createArrayLiteralExpression(call.arguments),
      factory.createArrayLiteralExpression(paths.map((path) => factory.createStringLiteral(path))),
    ]);
    return ts.setTextRange(given, call);
  }

  function argumentOf(unit: Wrapper): ts.Expression {
    const argument = inner(unit.argument);
    // an anonymous function stays one: as the value of a property it would get the property's name
    const isAnonymous = ts.isArrowFunction(argument) || (ts.isFunctionExpression(argument) && !argument.name);
    return isAnonymous
      ? factory.createParenthesizedExpression(factory.createComma(factory.createNumericLiteral(0), argument))
      : argument;
  }

  function taskFunction(name: ts.Identifier, body: readonly ts.Statement[]): ts.Statement {
    return factory.createFunctionDeclaration(
      undefined,
      undefined,
      name,
      undefined,
      [],
      undefined,
      factory.createBlock(body, true),
    );
  }

  /** `{ default: fn }.default`: the function gets the name. */
  function named(name: string, fn: ts.Expression): ts.Expression {
    return factory.createPropertyAccessExpression(
      factory.createObjectLiteralExpression([factory.createPropertyAssignment(name, fn)]),
      name,
    );
  }

  /** In the words that c8, Istanbul and Vitest have in common. */
  function leaveOut(stub: ts.Node): void {
    if (site.isLoaded)
      ts.addSyntheticLeadingComment(stub, ts.SyntaxKind.MultiLineCommentTrivia, ' istanbul ignore next ', true);
  }

  function namedAt(text: string, unit: Task): ts.Identifier {
    return ts.setTextRange(factory.createIdentifier(text), { pos: unit.mark.anchor.start, end: unit.mark.anchor.end });
  }

  /** For V8's coverage: what it says of a function is mapped from its first token to its last. */
  function endsAtUsersPlace({ body }: ts.FunctionDeclaration | ts.MethodDeclaration, { mark: { node } }: Task): void {
    ts.setTokenSourceMapRange(body!, ts.SyntaxKind.CloseBraceToken, { pos: node.end - 1, end: node.end });
  }

  /** Comments before and after the user's declaration, and its place in source maps. */
  function atUsersPlace(node: ts.Node, { mark }: Task): void {
    ts.setTextRange(node, { pos: firstOf(mark).pos, end: mark.node.end });
  }
}

function mentionsThis(ts: TypeScript, node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword) return true;
  return ts.forEachChild(node, (child) => mentionsThis(ts, child)) ?? false;
}

/** Statements that must stay first: `'use strict'` and the like. */
export const isPrologue = (ts: TypeScript, s: ts.Statement): boolean =>
  ts.isExpressionStatement(s) && ts.isStringLiteral(s.expression);
