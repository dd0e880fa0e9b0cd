/** Everything that phase 5 refuses or warns of in a function's own text: what would mean something else in a worker. */
import type ts from 'typescript';
import { problem } from '../../diagnostics';
import type { Change, Effects } from '../../facts/flow/effects';
import { effectsOf } from '../../facts/flow/regions';
import { forEachReference } from '../../facts/names/references';
import { functionIn, moduleRootOf } from '../../facts/names/roots';
import { isInside, outOfPattern, unwrap } from '../../syntax/nodes';
import { bodiesOf, isMethod } from '../../syntax/task-nodes';
import type { Plan, Problem, Related, SliceInput, Span, TypeInfo, TypeScript } from '../../types';

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
  readonly effects: Effects;

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
    this.effects = effectsOf(ts, types);
  }

  run(): void {
    const { ts, file, plan } = this;
    for (const body of bodiesOf(plan.unit)) {
      this.#walk(body, true);
      forEachReference(ts, body, (id) => {
        const owner = this.#argumentsOf(id);
        if (owner && !isInside(owner, body)) {
          const why = `'arguments' are those of the function around it`;
          this.#say(problem('usesThis', file, this.#at(id), [plan.name, why]), 'this');
        }
      });
      for (const change of this.effects.changesIn(body)) {
        const found = this.#judge(change, body);
        if (found) this.#say(found, `${found.code} ${(this.#partOf(change) ?? change.root).pos}`);
      }
    }
    if (!('mark' in plan.unit))
      for (const fn of this.#functionsNamedBy(plan.unit.argument)) this.#changesOfNamed(fn, plan.unit.argument);
  }

  /** `unsync(resize)`: the function stands elsewhere, in this file or another, and is given the same arguments. */
  #functionsNamedBy(argument: ts.Expression): ts.Node[] {
    const { ts } = this;
    const name = unwrap(ts, argument);
    if (!ts.isIdentifier(name) && !ts.isPropertyAccessExpression(name)) return [];
    const targets = this.types.targetsOf(ts.isIdentifier(name) ? name : name.name);
    return targets
      .map((d) => (ts.isVariableDeclaration(d) && functionIn(ts, d.initializer)) || d)
      .filter(ts.isFunctionLike);
  }

  #changesOfNamed(fn: ts.Node, argument: ts.Expression): void {
    for (const change of this.effects.changesIn(fn)) {
      const { root, node, sure, listens } = change;
      if (!this.ts.isParameter(root) || root.parent !== fn || listens || this.#isRefused(root)) continue;
      const part = this.#partOf(change);
      const declared = (part ?? root).name;
      if (this.types.isBinary(declared)) continue;
      const name = declared.getText();
      const chain = [this.#related(node, 'It is changed here.'), this.#related(declared, this.#whatIs(part))];
      const found = problem(
        sure ? 'writesParameter' : 'mayWriteParameter',
        this.file,
        this.#at(argument),
        [this.plan.name, name],
        chain,
      );
      this.#say(found, `${found.code} ${(part ?? root).pos}`);
    }
  }

  /** Of a destructured parameter, what of it is changed, where that has a name. */
  #partOf({ root, node }: Change): ts.BindingElement | undefined {
    const { ts } = this;
    if (!ts.isParameter(root) || ts.isIdentifier(root.name) || !ts.isIdentifier(node)) return undefined;
    const isPart = (d: ts.Declaration) => ts.isBindingElement(d) && outOfPattern(ts, d) === root;
    return this.types.declarationsOf(node).find(isPart) as ts.BindingElement | undefined;
  }

  #whatIs(part: ts.BindingElement | undefined): string {
    return part ? 'It is part of a parameter, declared here.' : 'It is a parameter, declared here.';
  }

  #isRefused(parameter: ts.ParameterDeclaration): boolean {
    const all = parameter.parent.parameters.filter((p) => p.name.getText() !== 'this');
    return this.refused !== undefined && all.indexOf(parameter) === this.refused;
  }

  #judge(change: Change, body: ts.Node): Problem | undefined {
    const { ts, types, file } = this;
    const { root, node, inside, sure, listens } = change;
    const part = this.#partOf(change);
    const declared = part?.name ?? (root as ts.NamedDeclaration).name ?? root;
    const here = ts.isParameter(root) ? this.#whatIs(part) : `'${declared.getText()}' is declared here.`;
    const chain = [
      ...(inside ? [this.#related(inside, 'This is what it leads to.')] : []),
      this.#related(declared, here),
    ];
    const said = [this.plan.name, declared.getText()] as [string, string];
    if (ts.isParameter(root) && this.functions.has(root.parent)) {
      // elements of a typed array may be shared memory, or a buffer that was given away
      if (types.isBinary(declared) || types.isBinary(node) || listens || this.#isRefused(root)) return undefined;
      return problem(sure ? 'writesParameter' : 'mayWriteParameter', file, this.#at(node), said, chain);
    }
    if (ts.isFunctionLike(root) && !ts.isFunctionDeclaration(root)) return undefined; // the 'this' of a function
    const shared = moduleRootOf(ts, root as ts.Declaration)?.root === root;
    const source = root.getSourceFile();
    if (shared)
      return source === file || source.isDeclarationFile
        ? undefined
        : problem('writesImport', file, this.#at(node), said, chain);
    const isCapture =
      !listens && this.#isAround(root, body) && !(ts.isIdentifier(node) && node.text === declared.getText());
    return isCapture ? problem('writesCapture', file, this.#at(node), said, chain) : undefined;
  }

  /** Holds where a variable belongs to a function that `body` stands in. */
  #isAround(root: ts.Node, body: ts.Node): boolean {
    const { ts } = this;
    let scope = root.parent;
    while (!ts.isSourceFile(scope) && !ts.isFunctionLike(scope)) scope = scope.parent;
    return !ts.isSourceFile(scope) && isInside(body, scope) && !isInside(root, body);
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
      this.#say(problem('usesThis', file, this.#at(node), [plan.name, `'this' is its caller's object`]), 'this');
    if (ownThis && node.kind === ts.SyntaxKind.SuperKeyword)
      this.#say(problem('usesSuper', file, this.#at(node), [plan.name, 'super']), 'super');
    if (ownThis && ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.NewKeyword)
      this.#say(problem('usesSuper', file, this.#at(node), [plan.name, 'new.target']), 'new.target');
    if (ts.isWithStatement(node)) this.#say(problem('usesEval', file, this.#at(node), [plan.name, `'with'`]), 'with');
    if (ts.isCallExpression(node)) {
      if (ts.isIdentifier(node.expression) && node.expression.text === 'eval')
        this.#say(problem('usesEval', file, this.#at(node), [plan.name, `'eval'`]), 'eval');
      const loads =
        node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(node.expression) &&
          node.expression.text === 'require' &&
          this.types.declarationsOf(node.expression).every((d) => d.getSourceFile() !== file));
      if (loads && node.arguments[0] && !ts.isStringLiteralLike(node.arguments[0]))
        this.#say(problem('computedImport', file, this.#at(node), [plan.name]), 'import');
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

  #related(node: ts.Node, message: string): Related {
    return { file: node.getSourceFile(), span: { start: node.getStart(), end: node.end }, message };
  }

  #at(n: ts.Node): Span {
    return { start: n.getStart(this.file), end: n.end };
  }

  #say(p: Problem, key: string) {
    if (!this.said.has(key)) this.problems.push(p);
    this.said.add(key);
  }
}
