/** TypeScript's own checker, behind the few questions that the phases ask. */
import type ts from 'typescript';
import type { Memory, Task, TypeInfo, TypeScript } from '../../types';
import { isLibrary } from '../names/origins';
import { createCrossing } from './crossing';

export function createTypeInfo(
  ts: TypeScript,
  program: ts.Program,
  files: readonly ts.SourceFile[],
  tasks: readonly Task[],
  effects: Readonly<Record<string, string>>,
  cancellation?: ts.CancellationToken,
): TypeInfo {
  const checker = program.getTypeChecker();
  return {
    checker,
    files,
    tasks,
    effects,
    stopIfAsked: () => cancellation?.throwIfCancellationRequested(),
    ...createAnswers(),
    ...createTargets(ts, checker),
    ...createSignatures(ts, checker),
    ...createKindsOfValues(ts, checker),
    ...createCrossing(ts, program),
  };
}

/** Keeps what analyses have found out, by question: each is asked again and again. */
function createAnswers(): Pick<TypeInfo, 'perFile' | 'once'> {
  const answers = new Map<string, Map<ts.SourceFile, unknown>>();
  const onceKnown = new Map<string, unknown>();
  return {
    perFile<T>(question: string, file: ts.SourceFile, answer: () => T): T {
      let known = answers.get(question);
      if (!known) answers.set(question, (known = new Map<ts.SourceFile, unknown>()));
      if (!known.has(file)) known.set(file, answer());
      return known.get(file) as T;
    },
    once<T>(question: string, answer: () => T): T {
      if (!onceKnown.has(question)) onceKnown.set(question, answer());
      return onceKnown.get(question) as T;
    },
  };
}

/** Leads from names, calls and expressions to declarations. */
function createTargets(
  ts: TypeScript,
  checker: ts.TypeChecker,
): Pick<
  TypeInfo,
  'calledBy' | 'declarationsOf' | 'targetsOf' | 'moduleOf' | 'memberOf' | 'callablesOf' | 'isErrorClass'
> {
  const follow = (symbol: ts.Symbol | undefined): ts.Symbol | undefined =>
    symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  // the checker looks a name up anew each time, and the same are asked for by every analysis
  const targets = new Map<ts.Node, readonly ts.Declaration[]>();
  return {
    calledBy(call) {
      const declaration = checker.getResolvedSignature(call)?.declaration;
      if (!declaration) return [];
      const symbol = (declaration as unknown as { symbol?: ts.Symbol }).symbol;
      return symbol?.declarations ?? [declaration];
    },
    declarationsOf: (identifier) => declared(ts, valueSymbol(ts, checker, identifier)),
    targetsOf(name) {
      let found = targets.get(name);
      if (!found) targets.set(name, (found = declared(ts, follow(valueSymbol(ts, checker, name)))));
      return found;
    },
    moduleOf: (specifier) => checker.getSymbolAtLocation(specifier)?.declarations?.find(ts.isSourceFile),
    memberOf: (node, name) => checker.getTypeAtLocation(node).getProperty(name)?.declarations ?? [],
    callablesOf(expression) {
      const type = checker.getTypeAtLocation(expression);
      if (type.flags & ts.TypeFlags.Any) return 'any';
      const parts = type.isUnion() ? type.types : [type];
      return parts
        .flatMap((t) => [...t.getCallSignatures(), ...t.getConstructSignatures()])
        .flatMap((s) => s.declaration ?? []);
    },
    isErrorClass(name) {
      const symbol = follow(valueSymbol(ts, checker, name));
      if (!symbol || !(symbol.flags & ts.SymbolFlags.Class)) return false;
      let type: ts.Type | undefined = checker.getDeclaredTypeOfSymbol(symbol);
      for (; type; type = type.getBaseTypes?.()?.[0]) if (isErrorOfTheLanguage(type)) return true;
      return false;
    },
  };
}

function valueSymbol(ts: TypeScript, checker: ts.TypeChecker, name: ts.Node): ts.Symbol | undefined {
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
}

/** Without `f.cache = {}`, which TypeScript takes for a declaration of `f`, too. */
function declared(ts: TypeScript, symbol: ts.Symbol | undefined): readonly ts.Declaration[] {
  const all = symbol?.declarations ?? [];
  const own = all.filter((d) => !ts.isExpression(d) || ts.isFunctionExpression(d) || ts.isClassExpression(d));
  return own.length ? own : all;
}

const isErrorOfTheLanguage = ({ symbol }: ts.Type): boolean =>
  symbol?.name === 'Error' &&
  !!symbol.declarations?.some(
    (d) => d.getSourceFile().hasNoDefaultLib || /\/lib\.[^/]*\.d\.ts$/.test(d.getSourceFile().fileName),
  );

/** Tells what callers get from functions. */
function createSignatures(
  ts: TypeScript,
  checker: ts.TypeChecker,
): Pick<
  TypeInfo,
  | 'isFunction'
  | 'givesNothing'
  | 'returnsPromise'
  | 'returnsGenerator'
  | 'signatureShape'
  | 'awaiting'
  | 'printSignatures'
> {
  const callSignatures = (name: ts.Node): readonly ts.Signature[] =>
    checker.getTypeAtLocation(name).getCallSignatures();
  const hasThen = (type: ts.Type): boolean => {
    if (type.flags & ts.TypeFlags.Any) return false;
    const then = type.getProperty('then');
    return !!then && checker.getTypeOfSymbol(then).getCallSignatures().length > 0;
  };
  return {
    isFunction: (node) => callSignatures(node).length > 0,
    givesNothing: (fn) =>
      callSignatures(fn).every((s) => !!(s.getReturnType().flags & (ts.TypeFlags.VoidLike | ts.TypeFlags.Null))),
    returnsPromise: (fn) => callSignatures(fn).some((s) => hasThen(checker.getReturnTypeOfSignature(s))),
    returnsGenerator: (fn) =>
      callSignatures(fn).some((s) => {
        const { symbol } = s.getReturnType();
        return /^(?:Async)?Generator$/.test(symbol?.name ?? '') && !!symbol.declarations?.some(isLibrary);
      }),
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
  };
}

/** How much may be on the memory of each, of a union that of the most. */
const memories = { none: 0, view: 1, bytes: 2, buffer: 3, unknown: 4 } satisfies Record<Memory, number>;

/** Tells objects from plain values, and what memory they are on. */
function createKindsOfValues(
  ts: TypeScript,
  checker: ts.TypeChecker,
): Pick<TypeInfo, 'isPrimitive' | 'isBinary' | 'memoryOf'> {
  const primitives = new Map<ts.Node, boolean>();
  const primitive =
    ts.TypeFlags.StringLike |
    ts.TypeFlags.NumberLike |
    ts.TypeFlags.BigIntLike |
    ts.TypeFlags.BooleanLike |
    ts.TypeFlags.ESSymbolLike |
    ts.TypeFlags.VoidLike |
    ts.TypeFlags.Null |
    ts.TypeFlags.Never;
  const isPrimitive = (type: ts.Type): boolean =>
    type.isUnion() ? type.types.every(isPrimitive) : !!(type.flags & primitive);

  const memoryOf = (type: ts.Type): Memory => {
    if (type.isUnion()) return type.types.map(memoryOf).reduce((a, b) => (memories[b] > memories[a] ? b : a));
    if (type.flags & ts.TypeFlags.TypeParameter) {
      const constraint = checker.getBaseConstraintOfType(type);
      return constraint && constraint !== type ? memoryOf(constraint) : 'unknown';
    }
    if (isPrimitive(type) || checker.isArrayLikeType(type)) return 'none';
    const name = type.symbol?.declarations?.some(isLibrary) ? type.symbol.name : '';
    if (/^(?:Shared)?ArrayBuffer$/.test(name)) return 'buffer';
    if (/^(?:Uint8Array|Buffer)$/.test(name)) return 'bytes';
    return /^(?:(?:Big)?(?:Uint|Int|Float)\d+(?:Clamped)?Array|DataView)$/.test(name) ? 'view' : 'unknown';
  };

  return {
    isPrimitive(node) {
      let known = primitives.get(node);
      if (known === undefined) {
        const type = checker.getTypeAtLocation(node);
        const base = type.flags & ts.TypeFlags.TypeParameter ? checker.getBaseConstraintOfType(type) : undefined;
        primitives.set(node, (known = isPrimitive(base ?? type)));
      }
      return known;
    },
    isBinary: (node) =>
      /^(?:(?:Big)?(?:Uint|Int|Float)\d+(?:Clamped)?Array|DataView|(?:Shared)?ArrayBuffer|Buffer)$/.test(
        checker.getTypeAtLocation(node).symbol?.name ?? '',
      ),
    memoryOf: (node) => memoryOf(checker.getTypeAtLocation(node)),
  };
}
