/** Everything that phase 5 refuses or warns of in a function's own text: what would mean something else in a worker. */
import type ts from 'typescript';
import { problem } from '../../diagnostics';
import { forEachReference } from '../../facts/names/references';
import { isInside, unwrap } from '../../syntax/nodes';
import { spanOf } from '../../syntax/positions';
import { bodiesOf, isMethod } from '../../syntax/task-nodes';
import type { Plan, Problem, SliceInput, TypeInfo, TypeScript } from '../../types';

/** Findings about a function's own text; not what becomes of a parameter that is refused altogether. */
export function checkBody(input: SliceInput, plan: Plan, refused: number | undefined): Problem[] {
  const check = new BodyCheck(input, plan, refused);
  check.run();
  return check.problems;
}

/** Collects what is found, each only once. */
class BodyCheck {
  readonly problems: Problem[] = [];
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly file: ts.SourceFile;
  readonly ownsThis: boolean;
  readonly said = new Set<string>();
  /** The function itself, overloads included. */
  readonly functions: ReadonlySet<ts.Node>;

  constructor(
    { ts, types, file }: SliceInput,
    readonly plan: Plan,
    readonly refused: number | undefined,
  ) {
    this.ts = ts;
    this.types = types;
    this.file = file;
    this.ownsThis = isMethod(plan.unit);
    this.functions = new Set<ts.Node>('mark' in plan.unit ? plan.unit.plain : [unwrap(ts, plan.unit.argument)]);
  }

  run(): void {
    const { ts, file, plan } = this;
    for (const body of bodiesOf(plan.unit)) {
      this.#walk(body, true);
      forEachReference(ts, body, (id) => {
        const owner = this.#argumentsOf(id);
        if (owner && !isInside(owner, body)) {
          const why = `'arguments' are those of the function around it`;
          this.#say(problem('usesThis', file, spanOf(id), [plan.name, why]), 'this');
        }
      });
    }
  }

  /** The function whose `arguments` these are. */
  #argumentsOf(id: ts.Identifier): ts.Node | undefined {
    const { ts } = this;
    if (id.text !== 'arguments' || this.types.declarationsOf(id).length) return undefined;
    let node: ts.Node = id.parent;
    while (node !== this.file && (!ts.isFunctionLike(node) || ts.isArrowFunction(node))) node = node.parent;
    return node;
  }

  #walk(node: ts.Node, ownThis: boolean): void {
    const { ts, file, plan } = this;
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ownThis && !this.ownsThis && node.kind === ts.SyntaxKind.ThisKeyword)
      this.#say(problem('usesThis', file, spanOf(node), [plan.name, `'this' is its caller's object`]), 'this');
    if (ownThis && node.kind === ts.SyntaxKind.SuperKeyword)
      this.#say(problem('usesSuper', file, spanOf(node), [plan.name, 'super']), 'super');
    if (ownThis && ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.NewKeyword)
      this.#say(problem('usesSuper', file, spanOf(node), [plan.name, 'new.target']), 'new.target');
    if (ts.isWithStatement(node)) this.#say(problem('usesEval', file, spanOf(node), [plan.name, `'with'`]), 'with');
    if (ts.isCallExpression(node)) {
      if (ts.isIdentifier(node.expression) && node.expression.text === 'eval')
        this.#say(problem('usesEval', file, spanOf(node), [plan.name, `'eval'`]), 'eval');
      const loads =
        node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(node.expression) &&
          node.expression.text === 'require' &&
          this.types.declarationsOf(node.expression).every((d) => d.getSourceFile() !== file));
      if (loads && node.arguments[0] && !ts.isStringLiteralLike(node.arguments[0]))
        this.#say(problem('computedImport', file, spanOf(node), [plan.name]), 'import');
    }
    const rebinds =
      (ts.isFunctionDeclaration(node) ||
        ts.isFunctionExpression(node) ||
        ts.isMethodDeclaration(node) ||
        ts.isAccessor(node) ||
        ts.isClassLike(node)) &&
      !this.functions.has(node);
    ts.forEachChild(node, (child) => this.#walk(child, ownThis && !rebinds));
  }

  #say(p: Problem, key: string) {
    if (!this.said.has(key)) this.problems.push(p);
    this.said.add(key);
  }
}
