/** Regular expressions that remember where they were: `/x/g` and `/x/y` keep it in `lastIndex`, each worker its own. */
import type ts from 'typescript';
import type { SliceInput } from './5-slice';
import { problem } from './diagnostics';
import { isEvaluated } from './load-time';
import { bodiesOf, forEachReference, unwrap } from './references';
import type { Closure, Plan, Problem, Slice, TypeScript, Unit } from './types';

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

/** Whether a reference to a variable keeps a place in the regular expression that it holds. */
export function keepsPlace(ts: TypeScript, id: ts.Identifier, declaration: ts.Node): boolean {
  const flags =
    ts.isVariableDeclaration(declaration) && declaration.initializer && flagsIn(ts, declaration.initializer);
  return !!flags && !startsAnew(ts, id, flags);
}

/** The flags of a regular expression with a state that evaluating `node` makes. */
function flagsIn(ts: TypeScript, node: ts.Node): string | undefined {
  const made = ts.isRegularExpressionLiteral(node)
    ? node.text.slice(node.text.lastIndexOf('/') + 1)
    : (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
        ts.isIdentifier(node.expression) &&
        node.expression.text === 'RegExp' &&
        node.arguments?.[1]
      ? node.arguments[1].getText()
      : '';
  if (/[gy]/.test(made)) return made;
  if (!isEvaluated(ts, node)) return undefined;
  return ts.forEachChild(node, (child) => flagsIn(ts, child));
}

/** Methods that begin at the start whatever `lastIndex` is, and leave it there: of strings, with the pattern as their first argument. */
const globally = new Set(['replace', 'replaceAll', 'match', 'matchAll', 'split', 'search']);
const stickily = new Set(['split', 'search']);

function startsAnew(ts: TypeScript, id: ts.Identifier, flags: string): boolean {
  let node: ts.Expression = id;
  while (ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node) node = node.parent;
  if (ts.isPropertyAccessExpression(node) && /^(?:source|flags)$/.test(node.name.text)) return true;
  const call = node.parent;
  return (
    ts.isCallExpression(call) &&
    call.arguments[0] === node &&
    ts.isPropertyAccessExpression(unwrap(ts, call.expression)) &&
    (flags.includes('g') ? globally : stickily).has(
      (unwrap(ts, call.expression) as ts.PropertyAccessExpression).name.text,
    )
  );
}
