/** What phase 5 refuses or warns of in a function's own text: what would mean something else in a worker. */
import type ts from 'typescript';
import { problem } from '../../diagnostics';
import type { Change } from '../../facts/flow/effects';
import { effectsOf } from '../../facts/flow/regions';
import { forEachReference } from '../../facts/names/references';
import { functionIn, moduleRootOf } from '../../facts/names/roots';
import { isInside, outOfPattern, unwrap } from '../../syntax/nodes';
import { bodiesOf, isMethod } from '../../syntax/task-nodes';
import type { Plan, Problem, Related, SliceInput, Span } from '../../types';

/** Findings about a function's own text; not what becomes of a parameter that is refused altogether. */
export function checkBody({ ts, types, file }: SliceInput, plan: Plan, refused: number | undefined): Problem[] {
  const problems: Problem[] = [];
  const at = (n: ts.Node): Span => ({ start: n.getStart(file), end: n.end });
  const ownsThis = isMethod(plan.unit);
  const said = new Set<string>();
  const say = (p: Problem, key: string) => {
    if (!said.has(key)) problems.push(p);
    said.add(key);
  };
  const functions = new Set<ts.Node>('mark' in plan.unit ? plan.unit.plain : [unwrap(ts, plan.unit.argument)]);
  const effects = effectsOf(ts, types);

  for (const body of bodiesOf(plan.unit)) {
    walk(body, true);
    forEachReference(ts, body, (id) => {
      const owner = argumentsOf(id);
      if (owner && !isInside(owner, body))
        say(problem('usesThis', file, at(id), [plan.name, `'arguments' are those of the function around it`]), 'this');
    });
    for (const change of effects.changesIn(body)) {
      const found = judge(change, body);
      if (found) say(found, `${found.code} ${(partOf(change) ?? change.root).pos}`);
    }
  }
  if (!('mark' in plan.unit))
    for (const fn of functionsNamedBy(plan.unit.argument)) changesOfNamed(fn, plan.unit.argument);
  return problems;

  /** `unsync(resize)`: the function stands elsewhere, in this file or another, and is given the same arguments. */
  function functionsNamedBy(argument: ts.Expression): ts.Node[] {
    const name = unwrap(ts, argument);
    if (!ts.isIdentifier(name) && !ts.isPropertyAccessExpression(name)) return [];
    const targets = types.targetsOf(ts.isIdentifier(name) ? name : name.name);
    return targets
      .map((d) => (ts.isVariableDeclaration(d) && functionIn(ts, d.initializer)) || d)
      .filter(ts.isFunctionLike);
  }

  function changesOfNamed(fn: ts.Node, argument: ts.Expression): void {
    for (const change of effects.changesIn(fn)) {
      const { root, node, sure, listens } = change;
      if (!ts.isParameter(root) || root.parent !== fn || listens || isRefused(root)) continue;
      const part = partOf(change);
      const declared = (part ?? root).name;
      if (types.isBinary(declared)) continue;
      const name = declared.getText();
      const chain = [related(node, 'It is changed here.'), related(declared, whatIs(part))];
      const found = problem(
        sure ? 'writesParameter' : 'mayWriteParameter',
        file,
        at(argument),
        [plan.name, name],
        chain,
      );
      say(found, `${found.code} ${(part ?? root).pos}`);
    }
  }

  /** Of a destructured parameter, what of it is changed, where that has a name. */
  function partOf({ root, node }: Change): ts.BindingElement | undefined {
    if (!ts.isParameter(root) || ts.isIdentifier(root.name) || !ts.isIdentifier(node)) return undefined;
    const isPart = (d: ts.Declaration) => ts.isBindingElement(d) && outOfPattern(ts, d) === root;
    return types.declarationsOf(node).find(isPart) as ts.BindingElement | undefined;
  }

  function whatIs(part: ts.BindingElement | undefined): string {
    return part ? 'It is part of a parameter, declared here.' : 'It is a parameter, declared here.';
  }

  function isRefused(parameter: ts.ParameterDeclaration): boolean {
    const all = parameter.parent.parameters.filter((p) => p.name.getText() !== 'this');
    return refused !== undefined && all.indexOf(parameter) === refused;
  }

  function judge(change: Change, body: ts.Node): Problem | undefined {
    const { root, node, inside, sure, listens } = change;
    const part = partOf(change);
    const declared = part?.name ?? (root as ts.NamedDeclaration).name ?? root;
    const here = ts.isParameter(root) ? whatIs(part) : `'${declared.getText()}' is declared here.`;
    const chain = [...(inside ? [related(inside, 'This is what it leads to.')] : []), related(declared, here)];
    const said = [plan.name, declared.getText()] as [string, string];
    if (ts.isParameter(root) && functions.has(root.parent)) {
      // elements of a typed array may be shared memory, or a buffer that was given away
      if (types.isBinary(declared) || types.isBinary(node) || listens || isRefused(root)) return undefined;
      return problem(sure ? 'writesParameter' : 'mayWriteParameter', file, at(node), said, chain);
    }
    if (ts.isFunctionLike(root) && !ts.isFunctionDeclaration(root)) return undefined; // the 'this' of a function
    const shared = moduleRootOf(ts, root as ts.Declaration)?.root === root;
    const source = root.getSourceFile();
    if (shared)
      return source === file || source.isDeclarationFile
        ? undefined
        : problem('writesImport', file, at(node), said, chain);
    const isCapture = !listens && isAround(root, body) && !(ts.isIdentifier(node) && node.text === declared.getText());
    return isCapture ? problem('writesCapture', file, at(node), said, chain) : undefined;
  }

  /** Whether a variable belongs to a function that `body` stands in. */
  function isAround(root: ts.Node, body: ts.Node): boolean {
    let scope = root.parent;
    while (!ts.isSourceFile(scope) && !ts.isFunctionLike(scope)) scope = scope.parent;
    return !ts.isSourceFile(scope) && isInside(body, scope) && !isInside(root, body);
  }

  function related(node: ts.Node, message: string): Related {
    return { file: node.getSourceFile(), span: { start: node.getStart(), end: node.end }, message };
  }

  /** The function whose `arguments` these are. */
  function argumentsOf(id: ts.Identifier): ts.Node | undefined {
    if (id.text !== 'arguments' || types.declarationsOf(id).length) return undefined;
    let node: ts.Node = id.parent;
    while (node !== file && (!ts.isFunctionLike(node) || ts.isArrowFunction(node))) node = node.parent;
    return node;
  }

  function walk(node: ts.Node, ownThis: boolean): void {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ownThis && !ownsThis && node.kind === ts.SyntaxKind.ThisKeyword)
      say(problem('usesThis', file, at(node), [plan.name, `'this' is its caller's object`]), 'this');
    if (ownThis && node.kind === ts.SyntaxKind.SuperKeyword)
      say(problem('usesSuper', file, at(node), [plan.name, 'super']), 'super');
    if (ownThis && ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.NewKeyword)
      say(problem('usesSuper', file, at(node), [plan.name, 'new.target']), 'new.target');
    if (ts.isWithStatement(node)) say(problem('usesEval', file, at(node), [plan.name, `'with'`]), 'with');
    if (ts.isCallExpression(node)) {
      if (ts.isIdentifier(node.expression) && node.expression.text === 'eval')
        say(problem('usesEval', file, at(node), [plan.name, `'eval'`]), 'eval');
      const loads =
        node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(node.expression) &&
          node.expression.text === 'require' &&
          types.declarationsOf(node.expression).every((d) => d.getSourceFile() !== file));
      if (loads && node.arguments[0] && !ts.isStringLiteralLike(node.arguments[0]))
        say(problem('computedImport', file, at(node), [plan.name]), 'import');
    }
    const rebinds =
      (ts.isFunctionDeclaration(node) ||
        ts.isFunctionExpression(node) ||
        ts.isMethodDeclaration(node) ||
        ts.isAccessor(node) ||
        ts.isClassLike(node)) &&
      !functions.has(node);
    ts.forEachChild(node, (child) => walk(child, ownThis && !rebinds));
  }
}
