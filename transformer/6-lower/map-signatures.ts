/** Phase 6, lower: what `map` of a marked function takes and gives, in declaration files. */
import type ts from 'typescript';
import { parameterName, positionalOf } from '../2-declare/2-declare';
import type { TypeScript } from '../types';

export interface MapSignature {
  readonly typeParameters: readonly ts.TypeParameterDeclaration[] | undefined;
  readonly parameters: readonly ts.ParameterDeclaration[];
  readonly type: ts.TypeNode;
}

// given:    <T>(x: T, n?: number) => T[]
// produces: <T>(items: Items<T>, options?: MapOptions): Mapped<T[]>
/**
 * For each signature that can be called with one argument.
 * @param ours a type of unsync
 * @param resultOf what a call comes to
 */
export function mapSignatures(
  ts: TypeScript,
  factory: ts.NodeFactory,
  signatures: readonly ts.SignatureDeclaration[],
  ours: (name: string, typeArguments?: readonly ts.TypeNode[]) => ts.TypeNode,
  resultOf: (signature: ts.SignatureDeclaration, index: number) => ts.TypeNode,
): MapSignature[] {
  return signatures.flatMap((signature, i) => {
    const [first, ...others] = positionalOf(ts, signature);
    if (!first || !others.every((p) => p.questionToken || p.dotDotDotToken)) return [];
    const parameters = [
      parameter(parameterName(ts, 'items', signature), ours('Items', [elementOf(first)])),
      parameter(
        parameterName(ts, 'options', signature),
        ours('MapOptions'),
        factory.createToken(ts.SyntaxKind.QuestionToken),
      ),
    ];
    const { typeParameters } = signature;
    return [{ typeParameters, parameters, type: ours('Mapped', [resultOf(signature, i)]) }];
  });

  function parameter(name: string, type: ts.TypeNode, question?: ts.QuestionToken): ts.ParameterDeclaration {
    return factory.createParameterDeclaration(undefined, undefined, name, question, type);
  }

  function elementOf({ type, dotDotDotToken, questionToken }: ts.ParameterDeclaration): ts.TypeNode {
    if (!type) return factory.createKeywordTypeNode(ts.SyntaxKind.AnyKeyword);
    if (dotDotDotToken && ts.isArrayTypeNode(type)) return type.elementType;
    if (dotDotDotToken)
      return factory.createIndexedAccessTypeNode(type, factory.createKeywordTypeNode(ts.SyntaxKind.NumberKeyword));
    if (!questionToken) return type;
    return factory.createUnionTypeNode([type, factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword)]);
  }
}
