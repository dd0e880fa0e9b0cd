/** The text of a program's modules in which marked functions are watched (`test/support/watched.mjs`). */
import ts from 'typescript';
import { edited } from './edited.mjs';

/** Each marked function is made by `__watched`, which must be a global by then. */
export function watching(text) {
  const file = ts.createSourceFile('watched.ts', text, ts.ScriptTarget.Latest, true);
  const edits = [];
  const at = (start, end, put) => edits.push({ start, end, text: put });
  const isMarked = (node) => ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'unsync');
  const visit = (node) => {
    if (ts.isFunctionDeclaration(node) && node.body && isMarked(node)) {
      const name = node.name?.text ?? 'unnamed';
      const modifiers = node.modifiers ?? [];
      const exported = modifiers.filter((m) => m.kind !== ts.SyntaxKind.AsyncKeyword);
      for (const modifier of exported) at(modifier.getStart(), modifier.end, '');
      if (node.name) at(node.name.getStart(), node.name.end, `${name}__bare`);
      else at(node.parameters.pos - 1, node.parameters.pos - 1, ` ${name}__bare`);
      const head = exported.map((m) => m.getText()).join(' ');
      const call = `return (globalThis as any).__watched(${name}__bare, '${name}').apply(this, a);`;
      at(node.end, node.end, `\n${head} function ${node.name ? name : ''}(this: any, ...a: any[]): any { ${call} }`);
      return;
    }
    if (ts.isVariableStatement(node) && isMarked(node))
      for (const { name, initializer } of node.declarationList.declarations)
        if (initializer) {
          at(initializer.getStart(), initializer.getStart(), '(globalThis as any).__watched(');
          at(initializer.end, initializer.end, `, '${name.getText()}')`);
        }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return edited(text, edits);
}
