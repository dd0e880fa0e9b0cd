/**
 * Signatures in the virtual text: what callers of a marked function see. The user's own text is copied
 * where it says a type; where it does not, the type is asked of the hidden function.
 */
import type ts from 'typescript';
import type { DeclareOptions } from './2-declare';
import type { Mark, Segment, Span, TypeScript } from './types';

const UNFUTURE = 'import("unsync").Unfuture';
const MARKED = 'import("unsync").Marked';

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
  if (!parameters.length || isWritten(on, fn)) return undefined;
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
  if (signatures.length === 1 && !typeParametersOf(on.ts, signatures[0]!).length) {
    put(`${MARKED}<`);
    if (on.options.isolatedDeclarations && isWritten(on, signatures[0]!)) writePlainType(on);
    else put(plain);
    put('>');
    return;
  }
  put('{');
  for (const s of signatures) {
    writeSignature(on, s, plain);
    put(';');
  }
  const self =
    on.mark.form === 'static'
      ? `typeof ${(on.mark.node.parent as ts.ClassDeclaration).name!.text}.${on.visible}`
      : `typeof ${on.visible}`;
  put(
    `readonly inline:${plain};readonly kind:import("unsync").Kind;options(options:import("unsync").CallOptions):${self}}`,
  );
}

/** The type of the plain function: by reference, or under isolatedDeclarations as the user wrote it. */
export function writePlainType(on: Site): void {
  const { mark, writer, hidden, options } = on;
  const put = (text: string) => writer.insert(text, mark.anchor);
  const signatures = mark.overloads.length ? mark.overloads : [mark.fn];
  if (!options.isolatedDeclarations || !signatures.every((s) => isWritten(on, s))) return put(`typeof ${hidden}`);
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

const isWritten = ({ ts }: Site, s: ts.SignatureDeclaration): boolean =>
  !!s.type && s.parameters.every((p) => !!p.type || (!!p.initializer && !!typeOfLiteral(ts, p.initializer)));

/** `<T>(xs: readonly T[], n?: …): Unfuture<Awaited<R>>` */
export function writeSignature(on: Site, fn: ts.SignatureDeclaration, plain = `typeof ${on.hidden}`): void {
  const { ts, file, mark, writer } = on;
  const put = (text: string) => writer.insert(text, mark.anchor);
  const applied = plain + typeArguments(ts, fn);
  writeTypeParameters(on, fn);
  writeParameters(on, fn, plain);
  put(`:${UNFUTURE}<Awaited<`);
  if (!fn.type) put(on.aliases?.result ?? `ReturnType<${applied}>`);
  else if (ts.isTypePredicateNode(fn.type)) put(fn.type.assertsModifier ? 'void' : 'boolean');
  else writer.copy(fn.type.getStart(file), fn.type.end);
  put('>>');
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
  const { ts, file, mark, writer, options } = on;
  const put = (text: string) => writer.insert(text, mark.anchor);
  const all = on.aliases?.parameters ?? `Parameters<${plain}${typeArguments(ts, fn)}>`;
  // JavaScript: without types in comments, every argument may be left out
  const untyped =
    (file.flags & ts.NodeFlags.JavaScriptFile) !== 0 &&
    !ts.getJSDocParameterTags(fn.parameters[0] ?? (fn as never)).length;
  const positional = fn.parameters.filter((p) => !isThis(ts, p));
  put('(');
  fn.parameters.forEach((parameter, i) => {
    if (i > 0) put(',');
    if (parameter.dotDotDotToken) put('...');
    if (ts.isIdentifier(parameter.name)) writer.copy(parameter.name.getStart(file), parameter.name.end);
    else put(`_${i}`);
    const requiredLater = positional
      .slice(positional.indexOf(parameter) + 1)
      .some((p) => !p.questionToken && !p.initializer && !p.dotDotDotToken);
    const optional =
      !!parameter.questionToken ||
      (!!parameter.initializer && !requiredLater) ||
      (untyped && !parameter.dotDotDotToken) ||
      ts
        .getJSDocParameterTags(parameter)
        .some((tag) => tag.isBracketed || tag.typeExpression?.type.kind === ts.SyntaxKind.JSDocOptionalType);
    if (optional) put('?');
    put(':');
    const widened = !!parameter.initializer && requiredLater; // `f(a = 1, b)`: undefined must still be accepted
    if (parameter.type) {
      writer.copy(parameter.type.getStart(file), parameter.type.end);
      if (widened) put('|undefined');
    } else {
      const index = positional.indexOf(parameter);
      const literal = options.isolatedDeclarations && parameter.initializer && typeOfLiteral(ts, parameter.initializer);
      if (literal) put(literal + (widened ? '|undefined' : ''));
      else if (!parameter.dotDotDotToken) put(`${all}[${index}]`);
      else put(index === 0 ? all : 'any[]'); // without a type it is any[], and an error under strict
    }
  });
  put(')');
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
