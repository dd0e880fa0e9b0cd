/** Values that variables and fields are given after their declaration. */
import type ts from 'typescript';
import { isReplaced, unwrap } from '../../syntax/nodes';
import type { TypeInfo, TypeScript } from '../../types';

/** By variable or field, what is assigned to it in a file. */
export function assignmentsIn(
  ts: TypeScript,
  types: TypeInfo,
  file: ts.SourceFile,
): ReadonlyMap<ts.Node, readonly ts.Expression[]> {
  const found = new Map<ts.Node, readonly ts.Expression[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && isReplaced(ts, node.left)) {
      const left = unwrap(ts, node.left);
      const name = ts.isPropertyAccessExpression(left) ? left.name : left;
      if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name))
        for (const d of types.targetsOf(name)) found.set(d, [...(found.get(d) ?? []), node.right]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
