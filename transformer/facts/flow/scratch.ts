/**
 * Scratch objects: `const scratch = new Vector()`, whose members each function writes before it reads them, so that
 * nobody can tell whose copy it is. Proved by following, statement by statement, what has been written for sure.
 */
import type ts from 'typescript';
import { hasModifier, unwrap } from '../../syntax/nodes';
import type { Callable } from './instructions';
import { isCallable, type Questions } from './questions';

/** Holds for a variable of a module that is only ever used like that. Begins with nothing known. */
export function isScratchVariable(ask: Questions, declaration: ts.Node): boolean {
  const { ts } = ask;
  if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) return false;
  const symbol = ask.symbolOf(declaration.name);
  const variable = symbol && ask.variableOf(symbol);
  // who imports it, with a package, is not seen
  if (!variable || variable.owner || variable.isReplaced || isExported(ask, symbol)) return false;
  const code = new Set<ts.Node>();
  for (const id of ask.usesOf(symbol)) code.add(ask.codeAround(id));
  return [...code].every((each) => {
    const steps = new Steps(ask, (node) => ask.symbolOf(node) === symbol);
    if (isCallable(ts, each)) return steps.run(each);
    return ts.isStatement(each) && !ts.isClassLike(each) && steps.statement(each);
  });
}

function isExported(ask: Questions, symbol: ts.Symbol): boolean {
  const declaration = symbol.valueDeclaration!;
  return [...ask.exportsOf(declaration.getSourceFile()).values()].includes(symbol);
}

/** Goes through a function in the order in which it runs. */
class Steps {
  readonly written = new Set<string>();
  /** What was written where it returns. */
  readonly #leaving: ReadonlySet<string>[] = [];

  constructor(
    readonly ask: Questions,
    /** A name, or `this`, that stands for the object. */
    readonly isIt: (node: ts.Node) => boolean,
    /** Methods that are being followed. */
    readonly within: ReadonlySet<ts.Node> = new Set(),
  ) {}

  run(fn: Callable): boolean {
    const { body, asteriskToken, parameters } = fn;
    const { ts } = this.ask;
    // others may run in between
    if (asteriskToken || hasModifier(fn, ts.SyntaxKind.AsyncKeyword)) return false;
    if (parameters.some((each) => this.#mentions(each))) return false;
    const isFine = ts.isBlock(body) ? this.statement(body) : this.#uses(body);
    for (const each of this.written)
      if (!this.#leaving.every((written) => written.has(each))) this.written.delete(each);
    return isFine;
  }

  /** What is written for sure is only that which no branch and no loop may pass by. */
  statement(statement: ts.Statement): boolean {
    const { ts } = this.ask;
    if (ts.isBlock(statement)) return statement.statements.every((each) => this.statement(each));
    if (ts.isExpressionStatement(statement)) return this.#uses(statement.expression);
    if (ts.isReturnStatement(statement)) {
      const isFine = !statement.expression || this.#returned(statement.expression);
      this.#leaving.push(new Set(this.written));
      return isFine;
    }
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.every((d) => !d.initializer || this.#uses(d.initializer));
    if (ts.isIfStatement(statement)) {
      const { expression, thenStatement, elseStatement } = statement;
      const branches = elseStatement ? [thenStatement, elseStatement] : [thenStatement];
      return this.#uses(expression) && branches.every((each) => this.#aside(() => this.statement(each)));
    }
    if (ts.isForOfStatement(statement) && !statement.awaitModifier)
      return this.#uses(statement.expression) && this.#aside(() => this.statement(statement.statement));
    if (ts.isForStatement(statement)) {
      const { initializer, condition, incrementor } = statement;
      const all = [initializer, condition, incrementor];
      return (
        !all.some((each) => each && this.#mentions(each)) && this.#aside(() => this.statement(statement.statement))
      );
    }
    // a function that is declared, and what is not followed
    return !this.#mentions(statement);
  }

  /** Of a method, the object itself may be what it gives: its callers ask for that. */
  #returned(expression: ts.Expression): boolean {
    return this.isIt(unwrap(this.ask.ts, expression)) ? this.within.size > 0 : this.#uses(expression);
  }

  /** All mentions in a node, in their order. */
  #uses(node: ts.Node): boolean {
    const { ts } = this.ask;
    if (ts.isTypeNode(node)) return true;
    if (this.isIt(node)) return false;
    // it may run at any time
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return !this.#mentions(node);
    if (ts.isBinaryExpression(node)) {
      const member = this.#memberOf(node.left);
      if (member !== undefined && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
        if (!this.#uses(node.right)) return false;
        this.written.add(member);
        return true;
      }
      if (this.#mayPassBy(node)) return this.#uses(node.left) && this.#aside(() => this.#uses(node.right));
    }
    if (ts.isConditionalExpression(node))
      return (
        this.#uses(node.condition) &&
        [node.whenTrue, node.whenFalse].every((each) => this.#aside(() => this.#uses(each)))
      );
    if (ts.isCallExpression(node) && this.#isChain(node)) return this.#call(node);
    const member = this.#memberOf(node);
    if (member !== undefined) return this.written.has(member);
    return !ts.forEachChild(node, (child) => !this.#uses(child));
  }

  #mayPassBy({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
    const { SyntaxKind } = this.ask.ts;
    return (
      kind === SyntaxKind.AmpersandAmpersandToken ||
      kind === SyntaxKind.BarBarToken ||
      kind === SyntaxKind.QuestionQuestionToken
    );
  }

  /** What may not run. */
  #aside(run: () => boolean): boolean {
    const before = [...this.written];
    const isFine = run();
    this.written.clear();
    for (const each of before) this.written.add(each);
    return isFine;
  }

  #mentions(node: ts.Node): boolean {
    return this.isIt(node) || !!this.ask.ts.forEachChild(node, (child) => this.#mentions(child));
  }

  /** `it.x`, where `x` is a field and no getter. */
  #memberOf(node: ts.Node): string | undefined {
    const { ts } = this.ask;
    if (!ts.isPropertyAccessExpression(node) || !this.isIt(unwrap(ts, node.expression))) return undefined;
    const declaration = this.ask.symbolOf(node.name)?.valueDeclaration;
    const isField =
      !!declaration &&
      !declaration.getSourceFile().isDeclarationFile &&
      (ts.isPropertyDeclaration(declaration) || ts.isParameter(declaration) || ts.isPropertyAssignment(declaration));
    return isField ? node.name.text : undefined;
  }

  /** `it.set(…)`, `it.set(…).add(…)` */
  #isChain(node: ts.Expression): boolean {
    const { ts } = this.ask;
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
    const on = unwrap(ts, node.expression.expression);
    return this.isIt(on) || this.#isChain(on);
  }

  #call(node: ts.CallExpression): boolean {
    const { ts } = this.ask;
    const callee = node.expression as ts.PropertyAccessExpression;
    const on = unwrap(ts, callee.expression);
    if (!this.isIt(on) && !this.#call(on as ts.CallExpression)) return false;
    if (!node.arguments.every((each) => this.#uses(each))) return false;
    const methods = this.ask.accessOf(callee, callee.name).declarations ?? [];
    const [method] = methods;
    if (methods.length !== 1 || !method || !isCallable(ts, method) || this.within.has(method)) return false;
    const inside = new Steps(
      this.ask,
      (each) => each.kind === ts.SyntaxKind.ThisKeyword,
      new Set([...this.within, method]),
    );
    for (const each of this.written) inside.written.add(each);
    if (!inside.run(method)) return false;
    for (const each of inside.written) this.written.add(each);
    // what it gives may be the object: it goes no further than to the next call
    return this.#isPassed(node) || this.ask.isPrimitive(node);
  }

  #isPassed(node: ts.CallExpression): boolean {
    const { ts } = this.ask;
    let at: ts.Node = node;
    while (ts.isParenthesizedExpression(at.parent) || ts.isNonNullExpression(at.parent)) at = at.parent;
    const { parent } = at;
    return (
      ts.isExpressionStatement(parent) ||
      (ts.isPropertyAccessExpression(parent) && this.#isChain(parent.parent as ts.Expression))
    );
  }
}
