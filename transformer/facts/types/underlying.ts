/**
 * The type underneath the form that it was given. A parameter is what it extends, `interface Rows extends
 * Array<Row>` an array, `Readonly<Map<K, V>>` a Map, `string & { __brand: 'Id' }` a string: so are their values.
 */
import type ts from 'typescript';
import { mappedOver, mapsToOptional } from '../../syntax/internals';
import type { TypeScript } from '../../types';
import { isLibrary } from '../names/origins';

export interface Underlying {
  /** The type itself, where its values need not be anything else. */
  of(type: ts.Type): ts.Type;
  /** A string, a number, or nothing, always; branded or not. */
  isPrimitive(type: ts.Type): boolean;
  /** The symbol of the language, the platform or Node that it is. */
  platformSymbol(type: ts.Type): ts.Symbol | undefined;
  platformName(type: ts.Type): string;
  /** The class of the project or of a package that its values are instances of. */
  classOf(type: ts.Type): ts.Symbol | undefined;
  derivesFromError(type: ts.Type): boolean;
  /** The types in a container, each with how it is reached. */
  elementsOf(type: ts.Type): readonly { readonly type: ts.Type; readonly at: string }[];
  /** Its members, without those that what it is of the platform has. */
  ownProperties(type: ts.Type): readonly ts.Symbol[];
}

/** `crosses` tells what of the platform is given back as it was. */
export function createUnderlying(
  ts: TypeScript,
  checker: ts.TypeChecker,
  crosses: (name: string) => boolean,
): Underlying {
  const { Undefined, Null, Void, StringLike, NumberLike, BigIntLike, BooleanLike, Never } = ts.TypeFlags;
  const primitive = Undefined | Null | Void | StringLike | NumberLike | BigIntLike | BooleanLike | Never;
  const known = new Map<ts.Type, ts.Type>();
  return {
    of,
    isPrimitive,
    platformSymbol,
    platformName: (type) => platformSymbol(type)?.name ?? '',
    classOf,
    derivesFromError,
    elementsOf: (type) => elementsIn(ts, checker, of(type)),
    ownProperties,
  };

  function of(type: ts.Type): ts.Type {
    let found = known.get(type);
    if (found) return found;
    known.set(type, type); // for one that is made of itself
    known.set(type, (found = look(type)));
    return found;
  }

  function look(type: ts.Type): ts.Type {
    if (type.flags & ts.TypeFlags.Instantiable && !(type.flags & primitive)) {
      const constraint = checker.getBaseConstraintOfType(type);
      return constraint && constraint !== type ? of(constraint) : type;
    }
    const mapped = mappedOver(ts, checker, type);
    const source = mapped && of(mapped);
    if (!source) return type;
    return isWhole(source, mapsToOptional(ts, type)) ? source : type;
  }

  /** Holds where a type that is mapped member by member is one whose values are more than their members. */
  function isWhole(source: ts.Type, isOptional: boolean): boolean {
    if (isPrimitive(source)) return true;
    if (source.isUnion()) return source.types.every((t) => isWhole(of(t), isOptional));
    if (source.getCallSignatures().length || source.getConstructSignatures().length) return true;
    if (derivesFromError(source)) return true;
    const name = platformSymbol(source)?.name;
    if (!name) return !!classOf(source) && !isOptional;
    // what is in an array may be mapped to something else
    return (crosses(name) || !isOptional) && !checker.isArrayLikeType(source);
  }

  function isPrimitive(given: ts.Type): boolean {
    const type = of(given);
    if (type.isUnion()) return type.types.every(isPrimitive);
    if (type.isIntersection()) return type.types.some(isPrimitive);
    return !!(type.flags & primitive);
  }

  function platformSymbol(given: ts.Type): ts.Symbol | undefined {
    const type = of(given);
    if (type.isIntersection()) return first(type.types, platformSymbol);
    const { symbol } = type;
    if (!symbol || !isNamed(ts, symbol)) {
      const mapped = mappedOver(ts, checker, type);
      return mapped && checker.isArrayLikeType(of(mapped)) ? platformSymbol(mapped) : undefined;
    }
    if (symbol.declarations?.some(isLibrary)) return symbol;
    // a class that extends one is more than that
    return symbol.flags & ts.SymbolFlags.Class ? undefined : first(basesOf(checker, symbol), platformSymbol);
  }

  function classOf(given: ts.Type): ts.Symbol | undefined {
    const { symbol } = of(given);
    if (!symbol || !isNamed(ts, symbol) || symbol.declarations?.some(isLibrary)) return undefined;
    // the type of the class as a value has the same symbol
    if (symbol.flags & ts.SymbolFlags.Class) return of(given).getConstructSignatures().length ? undefined : symbol;
    return first(basesOf(checker, symbol), classOf);
  }

  function derivesFromError(given: ts.Type): boolean {
    const { symbol } = of(given);
    if (!symbol || !isNamed(ts, symbol)) return false;
    return (
      (symbol.name === 'Error' && !!symbol.declarations?.some(isLibrary)) ||
      basesOf(checker, symbol).some(derivesFromError)
    );
  }

  function ownProperties(given: ts.Type): readonly ts.Symbol[] {
    const type = of(given);
    if (checker.isTupleType(type)) return [];
    const symbol = platformSymbol(type);
    if (!symbol) return type.getProperties();
    if (type.symbol === symbol) return [];
    const platform = checker.getDeclaredTypeOfSymbol(symbol);
    return type.getProperties().filter((p) => !platform.getProperty(p.name));
  }
}

function elementsIn(ts: TypeScript, checker: ts.TypeChecker, type: ts.Type): { type: ts.Type; at: string }[] {
  if (checker.isTupleType(type)) {
    const { elementFlags } = (type as ts.TupleTypeReference).target;
    // from the first on of which there may be any number, places are not known
    const open = elementFlags.findIndex((f) => f & ts.ElementFlags.Variable);
    return checker
      .getTypeArguments(type as ts.TypeReference)
      .map((inner, i) => ({ type: inner, at: open < 0 || i < open ? `[${i}]` : '[]' }));
  }
  const inside = (types: readonly ts.Type[]) => types.map((inner) => ({ type: inner, at: '[]' }));
  if (type.symbol?.declarations?.some(isLibrary)) return inside(checker.getTypeArguments(type as ts.TypeReference));
  const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
  if (element) return inside([element]);
  // a Map tells by what it calls with each of its values and keys
  const each = type.getProperty('forEach');
  const [callback] = (each && checker.getTypeOfSymbol(each).getCallSignatures()[0]?.parameters) ?? [];
  const taken = callback && checker.getTypeOfSymbol(callback).getCallSignatures()[0]?.parameters.slice(0, 2);
  return inside((taken ?? []).map((p) => checker.getTypeOfSymbol(p)));
}

const isNamed = (ts: TypeScript, symbol: ts.Symbol): boolean =>
  !!(symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface));

const basesOf = (checker: ts.TypeChecker, symbol: ts.Symbol): readonly ts.Type[] =>
  checker.getDeclaredTypeOfSymbol(symbol).getBaseTypes() ?? [];

function first<T, U>(list: readonly T[], answer: (item: T) => U | undefined): U | undefined {
  for (const item of list) {
    const found = answer(item);
    if (found) return found;
  }
  return undefined;
}
