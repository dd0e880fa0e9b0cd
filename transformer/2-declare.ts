/**
 * Phase 2, declare: marks → virtual text, in which every marked function is hidden
 * verbatim and a visible declaration beside it returns the future.
 *
 * Assumes: marks of one file, in source order.
 * Guarantees: the user's text is copied, never rewritten; every inserted run is
 * anchored to a non-empty range of the user's text.
 */
import type ts from 'typescript';
import { skipTrivia } from './internals';
import { firstOf } from './references';
import {
  type Site,
  type Writer,
  writeAliases,
  writeMarkedType,
  writePlainType,
  writeSignature,
} from './signature-text';
import type { Declared, Mark, Segment, TypeScript, VirtualText } from './types';

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
    const first = firstOf(mark);
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
  return skipTrivia(ts, file.text, last ? last.end : fn.pos);
}

const modifier = ({ ts }: Site, node: ts.Node, kind: ts.SyntaxKind): boolean =>
  (ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined)?.some((m) => m.kind === kind) ?? false;
