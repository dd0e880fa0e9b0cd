/** Which classes of the project extend or implement which, to find what a call by a base's name may reach. */
import type ts from 'typescript';
import { unwrap } from '../../syntax/nodes';
import type { TypeInfo, TypeScript } from '../../types';
import { isStatic } from '../names/evaluation';

export interface ClassIndex {
  /** Members of the same name in the classes derived from, or implementing, what a member belongs to. */
  overridesOf(member: ts.Declaration, name: string): readonly ts.Declaration[];
  /** The member by that name that instances of a class have: its own, or one it inherits. */
  memberOf(owner: ts.ClassLikeDeclaration, name: string): ts.Declaration | undefined;
  /** Names of the project's getters and setters. */
  accessorNames(): ReadonlySet<string>;
}

type Derived = ts.ClassLikeDeclaration | ts.InterfaceDeclaration;

export const classIndexOf = (ts: TypeScript, types: TypeInfo): ClassIndex =>
  types.once('classes', () => createClassIndex(ts, types));

function createClassIndex(ts: TypeScript, types: TypeInfo): ClassIndex {
  let built: Map<ts.Node, Derived[]> | undefined;
  const derived = () => (built ??= build());
  let accessors: ReadonlySet<string> | undefined;

  const overrides = new Map<ts.Declaration, readonly ts.Declaration[]>();
  const bases = new Map<ts.ClassLikeDeclaration, ts.ClassLikeDeclaration | undefined>();

  return {
    overridesOf(member, name) {
      if (member.getSourceFile().isDeclarationFile) return [];
      let known = overrides.get(member);
      if (!known) overrides.set(member, (known = findOverrides(member, name)));
      return known;
    },
    memberOf,
    // asked for much more often than for classes, which the checker has to tell
    accessorNames: () => (accessors ??= new Set(types.files.flatMap((file) => [...ofFile(ts, file).accessors]))),
  };

  function findOverrides(member: ts.Declaration, name: string): ts.Declaration[] {
    const start = ownerOf(member);
    if (!start || isStatic(ts, member)) return [];
    const found = new Set<ts.Declaration>();
    const owners = new Set<ts.Node>([start]);
    for (const owner of owners) {
      for (const d of derived().get(owner) ?? []) {
        owners.add(d);
        const own = ts.isInterfaceDeclaration(d) ? undefined : memberOf(d, name);
        if (own && own !== member) found.add(own);
      }
    }
    return [...found];
  }

  function ownerOf(member: ts.Declaration): ts.Node | undefined {
    const parent = member.parent as ts.Node | undefined; // a module has none
    if (!parent) return undefined;
    if (ts.isClassLike(parent) || ts.isInterfaceDeclaration(parent)) return parent;
    return ts.isTypeLiteralNode(parent) && ts.isTypeAliasDeclaration(parent.parent) ? parent.parent : undefined;
  }

  function memberOf(owner: ts.ClassLikeDeclaration, name: string): ts.Declaration | undefined {
    const seen = new Set<ts.Node>();
    for (let c: ts.ClassLikeDeclaration | undefined = owner; c && !seen.has(c); c = baseOf(c)) {
      seen.add(c);
      const own = c.members.find(
        (m) => m.name && textOf(ts, m.name) === name && !isStatic(ts, m) && (hasBody(m) || ts.isPropertyDeclaration(m)),
      );
      if (own) return own;
    }
    return undefined;
  }

  /** The project's class that a class extends. */
  function baseOf(owner: ts.ClassLikeDeclaration): ts.ClassLikeDeclaration | undefined {
    if (!bases.has(owner)) {
      const clause = owner.heritageClauses?.find((h) => h.token === ts.SyntaxKind.ExtendsKeyword);
      bases.set(owner, clause?.types[0] && declaredBy(clause.types[0].expression).find(ts.isClassLike));
    }
    return bases.get(owner);
  }

  /** Finds what an expression in `extends` or `implements` names. */
  function declaredBy(expression: ts.Expression): ts.Node[] {
    const inner = unwrap(ts, expression);
    if (ts.isClassExpression(inner)) return [inner];
    const name = ts.isPropertyAccessExpression(inner) ? inner.name : inner;
    if (!ts.isIdentifier(name)) return [];
    return types.targetsOf(name).map((d) => {
      const value = ts.isVariableDeclaration(d) && d.initializer ? unwrap(ts, d.initializer) : d;
      return ts.isClassExpression(value) ? value : d;
    });
  }

  function hasBody(node: ts.Node): boolean {
    return !!(node as ts.FunctionLikeDeclaration).body;
  }

  function build() {
    const found = new Map<ts.Node, Derived[]>();
    for (const heir of types.files.flatMap((file) => ofFile(ts, file).heirs))
      for (const { types } of heir.heritageClauses ?? [])
        for (const base of types.flatMap((t) => declaredBy(t.expression)))
          found.set(base, [...(found.get(base) ?? []), heir]);
    return found;
  }
}

interface OfFile {
  /** Classes and interfaces that extend or implement something. */
  readonly heirs: readonly Derived[];
  readonly accessors: ReadonlySet<string>;
}

/** Of syntax alone, so that it outlives the program, as trees do. */
const files = new WeakMap<ts.SourceFile, OfFile>();

function ofFile(ts: TypeScript, file: ts.SourceFile): OfFile {
  let found = files.get(file);
  if (!found) files.set(file, (found = collect(ts, file)));
  return found;
}

function collect(ts: TypeScript, file: ts.SourceFile): OfFile {
  const heirs: Derived[] = [];
  const accessors = new Set<string>();
  const visit = (node: ts.Node): void => {
    if ((ts.isClassLike(node) || ts.isInterfaceDeclaration(node)) && node.heritageClauses) heirs.push(node);
    const name = ts.isAccessor(node) ? textOf(ts, node.name) : undefined;
    if (name !== undefined) accessors.add(name);
    ts.forEachChild(node, visit);
  };
  if (/\b(?:extends|implements|get|set)\b/.test(file.text)) visit(file);
  return { heirs, accessors };
}

function textOf(ts: TypeScript, name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isPrivateIdentifier(name) ? name.text : undefined;
}
