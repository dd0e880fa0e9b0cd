/**
 * Objects of modules that stay who they are: a function gives them, or compares them with what it is given, both sides
 * have them, and nobody changes them once they are loaded. Each side takes its own for the other's.
 */
import type ts from 'typescript';
import { topLevelStatement } from '../../syntax/nodes';
import type { Imported, Plan } from '../../types';
import { isData, isForeign, type Obj } from './graph';
import type { PointsTo } from './points-to';

/** A constant, or a class with constants in its static fields. */
export interface Constant {
  readonly name: string;
  /** An identifier of the file that names it; or the module that both sides have it from. */
  readonly at: ts.Identifier | Imported;
  readonly plans: readonly Plan[];
  /** What it holds. */
  readonly objects: ReadonlySet<Obj>;
}

/**
 * @param wanted of functions, the objects that should stay the same
 * @param acting statements of modules that do, as they load, what may come out differently
 * @param locate undefined where not both sides can name it
 */
export function findConstants(
  points: PointsTo,
  wanted: ReadonlyMap<Plan, ReadonlySet<Obj>>,
  acting: ReadonlySet<ts.Node>,
  locate: (declaration: ts.VariableDeclaration | ts.ClassDeclaration) => Constant['at'] | undefined,
): Constant[] {
  if (![...wanted.values()].some(({ size }) => size > 0)) return [];
  const { ts } = points.ask;
  const written = points.uses.filter(({ access, cause }) => access === 'write' && cause.instance.side !== 'load');
  const changed = new Set(written.map(({ object }) => object));
  // given: get hex() { return (this.known ??= toHex(this)); } for what is given, and may be one of these
  const classes = new Set(
    written.map(({ object }) => object.kind === 'input' && object.type?.symbol?.valueDeclaration),
  );
  const isFixed = (object: Obj) =>
    !changed.has(object) &&
    !(object.cls?.node && classes.has(object.cls.node as ts.Declaration)) &&
    !(object.node && acting.has(topLevelStatement(ts, object.node)));
  const found: Constant[] = [];
  for (const [symbol, cell] of points.cells) {
    const declaration = symbol.valueDeclaration;
    if (!declaration || cell.variable?.isReplaced || changed.has(cell)) continue;
    if (!ts.isVariableDeclaration(declaration) && !ts.isClassDeclaration(declaration)) continue;
    const objects = heldBy(points.member(cell, '$value').objects);
    if (!objects) continue;
    const plans = [...wanted].flatMap(([plan, all]) => ([...all].some((each) => objects.has(each)) ? [plan] : []));
    if (!plans.length || ![...objects].every(isFixed)) continue;
    const at = locate(declaration);
    const name = declaration.name!.getText();
    // functions stay where they are
    if (at) found.push({ name, at, plans, objects: new Set([...objects].filter(isValue)) });
  }
  return fewest(found, wanted).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Without those of which all that is wanted is in others that hold less. */
function fewest(all: readonly Constant[], wanted: ReadonlyMap<Plan, ReadonlySet<Obj>>): Constant[] {
  const covered = new Set<Obj>();
  return [...all]
    .sort((a, b) => a.objects.size - b.objects.size || (keyOf(a) < keyOf(b) ? -1 : 1))
    .filter(({ plans, objects }) => {
      const own = plans.flatMap((plan) => [...wanted.get(plan)!]).filter((each) => objects.has(each));
      const isNew = own.some((each) => !covered.has(each));
      for (const each of objects) covered.add(each);
      return isNew;
    });
}

const keyOf = ({ name, at }: Constant): string => ('specifier' in at ? `${at.specifier}#${at.name}` : name);

const isWeak = ({ node }: Obj): boolean => !!node && /^new Weak/.test(node.getText());

/** Errors, too. */
export const isValue = (object: Obj): boolean => isData(object) || object.kind === 'error';

/** Data, and all data in it that one comes to by its fields and elements; undefined where something of it is not known. */
function heldBy(roots: readonly Obj[]): ReadonlySet<Obj> | undefined {
  const seen = new Set(roots);
  for (const object of seen) {
    if (isForeign(object) || object.kind === 'input') return undefined;
    if (object.quirks?.some(({ what }) => what !== 'frozen')) return undefined;
    if (!isValue(object) && object.kind !== 'class') continue;
    if (isWeak(object)) continue;
    for (const [member, node] of object.members)
      if (member !== 'prototype' && !/^[#@]/.test(member)) for (const each of node.objects) seen.add(each);
  }
  return seen;
}
