/** Functions and classes of an enclosing function that are copied along: those that are given another value, or keep state. */
import type ts from 'typescript';
import { problem } from '../../diagnostics';
import { writesOfLocal } from '../../facts/flow/loading';
import { forEachReference } from '../../facts/names/references';
import { isInside, isReplaced } from '../../syntax/nodes';
import { lineOf, relatedAt, spanOf } from '../../syntax/positions';
import { bodiesOf } from '../../syntax/task-nodes';
import type { Plan, Problem, SliceInput, Unit } from '../../types';

export function checkLocalState({ ts, types, file }: SliceInput, plan: Plan): Problem[] {
  const problems: Problem[] = [];
  for (const local of plan.environment.locals) if (!ts.isVariableStatement(local)) judge(local);
  return problems;

  function judge(local: Unit): void {
    const name = (local as ts.NamedDeclaration).name ?? local;
    const around = enclosing(local);
    const copied = [...bodiesOf(plan.unit), ...plan.environment.locals];
    const isCopied = (n: ts.Node) => copied.some((c) => isInside(n, c));
    const uses: { node: ts.Node; access: string }[] = [];
    forEachReference(ts, around, (id) => {
      if (!types.declarationsOf(id).includes(local as ts.Declaration)) return;
      uses.push({ node: id, access: isReplaced(ts, id) ? 'replace' : 'read' });
    });
    for (const node of writesOfLocal(ts, types, local, around)) uses.push({ node, access: 'change' });
    const said = [plan.name, name.getText(file)] as [string, string];
    const declared = relatedAt(name, `'${said[1]}' is declared here.`);
    const outside = uses.find((u) => u.access !== 'read' && !isCopied(u.node));
    const inside = uses.find((u) => u.access !== 'read' && isCopied(u.node));
    const used = uses.find((u) => isCopied(u.node))?.node ?? name;
    if (outside) {
      const replaced = outside.access === 'replace';
      const verb = replaced ? 'reassigned' : 'changed';
      const message = `It is ${verb} here, at line ${lineOf(outside.node)}, on the caller's thread.`;
      const related = [declared, relatedAt(outside.node, message)];
      problems.push(problem(replaced ? 'reassigned' : 'sharedState', file, spanOf(used), said, related));
    } else if (inside) problems.push(problem('writesCapture', file, spanOf(inside.node), said, [declared]));
  }

  function enclosing(node: ts.Node): ts.Node {
    let n = node.parent;
    while (!ts.isFunctionLike(n) && n !== file) n = n.parent;
    return n;
  }
}
