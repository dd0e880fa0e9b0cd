/**
 * A lowering that takes the marks back: in the tree that unsync made and moved to the user's positions, the
 * hidden function takes its old place, with its own modifiers, and the visible declaration goes. What tsc
 * emits for that must be what it emits for the user's file, so nothing else in the tree may have changed.
 */
import ts from 'typescript';

/** `tasks`: what unsync's relocate phase says stands for each mark. */
export function undo(tasks, checker) {
  return (context) => (file) => {
    const { factory } = context;
    const hidden = new Map(tasks.map((t) => [t.hiddenNode, t]));
    const dropped = new Set(tasks.flatMap((t) => [...t.visibleNodes, ...t.plain]));
    const owners = new Set(tasks.filter((t) => t.mark.form === 'static').map((t) => t.hiddenNode.parent));
    const statements = file.statements.flatMap((s) => {
      const task = hidden.get(s);
      if (task) return restore(task);
      if (dropped.has(s)) return [];
      return owners.has(s) ? [restoreMembers(s)] : [s];
    });
    return factory.updateSourceFile(file, list(statements, file.statements));

    function restore(task) {
      const { mark, plain, plainStatement, visibleNodes } = task;
      const visible = visibleNodes.filter(ts.isFunctionDeclaration);
      if (mark.form === 'function')
        return plain.map((fn, i) => restoreFunction(fn, mark.overloads[i] ?? mark.node, visible[i]));
      if (mark.form === 'constant')
        return [
          at(
            mark.node,
            factory.updateVariableStatement(plainStatement, modifiersOf(mark.node), exportedReferences(task)),
          ),
        ];
      return [
        at(
          mark.node,
          factory.createExportAssignment(modifiersOf(mark.node), mark.node.isExportEquals, plainStatement.expression),
        ),
      ];
    }

    function restoreFunction(fn, user, visible) {
      const { asteriskToken, name, typeParameters, parameters, type, body } = fn;
      const restored = factory.createFunctionDeclaration(
        modifiersOf(user),
        asteriskToken,
        name,
        typeParameters,
        parameters,
        type,
        body,
      );
      if (!visible || isDefault(user)) return at(user, restored);
      // CommonJS exports what the original's modifiers say, mapped to its place: the visible declaration, at the user's
      return at(user, ts.setOriginalNode(restored, at(user, visible)));
    }

    function restoreMembers(owner) {
      const members = owner.members.flatMap((m) => {
        const task = tasks.find((t) => t.plain.includes(m));
        if (task) {
          const user = task.mark.overloads[task.plain.indexOf(m)] ?? task.mark.node;
          const name = ts.setTextRange(factory.createIdentifier(task.visible), m.name);
          return [
            at(
              user,
              factory.updateMethodDeclaration(
                m,
                modifiersOf(user),
                m.asteriskToken,
                name,
                m.questionToken,
                m.typeParameters,
                m.parameters,
                m.type,
                m.body,
              ),
            ),
          ];
        }
        return dropped.has(m) ? [] : [m];
      });
      return factory.updateClassDeclaration(
        owner,
        owner.modifiers,
        owner.name,
        owner.typeParameters,
        owner.heritageClauses,
        list(members, owner.members),
      );
    }

    /** An exported constant that names itself is `exports.f` in CommonJS: its references are those to the visible constant. */
    function exportedReferences({ mark, plainStatement, visibleNodes }) {
      const { declarationList } = plainStatement;
      if (!modifiersOf(mark.node).some((m) => m.kind === ts.SyntaxKind.ExportKeyword)) return declarationList;
      const [own] = declarationList.declarations;
      const symbol = checker.getSymbolAtLocation(own.name);
      const visible = visibleNodes[0].declarationList.declarations[0].name;
      const isSelf = (n) =>
        ts.isIdentifier(n) &&
        n !== own.name &&
        n.text === mark.localName &&
        (ts.isShorthandPropertyAssignment(n.parent)
          ? checker.getShorthandAssignmentValueSymbol(n.parent)
          : checker.getSymbolAtLocation(n)) === symbol;
      const visit = (n) =>
        isSelf(n)
          ? at(n, ts.setOriginalNode(factory.createIdentifier(n.text), visible))
          : ts.isTypeNode(n)
            ? n
            : ts.visitEachChild(n, visit, context);
      return ts.visitNode(declarationList, visit);
    }

    function modifiersOf(user) {
      return (user.modifiers ?? []).map((m) => at(m, factory.createModifier(m.kind)));
    }
    function list(nodes, old) {
      return ts.setTextRange(factory.createNodeArray(nodes), old);
    }
  };
}

const at = (place, node) => ts.setTextRange(node, { pos: place.pos, end: place.end });
const isDefault = (user) => !!user.modifiers?.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword);
