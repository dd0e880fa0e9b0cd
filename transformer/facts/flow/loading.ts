/** What code changes that stands in no marked function: statements of a module as it loads, and local functions. */
import type ts from 'typescript';
import type { TypeInfo, TypeScript } from '../../types';
import { type Cause, callersOf, type Instance, isCode, type Obj } from './graph';
import { PointsTo } from './points-to';
import { isCallable, questionsOf } from './questions';

export interface Loading {
  /** Declarations of variables, functions and classes of modules that it, or what it calls, changes. */
  readonly changed: ReadonlySet<ts.Node>;
  /** It does something that is seen from outside, too. */
  readonly acts: boolean;
}

/** Of each of some statements of modules, what it does as its module loads. */
export function loadingOf(
  ts: TypeScript,
  types: TypeInfo,
  statements: readonly ts.Statement[],
): ReadonlyMap<ts.Statement, Loading> {
  const points = new PointsTo({ ask: questionsOf(ts, types), contexts: 1, sideOf: () => 'load' });
  const begun = new Map(statements.map((statement) => [points.runStatement(statement), statement]));
  points.solve();
  const found = new Map(statements.map((s) => [s, { changed: new Set<ts.Node>(), acts: false }]));
  if (points.isOverBudget) return new Map();
  const holders = holdersIn(points);
  for (const { object, access, sure, cause } of points.uses) {
    if (access !== 'write' || !sure) continue;
    for (const statement of startsOf(cause, begun))
      for (const declaration of holders.get(object) ?? []) found.get(statement)!.changed.add(declaration);
  }
  for (const { what, cause } of points.acts)
    if (what === 'acts') for (const statement of startsOf(cause, begun)) found.get(statement)!.acts = true;
  return found;
}

/** Those that something is done by, in what they call. */
function startsOf({ instance }: Cause, begun: ReadonlyMap<Instance, ts.Statement>): ts.Statement[] {
  // what was given away may be called at any time
  return instance.side === 'load' ? [...callersOf(instance)].flatMap((each) => begun.get(each) ?? []) : [];
}

/** Of each object the variables of modules by which one comes to it: not by what functions have around them. */
function holdersIn(points: PointsTo): ReadonlyMap<Obj, ReadonlySet<ts.Node>> {
  const holders = new Map<Obj, Set<ts.Node>>();
  for (const [symbol, cell] of points.cells) {
    const declaration = symbol.valueDeclaration;
    if (!declaration) continue;
    const reached = new Set([cell]);
    for (const object of reached) {
      const known = holders.get(object);
      if (known) known.add(declaration);
      else holders.set(object, new Set([declaration]));
      if (object.kind === 'outside' || object.kind === 'platform') continue;
      for (const node of object.members.values()) for (const each of node.objects) reached.add(each);
    }
  }
  return holders;
}

/** Where in a function, or in what it calls or gives away, something of a function or class inside it is written. */
export function writesOfLocal(ts: TypeScript, types: TypeInfo, local: ts.Node, around: ts.Node): readonly ts.Node[] {
  const ask = questionsOf(ts, types);
  const points = new PointsTo({ ask, contexts: 1, sideOf: () => 'load' });
  if (isCallable(ts, around)) {
    const cause = { node: around, instance: points.rootInstance('caller', around) };
    points.escape(points.runFunction(around, 'caller', around), cause);
  }
  points.solve();
  return points.uses.flatMap(({ object, access, sure, cause }) =>
    access === 'write' && sure && object.node === local && isCode(object) ? [cause.node] : [],
  );
}
