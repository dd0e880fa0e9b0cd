/** Regular expressions that remember where they were: `/x/g` and `/x/y` keep it in `lastIndex`, each worker its own. */
import type ts from 'typescript';
import { problem } from '../../diagnostics';
import { forEachReference } from '../../facts/names/references';
import { flagsIn, startsAnew } from '../../facts/names/regexp-place';
import { bodiesOf } from '../../syntax/task-nodes';
import type { Closure, Plan, Problem, Slice, SliceInput, Unit } from '../../types';

export function checkPatterns(
  { ts, types, file }: SliceInput,
  whole: Slice,
  closures: ReadonlyMap<Plan, Closure>,
): Problem[] {
  const code = [...whole.units, ...[...whole.roots.map((r) => r.unit), ...whole.stubbed].flatMap(bodiesOf)];
  const patterns = new Map<Unit, string>();
  for (const unit of whole.units) {
    const flags = ts.isVariableDeclaration(unit) && unit.initializer && flagsIn(ts, unit.initializer);
    if (flags) patterns.set(unit, flags);
  }
  const used = new Map<Unit, ts.Identifier>();
  for (const node of patterns.size ? code : [])
    forEachReference(ts, node, (id) => {
      for (const declaration of types.declarationsOf(id)) {
        const flags = patterns.get(declaration as Unit);
        if (flags && !used.has(declaration as Unit) && !startsAnew(ts, id, flags)) used.set(declaration as Unit, id);
      }
    });
  return [...used].map(([unit, id]) => {
    const { name } = unit as ts.VariableDeclaration;
    const at = (n: ts.Node) => ({ start: n.getStart(file), end: n.end });
    const plan = [...closures].find(([p, c]) => c.units.has(unit) && whole.roots.some((r) => r.unit === p.unit))![0];
    const related = [
      { file, span: plan.span, message: `'${plan.name}' runs in workers.` },
      { file, span: at(id), message: 'It is used here.' },
    ];
    return problem('placePerWorker', file, at(name), [plan.name, name.getText(file)], related);
  });
}
