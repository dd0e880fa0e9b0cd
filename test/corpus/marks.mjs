/**
 * Puts `/** @unsync *\/ ` before every function of a file that can be marked: function declarations and constants
 * that hold a function, at the top level and in blocks, default-exported functions, methods of top-level classes
 * and of object literals.
 * It knows nothing of unsync's own search for marks, so that the two can be held against each other.
 */
import ts from 'typescript';

export const MARK = '/** @unsync */ ';

/**
 * The text with marks, and what was marked: `key` is what the function should be called in a worker module's
 * table, `start` and `end` are its range in the marked text. `wants` chooses by key, or by what else is known of a place.
 */
export function markAll(fileName, text, wants = () => true) {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  if (file.parseDiagnostics.length) return { text, marks: [] };
  const places = placesIn(file).filter((p) => wants(p.key, p));
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
    const nested = isNested(group[0]);
    places.push({ key, at, start: group[0].getStart(file), end: group.at(-1).end, isAsync, nested });
  };
  visit(file);
  places.sort((a, b) => a.at - b.at);
  const taken = new Set(places.filter((p) => !p.nested).map((p) => p.key));
  for (const place of places) if (place.nested) place.key = unique(place.key, taken);
  return places;

  function visit(node) {
    if (ts.isSourceFile(node) || ts.isBlock(node)) node.statements.forEach(statement);
    if (ts.isClassDeclaration(node) && ts.isSourceFile(node.parent)) node.members.forEach(classMember);
    if (ts.isObjectLiteralExpression(node)) node.properties.forEach(objectMember);
    ts.forEachChild(node, visit);
  }

  function statement(node, i, list) {
    if (ts.isFunctionDeclaration(node) && node.body) {
      const name = node.name?.text;
      add(node.name ? pathTo(node, name) : 'default', node, [
        ...before(list, i, (s) => ts.isFunctionDeclaration(s) && !s.body && s.name?.text === name),
        node,
      ]);
    } else if (ts.isVariableStatement(node)) {
      if (node.declarationList.flags & ts.NodeFlags.Const) constants(node);
    } else if (ts.isExportAssignment(node)) {
      const fn = functionIn(node.expression);
      if (fn) add('default', fn, [node]);
    }
  }

  function constants(node) {
    const { declarations } = node.declarationList;
    for (const declaration of declarations) {
      const fn = declaration.initializer && functionIn(declaration.initializer);
      if (!fn || !ts.isIdentifier(declaration.name)) continue;
      add(pathTo(node, declaration.name.text), fn, [declarations.length === 1 ? node : declaration]);
    }
  }

  function classMember(member, i, members) {
    if (!ts.isMethodDeclaration(member) || !member.body) return;
    const name = member.name.getText(file);
    const isSame = (s) => ts.isMethodDeclaration(s) && !s.body && s.name.getText(file) === name;
    add(`${member.parent.name?.text ?? 'default'}.${name}`, member, [...before(members, i, isSame), member]);
  }

  function objectMember(member) {
    if (!member.name || !ts.isIdentifier(member.name)) return;
    const fn = ts.isMethodDeclaration(member)
      ? member
      : ts.isPropertyAssignment(member) && functionIn(member.initializer);
    if (fn) add(pathTo(member, member.name.text), fn, [member]);
  }

  function isNested(node) {
    if (ts.isClassLike(node.parent)) return false;
    for (let n = node.parent; !ts.isSourceFile(n); n = n.parent)
      if (ts.isFunctionLike(n) || ts.isBlock(n) || ts.isClassLike(n) || ts.isModuleBlock(n)) return true;
    return false;
  }

  function pathTo(node, name) {
    const path = [name];
    for (let n = node.parent; !ts.isSourceFile(n); n = n.parent)
      if (ts.isFunctionLike(n) || ts.isClassLike(n) || ts.isVariableDeclaration(n) || ts.isPropertyAssignment(n))
        if (n.name && ts.isIdentifier(n.name)) path.unshift(n.name.text);
    return path.join('.');
  }
}

function unique(name, taken) {
  let result = name;
  for (let i = 2; taken.has(result); i++) result = `${name}_${i}`;
  taken.add(result);
  return result;
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
