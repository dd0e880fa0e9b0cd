/**
 * Phase 2, declare: marks → virtual text, in which every marked function is hidden
 * verbatim and a visible declaration beside it returns the future.
 *
 * Assumes: marks of one file, in source order.
 * Guarantees: the user's text is copied, never rewritten; every inserted run is
 * anchored to a non-empty range of the user's text.
 */
import type ts from 'typescript';
import type { Declared, Mark, Segment, Span, TypeScript, VirtualText } from './types';

const UNFUTURE = 'import("unsync").Unfuture';
const MARKED = 'import("unsync").Marked';

/** Compiler options that change what may be written. */
export interface DeclareOptions {
  /** Types must be readable off the text: never refer to the hidden function where the user wrote the types. */
  readonly isolatedDeclarations: boolean;
}

export function declare(
  ts: TypeScript,
  file: ts.SourceFile,
  marks: readonly Mark[],
  options: DeclareOptions,
): VirtualText {
  const writer = createWriter(file.text);
  const declared: Declared[] = [];
  let prefix = '__unsync_';
  while (file.text.includes(prefix)) prefix = `_${prefix}`;
  let done = 0;
  for (const mark of marks) {
    const visible =
      mark.form === 'static'
        ? (mark.fn as ts.MethodDeclaration).name.getText(file)
        : (mark.localName ?? (file.text.includes('_default') ? `${prefix}default` : '_default'));
    const hidden = prefix + (mark.form === 'static' ? visible : (mark.localName ?? 'default_plain'));
    declared.push({ mark, hidden, visible });
    const first = mark.overloads[0] ?? mark.node;
    writer.copy(done, first.getStart(file));
    const on: Site = { ts, file, mark, hidden, visible, writer, options };
    if (mark.form === 'function') declareFunction(on);
    else if (mark.form === 'static') declareStatic(on);
    else declareConstant(on);
    done = mark.node.end;
  }
  writer.copy(done, file.text.length);
  return { ...writer.finish(), declared };
}

interface Writer {
  copy(from: number, to: number): void;
  insert(text: string, anchor: Span): void;
  finish(): { text: string; segments: Segment[] };
}
interface Site {
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

function createWriter(source: string): Writer {
  const segments: Segment[] = [];
  let text = '';
  return {
    copy(from, to) {
      if (to <= from) return;
      segments.push({ at: text.length, length: to - from, from });
      text += source.slice(from, to);
    },
    insert(inserted, anchor) {
      segments.push({ at: text.length, length: inserted.length, anchor });
      text += inserted;
    },
    finish: () => ({ text, segments }),
  };
}

// given:    export function first<T>(xs: readonly T[], n = 1) { … }
// produces: const H=(()=>{function first<T>(xs: readonly T[], n = 1) { … } return first;})();
//           export declare function first<T>(xs: readonly T[], n?: Parameters<typeof H<T>>[1]): Unfuture<Awaited<ReturnType<typeof H<T>>>>;
//           export declare namespace first{const inline: typeof H; const kind: Kind; function options(…): typeof first}
function declareFunction(on: Site): void {
  const { ts, file, mark, hidden, visible, writer } = on;
  const put = (text: string) => writer.insert(text, mark.anchor);
  const functions = [...mark.overloads, mark.node] as ts.FunctionDeclaration[];

  put(`const ${hidden}=(()=>{`);
  if (!mark.localName) put('return(');
  for (const fn of functions) {
    copyTypes(on, fn);
    const asyncKeyword = fn.modifiers?.find((m) => m.kind === ts.SyntaxKind.AsyncKeyword);
    if (asyncKeyword) {
      writer.copy(asyncKeyword.getStart(file), asyncKeyword.end);
      put(' ');
    }
    writer.copy(functionKeyword(on, fn), fn.end);
    put('\n'); // signatures without semicolons end with their line
  }
  put(mark.localName ? `return ${mark.localName};})();` : ');})();');

  const isDefault = modifier(on, functions[0]!, ts.SyntaxKind.DefaultKeyword);
  const exported = !isDefault && modifier(on, functions[0]!, ts.SyntaxKind.ExportKeyword) ? 'export ' : '';
  for (const fn of mark.overloads.length ? mark.overloads : functions) {
    const at = { ...on, mark: { ...mark, anchor: nameSpan(on, fn) } };
    writer.insert(`${exported}declare function ${visible}`, at.mark.anchor);
    writeSignature(at, fn);
    writer.insert(';', at.mark.anchor);
  }
  put(`${exported}declare namespace ${visible}{const inline:`);
  writePlainType(on);
  put(`;const kind:import("unsync").Kind;function options(options:import("unsync").CallOptions):typeof ${visible}}`);
  if (isDefault) put(`export{${visible} as default};`);
}

// given:    export const double = (x: number) => x * 2;
// produces: const H=(()=>{const double = (x: number) => x * 2; return double;})();
//           export const double: Marked<typeof H> = 0 as any;
function declareConstant(on: Site): void {
  const { ts, file, mark, hidden, visible, writer } = on;
  const put = (text: string) => writer.insert(text, mark.anchor);
  const { node } = mark;
  put(`const ${hidden}=(()=>{`);
  if (ts.isVariableStatement(node)) {
    copyTypes(on, node);
    writer.copy(node.declarationList.getStart(file), node.end);
    put(`\nreturn ${mark.localName};})();`); // the user may write no semicolons
  } else {
    const { expression } = node as ts.ExportAssignment;
    put('return ');
    writer.copy(expression.getStart(file), expression.end);
    put(';})();');
  }
  const exported = ts.isVariableStatement(node) && modifier(on, node, ts.SyntaxKind.ExportKeyword) ? 'export ' : '';
  const aliased = { ...on, aliases: writeAliases(on, mark.fn) };
  put(`${exported}const `);
  writer.insert(visible, mark.anchor);
  put(':');
  writeMarkedType(aliased, `typeof ${hidden}`, [mark.fn]);
  put('=0 as any;');
  if (ts.isExportAssignment(node)) put(node.isExportEquals ? `export=${visible};` : `export{${visible} as default};`);
}

// given:    <T>(v: T) => [v, v]
// produces: type H_R<T>=ReturnType<typeof H<T>>;type H_P<T>=Parameters<typeof H<T>>;
// Where another file's declarations take the type of the constant along, tsc would write `typeof H<T>`
// into them, can't, since H is not exported, and does not come to an end; an alias it resolves.
function writeAliases(on: Site, fn: ts.SignatureDeclaration): Site['aliases'] {
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

// given:    class Image { static async resize(bytes: Uint8Array) { … } }
// produces: class Image { protected static async H(bytes: Uint8Array) { … } static resize: Marked<typeof Image.H>; }
function declareStatic(on: Site): void {
  const { ts, mark, hidden, visible, writer } = on;
  const put = (text: string) => writer.insert(text, mark.anchor);
  const methods = [...mark.overloads, mark.node] as ts.MethodDeclaration[];
  for (const fn of methods) {
    const isAsync = modifier(on, fn, ts.SyntaxKind.AsyncKeyword) ? 'async ' : '';
    writer.insert(`protected static ${isAsync}${hidden}`, nameSpan(on, fn));
    writer.copy(fn.name.end, fn.end);
    put('\n'); // signatures without semicolons end with their line
  }
  const owner = (mark.node.parent as ts.ClassDeclaration).name!.text;
  const access = modifier(on, mark.node, ts.SyntaxKind.PrivateKeyword)
    ? 'private '
    : modifier(on, mark.node, ts.SyntaxKind.ProtectedKeyword)
      ? 'protected '
      : '';
  put(`${access}static `);
  writer.insert(visible, mark.anchor);
  put(':');
  writeMarkedType(on, `typeof ${owner}.${hidden}`, mark.overloads.length ? mark.overloads : [mark.fn]);
  put(';');
}

/** `Marked<typeof H>`, or spelled out where the function has type parameters or overloads, which an alias would lose. */
function writeMarkedType(on: Site, plain: string, signatures: readonly ts.SignatureDeclaration[]): void {
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
function writePlainType(on: Site): void {
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
function writeSignature(on: Site, fn: ts.SignatureDeclaration, plain = `typeof ${on.hidden}`): void {
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

const nameSpan = ({ file, mark }: Site, fn: ts.SignatureDeclaration) =>
  fn.name ? { start: fn.name.getStart(file), end: fn.name.end } : mark.anchor;

/** In JavaScript the comment before a declaration holds its types, and must stand before the hidden function too. */
function copyTypes({ ts, file, mark, writer }: Site, node: ts.Node): void {
  if (!(node.flags & ts.NodeFlags.JavaScriptFile)) return;
  const comment = ts.getLeadingCommentRanges(file.text, node.pos)?.at(-1);
  if (!comment) return;
  writer.insert('\n', mark.anchor); // on one line with what precedes it, it would be the comment of that
  writer.copy(comment.pos, comment.end);
}

function functionKeyword({ ts, file }: Site, fn: ts.FunctionDeclaration): number {
  const last = fn.modifiers?.at(-1);
  return (ts as unknown as { skipTrivia(text: string, at: number): number }).skipTrivia(
    file.text,
    last ? last.end : fn.pos,
  );
}

const modifier = ({ ts }: Site, node: ts.Node, kind: ts.SyntaxKind): boolean =>
  (ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined)?.some((m) => m.kind === kind) ?? false;
