/** Which functions of the project a call may run. */
import type ts from 'typescript';
import { unwrap } from '../../syntax/nodes';
import type { TypeInfo, TypeScript } from '../../types';
import { isLibrary } from '../names/origins';
import { functionIn } from '../names/roots';

export type Call = ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression;

export interface Callees {
  readonly functions: readonly ts.FunctionLikeDeclaration[];
  /** Declared in a declaration file of the platform, or of a package; or nothing is known of it. */
  readonly foreign: 'platform' | 'package' | 'unknown' | undefined;
}

/** More implementations of one method than this say nothing about a call of it. */
const mostImplementations = 20;

export function createCallees(ts: TypeScript, types: TypeInfo) {
  const known = new Map<ts.Node, Callees>();
  return { calleesOf, accessorsOf };

  function calleesOf(call: Call): Callees {
    let callees = known.get(call);
    if (!callees) known.set(call, (callees = find(call)));
    return callees;
  }

  function find(call: Call): Callees {
    const callee = unwrap(ts, ts.isTaggedTemplateExpression(call) ? call.tag : call.expression);
    if (callee.kind === ts.SyntaxKind.SuperKeyword || callee.kind === ts.SyntaxKind.ImportKeyword)
      return { functions: [], foreign: undefined };
    const inPlace = functionIn(ts, callee);
    if (inPlace) return { functions: [inPlace], foreign: undefined };
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
    const declarations = new Set<ts.Node>(types.targetsOf(name));
    const functions = new Set<ts.FunctionLikeDeclaration>();
    const addImplementations = () => {
      for (const d of declarations) for (const fn of implementationsOf(d, 0)) functions.add(fn);
    };
    addImplementations();
    // resolving a call takes the checker longer than all else that is asked of it here
    const isForeign = declarations.size > 0 && [...declarations].every((d) => d.getSourceFile().isDeclarationFile);
    if (!functions.size && !isForeign) {
      for (const d of types.calledBy(call)) declarations.add(d);
      addImplementations();
    }
    return {
      functions: [...functions],
      foreign: functions.size ? undefined : originOf([...declarations]),
    };
  }

  function originOf(declarations: readonly ts.Node[]): Callees['foreign'] {
    if (!declarations.length) return 'unknown';
    const sources = declarations.map((d) => d.getSourceFile());
    if (!sources.every((s) => s.isDeclarationFile)) return undefined;
    return declarations.some(isLibrary) ? 'platform' : 'package';
  }

  /** Getters, or setters, that reading or writing a member runs. */
  function accessorsOf(member: ts.PropertyAccessExpression): ts.FunctionLikeDeclaration[] {
    if (!accessorNames().has(member.name.text)) return [];
    return types.targetsOf(member.name).filter((d): d is ts.AccessorDeclaration => ts.isAccessor(d) && !!d.body);
  }

  function implementationsOf(declaration: ts.Node, depth: number): ts.FunctionLikeDeclaration[] {
    if (declaration.getSourceFile().isDeclarationFile || depth > 4) return [];
    if (ts.isClassLike(declaration)) return constructorOf(declaration, depth);
    const value =
      ts.isVariableDeclaration(declaration) ||
      ts.isPropertyAssignment(declaration) ||
      ts.isPropertyDeclaration(declaration)
        ? declaration.initializer && unwrap(ts, declaration.initializer)
        : undefined;
    if (value) {
      const fn = functionIn(ts, value);
      if (fn) return [fn];
      if (!ts.isIdentifier(value) && !ts.isPropertyAccessExpression(value)) return [];
      const name = ts.isIdentifier(value) ? value : value.name;
      return types.targetsOf(name).flatMap((d) => implementationsOf(d, depth + 1));
    }
    if (ts.isShorthandPropertyAssignment(declaration))
      return types
        .targetsOf(declaration.name)
        .flatMap((d) => (d === declaration ? [] : implementationsOf(d, depth + 1)));
    const own = ts.isFunctionLike(declaration) && (declaration as ts.FunctionLikeDeclaration).body;
    const result = own ? [declaration as ts.FunctionLikeDeclaration] : [];
    const isOpen =
      ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration) || ts.isPropertySignature(declaration);
    if (isOpen && ts.isIdentifier(declaration.name)) result.push(...othersNamed(declaration));
    return result;
  }

  function constructorOf(of: ts.ClassLikeDeclaration, depth: number): ts.FunctionLikeDeclaration[] {
    const own = of.members.find((m): m is ts.ConstructorDeclaration => ts.isConstructorDeclaration(m) && !!m.body);
    if (own) return [own];
    return baseOf(of).flatMap((base) => (depth > 4 ? [] : constructorOf(base, depth + 1)));
  }

  function baseOf(of: ts.ClassLikeDeclaration): ts.ClassLikeDeclaration[] {
    const clause = of.heritageClauses?.find((h) => h.token === ts.SyntaxKind.ExtendsKeyword);
    const base = clause?.types[0] && unwrap(ts, clause.types[0].expression);
    if (!base || !(ts.isIdentifier(base) || ts.isPropertyAccessExpression(base))) return [];
    return types.targetsOf(ts.isIdentifier(base) ? base : base.name).filter(ts.isClassLike);
  }

  /** Of an interface's method, those that may stand behind it; of a class's, those that override it. */
  function othersNamed(
    declaration: ts.MethodDeclaration | ts.MethodSignature | ts.PropertySignature,
  ): ts.FunctionLikeDeclaration[] {
    const named = methodsByName().get((declaration.name as ts.Identifier).text) ?? [];
    if (named.length > mostImplementations) return [];
    if (!ts.isMethodDeclaration(declaration)) return named;
    const owner = declaration.parent;
    if (!ts.isClassLike(owner)) return [];
    const derives = (of: ts.Node, depth: number): boolean =>
      ts.isClassLike(of) && depth < 8 && baseOf(of).some((base) => base === owner || derives(base, depth + 1));
    return named.filter((fn) => derives(fn.parent, 0));
  }

  function methodsByName(): ReadonlyMap<string, ts.FunctionLikeDeclaration[]> {
    return types.once('methods', () => {
      const found = new Map<string, ts.FunctionLikeDeclaration[]>();
      forEachMember((name, fn) => {
        if (ts.isAccessor(fn)) return;
        const list = found.get(name);
        if (list) list.push(fn);
        else found.set(name, [fn]);
      });
      return found;
    });
  }

  function accessorNames(): ReadonlySet<string> {
    return types.once('accessors', () => {
      const found = new Set<string>();
      forEachMember((name, fn) => ts.isAccessor(fn) && found.add(name));
      return found;
    });
  }

  function forEachMember(visit: (name: string, fn: ts.FunctionLikeDeclaration) => void): void {
    const walk = (node: ts.Node): void => {
      if (ts.isTypeNode(node)) return;
      const member = ts.isMethodDeclaration(node) || ts.isAccessor(node) ? node : undefined;
      const field = ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node) ? node : undefined;
      const fn = member ?? functionIn(ts, field?.initializer);
      const { name } = node as ts.NamedDeclaration;
      if (fn?.body && name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name))) visit(name.text, fn);
      ts.forEachChild(node, walk);
    };
    for (const file of types.files) walk(file);
  }
}
