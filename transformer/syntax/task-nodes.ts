/** The nodes of a mark, a task or a wrapper: what runs, what is hidden, what callers see. */
import type ts from 'typescript';
import type { Mark, Task, TypeScript, Wrapper } from '../types';

/** Before the keys of classes of which only declarations are known: the runtime asks such a class itself. */
export const judgedMark = '~';

/** The nodes of a task or wrapper that run when it is called. */
export function bodiesOf(unit: Task | Wrapper): readonly ts.Node[] {
  if (!('mark' in unit)) return [unit.argument];
  const whole = unit.plainStatement ?? unit.plainExpression;
  return whole ? [whole] : unit.plain;
}

/** Where the declaration of a mark begins: at its first overload, if it has any. */
export const firstOf = (mark: Mark): Mark['node'] | Mark['overloads'][number] => mark.overloads[0] ?? mark.node;

/** Declarations of the names that callers use. */
export const visibleDeclarations = (ts: TypeScript, { visibleNodes }: Task): ts.Node[] =>
  visibleNodes.map((node) => (ts.isVariableStatement(node) ? node.declarationList.declarations[0]! : node));

export const isMethod = (unit: Task | Wrapper): boolean =>
  'mark' in unit && (unit.mark.form === 'static' || unit.mark.form === 'instance');

/** What it is called on travels with each call. */
export const isInstanceMethod = (unit: Task | Wrapper): unit is Task => 'mark' in unit && unit.mark.form === 'instance';

/** The name of what holds the function verbatim. */
export function hiddenName(ts: TypeScript, { hiddenNode }: Task): ts.Node {
  return ts.isVariableStatement(hiddenNode) ? hiddenNode.declarationList.declarations[0]!.name : hiddenNode.name;
}

/** Its mark says that what it changes of its caller's is meant to be lost. */
export const isUntracked = (unit: Task | Wrapper): boolean => ('mark' in unit ? unit.mark : unit).untracked;
