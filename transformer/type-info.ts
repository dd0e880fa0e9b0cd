/** TypeScript's own checker, behind the few questions that the phases ask. */
import type ts from 'typescript';
import { instancesCrossing } from './crossing';
import type { TypeInfo, TypeScript } from './types';

export function createTypeInfo(ts: TypeScript, checker: ts.TypeChecker): TypeInfo {
  const follow = (symbol: ts.Symbol | undefined): ts.Symbol | undefined =>
    symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

  const valueSymbol = (name: ts.Node): ts.Symbol | undefined => {
    const { parent } = name;
    if (parent && ts.isShorthandPropertyAssignment(parent) && parent.name === name)
      return checker.getShorthandAssignmentValueSymbol(parent);
    if (
      parent &&
      ts.isExportSpecifier(parent) &&
      (parent.propertyName ?? parent.name) === name &&
      !parent.parent.parent.moduleSpecifier
    )
      return checker.getExportSpecifierLocalTargetSymbol(parent);
    return checker.getSymbolAtLocation(name);
  };

  const callSignatures = (name: ts.Node): readonly ts.Signature[] =>
    checker.getTypeAtLocation(name).getCallSignatures();
  const hasThen = (type: ts.Type): boolean => {
    if (type.flags & ts.TypeFlags.Any) return false;
    const then = type.getProperty('then');
    return !!then && checker.getTypeOfSymbol(then).getCallSignatures().length > 0;
  };

  const answers = new Map<string, Map<ts.SourceFile, unknown>>();
  const perFile = <T>(question: string, file: ts.SourceFile, answer: () => T): T => {
    let known = answers.get(question);
    if (!known) answers.set(question, (known = new Map<ts.SourceFile, unknown>()));
    if (!known.has(file)) known.set(file, answer());
    return known.get(file) as T;
  };

  return {
    perFile,
    declarationsOf: (identifier) => valueSymbol(identifier)?.declarations ?? [],
    targetsOf: (name) => follow(valueSymbol(name))?.declarations ?? [],
    moduleOf: (specifier) => checker.getSymbolAtLocation(specifier)?.declarations?.find(ts.isSourceFile),
    returnsPromise: (fn) => callSignatures(fn).some((s) => hasThen(checker.getReturnTypeOfSignature(s))),
    signatureShape: (name) => callSignatures(name).map((s) => s.typeParameters?.length ?? 0),
    awaiting(name, signature) {
      const type = callSignatures(name)[signature]?.getReturnType();
      if (!type) return 'unknown';
      const awaited = checker.getAwaitedType(type);
      if (awaited === type) return 'itself';
      const [argument] = type.symbol?.name === 'Promise' ? checker.getTypeArguments(type as ts.TypeReference) : [];
      return argument && awaited === argument ? 'argument' : 'unknown';
    },
    printSignatures: (name) =>
      callSignatures(name).flatMap((signature) => {
        const flags = ts.NodeBuilderFlags.NoTruncation | ts.NodeBuilderFlags.UseAliasDefinedOutsideCurrentScope;
        const node = checker.signatureToSignatureDeclaration(signature, ts.SyntaxKind.FunctionType, name, flags);
        return node ? [node] : [];
      }),
    instancesCrossing: (name) => instancesCrossing(ts, checker, name),
    isBinary: (node) =>
      /^(?:(?:Big)?(?:Uint|Int|Float)\d+(?:Clamped)?Array|DataView|(?:Shared)?ArrayBuffer|Buffer)$/.test(
        checker.getTypeAtLocation(node).symbol?.name ?? '',
      ),
    isErrorClass(name) {
      const symbol = follow(valueSymbol(name));
      if (!symbol || !(symbol.flags & ts.SymbolFlags.Class)) return false;
      for (
        let type: ts.Type | undefined = checker.getDeclaredTypeOfSymbol(symbol);
        type;
        type = type.getBaseTypes?.()?.[0]
      ) {
        if (
          type.symbol?.name === 'Error' &&
          type.symbol.declarations?.some(
            (d) => d.getSourceFile().hasNoDefaultLib || /\/lib\.[^/]*\.d\.ts$/.test(d.getSourceFile().fileName),
          )
        )
          return true;
      }
      return false;
    },
  };
}
