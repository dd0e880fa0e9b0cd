/** Phase 6, lower: the types of a marked function, as callers see it. */
import type ts from 'typescript';
import { memberName } from '../2-declare/2-declare';
import { hiddenName } from '../syntax/task-nodes';
import type { Task, TypeInfo, TypeScript } from '../types';
import { type MapSignature, mapSignatures } from './map-signatures';

/** Makes types from call signatures that tsc has printed. */
export class VisibleTypes {
  constructor(
    readonly ts: TypeScript,
    readonly factory: ts.NodeFactory,
    readonly types: TypeInfo,
  ) {}

  // produces: Marked<(n: number) => number>, or { <T>(xs: T[]): Unfuture<T>; readonly inline: …; … }
  markedType(task: Task, signatures: readonly ts.SignatureDeclaration[]): ts.TypeNode {
    const { factory } = this;
    const [only] = signatures;
    if (signatures.length === 1 && !only!.typeParameters?.length && !task.mark.fn.asteriskToken)
      return this.ours('Marked', [this.plainType(signatures)]);
    const readonly = [factory.createModifier(this.ts.SyntaxKind.ReadonlyKeyword)];
    const owner =
      task.mark.form === 'static'
        ? factory.createQualifiedName(factory.createIdentifier(task.mark.name.split('.')[0]!), task.visible)
        : factory.createIdentifier(task.visible);
    return factory.createTypeLiteralNode([
      ...signatures.map((s, i) =>
        factory.createCallSignature(s.typeParameters, this.parametersOf(s), this.futureOf(task, s, i)),
      ),
      factory.createPropertySignature(readonly, 'inline', undefined, this.plainType(signatures)),
      factory.createPropertySignature(readonly, 'kind', undefined, this.ours('Kind')),
      ...this.mapsOf(task, signatures).map(({ typeParameters, parameters, type }) =>
        factory.createMethodSignature(undefined, 'map', undefined, typeParameters, parameters, type),
      ),
      factory.createMethodSignature(
        undefined,
        'options',
        undefined,
        undefined,
        [this.optionsParameter(task)],
        factory.createTypeQueryNode(owner),
      ),
    ]);
  }

  plainType(signatures: readonly ts.SignatureDeclaration[]): ts.TypeNode {
    const { factory } = this;
    const result = (s: ts.SignatureDeclaration) =>
      s.type ?? factory.createKeywordTypeNode(this.ts.SyntaxKind.AnyKeyword);
    const [only] = signatures;
    if (signatures.length === 1)
      return factory.createFunctionTypeNode(only!.typeParameters, this.parametersOf(only!), result(only!));
    return factory.createTypeLiteralNode(
      signatures.map((s) => factory.createCallSignature(s.typeParameters, this.parametersOf(s), result(s))),
    );
  }

  /** Parameters as printed, with names that were inserted written out. */
  parametersOf(signature: ts.SignatureDeclaration): ts.ParameterDeclaration[] {
    const { factory, ts } = this;
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

  futureOf(task: Task, signature: ts.SignatureDeclaration, index: number): ts.TypeNode {
    if (task.mark.fn.asteriskToken)
      return this.ours('Streamed', [
        signature.type ?? this.factory.createKeywordTypeNode(this.ts.SyntaxKind.AnyKeyword),
      ]);
    return this.ours('Unfuture', [this.#resultOf(task, signature, index)]);
  }

  mapsOf(task: Task, signatures: readonly ts.SignatureDeclaration[]): MapSignature[] {
    return task.mark.fn.asteriskToken
      ? []
      : mapSignatures(
          this.ts,
          this.factory,
          signatures,
          (name, typeArguments) => this.ours(name, typeArguments),
          (s, i) => this.#resultOf(task, s, i),
        );
  }

  ours(name: string, typeArguments?: readonly ts.TypeNode[]): ts.TypeNode {
    const { factory } = this;
    return factory.createImportTypeNode(
      factory.createLiteralTypeNode(factory.createStringLiteral('unsync')),
      undefined,
      factory.createIdentifier(name),
      typeArguments,
      false,
    );
  }

  optionsParameter({ visible }: Task): ts.ParameterDeclaration {
    const name = memberName('options', visible);
    return this.factory.createParameterDeclaration(undefined, undefined, name, undefined, this.ours('CallOptions'));
  }

  #resultOf(task: Task, { type }: ts.SignatureDeclaration, index: number): ts.TypeNode {
    return this.#awaited(task, type ?? this.factory.createKeywordTypeNode(this.ts.SyntaxKind.AnyKeyword), index);
  }

  #awaited(task: Task, type: ts.TypeNode, index: number): ts.TypeNode {
    const { ts, factory } = this;
    if (ts.isTypePredicateNode(type))
      return factory.createKeywordTypeNode(
        type.assertsModifier ? ts.SyntaxKind.VoidKeyword : ts.SyntaxKind.BooleanKeyword,
      );
    const way = this.types.awaiting(hiddenName(ts, task), index);
    if (way === 'itself') return type;
    const argument =
      ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && type.typeName.text === 'Promise'
        ? type.typeArguments?.[0]
        : undefined;
    if (way === 'argument' && argument) return argument;
    return factory.createTypeReferenceNode('Awaited', [type]);
  }
}
