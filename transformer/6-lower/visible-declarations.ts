/** Phase 6, lower: the declarations of a marked function, as callers see it. */
import type ts from 'typescript';
import { MEMBERS, memberName } from '../2-declare/2-declare';
import { hasModifier } from '../syntax/nodes';
import { firstOf } from '../syntax/task-nodes';
import type { Task, TypeInfo, TypeScript } from '../types';
import { VisibleTypes } from './visible-types';

/** Rebuilds declarations from call signatures that tsc has printed. */
export class VisibleDeclarations {
  readonly types: VisibleTypes;

  constructor(
    readonly ts: TypeScript,
    readonly factory: ts.NodeFactory,
    info: TypeInfo,
  ) {
    this.types = new VisibleTypes(ts, factory, info);
  }

  functionAndNamespace(task: Task, signatures: readonly ts.SignatureDeclaration[], node: ts.Node): ts.Statement[] {
    const { ts, factory } = this;
    const isExported = hasModifier(node, ts.SyntaxKind.ExportKeyword);
    const modifiers = () => [
      ...(isExported ? [factory.createModifier(ts.SyntaxKind.ExportKeyword)] : []),
      factory.createModifier(ts.SyntaxKind.DeclareKeyword),
    ];
    const functions = signatures.map((s, i) =>
      factory.createFunctionDeclaration(
        modifiers(),
        undefined,
        this.#nameAt(task, i),
        s.typeParameters,
        this.types.parametersOf(s),
        this.types.futureOf(task, s, i),
        undefined,
      ),
    );
    this.#withComments(functions[0]!, task);
    task.mark.overloads.slice(1).forEach((o, i) => ts.setCommentRange(functions[i + 1]!, { pos: o.pos, end: o.end }));
    const member = (name: string) => memberName(name, task.visible);
    const constant = (name: string, type: ts.TypeNode) =>
      factory.createVariableStatement(
        undefined,
        factory.createVariableDeclarationList(
          [factory.createVariableDeclaration(member(name), undefined, type)],
          ts.NodeFlags.Const,
        ),
      );
    const options = factory.createFunctionDeclaration(
      undefined,
      undefined,
      member('options'),
      undefined,
      [this.types.optionsParameter(task)],
      factory.createTypeQueryNode(factory.createIdentifier(task.visible)),
      undefined,
    );
    const maps = this.types
      .mapsOf(task, signatures)
      .map(({ typeParameters, parameters, type }) =>
        factory.createFunctionDeclaration(
          undefined,
          undefined,
          member('map'),
          typeParameters,
          parameters,
          type,
          undefined,
        ),
      );
    const names = MEMBERS.filter((name) => name !== 'map' || maps.length > 0);
    const body = factory.createModuleBlock([
      constant('inline', this.types.plainType(signatures)),
      constant('kind', this.types.ours('Kind')),
      options,
      ...maps,
      ...(names.includes(task.visible) ? [this.#exportsOf(names, task.visible)] : []),
    ]);
    return [
      ...functions,
      factory.createModuleDeclaration(
        modifiers(),
        factory.createIdentifier(task.visible),
        body,
        ts.NodeFlags.Namespace,
      ),
    ];
  }

  // produces: export { inline, kind, options, _map as map };
  #exportsOf(names: readonly string[], owner: string): ts.Statement {
    const { factory } = this;
    const specifiers = names.map((name) =>
      factory.createExportSpecifier(false, name === owner ? memberName(name, owner) : undefined, name),
    );
    return factory.createExportDeclaration(undefined, false, factory.createNamedExports(specifiers));
  }

  variable(task: Task, signatures: readonly ts.SignatureDeclaration[], node: ts.VariableStatement): ts.Statement {
    const { factory } = this;
    const declaration = factory.createVariableDeclaration(
      this.#nameAt(task),
      undefined,
      this.types.markedType(task, signatures),
    );
    return this.#withComments(
      factory.createVariableStatement(
        node.modifiers,
        factory.createVariableDeclarationList([declaration], this.ts.NodeFlags.Const),
      ),
      task,
    );
  }

  methodsOf(task: Task, signatures: readonly ts.SignatureDeclaration[], node: ts.MethodDeclaration): ts.ClassElement[] {
    const methods = signatures.map((s, i) =>
      this.factory.createMethodDeclaration(
        node.modifiers,
        undefined,
        this.#nameAt(task, i),
        undefined,
        s.typeParameters,
        this.types.parametersOf(s),
        this.types.futureOf(task, s, i),
        undefined,
      ),
    );
    this.#withComments(methods[0]!, task);
    task.mark.overloads
      .slice(1)
      .forEach((o, i) => this.ts.setCommentRange(methods[i + 1]!, { pos: o.pos, end: o.end }));
    return methods;
  }

  property(task: Task, signatures: readonly ts.SignatureDeclaration[], node: ts.PropertyDeclaration): ts.ClassElement {
    const modifiers = node.modifiers?.filter((m) => m.kind !== this.ts.SyntaxKind.DeclareKeyword);
    return this.#withComments(
      this.factory.createPropertyDeclaration(
        modifiers,
        this.#nameAt(task),
        undefined,
        this.types.markedType(task, signatures),
        undefined,
      ),
      task,
    );
  }

  exportOf(task: Task): ts.Statement {
    const { factory } = this;
    if (this.ts.isExportAssignment(task.mark.node) && task.mark.node.isExportEquals)
      return factory.createExportAssignment(undefined, true, factory.createIdentifier(task.visible));
    return factory.createExportDeclaration(
      undefined,
      false,
      factory.createNamedExports([factory.createExportSpecifier(false, task.visible, 'default')]),
    );
  }

  /** The user's name of the function, or of one of its overloads. */
  #nameAt({ visible, mark }: Task, overload?: number): ts.Identifier {
    const { name } = mark.overloads[overload ?? -1] ?? {};
    const range = name ? { pos: name.getStart(), end: name.end } : { pos: mark.anchor.start, end: mark.anchor.end };
    return this.ts.setSourceMapRange(this.factory.createIdentifier(visible), range);
  }

  #withComments<N extends ts.Node>(node: N, { mark }: Task): N {
    return this.ts.setCommentRange(node, { pos: firstOf(mark).pos, end: mark.node.end });
  }
}
