/**
 * Signatures in the virtual text: what callers of a marked function see. The user's own text is copied
 * where it says a type; where it does not, the type is asked of the hidden function.
 */
import type ts from 'typescript';
import type { DeclareOptions, Mark, Segment, Span, TypeScript } from '../types';

const UNFUTURE = 'import("unsync").Unfuture';
const STREAMED = 'import("unsync").Streamed';
const MARKED = 'import("unsync").Marked';
const ITEMS = 'import("unsync").Items';
const MAP_OPTIONS = 'import("unsync").MapOptions';
const MAPPED = 'import("unsync").Mapped';

/** Members of the namespace of a marked function. */
export const MEMBERS = ['inline', 'kind', 'options', 'map'];

/** In there, a member or parameter of the function's own name would stand before the function; a member is exported under that. */
export const memberName = (member: string, owner: string): string => (member === owner ? `_${member}` : member);

/** The name of a parameter that a signature did not have: what its types say of another one of that name must stay true. */
export function parameterName(ts: TypeScript, name: string, { parameters, type }: ts.SignatureDeclaration): string {
  const root = (entity: ts.EntityName): string => (ts.isIdentifier(entity) ? entity.text : root(entity.left));
  const isMeant = (node: ts.Node): boolean =>
    (ts.isTypeQueryNode(node) && ts.isEntityName(node.exprName) && root(node.exprName) === name) ||
    (ts.forEachChild(node, isMeant) ?? false);
  return [...parameters, type].some((node) => node && isMeant(node)) ? `_${name}` : name;
}

export interface Writer {
  copy(from: number, to: number): void;
  insert(text: string, anchor: Span): void;
  finish(): { text: string; segments: Segment[] };
}
export interface Site {
  readonly ts: TypeScript;
  readonly file: ts.SourceFile;
  readonly mark: Mark;
  readonly hidden: string;
  readonly visible: string;
  readonly writer: Writer;
  readonly options: DeclareOptions;
  /** Types that stand for what the user left unwritten in a generic constant. */
  readonly aliases?: { readonly result: string; readonly parameters: string } | undefined;
}

// given:    <T>(v: T) => [v, v]
// produces: type H_R<T>=ReturnType<typeof H<T>>;type H_P<T>=Parameters<typeof H<T>>;
// Where another file's declarations take the type of the constant along, tsc would write `typeof H<T>`
// into them, can't, since H is not exported, and does not come to an end; an alias it resolves.
export function writeAliases(on: Site, fn: ts.SignatureDeclaration): Site['aliases'] {
  const { ts, mark, hidden, writer } = on;
  const parameters = typeParametersOf(ts, fn);
  if (!parameters.length || isWritten(ts, fn)) return undefined;
  const applied = typeArguments(ts, fn);
  for (const [suffix, utility] of [
    ['R', 'ReturnType'],
    ['P', 'Parameters'],
  ]) {
    writer.insert(`type ${hidden}_${suffix}<`, mark.anchor);
    writeNamesAndConstraints(on, parameters);
    writer.insert(`>=${utility}<typeof ${hidden}${applied}>;`, mark.anchor);
  }
  return { result: `${hidden}_R${applied}`, parameters: `${hidden}_P${applied}` };
}
/** `Marked<typeof H>`, or spelled out where the function has type parameters or overloads, which an alias would lose. */
export function writeMarkedType(on: Site, plain: string, signatures: readonly ts.SignatureDeclaration[]): void {
  const put = (text: string) => on.writer.insert(text, on.mark.anchor);
  const isPlain = signatures.length === 1 && !typeParametersOf(on.ts, signatures[0]!).length;
  if ((isPlain && !on.mark.fn.asteriskToken) || isUnspeakable(on.ts, on.mark)) {
    put(`${MARKED}<`);
    if (on.options.isolatedDeclarations && isWritten(on.ts, signatures[0]!)) writePlainType(on);
    else put(plain);
    put('>');
    return;
  }
  put('{');
  for (const s of signatures) {
    writeSignature(on, s, plain);
    put(';');
  }
  put(`readonly inline:${plain};readonly kind:import("unsync").Kind;`);
  for (const s of signatures) writeMap(on, s, plain);
  put(`options(${memberName('options', on.visible)}:import("unsync").CallOptions):`);
  if (on.mark.form === 'static') put(`typeof ${(on.mark.node.parent as ts.ClassDeclaration).name!.text}.${on.visible}`);
  else if (!isInside(on.mark)) put(`typeof ${on.visible}`);
  else {
    // declarations can't name what stands inside a function, and would write it out for ever
    put('{');
    for (const s of signatures) {
      writeSignature(on, s, plain);
      put(';');
    }
    put('}');
  }
  put('}');
}

const isInside = ({ nested, form }: Mark): boolean => nested || form === 'member';

/**
 * A generic function inside another, with types left to be inferred: what the declarations of the outer one
 * would have to say of it, tsc does not come to an end with.
 */
export function isUnspeakable(ts: TypeScript, mark: Mark): boolean {
  const signatures = mark.overloads.length ? mark.overloads : [mark.fn];
  return isInside(mark) && signatures.some((s) => typeParametersOf(ts, s).length > 0 && !isWritten(ts, s));
}

/** The type of the plain function: by reference, or under isolatedDeclarations as the user wrote it. */
export function writePlainType(on: Site): void {
  const { mark, writer, hidden, options } = on;
  const put = (text: string) => writer.insert(text, mark.anchor);
  const signatures = mark.overloads.length ? mark.overloads : [mark.fn];
  if (!options.isolatedDeclarations || !signatures.every((s) => isWritten(on.ts, s))) return put(`typeof ${hidden}`);
  put('{');
  for (const s of signatures) {
    writeTypeParameters(on, s);
    writeParameters(on, s, hidden);
    put(':');
    writer.copy(s.type!.getStart(on.file), s.type!.end);
    put(';');
  }
  put('}');
}

const isWritten = (ts: TypeScript, s: ts.SignatureDeclaration): boolean =>
  !!s.type && s.parameters.every((p) => !!p.type || (!!p.initializer && !!typeOfLiteral(ts, p.initializer)));

/** `<T>(xs: readonly T[], n?: …): Unfuture<Awaited<R>>` */
export function writeSignature(on: Site, fn: ts.SignatureDeclaration, plain = `typeof ${on.hidden}`): void {
  const { mark, writer } = on;
  const put = (text: string) => writer.insert(text, mark.anchor);
  writeTypeParameters(on, fn);
  writeParameters(on, fn, plain);
  const isStream = !!mark.fn.asteriskToken;
  put(isStream ? `:${STREAMED}<` : `:${UNFUTURE}<Awaited<`);
  writeResult(on, fn, plain);
  put(isStream ? '>' : '>>');
}

/** The type of what the function returns. */
function writeResult({ ts, file, mark, writer, aliases }: Site, fn: ts.SignatureDeclaration, plain: string): void {
  const put = (text: string) => writer.insert(text, mark.anchor);
  if (!fn.type) put(aliases?.result ?? `ReturnType<${plain}${typeArguments(ts, fn)}>`);
  else if (ts.isTypePredicateNode(fn.type)) put(fn.type.assertsModifier ? 'void' : 'boolean');
  else writer.copy(fn.type.getStart(file), fn.type.end);
}

// given:    <T>(xs: readonly T[], n?: number) => R
// produces: map<T>(items:Items<readonly T[]>,options?:MapOptions):Mapped<Awaited<R>>;
export function writeMap(on: Site, fn: ts.SignatureDeclaration, plain: string, head = 'map'): void {
  const { ts, mark, writer } = on;
  const put = (text: string) => writer.insert(text, mark.anchor);
  if (!isMappable(on, fn)) return;
  const [first] = positionalOf(ts, fn);
  put(head);
  writeTypeParameters(on, fn);
  put(`(${parameterName(ts, 'items', fn)}:${ITEMS}<`);
  if (first!.dotDotDotToken) put('(');
  writeTypeOf(on, fn, first!, plain);
  if (first!.dotDotDotToken) put(')[number]');
  else if (!isRequired(on, fn, first!)) put('|undefined');
  put(`>,${parameterName(ts, 'options', fn)}?:${MAP_OPTIONS}):${MAPPED}<Awaited<`);
  writeResult(on, fn, plain);
  put('>>;');
}

/** Not where one argument is too few or too many, nor for generators. */
export function isMappable(on: Site, fn: ts.SignatureDeclaration): boolean {
  const [first, ...others] = positionalOf(on.ts, fn);
  return !on.mark.fn.asteriskToken && !!first && !others.some((p) => isRequired(on, fn, p));
}

/** Written on the function, or in JavaScript as `@template` in the comment before it. */
export const typeParametersOf = (ts: TypeScript, fn: ts.SignatureDeclaration): readonly ts.TypeParameterDeclaration[] =>
  ts.getEffectiveTypeParameterDeclarations(fn);

const typeArguments = (ts: TypeScript, fn: ts.SignatureDeclaration): string => {
  const names = typeParametersOf(ts, fn).map((t) => t.name.text);
  return names.length ? `<${names.join()}>` : '';
};

function writeTypeParameters(on: Site, fn: ts.SignatureDeclaration): void {
  const { ts, writer, mark } = on;
  const parameters = typeParametersOf(ts, fn);
  if (!parameters.length) return;
  writer.insert('<', mark.anchor);
  if (fn.typeParameters) writer.copy(fn.typeParameters.pos, fn.typeParameters.end);
  else writeNamesAndConstraints(on, parameters);
  writer.insert('>', mark.anchor);
}

/** `T,K extends keyof T` */
function writeNamesAndConstraints(
  { ts, file, writer, mark }: Site,
  parameters: readonly ts.TypeParameterDeclaration[],
): void {
  parameters.forEach((parameter, i) => {
    writer.insert(`${i > 0 ? ',' : ''}${parameter.name.text}`, mark.anchor);
    const constraint = ts.getEffectiveConstraintOfTypeParameter(parameter);
    if (!constraint) return;
    writer.insert(' extends ', mark.anchor);
    writer.copy(constraint.getStart(file), constraint.end);
  });
}

function writeParameters(on: Site, fn: ts.SignatureDeclaration, plain: string): void {
  const { ts, file, mark, writer } = on;
  const put = (text: string) => writer.insert(text, mark.anchor);
  put('(');
  fn.parameters.forEach((parameter, i) => {
    if (i > 0) put(',');
    if (parameter.dotDotDotToken) put('...');
    if (ts.isIdentifier(parameter.name)) writer.copy(parameter.name.getStart(file), parameter.name.end);
    else put(`_${i}`);
    if (!parameter.dotDotDotToken && !isThis(ts, parameter) && !isRequired(on, fn, parameter)) put('?');
    put(':');
    writeTypeOf(on, fn, parameter, plain);
  });
  put(')');
}

/** Holds where a call must have it: not when it is a rest parameter, or may be left out. */
function isRequired({ ts, file }: Site, fn: ts.SignatureDeclaration, parameter: ts.ParameterDeclaration): boolean {
  if (parameter.dotDotDotToken || parameter.questionToken) return false;
  // JavaScript: without types in comments, every argument may be left out
  const untyped =
    (file.flags & ts.NodeFlags.JavaScriptFile) !== 0 &&
    !ts.getJSDocParameterTags(fn.parameters[0] ?? (fn as never)).length;
  return (
    !untyped &&
    (!parameter.initializer || isRequiredLater(ts, fn, parameter)) &&
    !ts
      .getJSDocParameterTags(parameter)
      .some((tag) => tag.isBracketed || tag.typeExpression?.type.kind === ts.SyntaxKind.JSDocOptionalType)
  );
}

/** Without `this`. */
export const positionalOf = (ts: TypeScript, fn: ts.SignatureDeclaration) =>
  fn.parameters.filter((p) => !isThis(ts, p));

const isRequiredLater = (ts: TypeScript, fn: ts.SignatureDeclaration, parameter: ts.ParameterDeclaration): boolean => {
  const positional = positionalOf(ts, fn);
  return positional
    .slice(positional.indexOf(parameter) + 1)
    .some((p) => !p.questionToken && !p.initializer && !p.dotDotDotToken);
};

function writeTypeOf(on: Site, fn: ts.SignatureDeclaration, parameter: ts.ParameterDeclaration, plain: string): void {
  const { ts, file, mark, writer, options } = on;
  const put = (text: string) => writer.insert(text, mark.anchor);
  const widened = !!parameter.initializer && isRequiredLater(ts, fn, parameter); // `f(a = 1, b)`: undefined must still be accepted
  if (parameter.type) {
    writer.copy(parameter.type.getStart(file), parameter.type.end);
    if (widened) put('|undefined');
    return;
  }
  const all = on.aliases?.parameters ?? `Parameters<${plain}${typeArguments(ts, fn)}>`;
  const index = positionalOf(ts, fn).indexOf(parameter);
  const isSpelledOut = options.isolatedDeclarations || isInside(mark);
  const literal = isSpelledOut && parameter.initializer && typeOfLiteral(ts, parameter.initializer);
  if (literal) put(literal + (widened ? '|undefined' : ''));
  else if (!parameter.dotDotDotToken) put(`${all}[${index}]`);
  else put(index === 0 ? all : 'any[]'); // without a type it is any[], and an error under strict
}

/** The type that isolatedDeclarations reads off the value of a parameter. */
function typeOfLiteral(ts: TypeScript, value: ts.Expression): string | undefined {
  const literal = ts.isPrefixUnaryExpression(value) ? value.operand : value;
  if (ts.isNumericLiteral(literal)) return 'number';
  if (ts.isBigIntLiteral(literal)) return 'bigint';
  if (ts.isStringLiteralLike(value)) return 'string';
  return value.kind === ts.SyntaxKind.TrueKeyword || value.kind === ts.SyntaxKind.FalseKeyword ? 'boolean' : undefined;
}

const isThis = (ts: TypeScript, p: ts.ParameterDeclaration): boolean =>
  ts.isIdentifier(p.name) && p.name.text === 'this';
