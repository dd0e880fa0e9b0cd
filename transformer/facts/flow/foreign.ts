/**
 * What code does to what is not the project's, as far as it names that: writes to the platform's and to packages'
 * objects, and calls of packages. Found once for a program, and not by running the code: some file always does such
 * things, and what it does besides leads everywhere.
 */
import type ts from 'typescript';
import { outOfPattern, unwrap } from '../../syntax/nodes';
import { foreignCalls, memberWrites } from '../names/mentions';
import { packageOf } from '../platform/signatures';
import type { Questions } from './questions';

/** An object of the platform or of a package gets a member, or another value in it. */
export interface ForeignWrite {
  readonly node: ts.Node;
  /** Of the object. */
  readonly key: string;
  readonly member: string | undefined;
}

export interface PackageCall {
  readonly call: ts.CallExpression;
  /** Of what was imported that leads to it. */
  readonly key: string;
  /** All of the package. */
  readonly of: string;
}

/** How many variables stand between a name and what it is of. */
const MOST_NAMES = 3;

export const foreignWrites = (ask: Questions): readonly ForeignWrite[] =>
  ask.types.once('foreign writes', () =>
    memberWrites(ask.ts, ask.types).flatMap(({ on, node, member }) => {
      const key = keyOf(ask, on, MOST_NAMES);
      return key === undefined ? [] : [{ node, key, member }];
    }),
  );

export const packageCalls = (ask: Questions): readonly PackageCall[] =>
  ask.types.once('package calls', () =>
    foreignCalls(ask.ts, ask.types).flatMap(({ call, root }) => {
      const symbol = ask.symbolOf(root);
      const key = symbol && ask.keyOf(symbol);
      const of = key === undefined ? undefined : packageOf(key);
      return of === undefined ? [] : [{ call, key: key!, of }];
    }),
  );

/** What is written of the platform, or of a package, is part of what is used, though that is another object. */
export function concerns(written: string, member: string | undefined, used: string): boolean {
  const own = packageOf(written);
  if (own !== undefined) return used.startsWith(own);
  // `globalThis.fetch = …`
  const isGlobal = written === 'globalThis#' && !!member && used.endsWith(`#${member}`);
  return used !== written && (written.startsWith(`${used}.`) || isGlobal);
}

export const isPrototype = (key: string): boolean => key.endsWith('.prototype');

/** Of an object of the platform or of a package, as it is named, or by a variable that holds it. */
function keyOf(ask: Questions, expression: ts.Expression, names: number): string | undefined {
  const { ts } = ask;
  const e = unwrap(ts, expression);
  if (ts.isMetaProperty(e)) return `import.meta ${e.getSourceFile().fileName}`;
  if (ts.isPropertyAccessExpression(e))
    return memberOf(ask, keyOf(ask, e.expression, names), e.name.text, () => ask.symbolOf(e.name));
  if (!ts.isIdentifier(e) || names === 0) return undefined;
  if (e.text === 'globalThis') return 'globalThis#';
  const symbol = ask.symbolOf(e);
  const key = symbol && ask.keyOf(symbol);
  const declaration = symbol?.valueDeclaration;
  if (key !== undefined || !declaration) return key;
  if (ts.isVariableDeclaration(declaration))
    return declaration.initializer && keyOf(ask, declaration.initializer, names - 1);
  if (!ts.isBindingElement(declaration)) return undefined;
  const { initializer } = outOfPattern(ts, declaration) as ts.VariableDeclaration;
  const name = (declaration.propertyName ?? declaration.name).getText();
  const owner = initializer && keyOf(ask, initializer, names - 1);
  return memberOf(ask, owner, name, () => ask.typeAt(initializer!).getProperty(name));
}

function memberOf(
  ask: Questions,
  owner: string | undefined,
  name: string,
  declared: () => ts.Symbol | undefined,
): string | undefined {
  if (owner === undefined) return undefined;
  const symbol = declared();
  return (symbol && ask.keyOf(symbol)) ?? `${owner}.${name}`;
}
