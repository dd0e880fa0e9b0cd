/** Parts of TypeScript that it does not declare, where more than one file reaches for it. */
import type ts from 'typescript';
import type { TypeScript } from '../types';

/** The first position at or after `at` that is neither space nor comment. */
export function skipTrivia(ts: TypeScript, text: string, at: number): number {
  return (ts as unknown as { skipTrivia(text: string, at: number): number }).skipTrivia(text, at);
}

/** `createProgram` as TypeScript has it: ts-patch replaces it, and would call the transformer again. */
export function createProgramOf(ts: TypeScript): TypeScript['createProgram'] {
  return (
    (ts as unknown as { originalCreateProgram?: TypeScript['createProgram'] }).originalCreateProgram ?? ts.createProgram
  );
}

/** Holds where tsc keeps the binding of an import: a value that is not inlined refers to it. */
export function isImported(context: ts.TransformationContext, binding: ts.Node): boolean {
  type Internal = { getEmitResolver(): { isReferencedAliasDeclaration(node: ts.Node): boolean } };
  return (context as unknown as Internal).getEmitResolver().isReferencedAliasDeclaration(binding);
}

const kept = new WeakMap<object, Set<ts.Node>>();

/** Lets tsc keep bindings of imports that only types refer to in the text: what is put in refers to them. */
export function keepImported(context: ts.TransformationContext, bindings: Iterable<ts.Node>): void {
  type Resolver = { isReferencedAliasDeclaration(node: ts.Node, checkChildren?: boolean): boolean };
  const resolver = (context as unknown as { getEmitResolver(): Resolver }).getEmitResolver();
  let forced = kept.get(resolver);
  if (!forced) {
    const own = (forced = new Set<ts.Node>());
    kept.set(resolver, own);
    const isReferenced = resolver.isReferencedAliasDeclaration;
    resolver.isReferencedAliasDeclaration = (node, checkChildren) => own.has(node) || isReferenced(node, checkChildren);
  }
  for (const binding of bindings) forced.add(binding);
}

/** Holds where tsc turns a file's imports and exports into those of its format: not in one that has none. */
export function isEmittedAsModule(ts: TypeScript, file: ts.SourceFile, options: ts.CompilerOptions): boolean {
  type Internal = { isEffectiveExternalModule(file: ts.SourceFile, options: ts.CompilerOptions): boolean };
  return (ts as unknown as Internal).isEffectiveExternalModule(file, options);
}

/** Holds where a file in JavaScript uses `require`, `module` or `exports`; known once it is bound. */
export function isCommonJsCode(file: ts.SourceFile): boolean {
  return !!(file as ts.SourceFile & { commonJsModuleIndicator?: unknown }).commonJsModuleIndicator;
}

/** Holds where a field of a class is defined on each instance, and not only assigned to. */
export function definesFields(ts: TypeScript, options: ts.CompilerOptions): boolean {
  type Internal = { getUseDefineForClassFields(options: ts.CompilerOptions): boolean };
  return (ts as unknown as Internal).getUseDefineForClassFields(options);
}

/** The specifiers of a file, with those of imports that tsc adds, and of calls of `import` and, in JavaScript, `require`. */
export function specifiersOf(file: ts.SourceFile): readonly ts.StringLiteralLike[] {
  return (file as ts.SourceFile & { imports?: readonly ts.StringLiteralLike[] }).imports ?? [];
}

/** Where a specifier leads. */
export function resolvedModule(
  program: ts.Program,
  specifier: ts.StringLiteralLike,
  file: ts.SourceFile,
): ts.ResolvedModuleFull | undefined {
  const { getResolvedModuleFromModuleSpecifier } = program as unknown as {
    getResolvedModuleFromModuleSpecifier?(
      specifier: ts.StringLiteralLike,
      file: ts.SourceFile,
    ): { resolvedModule?: ts.ResolvedModuleFull } | undefined;
  };
  return getResolvedModuleFromModuleSpecifier?.call(program, specifier, file)?.resolvedModule;
}

/** The compilers that `program.ts`, and what is here, are known to fit. */
export function isSupported(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === 6 || (major === 5 && minor >= 9);
}

/** Of `{ [K in keyof T]: … }`, and of an alias of that, the type whose members it has one by one: T. */
export function mappedOver(ts: TypeScript, checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  type Mapped = ts.ObjectType & { readonly declaration: ts.MappedTypeNode; readonly modifiersType?: ts.Type };
  if (!(type.flags & ts.TypeFlags.Object && (type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped))
    return undefined;
  const { nameType, typeParameter } = (type as Mapped).declaration;
  const { constraint } = typeParameter;
  const isOverAll =
    !nameType && constraint && ts.isTypeOperatorNode(constraint) && constraint.operator === ts.SyntaxKind.KeyOfKeyword;
  if (!isOverAll) return undefined;
  checker.getPropertiesOfType(type); // until then, it is not known
  return (type as Mapped).modifiersType;
}

/** Holds where a mapped type makes what it maps optional. */
export function mapsToOptional(ts: TypeScript, type: ts.Type): boolean {
  const { questionToken } = (type as ts.Type & { readonly declaration: ts.MappedTypeNode }).declaration;
  return !!questionToken && questionToken.kind !== ts.SyntaxKind.MinusToken;
}
