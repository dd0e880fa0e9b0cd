/**
 * Statements that set up what a module has: `C.prototype.m = …`, `Object.freeze(x)`, `f.cache = {}`, `table.set(k, v)`.
 * Where such a statement does nothing else, it belongs to what it sets up, and a worker module has it, too.
 */
import type ts from 'typescript';
import { accessOf } from '../facts/flow/access';
import { isEvaluated } from '../facts/names/evaluation';
import { forEachReference } from '../facts/names/references';
import { importOf } from '../syntax/imports';
import { isTopLevelVariable, outOfPattern, unwrap } from '../syntax/nodes';
import { bodiesOf } from '../syntax/task-nodes';
import type { Task, TypeInfo, TypeScript, Wrapper } from '../types';
import { findSetUps } from './setup-targets';

interface Input {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly file: ts.SourceFile;
  /** The function that is moved and stands there, as its callers see it. */
  movedAt(node: ts.Node): Task | Wrapper | undefined;
}

export interface SetUps {
  /** Of each variable, function, class or import of the file, the statements that set it up, in order. */
  readonly of: ReadonlyMap<ts.Node, readonly ts.Statement[]>;
  /** Those that set up what each thread has of its own, `Array.prototype.last = …`, and the member's name, where it is known. */
  readonly ofGlobals: readonly { readonly statement: ts.ExpressionStatement; readonly member: string | undefined }[];
}

export function setUpsIn(input: Input): SetUps {
  const { ts, types, file, movedAt } = input;
  const found = new Map<ts.Node, ts.Statement[]>();
  const ofGlobals: { statement: ts.ExpressionStatement; member: string | undefined }[] = [];
  const isTooLate = createIsTooLate(input);
  const add = (unit: ts.Node, statement: ts.Statement) => found.set(unit, [...(found.get(unit) ?? []), statement]);
  const units = findSetUps(ts, types, file);
  for (const statement of file.statements) {
    const own = units.get(statement);
    if (own) {
      if (![...own].some((unit) => isTooLate(statement, unit))) for (const unit of own) add(unit, statement);
      continue;
    }
    if (!ts.isExpressionStatement(statement)) continue;
    const subject = subjectOf(ts, types, statement.expression);
    if (!subject || !changesNothingElse(statement, subject)) continue;
    const unit = ownUnit(input, subject);
    if (unit && importOf(ts, unit)) {
      if (!isTooLate(statement, unit)) add(unit, statement);
    } else if (!unit && isGlobal(subject)) ofGlobals.push({ statement, member: memberOf(subject) });
  }
  return { of: found, ofGlobals };

  function changesNothingElse(statement: ts.ExpressionStatement, subject: ts.Identifier): boolean {
    const isSame = (id: ts.Identifier) => id.text === subject.text && ownUnit(input, id) === ownUnit(input, subject);
    let only = true;
    const refer = (id: ts.Identifier) => {
      if (accessOf(ts, types, id) !== 'read' && !isSame(id)) only = false;
    };
    const enter = (n: ts.Node) => {
      if (n.kind === ts.SyntaxKind.ThisKeyword) only = false;
      return isEvaluated(ts, n);
    };
    forEachReference(ts, statement, refer, enter);
    return only;
  }

  /** Not what a module has by being that module, nor a stub. */
  function isGlobal(id: ts.Identifier): boolean {
    return !/^(?:module|exports|require)$/.test(id.text) && !types.declarationsOf(id).some(movedAt);
  }

  // given: Array.prototype.last = …, globalThis.level ??= 1, process.argv.push(…), Object.defineProperty(Array.prototype, 'last', …)
  function memberOf(subject: ts.Identifier): string | undefined {
    const path: ts.PropertyAccessExpression[] = [];
    let node: ts.Expression = subject;
    while (ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node)
      path.push((node = node.parent));
    const { parent } = node;
    if (ts.isCallExpression(parent) && parent.expression === node) return path.at(-2)?.name.text;
    const key = ts.isElementAccessExpression(parent) ? parent.argumentExpression : undefined;
    const named = key ?? (ts.isCallExpression(parent) ? parent.arguments[1] : undefined);
    if (named || ts.isCallExpression(parent)) return named && ts.isStringLiteral(named) ? named.text : undefined;
    return path.at(-1)?.name.text;
  }
}

/** The name of what an expression sets up: `x` in `x.a.b = …`, `x.list.push(…)`, `Object.assign(x, …)`. */
export function subjectOf(ts: TypeScript, types: TypeInfo, expression: ts.Expression): ts.Identifier | undefined {
  const e = unwrap(ts, expression);
  if (ts.isBinaryExpression(e)) return changed(e.left);
  if (ts.isPrefixUnaryExpression(e) || ts.isPostfixUnaryExpression(e)) return changed(e.operand);
  if (ts.isDeleteExpression(e)) return changed(e.expression);
  if (!ts.isCallExpression(e)) return undefined;
  return changed(e.expression) ?? (e.arguments[0] && changed(e.arguments[0]));

  function changed(target: ts.Expression): ts.Identifier | undefined {
    let node = unwrap(ts, target);
    while (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node))
      node = unwrap(ts, node.expression);
    return ts.isIdentifier(node) && accessOf(ts, types, node) === 'change' ? node : undefined;
  }
}

/** The file's own variable, function, class or import that a name stands for. */
function ownUnit({ ts, types, file, movedAt }: Input, id: ts.Identifier): ts.Node | undefined {
  for (const declaration of types.declarationsOf(id)) {
    if (declaration.getSourceFile() === file && importOf(ts, declaration)) return declaration;
    const node = outOfPattern(ts, declaration);
    // declared here, made elsewhere
    if (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient && !movedAt(node)) continue;
    if (isTopLevelVariable(ts, node, file)) return node;
    if (node.parent === file && (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node))) return node;
  }
  return undefined;
}

/** Holds where a moved function that uses what is set up may have been called before: it has not seen it then, and a worker has. */
function createIsTooLate(input: Input): (statement: ts.Statement, unit: ts.Node) => boolean {
  const { ts, file, movedAt } = input;
  const referred = new Map<ts.Node, ReadonlySet<ts.Node>>();
  const usedBy = new Map<ts.Node, ReadonlySet<ts.Node>>();
  let called: Map<Task | Wrapper, ts.Statement> | undefined;
  return (statement, unit) =>
    [...(called ??= findCalled())].some(
      ([moved, by]) => by.pos < statement.pos && bodiesOf(moved).some((body) => usesOf(body).has(unit)),
    );

  /** Moved functions that may be called as the module loads, and the first statement that may. */
  function findCalled(): Map<Task | Wrapper, ts.Statement> {
    const all = new Map<Task | Wrapper, ts.Statement>();
    const seen = new Set<ts.Node>();
    // one that makes what is moved calls nothing of it
    for (const statement of file.statements)
      for (const node of movedAt(statement) ? [] : evaluatedIn(ts, statement)) {
        const before = seen.size;
        reach(node, seen);
        for (const unit of [...seen].slice(before))
          for (const moved of movedIn(unit)) if (!all.has(moved)) all.set(moved, statement);
      }
    return all;
  }

  function usesOf(body: ts.Node): ReadonlySet<ts.Node> {
    const known = usedBy.get(body);
    if (known) return known;
    const seen = new Set<ts.Node>();
    reach(body, seen);
    usedBy.set(body, seen);
    return seen;
  }

  /** Adds what of the file a node refers to, directly and through that. */
  function reach(start: ts.Node, seen: Set<ts.Node>): void {
    const open = [start];
    for (let node = open.pop(); node; node = open.pop())
      for (const unit of refersTo(node)) {
        if (seen.has(unit)) continue;
        seen.add(unit);
        open.push(unit, ...movedIn(unit).flatMap(bodiesOf));
      }
  }

  function refersTo(node: ts.Node): ReadonlySet<ts.Node> {
    const known = referred.get(node);
    if (known) return known;
    const units = new Set<ts.Node>();
    const refer = (id: ts.Identifier) => {
      const unit = ownUnit(input, id);
      if (unit) units.add(unit);
    };
    // where a function is moved, it is not called
    forEachReference(ts, node, refer, (n) => !movedAt(n));
    referred.set(node, units);
    return units;
  }

  function movedIn(node: ts.Node): readonly (Task | Wrapper)[] {
    const own = movedAt(node);
    const inner: (Task | Wrapper)[] = own ? [own] : [];
    ts.forEachChild(node, (child) => void inner.push(...movedIn(child)));
    return inner;
  }
}

/** Finds what of a statement may run as the module loads; what it gives to a function may be called. */
function evaluatedIn(ts: TypeScript, statement: ts.Statement): readonly ts.Node[] {
  if (ts.isFunctionDeclaration(statement) || ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
    return [];
  if (ts.isClassDeclaration(statement)) return statement.members.filter((m) => isEvaluated(ts, m));
  if (!ts.isVariableStatement(statement)) return [statement];
  return statement.declarationList.declarations.flatMap(({ initializer }) =>
    initializer && !ts.isFunctionLike(unwrap(ts, initializer)) ? [initializer] : [],
  );
}
