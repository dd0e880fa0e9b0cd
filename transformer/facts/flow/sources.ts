/** Where the values of local variables and parameters come from, over a whole file and without regard to order. */
import type ts from 'typescript';
import { startOfChain, unwrap } from '../../syntax/nodes';
import type { TypeInfo, TypeScript } from '../../types';
import { functionIn, resultsOf } from '../names/roots';
import { platformOf } from '../platform/functions';

/** A value that a variable may be given. */
export interface Source {
  readonly expression: ts.Expression;
  /** How many members deep in the expression's value: 1 for `const { a } = …` and for `for (const a of …)`. */
  readonly within: number;
  /** It is put into what the variable holds: `variable.a = …`, `variable.push(…)`, `[...variable]`. */
  readonly held: boolean;
  /** False where a function that is not known passes it on. */
  readonly sure: boolean;
}

export type Sources = ReadonlyMap<ts.Node, readonly Source[]>;

export function sourcesIn(ts: TypeScript, types: TypeInfo, file: ts.SourceFile): Sources {
  const found = new Map<ts.Node, Source[]>();
  const platform = platformOf(ts, types);
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if ((ts.isVariableDeclaration(node) || ts.isParameter(node)) && node.initializer)
      bind(node.name, node.initializer, 0);
    else if (ts.isForOfStatement(node)) {
      if (!ts.isVariableDeclarationList(node.initializer)) assign(node.initializer, node.expression, 1);
      else for (const d of node.initializer.declarations) bind(d.name, node.expression, 1);
    } else if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) assign(node.left, node.right, 0);
    else if (ts.isCallExpression(node)) ofCall(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;

  function isAssignment(kind: ts.SyntaxKind): boolean {
    return (
      kind === ts.SyntaxKind.EqualsToken ||
      kind === ts.SyntaxKind.BarBarEqualsToken ||
      kind === ts.SyntaxKind.AmpersandAmpersandEqualsToken ||
      kind === ts.SyntaxKind.QuestionQuestionEqualsToken
    );
  }

  function add(declaration: ts.Node, expression: ts.Expression, within: number, held = false, sure = true): void {
    const list = found.get(declaration);
    const source = { expression, within, held, sure };
    if (list) list.push(source);
    else found.set(declaration, [source]);
  }

  function bind(name: ts.BindingName, from: ts.Expression, within: number, sure = true): void {
    if (ts.isIdentifier(name)) return add(name.parent, from, within, false, sure);
    for (const element of name.elements) {
      if (!ts.isBindingElement(element)) continue;
      if (element.initializer) bind(element.name, element.initializer, 0);
      // the rest is a new object, which holds what is left
      if (element.dotDotDotToken && ts.isIdentifier(element.name)) add(element, from, within + 1, true, sure);
      else bind(element.name, from, within + 1, sure);
    }
  }

  function assign(to: ts.Expression, from: ts.Expression, within: number): void {
    const target = unwrap(ts, to);
    if (ts.isIdentifier(target)) for (const d of types.declarationsOf(target)) add(d, from, within);
    else if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) hold(target, from);
    else if (ts.isBinaryExpression(target)) assign(target.left, from, within);
    else if (ts.isSpreadElement(target)) assign(target.expression, from, within);
    else if (ts.isArrayLiteralExpression(target)) for (const e of target.elements) assign(e, from, within + 1);
    else if (ts.isObjectLiteralExpression(target)) {
      for (const p of target.properties) {
        if (ts.isShorthandPropertyAssignment(p)) assign(p.name, from, within + 1);
        else if (ts.isPropertyAssignment(p)) assign(p.initializer, from, within + 1);
        else if (ts.isSpreadAssignment(p)) assign(p.expression, from, within + 1);
      }
    }
  }

  function hold(member: ts.Expression, value: ts.Expression): void {
    const base = startOfChain(ts, member);
    if (ts.isIdentifier(base) && !isPlain(value)) for (const d of types.declarationsOf(base)) add(d, value, 0, true);
  }

  function ofCall(call: ts.CallExpression): void {
    const callee = unwrap(ts, call.expression);
    const inPlace = functionIn(ts, callee);
    if (inPlace) inPlace.parameters.forEach((p, i) => call.arguments[i] && bind(p.name, call.arguments[i], 0));
    const method = ts.isPropertyAccessExpression(callee) ? callee : undefined;
    if (method && platform.mayDo(method.name, 'stores its arguments'))
      for (const value of call.arguments) hold(method, value);
    call.arguments.forEach((argument, i) => {
      const fn = functionIn(ts, argument);
      if (fn) callback(call, method, fn, i);
    });
  }

  /** Finds what a function that is passed on is called with. */
  function callback(
    call: ts.CallExpression,
    method: ts.PropertyAccessExpression | undefined,
    fn: ts.FunctionLikeDeclaration,
    index: number,
  ): void {
    const [first, second, third, fourth] = fn.parameters;
    const to = (p: ts.ParameterDeclaration | undefined, from: ts.Expression, within: number, sure = true) => {
      if (p) bind(p.name, from, within, sure);
    };
    const name = method?.name.text ?? '';
    const receiver = method?.expression;
    if (receiver && platform.mayDo(method.name, 'calls with elements')) {
      to(first, receiver, 1);
      to(third, receiver, 0);
    } else if (receiver && (name === 'reduce' || name === 'reduceRight')) {
      if (call.arguments[1]) to(first, call.arguments[1], 0);
      else to(first, receiver, 1);
      for (const result of resultsOf(ts, fn)) to(first, result, 0);
      to(second, receiver, 1);
      to(fourth, receiver, 0);
    } else if (receiver && (name === 'sort' || name === 'toSorted')) {
      to(first, receiver, 1);
      to(second, receiver, 1);
    } else if (receiver && name === 'then') to(first, receiver, 0);
    else if (name === 'from' && platform.does(call, 'copies its argument')) to(first, call.arguments[0]!, 1);
    else {
      const others = call.arguments.filter((a, i) => i !== index && !functionIn(ts, a));
      for (const p of fn.parameters) {
        for (const other of others) {
          to(p, other, 0, false);
          to(p, other, 1, false);
        }
        if (receiver && isOurs(method)) to(p, receiver, 1, false);
      }
    }
  }

  function isOurs(method: ts.PropertyAccessExpression | undefined): boolean {
    return !!method && types.targetsOf(method.name).some((d) => !d.getSourceFile().isDeclarationFile);
  }

  /** Values that nothing else can hold. */
  function isPlain(value: ts.Expression): boolean {
    return ts.isLiteralExpression(value) || ts.isTemplateExpression(value) || !!functionIn(ts, value);
  }
}
