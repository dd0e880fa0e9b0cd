/**
 * Puts `/** @unsync *\/ ` before every top-level function of a file: function declarations, constants that
 * hold a function, default-exported functions, static methods of top-level classes.
 * It knows nothing of unsync's own search for marks, so that the two can be held against each other.
 */
import ts from 'typescript';

export const MARK = '/** @unsync */ ';

/**
 * The text with marks, and what was marked: `key` is what the function should be called in a worker module's
 * table, `start` and `end` are its range in the marked text.
 */
export function markAll(fileName, text) {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  if (file.parseDiagnostics.length) return { text, marks: [] };
  const places = placesIn(file);
  places.sort((a, b) => a.at - b.at);
  let marked = '';
  let done = 0;
  const shifted = (position, including) =>
    position + MARK.length * places.filter((p) => (including ? p.at <= position : p.at < position)).length;
  for (const { at } of places) {
    marked += text.slice(done, at) + MARK;
    done = at;
  }
  return {
    text: marked + text.slice(done),
    marks: places.map(({ key, start, end, isAsync }) => ({
      key,
      start: shifted(start, false),
      end: shifted(end, false),
      isAsync,
    })),
  };
}

function placesIn(file) {
  const places = [];
  /** `group`: overload signatures and the implementation. The mark goes on the first signature and on the implementation, turn about. */
  const add = (key, fn, group, at = group[places.length % 2 ? group.length - 1 : 0].getStart(file)) => {
    const isAsync = !!fn.modifiers?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword);
    places.push({ key, at, start: group[0].getStart(file), end: group.at(-1).end, isAsync });
  };
  file.statements.forEach((statement, i) => {
    if (ts.isFunctionDeclaration(statement) && statement.body) {
      const name = statement.name?.text;
      add(name ?? 'default', statement, [
        ...before(file.statements, i, (s) => ts.isFunctionDeclaration(s) && !s.body && s.name?.text === name),
        statement,
      ]);
    } else if (ts.isVariableStatement(statement)) {
      if (statement.declarationList.flags & ts.NodeFlags.Const) constants(statement);
    } else if (ts.isExportAssignment(statement)) {
      const fn = functionIn(statement.expression);
      if (fn) add('default', fn, [statement]);
    } else if (ts.isClassDeclaration(statement)) {
      statement.members.forEach((member, m) => {
        if (
          !ts.isMethodDeclaration(member) ||
          !member.body ||
          !member.modifiers?.some((x) => x.kind === ts.SyntaxKind.StaticKeyword)
        )
          return;
        const name = member.name.getText(file);
        const signatures = before(
          statement.members,
          m,
          (s) => ts.isMethodDeclaration(s) && !s.body && s.name.getText(file) === name,
        );
        add(`${statement.name?.text ?? 'default'}.${name}`, member, [...signatures, member]);
      });
    }
  });
  return places;

  function constants(statement) {
    const { declarations } = statement.declarationList;
    for (const declaration of declarations) {
      const fn = declaration.initializer && functionIn(declaration.initializer);
      if (!fn || !ts.isIdentifier(declaration.name)) continue;
      if (declarations.length === 1) add(declaration.name.text, fn, [statement]);
      else add(declaration.name.text, fn, [declaration]);
    }
  }
}

/** The members of `list` directly before `index` that pass. */
function before(list, index, passes) {
  let first = index;
  while (first > 0 && passes(list[first - 1])) first--;
  return list.slice(first, index);
}

function functionIn(expression) {
  let inner = expression;
  while (ts.isParenthesizedExpression(inner) || ts.isSatisfiesExpression(inner) || ts.isAsExpression(inner))
    inner = inner.expression;
  return ts.isArrowFunction(inner) || ts.isFunctionExpression(inner) ? inner : undefined;
}
