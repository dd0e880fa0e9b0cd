/**
 * Phase 6, lower: declaration files say `typeof Image.resize.inline` where tsc says `typeof Image.__unsync_resize`,
 * in whichever file the type of a marked function has come to.
 */
import type ts from 'typescript';
import type { Task, TypeScript } from '../types';

export function nameHidden(ts: TypeScript, tasks: readonly Task[]): ts.TransformerFactory<ts.SourceFile | ts.Bundle> {
  const visible = new Map(tasks.map((t) => [t.hidden, t.visible]));
  // what phase 2 declares for generic constants
  const aliases = new Map<string, { name: string; visible: string }>();
  for (const { hidden, visible } of tasks) {
    aliases.set(`${hidden}_R`, { name: 'ReturnType', visible });
    aliases.set(`${hidden}_P`, { name: 'Parameters', visible });
  }
  return (context) => (root) => {
    const { factory } = context;
    const visit = (node: ts.Node): ts.Node => {
      if (ts.isTypeQueryNode(node)) {
        const name = renamed(node.exprName as ts.EntityName);
        return name ? factory.createTypeQueryNode(name, node.typeArguments) : ts.visitEachChild(node, visit, context);
      }
      if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) {
        const utility = aliases.get(node.typeName.text);
        if (!utility) return ts.visitEachChild(node, visit, context);
        const name = factory.createQualifiedName(factory.createIdentifier(utility.visible), 'inline');
        return factory.createTypeReferenceNode(utility.name, [factory.createTypeQueryNode(name, node.typeArguments)]);
      }
      const name = ts.isImportTypeNode(node) && node.isTypeOf && node.qualifier && renamed(node.qualifier);
      if (name) {
        const { argument, attributes, typeArguments } = node as ts.ImportTypeNode;
        return factory.createImportTypeNode(argument, attributes, name, typeArguments, true);
      }
      return ts.visitEachChild(node, visit, context);
    };
    return ts.isSourceFile(root) ? (ts.visitNode(root, visit) as ts.SourceFile) : root;

    /** `A.H` → `A.resize.inline`; new identifiers throughout, since the emitter reads others from the text at their place. */
    function renamed(name: ts.EntityName): ts.EntityName | undefined {
      const last = ts.isIdentifier(name) ? name : name.right;
      // tsc writes a symbol's name as the text at its place, which is the user's
      const { symbol } = last as { symbol?: ts.Symbol };
      const shown = visible.get(symbol ? ts.symbolName(symbol) : last.text);
      if (!shown) return undefined;
      const owner = ts.isIdentifier(name) ? undefined : copied(name.left);
      return factory.createQualifiedName(
        owner ? factory.createQualifiedName(owner, shown) : factory.createIdentifier(shown),
        'inline',
      );
    }

    function copied(name: ts.EntityName): ts.EntityName {
      return ts.isIdentifier(name)
        ? factory.createIdentifier(name.text)
        : factory.createQualifiedName(copied(name.left), name.right.text);
    }
  };
}
