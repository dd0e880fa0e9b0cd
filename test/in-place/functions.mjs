/**
 * Finds the functions to be marked, by syntax alone: exported, synchronous, with a loop or recursion. And says by
 * type which of them take and give plain data.
 */
import ts from 'typescript';

/** `module.function` of each, and whether it is plain. */
export function functionsOf(program, moduleOf) {
  const checker = program.getTypeChecker();
  const found = {};
  for (const file of program.getSourceFiles()) {
    const module = moduleOf(file);
    if (module === undefined) continue;
    const names = exportedNames(file);
    for (const statement of file.statements)
      for (const { name, key, fn, exported } of functionsIn(statement))
        if ((exported || names.has(name)) && isSynchronous(fn) && repeats(fn, name))
          found[`${module}.${key}`] = isPlainFunction(checker, fn) ? 'plain' : 'other';
  }
  return found;
}

function functionsIn(statement) {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  const exported = modifiers.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
  if (ts.isFunctionDeclaration(statement) && statement.body) {
    const name = statement.name?.text;
    return [{ name, key: name ?? 'default', fn: statement, exported }];
  }
  if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    initializer && ts.isIdentifier(name) && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
      ? [{ name: name.text, key: name.text, fn: initializer, exported }]
      : [],
  );
}

/** Of `export { a, b as c }` and `export default a`. */
function exportedNames(file) {
  const names = new Set();
  for (const s of file.statements) {
    if (ts.isExportAssignment(s) && ts.isIdentifier(s.expression)) names.add(s.expression.text);
    if (ts.isExportDeclaration(s) && !s.moduleSpecifier && s.exportClause && ts.isNamedExports(s.exportClause))
      for (const e of s.exportClause.elements) names.add((e.propertyName ?? e.name).text);
  }
  return names;
}

const isSynchronous = (fn) => !fn.asteriskToken && !fn.modifiers?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword);

function repeats(fn, name) {
  const visit = (n) =>
    ts.isIterationStatement(n, false) ||
    (ts.isCallExpression(n) && ts.isIdentifier(n.expression) && n.expression.text === name) ||
    ts.forEachChild(n, visit);
  return !!visit(fn.body);
}

function isPlainFunction(checker, fn) {
  const signature = checker.getSignatureFromDeclaration(fn);
  const isPlain = (type) => isPlainType(checker, type, fn, new Set());
  return (
    signature.parameters.every((p) => isPlain(checker.getTypeOfSymbolAtLocation(p, fn))) &&
    isPlain(signature.getReturnType())
  );
}

const copied =
  /^(Date|RegExp|ArrayBuffer|SharedArrayBuffer|DataView|(Float|Int|Uint|BigInt|BigUint)\d+(Clamped)?Array)$/;
const holders = /^(Array|ReadonlyArray|Map|Set|ReadonlyMap|ReadonlySet)$/;

/** Primitives, what structured clone copies, and objects of them; nothing that is, has or may be a function. */
function isPlainType(checker, type, place, seen) {
  if (seen.has(type)) return true;
  seen.add(type);
  const isPlain = (t) => isPlainType(checker, t, place, seen);
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return false;
  if (type.flags & ts.TypeFlags.TypeParameter) {
    const constraint = checker.getBaseConstraintOfType(type);
    return !!constraint && constraint !== type && isPlain(constraint);
  }
  if (type.isUnionOrIntersection()) return type.types.every(isPlain);
  if (!(type.flags & ts.TypeFlags.Object)) return true; // a primitive, `void` or `never`
  const name = type.symbol?.name;
  const isOfPlatform = type.symbol?.declarations?.some((d) =>
    /\/(typescript\/lib\/lib\.|@types\/node\/)/.test(d.getSourceFile().fileName),
  );
  if (isOfPlatform && copied.test(name)) return true;
  if (checker.isTupleType(type) || (isOfPlatform && holders.test(name)))
    return checker.getTypeArguments(type).every(isPlain);
  if (
    type.getCallSignatures().length ||
    type.getConstructSignatures().length ||
    type.symbol?.flags & ts.SymbolFlags.Class
  )
    return false;
  return (
    type.getProperties().every((p) => isPlain(checker.getTypeOfSymbolAtLocation(p, place))) &&
    checker.getIndexInfosOfType(type).every((info) => isPlain(info.type))
  );
}
