/** Finds what the code around an expression does with its value, where not every value will do. Syntax alone; types are asked elsewhere. */
import type ts from 'typescript';
import { accessOf } from '../facts/flow/access';
import { forEachReference } from '../facts/names/references';
import { hasModifier, isReplaced } from '../syntax/nodes';
import type { TypeScript } from '../types';

export type Use =
  /** Of an operator that computes or compares. */
  | { readonly kind: 'operand'; readonly operator: string }
  | { readonly kind: 'equality'; readonly others: readonly ts.Expression[] }
  | { readonly kind: 'text' }
  | { readonly kind: 'key' }
  | { readonly kind: 'condition' }
  /** An answer that `filter` and the like ask for of an element of `list`. */
  | { readonly kind: 'predicate'; readonly list: ts.Expression }
  | { readonly kind: 'members'; readonly names: readonly string[] }
  | { readonly kind: 'element'; readonly index: ts.Expression }
  | { readonly kind: 'callee' }
  | { readonly kind: 'iterated' }
  | { readonly kind: 'copied' }
  /** Where a type may be asked for: an argument, something that is returned, assigned or put into something. */
  | { readonly kind: 'place'; readonly around: ts.Node };

/** Finds the outermost expression that the value goes on to unchanged: out of parentheses, and out of the branches of `?:`, `??`, `||`. */
function outermost(ts: TypeScript, expression: ts.Expression): ts.Expression {
  let node = expression;
  for (;;) {
    const { parent } = node;
    const goesOn =
      ts.isParenthesizedExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isSatisfiesExpression(parent) ||
      (ts.isConditionalExpression(parent) && parent.condition !== node) ||
      (ts.isBinaryExpression(parent) && givesOn(ts, parent, node));
    if (!goesOn) return node;
    node = parent as ts.Expression;
  }
}

function givesOn(ts: TypeScript, { left, right, operatorToken }: ts.BinaryExpression, node: ts.Node): boolean {
  switch (operatorToken.kind) {
    case ts.SyntaxKind.QuestionQuestionToken:
      return node === left || node === right;
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.CommaToken:
      return node === right;
    default:
      return false;
  }
}

/** Nothing, where any value will do. */
export function useOf(ts: TypeScript, expression: ts.Expression): Use | undefined {
  const node = outermost(ts, expression);
  const { parent } = node;
  const place: Use = { kind: 'place', around: parent };
  switch (parent.kind) {
    case ts.SyntaxKind.BinaryExpression:
      return useInBinary(ts, parent as ts.BinaryExpression, node);
    case ts.SyntaxKind.PrefixUnaryExpression: {
      const { operator } = parent as ts.PrefixUnaryExpression;
      if (operator === ts.SyntaxKind.ExclamationToken) return { kind: 'condition' };
      return { kind: 'operand', operator: ts.tokenToString(operator)! };
    }
    case ts.SyntaxKind.TemplateSpan:
      return ts.isTaggedTemplateExpression(parent.parent.parent) ? undefined : { kind: 'text' };
    case ts.SyntaxKind.ComputedPropertyName:
      return { kind: 'key' };
    case ts.SyntaxKind.IfStatement:
    case ts.SyntaxKind.WhileStatement:
    case ts.SyntaxKind.DoStatement:
      return (parent as ts.IfStatement).expression === node ? { kind: 'condition' } : undefined;
    case ts.SyntaxKind.ForStatement:
    case ts.SyntaxKind.ConditionalExpression:
      return (parent as ts.ForStatement).condition === node ? { kind: 'condition' } : undefined;
    case ts.SyntaxKind.SwitchStatement: {
      const { clauses } = (parent as ts.SwitchStatement).caseBlock;
      return { kind: 'equality', others: clauses.flatMap((c) => (ts.isCaseClause(c) ? [c.expression] : [])) };
    }
    case ts.SyntaxKind.PropertyAccessExpression: {
      const { expression: object, name } = parent as ts.PropertyAccessExpression;
      return object === node ? { kind: 'members', names: [name.text] } : undefined;
    }
    case ts.SyntaxKind.ElementAccessExpression: {
      const { expression: object, argumentExpression: index } = parent as ts.ElementAccessExpression;
      return object === node ? { kind: 'element', index } : { kind: 'key' };
    }
    case ts.SyntaxKind.CallExpression:
      return (parent as ts.CallExpression).expression === node ? { kind: 'callee' } : place;
    case ts.SyntaxKind.NewExpression:
      return (parent as ts.NewExpression).expression === node ? undefined : place;
    case ts.SyntaxKind.SpreadElement:
      return { kind: 'iterated' };
    case ts.SyntaxKind.SpreadAssignment:
      return { kind: 'copied' };
    case ts.SyntaxKind.ForOfStatement:
    case ts.SyntaxKind.ForInStatement:
      return (parent as ts.ForOfStatement).expression === node ? { kind: 'iterated' } : undefined;
    case ts.SyntaxKind.YieldExpression:
      return (parent as ts.YieldExpression).asteriskToken ? { kind: 'iterated' } : place;
    case ts.SyntaxKind.VariableDeclaration:
    case ts.SyntaxKind.Parameter:
    case ts.SyntaxKind.PropertyDeclaration:
      return useInDeclaration(ts, parent as ts.VariableDeclaration, node);
    case ts.SyntaxKind.PropertyAssignment:
      return (parent as ts.PropertyAssignment).initializer === node ? place : undefined;
    case ts.SyntaxKind.ShorthandPropertyAssignment:
    case ts.SyntaxKind.ArrayLiteralExpression:
    case ts.SyntaxKind.JsxExpression:
      return place;
    case ts.SyntaxKind.ArrowFunction:
      if ((parent as ts.ArrowFunction).body !== node) return undefined;
      return predicate(ts, parent as ts.ArrowFunction) ?? place;
    case ts.SyntaxKind.ReturnStatement: {
      const fn = ts.findAncestor(parent, ts.isFunctionLike);
      return (fn && predicate(ts, fn)) ?? place;
    }
    default:
      return undefined;
  }
}

function useInBinary(ts: TypeScript, parent: ts.BinaryExpression, node: ts.Node): Use | undefined {
  const { left, right, operatorToken } = parent;
  const { kind } = operatorToken;
  const operator = ts.tokenToString(kind)!;
  switch (kind) {
    case ts.SyntaxKind.EqualsToken:
      return node === right ? { kind: 'place', around: parent } : undefined;
    case ts.SyntaxKind.InKeyword:
      return node === left ? { kind: 'key' } : undefined;
    case ts.SyntaxKind.AmpersandAmpersandToken:
    case ts.SyntaxKind.BarBarToken:
      return node === left ? { kind: 'condition' } : undefined;
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return { kind: 'equality', others: [node === left ? right : left] };
    default:
      return /^(?:[-+*/%&|^]|\*\*|<<|>>>?)=?$|^[<>]=?$/.test(operator) ? { kind: 'operand', operator } : undefined;
  }
}

function useInDeclaration(ts: TypeScript, parent: ts.VariableDeclaration, node: ts.Node): Use | undefined {
  if (parent.initializer !== node) return undefined;
  if (ts.isArrayBindingPattern(parent.name)) return { kind: 'iterated' };
  if (!ts.isObjectBindingPattern(parent.name)) return parent.type && { kind: 'place', around: parent };
  const names = parent.name.elements.flatMap((element) => {
    const key = element.propertyName ?? element.name;
    return ts.isIdentifier(key) && !element.initializer && !element.dotDotDotToken ? [key.text] : [];
  });
  return { kind: 'members', names };
}

/** Methods of arrays that take their element for what a function says of it, whatever that is. */
export const asksPredicate = /^(?:filter|find|findIndex|findLast|findLastIndex|some|every)$/;

function predicate(ts: TypeScript, fn: ts.SignatureDeclaration): Use | undefined {
  const call = fn.parent;
  const isAsync = hasModifier(fn, ts.SyntaxKind.AsyncKeyword);
  if (isAsync || !call || !ts.isCallExpression(call) || (call.arguments[0] as ts.Node) !== fn) return undefined;
  const { expression } = call;
  return ts.isPropertyAccessExpression(expression) && asksPredicate.test(expression.name.text)
    ? { kind: 'predicate', list: expression.expression }
    : undefined;
}

/**
 * `replaced`: names of variables and members that a file gives another value, `[]` for elements. `tested`: members that
 * it only looks for. `kept`: variables that it awaits, passes on, or asks for a member, and so may know for promises.
 */
export function namesIn(ts: TypeScript, file: ts.SourceFile) {
  const replaced = new Set<string>();
  const tested = new Set<string>();
  const kept = new Set<string>();
  forEachReference(ts, file, (id) => {
    if (isReplaced(ts, id)) replaced.add(id.text);
    const use = useOf(ts, id);
    if (!use || use.kind === 'place' || use.kind === 'members') kept.add(id.text);
  });
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      if (isReplaced(ts, node)) replaced.add(node.name.text);
      if (useOf(ts, node)?.kind === 'condition' || ts.isTypeOfExpression(node.parent)) tested.add(node.name.text);
    }
    if (ts.isElementAccessExpression(node) && isReplaced(ts, node)) replaced.add('[]');
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { replaced, tested, kept };
}

export function isAccess(
  ts: TypeScript,
  node: ts.Node,
): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

/** Holds where a member of an object is given a value. */
export function isWritten(ts: TypeScript, object: ts.Expression): boolean {
  const access = outermost(ts, object).parent;
  return isAccess(ts, access) && accessOf(ts, undefined, access) !== 'read';
}
