/**
 * Phase 2, declare: marks → virtual text, in which every marked function is hidden
 * verbatim and a visible declaration beside it returns the future.
 *
 * Assumes: marks of one file, in source order.
 * Guarantees: the user's text is copied, never rewritten; every inserted run is
 * anchored to a non-empty range of the user's text.
 */
import type ts from 'typescript';
import { uniqueName } from '../1-find/1-find';
import { skipTrivia } from '../syntax/internals';
import { hasModifier } from '../syntax/nodes';
import { spanOf } from '../syntax/positions';
import { firstOf } from '../syntax/task-nodes';
import type { Declared, DeclareOptions, Mark, Segment, TypeScript, VirtualText } from '../types';
import {
  isMappable,
  MEMBERS,
  memberName,
  type Site,
  typeParametersOf,
  type Writer,
  writeAliases,
  writeMap,
  writeMarkedType,
  writePlainType,
  writeSignature,
} from './signature-text';

export {
  isUnspeakable,
  MEMBERS,
  memberName,
  parameterName,
  positionalOf,
  typeParametersOf,
} from './signature-text';

export function declare(
  ts: TypeScript,
  file: ts.SourceFile,
  marks: readonly Mark[],
  options: DeclareOptions,
): VirtualText {
  const declared: Declared[] = [];
  const taken = new Set<string>();
  let prefix = '__unsync_';
  while (file.text.includes(prefix)) prefix = `_${prefix}`;
  const writer = createWriter(file, marks, declareMark);
  writer.copy(0, file.text.length);
  return { ...writer.finish(), declared };

  function declareMark(mark: Mark): void {
    const own = mark.localName ?? (mark.form === 'export' ? undefined : ownName(mark)?.getText(file));
    const visible = own ?? (file.text.includes('_default') ? `${prefix}default` : '_default');
    // a method and those that override it have one name, a static and an instance method two;
    // functions of one name in different scopes are two
    const hidden =
      mark.form === 'instance'
        ? `${prefix}_${visible}`
        : mark.form === 'static'
          ? prefix + visible
          : uniqueName(prefix + (own ?? 'default_plain'), taken);
    declared.push({ mark, hidden, visible });
    const on: Site = { ts, file, mark, hidden, visible, writer, options };
    switch (mark.form) {
      case 'static':
        return declareStatic(on);
      case 'instance':
        return declareInstance(on);
      case 'member':
        return declareMember(on);
      case 'function':
        return mark.nested ? declareConstant(on) : declareFunction(on);
      case 'constant':
      case 'export':
        return declareConstant(on);
      default:
        mark.form satisfies never;
    }
  }
}

const ownName = (mark: Mark): ts.PropertyName | undefined =>
  (mark.node as ts.MethodDeclaration | ts.PropertyAssignment | ts.FunctionDeclaration).name;

/** Copies are of the user's text, with what stands for a mark in place of each marked function. */
function createWriter(file: ts.SourceFile, marks: readonly Mark[], declareMark: (mark: Mark) => void): Writer {
  const source = file.text;
  const starts = marks.map((m) => firstOf(m).getStart(file));
  const within = new Set<Mark>();
  const segments: Segment[] = [];
  let text = '';
  const copyPlain = (from: number, to: number) => {
    if (to <= from) return;
    segments.push({ at: text.length, length: to - from, from });
    text += source.slice(from, to);
  };
  return {
    copy(from, to) {
      let done = from;
      marks.forEach((mark, i) => {
        if (starts[i]! < done || starts[i]! >= to || within.has(mark)) return;
        copyPlain(done, starts[i]!);
        within.add(mark);
        declareMark(mark);
        done = mark.node.end;
      });
      copyPlain(done, to);
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
//           export declare namespace first{const inline: typeof H; const kind: Kind; function options(…): typeof first; function map<T>(…): Mapped<…>;}
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

  const isDefault = hasModifier(functions[0]!, ts.SyntaxKind.DefaultKeyword);
  const exported = !isDefault && hasModifier(functions[0]!, ts.SyntaxKind.ExportKeyword) ? 'export ' : '';
  for (const fn of mark.overloads.length ? mark.overloads : functions) {
    const at = { ...on, mark: { ...mark, anchor: nameSpan(on, fn) } };
    writer.insert(`${exported}declare function ${visible}`, at.mark.anchor);
    writeSignature(at, fn);
    writer.insert(';', at.mark.anchor);
  }
  const member = (name: string) => memberName(name, visible);
  put(`${exported}declare namespace ${visible}{const ${member('inline')}:`);
  writePlainType(on);
  put(`;const ${member('kind')}:import("unsync").Kind;`);
  put(`function ${member('options')}(${member('options')}:import("unsync").CallOptions):typeof ${visible};`);
  const signatures = mark.overloads.length ? mark.overloads : functions;
  for (const fn of signatures) writeMap(on, fn, `typeof ${hidden}`, `function ${member('map')}`);
  if (MEMBERS.includes(visible)) {
    const names = MEMBERS.filter((name) => name !== 'map' || signatures.some((fn) => isMappable(on, fn)));
    put(`export{${names.map((name) => (name === visible ? `${member(name)} as ${name}` : name)).join()}}`);
  }
  put('}');
  if (isDefault) put(`export{${visible} as default};`);
}

// given:    export const double = (x: number) => x * 2;
// produces: const H=(()=>{const double = (x: number) => x * 2; return double;})();
//           export const double: Marked<typeof H> = 0 as any;
// A function inside a block is declared so, too: neither `declare` nor a namespace may stand there.
function declareConstant(on: Site): void {
  const { ts, file, mark, hidden, visible, writer } = on;
  const put = (text: string) => writer.insert(text, mark.anchor);
  const { node } = mark;
  put(`const ${hidden}=(()=>{`);
  if (ts.isFunctionDeclaration(node)) {
    for (const fn of [...mark.overloads, node]) {
      copyTypes(on, fn);
      writer.copy(fn.getStart(file), fn.end);
      put('\n');
    }
    put(`return ${mark.localName};})();`);
  } else if (ts.isVariableStatement(node)) {
    copyTypes(on, node);
    writer.copy(node.declarationList.getStart(file), node.end);
    put(`\nreturn ${mark.localName};})();`); // the user may write no semicolons
  } else {
    const { expression } = node as ts.ExportAssignment;
    put('return ');
    writer.copy(expression.getStart(file), expression.end);
    put(';})();');
  }
  const exported = ts.isVariableStatement(node) && hasModifier(node, ts.SyntaxKind.ExportKeyword) ? 'export ' : '';
  const aliased = { ...on, aliases: writeAliases(on, mark.fn) };
  put(`${exported}const `);
  writer.insert(visible, mark.anchor);
  put(':');
  writeMarkedType(aliased, `typeof ${hidden}`, mark.overloads.length ? mark.overloads : [mark.fn]);
  put('=0 as any;');
  if (ts.isExportAssignment(node)) put(node.isExportEquals ? `export=${visible};` : `export{${visible} as default};`);
}

// given:    { resize(bytes: Uint8Array) { … } }
// produces: { resize:(()=>{const H=({resize(bytes: Uint8Array) { … }}).resize;const V:Marked<typeof H>=0 as any;return V})() }
function declareMember(on: Site): void {
  const { ts, file, mark, hidden, writer } = on;
  const put = (text: string) => writer.insert(text, mark.anchor);
  const node = mark.node as ts.MethodDeclaration | ts.PropertyAssignment;
  const { name } = node;
  const key = name!.getText(file);
  writer.copy(name!.getStart(file), name!.end);
  put(`:(()=>{const ${hidden}=({`);
  copyTypes(on, node);
  if (ts.isMethodDeclaration(node)) writer.copy(node.getStart(file), node.end);
  else {
    put(`${key}:`);
    writer.copy(node.initializer.getStart(file), node.end);
  }
  put(`}).${key};`);
  const visible = `${hidden}_marked`;
  const aliased = { ...on, visible, aliases: writeAliases(on, mark.fn) };
  put(`const ${visible}:`);
  writeMarkedType(aliased, `typeof ${hidden}`, [mark.fn]);
  put(`=0 as any;return ${visible};})()`);
}

// given:    class Image { async resize(k: number) { … } }
// produces: class Image { protected async H(k: number) { … } resize(k: number): Unfuture<Awaited<ReturnType<Image["H"]>>>; resize(): any { return 0 as any; } }
// Methods stay methods: subclasses may override them. What is taken off its instance has lost its `this`, so
// there is no `.options` to type.
function declareInstance(on: Site): void {
  const { ts, file, mark, hidden, visible, writer } = on;
  const put = (text: string) => writer.insert(text, mark.anchor);
  writeHiddenMethods(on, 'protected ');
  const owner = mark.node.parent as ts.ClassDeclaration;
  const typeArguments = owner.typeParameters?.map((t) => t.name.text).join();
  const instance = owner.name!.text + (typeArguments ? `<${typeArguments}>` : '');
  const modifiers = ['public', 'private', 'protected', 'override']
    .filter((word) => mark.fn.modifiers?.some((m) => m.getText(file) === word))
    .map((word) => `${word} `)
    .join('');
  for (const fn of (mark.overloads.length ? mark.overloads : [mark.fn]) as readonly ts.SignatureDeclaration[]) {
    const at = { ...on, mark: { ...mark, anchor: nameSpan(on, fn) } };
    put(modifiers);
    writer.insert(visible, at.mark.anchor);
    // type arguments can only be applied to a value
    const isGeneric = typeParametersOf(ts, fn).length > 0;
    writeSignature(at, fn, isGeneric ? `typeof ${owner.name!.text}.prototype.${hidden}` : `${instance}["${hidden}"]`);
    put(';');
  }
  put(`${modifiers}${visible}():any{return 0 as any;}`);
}

// given:    class Image { static async resize(bytes: Uint8Array) { … } }
// produces: class Image { protected static async H(bytes: Uint8Array) { … } static resize: Marked<typeof Image.H>; }
function declareStatic(on: Site): void {
  const { ts, mark, hidden, visible, writer } = on;
  const put = (text: string) => writer.insert(text, mark.anchor);
  writeHiddenMethods(on, 'protected static ');
  const owner = (mark.node.parent as ts.ClassDeclaration).name!.text;
  const access = hasModifier(mark.node, ts.SyntaxKind.PrivateKeyword)
    ? 'private '
    : hasModifier(mark.node, ts.SyntaxKind.ProtectedKeyword)
      ? 'protected '
      : '';
  put(`${access}static `);
  writer.insert(visible, mark.anchor);
  put(':');
  writeMarkedType(on, `typeof ${owner}.${hidden}`, mark.overloads.length ? mark.overloads : [mark.fn]);
  put(';');
}

function writeHiddenMethods(on: Site, modifiers: string): void {
  const { ts, mark, hidden, writer } = on;
  for (const fn of [...mark.overloads, mark.node] as ts.MethodDeclaration[]) {
    const isAsync = hasModifier(fn, ts.SyntaxKind.AsyncKeyword) ? 'async ' : '';
    writer.insert(`${modifiers}${isAsync}${fn.asteriskToken ? '*' : ''}${hidden}`, nameSpan(on, fn));
    writer.copy(fn.name.end, fn.end);
    writer.insert('\n', mark.anchor); // signatures without semicolons end with their line
  }
}

const nameSpan = ({ file, mark }: Site, fn: ts.SignatureDeclaration) => (fn.name ? spanOf(fn.name, file) : mark.anchor);

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
