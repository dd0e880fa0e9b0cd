/** What phase 5 refuses or warns of: bodies that mean something else in a worker, and state that two sides would share. */
import type ts from 'typescript';
import type { SliceInput } from './5-slice';
import { problem } from './diagnostics';
import { innerWrites } from './inner-state';
import { checkLoading, runsAtLoad } from './load-time';
import {
  type Access,
  accessOf,
  bodiesOf,
  forEachReference,
  importOf,
  isInside,
  outOfPattern,
  specifierOf,
  unwrap,
} from './references';
import type { Closure, Plan, Problem, Related, Slice, Span, TypeScript, Unit } from './types';

/** Findings about a function's own text. */
export function checkBody({ ts, types, file }: SliceInput, plan: Plan): Problem[] {
  const problems: Problem[] = [];
  const at = (n: ts.Node): Span => ({ start: n.getStart(file), end: n.end });
  const isMethod = 'mark' in plan.unit && plan.unit.mark.form === 'static';
  const said = new Set<string>();
  const say = (p: Problem, key: string) => {
    if (!said.has(key)) problems.push(p);
    said.add(key);
  };
  const functions = new Set<ts.Node>('mark' in plan.unit ? plan.unit.plain : [unwrap(ts, plan.unit.argument)]);
  const renewed = new Map<ts.Node, number>();
  const changes: { id: ts.Identifier; parameter: ts.Node }[] = [];

  for (const body of bodiesOf(plan.unit)) {
    walk(body, true);
    forEachReference(ts, body, (id) => {
      const access = accessOf(ts, id);
      if (access === 'read') return;
      const [declaration] = types.declarationsOf(id);
      const owner = id.text === 'arguments' && !declaration ? ownerOfArguments(id) : undefined;
      if (owner && functions.has(owner)) return void changes.push({ id, parameter: owner });
      if (!declaration || declaration.getSourceFile() !== file) return;
      const importDeclaration = importOf(ts, declaration);
      if (importDeclaration && access === 'change' && isRelative(ts, importDeclaration)) {
        return say(
          problem(
            'writesImport',
            file,
            at(id),
            [plan.name, id.text],
            [{ file, span: at(declaration), message: `'${id.text}' is imported here.` }],
          ),
          `import ${id.text}`,
        );
      }
      const parameter = parameterOf(ts, declaration);
      if (!parameter || !functions.has(parameter.parent)) return;
      if (access === 'replace') {
        const from = renewal(ts, id, parameter.parent);
        if (from !== undefined && !(renewed.get(parameter)! <= from)) renewed.set(parameter, from);
      }
      // elements of a typed array may be shared memory, or a buffer that was given away
      else if (!types.isBinary(id)) changes.push({ id, parameter });
    });
  }
  for (const { id, parameter } of changes) {
    if (renewed.get(parameter)! <= id.pos) continue; // `xs = [...xs]; xs.sort()`
    say(
      problem(
        'writesParameter',
        file,
        at(id),
        [plan.name, id.text],
        ts.isParameter(parameter)
          ? [{ file, span: at(parameter.name), message: 'It is a parameter, declared here.' }]
          : [],
      ),
      `parameter ${id.text}`,
    );
  }
  return problems;

  function ownerOfArguments(id: ts.Identifier): ts.Node {
    let node: ts.Node = id.parent;
    while (node !== file && (!ts.isFunctionLike(node) || ts.isArrowFunction(node))) node = node.parent;
    return node;
  }

  function walk(node: ts.Node, ownThis: boolean): void {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ownThis && !isMethod && node.kind === ts.SyntaxKind.ThisKeyword)
      say(problem('usesThis', file, at(node), [plan.name]), 'this');
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
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Function')
      say(problem('functionConstructor', file, at(node), [plan.name]), 'Function');
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

/** Where a parameter has been given a value that is not its caller's, on every path: `xs = [...xs];` among the function's own statements. */
function renewal(ts: TypeScript, id: ts.Identifier, fn: ts.Node): number | undefined {
  const assignment = id.parent;
  if (!ts.isBinaryExpression(assignment) || assignment.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    return undefined;
  const statement = assignment.parent;
  if (!ts.isExpressionStatement(statement) || statement.parent.parent !== fn) return undefined;
  return mayBe(assignment.right) ? undefined : statement.end;

  /** Whether an expression may give the parameter's own value, or a part of it: `xs ?? []`, `node.next`. */
  function mayBe(expression: ts.Expression): boolean {
    const value = unwrap(ts, expression);
    if (ts.isIdentifier(value)) return value.text === id.text;
    if (ts.isPropertyAccessExpression(value) || ts.isElementAccessExpression(value)) return mayBe(value.expression);
    if (ts.isBinaryExpression(value)) return mayBe(value.left) || mayBe(value.right);
    return ts.isConditionalExpression(value) && (mayBe(value.whenTrue) || mayBe(value.whenFalse));
  }
}

/** Findings about module state that the slice uses, seen over the whole file. */
export function checkState(
  input: SliceInput,
  whole: Slice,
  closures: ReadonlyMap<Plan, Closure>,
): { problems: Problem[]; refused: Plan[] } {
  const { ts, types, file } = input;
  const problems: Problem[] = [];
  const refused: Plan[] = [];
  const sliceNodes = new Set<ts.Node>([
    ...whole.units,
    ...whole.roots.flatMap((r) => bodiesOf(r.unit)),
    ...[...whole.stubbed].flatMap(bodiesOf),
  ]);
  const uses = new Map<ts.Node, Use[]>();
  const unitOfDeclaration = new Map<ts.Node, Unit>();
  for (const unit of whole.units) {
    if (ts.isVariableDeclaration(unit)) forEachBinding(ts, unit.name, (b) => unitOfDeclaration.set(b, unit));
    unitOfDeclaration.set(unit, unit);
  }
  const add = (declaration: ts.Node, use: Use) => {
    const list = uses.get(declaration);
    if (list) list.push(use);
    else uses.set(declaration, [use]);
  };
  forEachReference(ts, file, (id) => {
    for (const declaration of types.declarationsOf(id)) {
      const unit = unitOfDeclaration.get(declaration);
      if (!unit || callsTask(id, unit)) continue;
      const access = accessOf(ts, id);
      // `static { C.n = 1; }` sets up on both sides alike
      const setsUp = access !== 'read' && isInside(id, unit) && runsAtLoad(ts, id, unit);
      add(declaration, { id, access: setsUp ? 'read' : access, inside: isWithin(id, sliceNodes) });
    }
  });
  for (const unit of whole.units)
    for (const { node, access } of innerWrites(ts, types, unit)) add(unit, { id: node, access, inside: true });
  for (const [declaration, list] of uses) {
    const plan = [...closures].find(
      ([p, c]) => c.units.has(unitOfDeclaration.get(declaration)!) && whole.roots.some((r) => r.unit === p.unit),
    )?.[0];
    if (!plan) continue;
    const found = judge(ts, file, plan, declaration, list);
    if (!found) continue;
    if (found.category !== 'error') {
      problems.push(found);
      continue;
    }
    const sharing = [...closures].filter(([, c]) => c.units.has(unitOfDeclaration.get(declaration)!)).map(([p]) => p);
    refused.push(...sharing);
    // every function that this refuses is named: an error names the first, its chain the others
    const others = sharing.filter((p) => p.unit !== plan.unit);
    problems.push({
      ...found,
      related: [
        ...found.related,
        ...others.map((p) => ({ file, span: p.span, message: `'${p.name}' uses it, too, and can't be moved either.` })),
      ],
    });
  }
  problems.push(...checkLoading(input, whole, closures));
  return { problems, refused };

  /** `C.resize(…)` where it runs in a worker: no use of the class here. */
  function callsTask({ parent }: ts.Identifier, owner: ts.Node): boolean {
    if (!ts.isPropertyAccessExpression(parent) || !ts.isCallExpression(parent.parent)) return false;
    if (parent.parent.expression !== parent) return false;
    return whole.roots.some(
      ({ unit }) => 'mark' in unit && unit.hiddenNode.parent === owner && unit.visible === parent.name.text,
    );
  }
}

interface Use {
  readonly id: ts.Node;
  readonly access: Access;
  /** The code of this use is in the slice. */
  readonly inside: boolean;
}

function judge(
  ts: TypeScript,
  file: ts.SourceFile,
  plan: Plan,
  declaration: ts.Node,
  uses: readonly Use[],
): Problem | undefined {
  const at = (n: ts.Node): Span => ({ start: n.getStart(file), end: n.end });
  const name = ((declaration as ts.NamedDeclaration).name as ts.Identifier | undefined)?.text ?? 'default';
  const line = (n: ts.Node) => ts.getLineAndCharacterOfPosition(file, n.getStart(file)).line + 1;
  const chain = (...steps: (Related | undefined)[]) => [
    {
      file,
      span: at((declaration as ts.NamedDeclaration).name ?? declaration),
      message: `'${name}' is declared here.`,
    },
    ...steps.filter((s) => s !== undefined),
  ];
  const step = (use: Use | undefined, message: string): Related | undefined =>
    use && { file, span: at(use.id), message };

  const replacedOutside = uses.find((u) => u.access === 'replace' && !u.inside);
  const changedOutside = uses.find((u) => u.access === 'change' && !u.inside);
  const writtenInside = uses.find((u) => u.access !== 'read' && u.inside);
  const usedInside = uses.find((u) => u.inside);
  const usedOutside = uses.find((u) => !u.inside);
  if (replacedOutside)
    return problem(
      'reassigned',
      file,
      at(usedInside?.id ?? declaration),
      [plan.name, name],
      chain(
        step(replacedOutside, `It is reassigned here, at line ${line(replacedOutside.id)}, on the caller's thread.`),
      ),
    );
  if (changedOutside)
    return problem(
      'sharedState',
      file,
      at(usedInside?.id ?? declaration),
      [plan.name, name],
      chain(
        step(changedOutside, `It is changed here, at line ${line(changedOutside.id)}, on the caller's thread.`),
        step(usedInside, 'It is used here, in the worker.'),
      ),
    );
  if (writtenInside && usedOutside)
    return problem(
      'sharedState',
      file,
      at(writtenInside.id),
      [plan.name, name],
      chain(
        step(writtenInside, 'It is changed here, in the worker.'),
        step(usedOutside, `It is used here, at line ${line(usedOutside.id)}, on the caller's thread.`),
      ),
    );
  if (writtenInside) return problem('statePerWorker', file, at(writtenInside.id), [plan.name, name], chain());
  return undefined;
}

function forEachBinding(ts: TypeScript, name: ts.BindingName, visit: (declaration: ts.Node) => void): void {
  if (ts.isIdentifier(name)) return visit(name.parent);
  for (const element of name.elements) if (ts.isBindingElement(element)) forEachBinding(ts, element.name, visit);
}

function isWithin(node: ts.Node, nodes: ReadonlySet<ts.Node>): boolean {
  for (let n: ts.Node = node; n; n = n.parent) if (nodes.has(n)) return true;
  return false;
}

const isRelative = (ts: TypeScript, node: ts.ImportDeclaration | ts.ImportEqualsDeclaration): boolean =>
  /^[.#]/.test(specifierOf(ts, node)?.text ?? '');

function parameterOf(ts: TypeScript, declaration: ts.Node): ts.ParameterDeclaration | undefined {
  const node = outOfPattern(ts, declaration);
  return ts.isParameter(node) ? node : undefined;
}
