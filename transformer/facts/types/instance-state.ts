/** Finds why an instance is more than its fields, so that a copy of them, with its class, would not be what it was. */
import type ts from 'typescript';
import { definesFields } from '../../syntax/internals';
import { hasModifier } from '../../syntax/nodes';
import type { TypeScript } from '../../types';
import { isLibrary } from '../names/origins';

/** Names what stands in the way, as the end of a sentence; undefined where its fields are all there is to it. */
export function createInstanceState(
  ts: TypeScript,
  program: ts.Program,
): (type: ts.Type, declaration: ts.ClassLikeDeclaration) => string | undefined {
  const checker = program.getTypeChecker();
  const options = program.getCompilerOptions();
  // a decorator of the older kind gets the prototype, and each instance has a field of its own, whatever that has then
  const fieldsAreOwn = !!options.experimentalDecorators && definesFields(ts, options);
  return obstacleIn;

  function obstacleIn(type: ts.Type, declaration: ts.ClassLikeDeclaration): string | undefined {
    if (hasModifier(declaration, ts.SyntaxKind.AbstractKeyword)) return 'and every instance is of a subclass';
    for (const property of type.getProperties())
      for (const d of property.declarations ?? [])
        if (
          ts.isClassElement(d) &&
          d.name &&
          (ts.isPrivateIdentifier(d.name) || ts.isAutoAccessorPropertyDeclaration(d))
        )
          return `whose '${d.name.getText()}' is out of reach of a copy`;
        else if (ts.isPropertyDeclaration(d) && isMadeByDecorator(d))
          return `whose '${d.name.getText()}' is made by a decorator`;
    if (declaration.getSourceFile().isDeclarationFile) return obstacleInDeclared(declaration);
    for (let of: ts.ClassLikeDeclaration | undefined = declaration; of; of = baseOf(of)) {
      const base = of.heritageClauses?.find((c) => c.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
      if (base && !baseOf(of)) return `which extends '${base.expression.getText()}', whose state is not known`;
      for (const member of of.members)
        if (setsUp(member) && handsOn(member, type)) return `whose constructor hands 'this' on`;
    }
    return undefined;
  }

  /** Of whose inside only declarations are known: they say where it has private names, and what else there is shows when it crosses. */
  function obstacleInDeclared(declaration: ts.ClassLikeDeclaration): string | undefined {
    const seen = new Set<ts.Node>();
    for (let of: ts.ClassLikeDeclaration | undefined = declaration; of && !seen.has(of); of = baseOf(of)) {
      seen.add(of);
      const hidden = of.members.find((m) => m.name && ts.isPrivateIdentifier(m.name));
      if (hidden) return `whose '${hidden.name!.getText()}' is out of reach of a copy`;
      const base = of.heritageClauses?.find((c) => c.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
      if (base && !baseOf(of)) return `which extends '${base.expression.getText()}', whose state is not known`;
    }
    return undefined;
  }

  function isMadeByDecorator(d: ts.PropertyDeclaration): boolean {
    if (!ts.getDecorators(d)?.length) return false;
    return !fieldsAreOwn || hasModifier(d, ts.SyntaxKind.DeclareKeyword);
  }

  function baseOf(declaration: ts.ClassLikeDeclaration): ts.ClassLikeDeclaration | undefined {
    const base = declaration.heritageClauses?.find((c) => c.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    const symbol = base && checker.getTypeAtLocation(base).symbol;
    return symbol?.declarations?.find((d): d is ts.ClassLikeDeclaration => ts.isClassLike(d) && !isLibrary(d));
  }

  /** Holds for what runs when an instance is made. */
  function setsUp(member: ts.ClassElement): boolean {
    if (!ts.isConstructorDeclaration(member) && !ts.isPropertyDeclaration(member)) return false;
    return !hasModifier(member, ts.SyntaxKind.StaticKeyword);
  }

  /** `this` as a whole, there and in the methods that it calls: `instances.set(this, …)`. */
  function handsOn(member: ts.Node, type: ts.Type, seen = new Set<ts.Node>()): boolean {
    if (seen.has(member)) return false;
    seen.add(member);
    return (
      ts.forEachChild(member, function find(n: ts.Node): boolean | undefined {
        if (ts.isTypeNode(n) || ts.isClassLike(n)) return undefined;
        if (ts.isFunctionLike(n) && !ts.isArrowFunction(n)) return undefined;
        if (n.kind !== ts.SyntaxKind.ThisKeyword && n.kind !== ts.SyntaxKind.SuperKeyword)
          return ts.forEachChild(n, find);
        const { parent } = n;
        if (ts.isPropertyAccessExpression(parent) && parent.expression === n) {
          const ofSuper = n.kind === ts.SyntaxKind.SuperKeyword;
          const used = ofSuper ? checker.getSymbolAtLocation(parent.name) : type.getProperty(parent.name.text);
          return used?.declarations?.some((d) => runsWith(d) && handsOn(d, type, seen)) || undefined;
        }
        if (n.kind === ts.SyntaxKind.SuperKeyword || ts.isReturnStatement(parent)) return undefined;
        return !(ts.isElementAccessExpression(parent) && parent.expression === n) || undefined;
      }) ?? false
    );
  }

  /** A method or accessor whose body is known. */
  function runsWith(d: ts.Declaration): boolean {
    return (ts.isMethodDeclaration(d) || ts.isAccessor(d)) && !isLibrary(d);
  }
}
