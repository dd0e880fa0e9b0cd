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
    const hidden = new Map(tasks.map((t) => [t.place ?? t.hiddenNode, t]));
    const isMethod = (t) => t.mark.form === 'static' || t.mark.form === 'instance';
    const dropped = new Set(tasks.flatMap((t) => t.visibleNodes));
    const owners = new Set(tasks.filter(isMethod).map((t) => t.hiddenNode.parent));
    return factory.updateSourceFile(file, list(file.statements.flatMap(statement), file.statements));

    function statement(s) {
      const task = hidden.get(s);
      if (task) return restore(task);
      if (dropped.has(s)) return [];
      return [visit(s)];
    }

    function visit(node) {
      if (ts.isTypeNode(node)) return node;
      if (ts.isBlock(node)) return factory.updateBlock(node, list(node.statements.flatMap(statement), node.statements));
      if (ts.isPropertyAssignment(node) && hidden.has(node.initializer))
        return restoreMember(hidden.get(node.initializer), node);
      if (owners.has(node)) return restoreMembers(node);
      return inner(node);
    }

    function inner(node) {
      return ts.visitEachChild(node, visit, context);
    }

    function restore(task) {
      const { mark, visibleNodes } = task;
      const plain = task.plain.map((fn) => (ts.isFunctionDeclaration(fn) ? inner(fn) : fn));
      const plainStatement = task.plainStatement && inner(task.plainStatement);
      const visible = visibleNodes.filter(ts.isFunctionDeclaration);
      if (mark.form === 'function')
        return plain.map((fn, i) => restoreFunction(fn, mark.overloads[i] ?? mark.node, visible[i]));
      if (mark.form === 'constant')
        return [
          at(
            mark.node,
            factory.updateVariableStatement(
              plainStatement,
              modifiersOf(mark.node),
              exportedReferences(task, plainStatement),
            ),
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

    function restoreMember({ mark, plainExpression }, place) {
      const [member] = plainExpression.expression.expression.properties;
      if (ts.isMethodDeclaration(member)) return at(mark.node, inner(member));
      const name = ts.setTextRange(factory.createIdentifier(member.name.text), mark.node.name);
      return at(mark.node, factory.updatePropertyAssignment(place, name, visit(member.initializer)));
    }

    function restoreMembers(owner) {
      const members = owner.members.flatMap((original) => {
        const task = tasks.find((t) => t.plain.includes(original));
        if (dropped.has(original)) return [];
        const m = inner(original);
        if (task) {
          const user = task.mark.overloads[task.plain.indexOf(original)] ?? task.mark.node;
          const name = ts.setTextRange(factory.createIdentifier(task.visible), m.name);
          return [
            at(
              user,
              factory.updateMethodDeclaration(
                m,
                modifiersOf(user),
                m.asteriskToken && at(user.asteriskToken, factory.createToken(m.asteriskToken.kind)),
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
        return [m];
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
    function exportedReferences(
      { mark, plainStatement: { declarationList: before }, visibleNodes },
      { declarationList },
    ) {
      if (!modifiersOf(mark.node).some((m) => m.kind === ts.SyntaxKind.ExportKeyword)) return declarationList;
      const [own] = before.declarations;
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
