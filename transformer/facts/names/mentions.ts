/** Where names are mentioned: an index of each file, from which code that has to do with a variable is found on demand. */
import type ts from 'typescript';
import { isTarget, unwrap } from '../../syntax/nodes';
import type { TypeInfo, TypeScript } from '../../types';
import { append } from '../lists';
import { mayBeForeign } from './local-owner';

/** A member is assigned or deleted, or an object given to a function that gives it members; not where its text says whose it is. */
export interface MemberWrite {
  readonly on: ts.Expression;
  /** Of what it is written in: the access, or the call. */
  readonly node: ts.Node;
  readonly member: string | undefined;
}

/** A call, and the name of what was imported that leads to it: `db` in `db.of(1).put(2)`. */
export interface ForeignCall {
  readonly call: ts.CallExpression;
  readonly root: ts.Identifier;
}

/** Another name that something gets: `import { a as b }`, `export { a as b }`, `import b from`. */
interface Renaming {
  readonly from: string;
  readonly to: string;
  /** A name of it. */
  readonly node: ts.Node;
}

interface FileIndex {
  /** By its text, wherever it may stand for a value: members' names, too. */
  readonly names: ReadonlyMap<string, readonly ts.Identifier[]>;
  readonly renamed: readonly Renaming[];
  readonly written: readonly MemberWrite[];
  /** Calls of what a file imports, or of members of that. */
  readonly called: readonly ForeignCall[];
  /** Members that get another value, of what has a name: `console.log`; `fs.*`, where it may be any. */
  readonly replaced: readonly string[];
}

/** Of text alone, so that it outlives the program: a tree is in the next one, too, where its file has not changed. */
const indexes = new WeakMap<ts.SourceFile, FileIndex>();

function indexOf(ts: TypeScript, file: ts.SourceFile): FileIndex {
  let index = indexes.get(file);
  if (!index) indexes.set(file, (index = createIndex(ts, file)));
  return index;
}

function createIndex(ts: TypeScript, file: ts.SourceFile): FileIndex {
  const names = new Map<string, ts.Identifier[]>();
  const renamed: Renaming[] = [];
  const written: MemberWrite[] = [];
  const called: ForeignCall[] = [];
  const imported = new Set<string>();
  const replaced: string[] = [];
  const replace = (of: ts.Expression, member: string): void => {
    const owner = unwrap(ts, of);
    if (ts.isIdentifier(owner)) replaced.push(`${owner.text}.${member}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) {
      if (ts.isImportSpecifier(node)) imported.add(node.name.text);
      if (node.propertyName) renamed.push({ from: node.propertyName.text, to: node.name.text, node: node.name });
      return;
    }
    const named =
      ts.isImportClause(node) || ts.isNamespaceImport(node) || ts.isImportEqualsDeclaration(node)
        ? node.name
        : undefined;
    if (named) {
      imported.add(named.text);
      renamed.push({ from: '*', to: named.text, node: named });
    }
    if (named && ts.isImportClause(node)) renamed.push({ from: 'default', to: named.text, node: named });
    if (ts.isExportAssignment(node) && ts.isIdentifier(node.expression))
      renamed.push({ from: node.expression.text, to: 'default', node: node.expression });
    if (ts.isIdentifier(node)) {
      append(names, node.text, node);
      return;
    }
    if ((ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) && isTarget(ts, node)) {
      const member = memberNamed(ts, node);
      if (mayBeForeign(ts, node.expression)) written.push({ on: node.expression, node, member });
      replace(node.expression, member ?? '*');
    }
    if (ts.isCallExpression(node)) {
      const root = rootOf(ts, node);
      if (root) called.push({ call: node, root });
      const [argument] = node.arguments;
      if (argument && isWriter(ts, node)) {
        if (mayBeForeign(ts, argument))
          for (const member of givenMembers(ts, node)) written.push({ on: argument, node, member });
        replace(argument, '*');
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { names, renamed, written, replaced, called: called.filter(({ root }) => imported.has(root.text)) };
}

/** As far as the text says it. */
function memberNamed(ts: TypeScript, access: ts.AccessExpression): string | undefined {
  if (ts.isPropertyAccessExpression(access)) return access.name.text;
  return ts.isStringLiteralLike(access.argumentExpression) ? access.argumentExpression.text : undefined;
}

function rootOf(ts: TypeScript, call: ts.CallExpression): ts.Identifier | undefined {
  let node: ts.Expression = call;
  while (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) node = unwrap(ts, node.expression);
  return ts.isIdentifier(node) ? node : undefined;
}

/** Names of what it gives: of `Object.assign(x, { a })`, and of `Reflect.set(x, 'a', 1)`; undefined for what is not known. */
function givenMembers(ts: TypeScript, { arguments: [, ...given] }: ts.CallExpression): readonly (string | undefined)[] {
  const [first] = given;
  if (first && ts.isStringLiteralLike(first)) return [first.text];
  return given.flatMap((each) => {
    if (!ts.isObjectLiteralExpression(each)) return [undefined];
    return each.properties.map(({ name }) => (name && !ts.isComputedPropertyName(name) ? name.text : undefined));
  });
}

/** It gives the first of its arguments members: `Object.assign`, `Reflect.set`. */
function isWriter(ts: TypeScript, { expression }: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.expression)) return false;
  const name = expression.name.text;
  if (expression.expression.text === 'Reflect') return /^(?:set|defineProperty|setPrototypeOf)$/.test(name);
  return /^(?:assign|definePropert(?:y|ies)|setPrototypeOf)$/.test(name);
}

interface ProjectIndex {
  /** In every file. */
  named(name: string): readonly ts.Identifier[];
  readonly renamed: ReadonlyMap<string, readonly Renaming[]>;
}

/** Of a program: few of its names are ever asked for, and to gather all would take longer. */
function createProjectIndex(ts: TypeScript, types: TypeInfo): ProjectIndex {
  const indexes = types.files.map((file) => indexOf(ts, file));
  const renamed = new Map<string, Renaming[]>();
  for (const index of indexes) for (const renaming of index.renamed) append(renamed, renaming.from, renaming);
  const found = new Map<string, readonly ts.Identifier[]>();
  return {
    renamed,
    named(name) {
      let known = found.get(name);
      if (!known) found.set(name, (known = indexes.flatMap(({ names }) => names.get(name) ?? [])));
      return known;
    },
  };
}

/**
 * Identifiers of the project that may name something, by the names it is known under.
 *
 * @param isIt whether a name stands for it: without that, `default` would be all that is exported so
 */
export function mentionsOf(
  ts: TypeScript,
  types: TypeInfo,
  name: string,
  isIt: (node: ts.Node) => boolean,
): ts.Identifier[] {
  const project = types.once('project index', () => createProjectIndex(ts, types));
  const names = new Set([name]);
  for (const each of names)
    for (const { to, node } of project.renamed.get(each) ?? []) if (!names.has(to) && isIt(node)) names.add(to);
  return [...names].flatMap((each) => project.named(each));
}

/** Members that something in the project writes, of what may not be its own. */
export const memberWrites = (ts: TypeScript, types: TypeInfo): MemberWrite[] =>
  types.files.flatMap((file) => indexOf(ts, file).written);

export const foreignCalls = (ts: TypeScript, types: TypeInfo): ForeignCall[] =>
  types.files.flatMap((file) => indexOf(ts, file).called);

/** Members of named things that something in the project gives another value: `console.log`; `fs.*`, where it may be any. */
export const replacedMembers = (ts: TypeScript, types: TypeInfo): ReadonlySet<string> =>
  types.once('replaced members', () => new Set(types.files.flatMap((file) => indexOf(ts, file).replaced)));
