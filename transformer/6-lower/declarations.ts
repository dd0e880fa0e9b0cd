/**
 * Phase 6, lower: the declaration file. tsc has printed the hidden function's type; what callers see
 * is rebuilt from it, since the emitter prints an identifier from the source text at its range, and
 * inserted ones have the range of something else.
 */
import type ts from 'typescript';
import { MEMBERS, memberName } from '../2-declare/2-declare';
import { firstOf, hiddenName, isMethod } from '../syntax/task-nodes';
import type { Task, TypeInfo } from '../types';
import type { Site } from './definition';
import { type MapSignature, mapSignatures } from './map-signatures';

export function lowerDeclarations(
  site: Pick<Site, 'ts'>,
  tasks: readonly Task[],
  types: TypeInfo,
): ts.TransformerFactory<ts.SourceFile | ts.Bundle> {
  const { ts } = site;
  return (context) => (root) => {
    if (!ts.isSourceFile(root)) return root;
    const { factory } = context;
    const byNode = new Map<ts.Node, Task>();
    for (const task of tasks) for (const node of task.visibleNodes) byNode.set(node, task);
    const done = new Set<Task>();
    const statements = withoutMarker(lowerList<ts.Statement>(root.statements, root.statements));
    return factory.updateSourceFile(root, ts.setTextRange(factory.createNodeArray(statements), root.statements));

    /** `export {}` keeps what is not exported private; tsc adds it for the hidden constants, which are gone now. */
    function withoutMarker(list: ts.Statement[]): ts.Statement[] {
      const isMarker = (s: ts.Statement) =>
        ts.isExportDeclaration(s) &&
        !s.moduleSpecifier &&
        !!s.exportClause &&
        ts.isNamedExports(s.exportClause) &&
        !s.exportClause.elements.length;
      const rest = list.filter((s) => !isMarker(s));
      const isExported = (s: ts.Statement) =>
        ts.isExportDeclaration(s) ||
        ts.isExportAssignment(s) ||
        (ts.canHaveModifiers(s) && !!ts.getModifiers(s)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword));
      const isPublic = (s: ts.Statement) => ts.isImportDeclaration(s) || isExported(s);
      return rest.every(isPublic) && rest.some(isExported) ? rest : list;
    }

    function lowerList<T extends ts.Node>(list: readonly T[], scope: readonly ts.Node[]): T[] {
      return list.flatMap((node): T[] => {
        const original = ts.getOriginalNode(node);
        const task = byNode.get(original) ?? tasks.find((t) => isHidden(node, t) || isPrintedFromSymbol(node, t));
        if (!task) {
          if (!ts.isClassDeclaration(node) || !tasks.some((t) => isMethod(t) && t.hiddenNode.parent === original))
            return [node];
          const members = lowerList<ts.ClassElement>(node.members, node.members);
          return [
            factory.updateClassDeclaration(
              node,
              node.modifiers,
              node.name,
              node.typeParameters,
              node.heritageClauses,
              ts.setTextRange(factory.createNodeArray(members), node.members),
            ) as unknown as T,
          ];
        }
        if (isHidden(node, task) || (context.getCompilerOptions().stripInternal && isInternal(task))) return [];
        if (ts.isExportDeclaration(node) || ts.isExportAssignment(node)) return [exportOf(task) as unknown as T];
        if (done.has(task)) return [];
        const signatures = signaturesOf(task, scope);
        if (!signatures.length) return [node];
        done.add(task);
        const rebuilt = ts.isMethodDeclaration(original)
          ? methodsOf(task, signatures, node as ts.Node as ts.MethodDeclaration)
          : ts.isFunctionDeclaration(original) || ts.isModuleDeclaration(original)
            ? functionAndNamespace(task, signatures, node)
            : [
                ts.isPropertyDeclaration(node)
                  ? property(task, signatures, node)
                  : variable(task, signatures, node as ts.Node as ts.VariableStatement),
              ];
        return rebuilt as ts.Node[] as T[];
      });
    }

    /** tsc looks for the word in the comment right before a declaration, and has left the hidden function out. */
    function isInternal({ mark }: Task): boolean {
      const first = firstOf(mark);
      const { text } = first.getSourceFile();
      const comment = ts.getLeadingCommentRanges(text, first.pos)?.at(-1);
      return !!comment && text.slice(comment.pos, comment.end).includes('@internal');
    }

    function isHidden(node: ts.Node, { hidden }: Task): boolean {
      const named = ts.isVariableStatement(node)
        ? node.declarationList.declarations[0]!
        : (node as ts.NamedDeclaration);
      if (!named.name || !ts.isIdentifier(named.name)) return false;
      const { text } = named.name;
      return text === hidden || (ts.isTypeAliasDeclaration(node) && (text === `${hidden}_R` || text === `${hidden}_P`));
    }

    /** For JavaScript tsc prints declarations from symbols, so that nodes have no originals. */
    function isPrintedFromSymbol(node: ts.Node, { mark, visible, hiddenNode }: Task): boolean {
      if (mark.form !== 'function' || !(hiddenNode.flags & ts.NodeFlags.JavaScriptFile)) return false;
      return (ts.isFunctionDeclaration(node) || ts.isModuleDeclaration(node)) && node.name?.text === visible;
    }

    /** The call signatures as tsc printed them: of the hidden constant or methods, or under isolatedDeclarations where the user's types were copied to. */
    function signaturesOf(task: Task, scope: readonly ts.Node[]): readonly ts.SignatureDeclaration[] {
      const printed = scope.filter((n) => isHidden(n, task));
      if (ts.isMethodDeclaration(printed[0] ?? task.hiddenNode) && printed.length)
        return printed as unknown as ts.SignatureDeclaration[];
      if (scope.some((n) => isPrintedFromSymbol(n, task))) return types.printSignatures(hiddenName(ts, task));
      const constant = printed.find(ts.isVariableStatement);
      if (constant) return signaturesIn(constant.declarationList.declarations[0]!.type);
      const copied = scope.find((n) => byNode.get(ts.getOriginalNode(n)) === task && !ts.isFunctionDeclaration(n));
      if (copied && ts.isModuleDeclaration(copied))
        return signaturesIn(
          ((copied.body as ts.ModuleBlock).statements[0] as ts.VariableStatement).declarationList.declarations[0]!.type,
        );
      const type =
        copied &&
        (ts.isVariableStatement(copied)
          ? copied.declarationList.declarations[0]!.type
          : (copied as ts.PropertyDeclaration).type);
      return type && ts.isImportTypeNode(type) ? signaturesIn(type.typeArguments?.[0]) : [];
    }

    function signaturesIn(type: ts.TypeNode | undefined): readonly ts.SignatureDeclaration[] {
      if (!type) return [];
      if (ts.isFunctionTypeNode(type)) return [type];
      return ts.isTypeLiteralNode(type) ? type.members.filter(ts.isCallSignatureDeclaration) : [];
    }

    function functionAndNamespace(
      task: Task,
      signatures: readonly ts.SignatureDeclaration[],
      node: ts.Node,
    ): ts.Statement[] {
      const isExported =
        ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
      const modifiers = () => [
        ...(isExported ? [factory.createModifier(ts.SyntaxKind.ExportKeyword)] : []),
        factory.createModifier(ts.SyntaxKind.DeclareKeyword),
      ];
      const functions = signatures.map((s, i) =>
        factory.createFunctionDeclaration(
          modifiers(),
          undefined,
          nameAt(task, i),
          s.typeParameters,
          parametersOf(s),
          futureOf(task, s, i),
          undefined,
        ),
      );
      withComments(functions[0]!, task);
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
        [optionsParameter(task)],
        factory.createTypeQueryNode(factory.createIdentifier(task.visible)),
        undefined,
      );
      const maps = mapsOf(task, signatures).map(({ typeParameters, parameters, type }) =>
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
        constant('inline', plainType(signatures)),
        constant('kind', ours('Kind')),
        options,
        ...maps,
        ...(names.includes(task.visible) ? [exportsOf(names, task.visible)] : []),
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
    function exportsOf(names: readonly string[], owner: string): ts.Statement {
      const specifiers = names.map((name) =>
        factory.createExportSpecifier(false, name === owner ? memberName(name, owner) : undefined, name),
      );
      return factory.createExportDeclaration(undefined, false, factory.createNamedExports(specifiers));
    }

    function variable(
      task: Task,
      signatures: readonly ts.SignatureDeclaration[],
      node: ts.VariableStatement,
    ): ts.Statement {
      const declaration = factory.createVariableDeclaration(nameAt(task), undefined, markedType(task, signatures));
      return withComments(
        factory.createVariableStatement(
          node.modifiers,
          factory.createVariableDeclarationList([declaration], ts.NodeFlags.Const),
        ),
        task,
      );
    }

    function methodsOf(
      task: Task,
      signatures: readonly ts.SignatureDeclaration[],
      node: ts.MethodDeclaration,
    ): ts.ClassElement[] {
      const methods = signatures.map((s, i) =>
        factory.createMethodDeclaration(
          node.modifiers,
          undefined,
          nameAt(task, i),
          undefined,
          s.typeParameters,
          parametersOf(s),
          futureOf(task, s, i),
          undefined,
        ),
      );
      withComments(methods[0]!, task);
      task.mark.overloads.slice(1).forEach((o, i) => ts.setCommentRange(methods[i + 1]!, { pos: o.pos, end: o.end }));
      return methods;
    }

    function property(
      task: Task,
      signatures: readonly ts.SignatureDeclaration[],
      node: ts.PropertyDeclaration,
    ): ts.ClassElement {
      const modifiers = node.modifiers?.filter((m) => m.kind !== ts.SyntaxKind.DeclareKeyword);
      return withComments(
        factory.createPropertyDeclaration(modifiers, nameAt(task), undefined, markedType(task, signatures), undefined),
        task,
      );
    }

    // produces: Marked<(n: number) => number>, or { <T>(xs: T[]): Unfuture<T>; readonly inline: …; … }
    function markedType(task: Task, signatures: readonly ts.SignatureDeclaration[]): ts.TypeNode {
      const [only] = signatures;
      if (signatures.length === 1 && !only!.typeParameters?.length && !task.mark.fn.asteriskToken)
        return ours('Marked', [plainType(signatures)]);
      const readonly = [factory.createModifier(ts.SyntaxKind.ReadonlyKeyword)];
      const owner =
        task.mark.form === 'static'
          ? factory.createQualifiedName(factory.createIdentifier(task.mark.name.split('.')[0]!), task.visible)
          : factory.createIdentifier(task.visible);
      return factory.createTypeLiteralNode([
        ...signatures.map((s, i) =>
          factory.createCallSignature(s.typeParameters, parametersOf(s), futureOf(task, s, i)),
        ),
        factory.createPropertySignature(readonly, 'inline', undefined, plainType(signatures)),
        factory.createPropertySignature(readonly, 'kind', undefined, ours('Kind')),
        ...mapsOf(task, signatures).map(({ typeParameters, parameters, type }) =>
          factory.createMethodSignature(undefined, 'map', undefined, typeParameters, parameters, type),
        ),
        factory.createMethodSignature(
          undefined,
          'options',
          undefined,
          undefined,
          [optionsParameter(task)],
          factory.createTypeQueryNode(owner),
        ),
      ]);
    }

    function plainType(signatures: readonly ts.SignatureDeclaration[]): ts.TypeNode {
      const result = (s: ts.SignatureDeclaration) => s.type ?? factory.createKeywordTypeNode(ts.SyntaxKind.AnyKeyword);
      const [only] = signatures;
      if (signatures.length === 1)
        return factory.createFunctionTypeNode(only!.typeParameters, parametersOf(only!), result(only!));
      return factory.createTypeLiteralNode(
        signatures.map((s) => factory.createCallSignature(s.typeParameters, parametersOf(s), result(s))),
      );
    }

    /** Parameters as printed, with names that were inserted written out. */
    function parametersOf(signature: ts.SignatureDeclaration): ts.ParameterDeclaration[] {
      return signature.parameters.map((p) =>
        factory.createParameterDeclaration(
          undefined,
          p.dotDotDotToken && factory.createToken(ts.SyntaxKind.DotDotDotToken),
          ts.isIdentifier(p.name) ? p.name.text : p.name,
          p.questionToken && factory.createToken(ts.SyntaxKind.QuestionToken),
          p.type,
        ),
      );
    }

    function futureOf(task: Task, signature: ts.SignatureDeclaration, index: number): ts.TypeNode {
      if (task.mark.fn.asteriskToken)
        return ours('Streamed', [signature.type ?? factory.createKeywordTypeNode(ts.SyntaxKind.AnyKeyword)]);
      return ours('Unfuture', [resultOf(task, signature, index)]);
    }

    function mapsOf(task: Task, signatures: readonly ts.SignatureDeclaration[]): MapSignature[] {
      return task.mark.fn.asteriskToken
        ? []
        : mapSignatures(ts, factory, signatures, ours, (s, i) => resultOf(task, s, i));
    }

    function resultOf(task: Task, { type }: ts.SignatureDeclaration, index: number): ts.TypeNode {
      return awaited(task, type ?? factory.createKeywordTypeNode(ts.SyntaxKind.AnyKeyword), index);
    }

    function awaited(task: Task, type: ts.TypeNode, index: number): ts.TypeNode {
      if (ts.isTypePredicateNode(type))
        return factory.createKeywordTypeNode(
          type.assertsModifier ? ts.SyntaxKind.VoidKeyword : ts.SyntaxKind.BooleanKeyword,
        );
      const way = types.awaiting(hiddenName(ts, task), index);
      if (way === 'itself') return type;
      const argument =
        ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && type.typeName.text === 'Promise'
          ? type.typeArguments?.[0]
          : undefined;
      if (way === 'argument' && argument) return argument;
      return factory.createTypeReferenceNode('Awaited', [type]);
    }

    function exportOf(task: Task): ts.Statement {
      if (ts.isExportAssignment(task.mark.node) && task.mark.node.isExportEquals)
        return factory.createExportAssignment(undefined, true, factory.createIdentifier(task.visible));
      return factory.createExportDeclaration(
        undefined,
        false,
        factory.createNamedExports([factory.createExportSpecifier(false, task.visible, 'default')]),
      );
    }

    function ours(name: string, typeArguments?: readonly ts.TypeNode[]): ts.TypeNode {
      return factory.createImportTypeNode(
        factory.createLiteralTypeNode(factory.createStringLiteral('unsync')),
        undefined,
        factory.createIdentifier(name),
        typeArguments,
        false,
      );
    }

    function optionsParameter({ visible }: Task): ts.ParameterDeclaration {
      const name = memberName('options', visible);
      return factory.createParameterDeclaration(undefined, undefined, name, undefined, ours('CallOptions'));
    }

    /** The user's name of the function, or of one of its overloads. */
    function nameAt({ visible, mark }: Task, overload?: number): ts.Identifier {
      const { name } = mark.overloads[overload ?? -1] ?? {};
      const range = name ? { pos: name.getStart(), end: name.end } : { pos: mark.anchor.start, end: mark.anchor.end };
      return ts.setSourceMapRange(factory.createIdentifier(visible), range);
    }

    function withComments<N extends ts.Node>(node: N, { mark }: Task): N {
      return ts.setCommentRange(node, { pos: firstOf(mark).pos, end: mark.node.end });
    }
  };
}
