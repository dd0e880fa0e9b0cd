/**
 * Futures that are used as if they were the values that they will give. tsc says so where it reports the types of the
 * program with marks; hosts that compile file by file report no types, and there such a program would run on, with
 * '[object Promise]1'.
 *
 * Assumes: a program with honest types, and a file of it, with marks or without.
 * Guarantees: what is said is wrong whatever else is wrong in the file. Nothing is said of what has another type as
 * well, nor of a name that is given another value somewhere, nor where the user tells tsc to say nothing.
 */
import type ts from 'typescript';
import { problem } from '../diagnostics';
import { unwrap } from '../syntax/nodes';
import { relatedAt } from '../syntax/positions';
import type { Problem, Related, TypeScript } from '../types';
import { asksPredicate, isAccess, isWritten, namesIn, type Use, useOf } from './future-uses';

/** Codes of what tsc says where a value of one type stands in the place of another. */
const isNotAssignable = new Set([2322, 2345, 2375, 2379, 2412, 2559, 2560, 2739, 2740, 2741, 2769]);

export function unawaited(ts: TypeScript, program: ts.Program, file: ts.SourceFile): readonly Problem[] {
  const { checkJsDirective } = file as { checkJsDirective?: { enabled: boolean } };
  if (checkJsDirective?.enabled === false) return [];
  const search = new FutureSearch(ts, program, file, !!checkJsDirective);
  search.visit(file);
  return [...search.found.values()];
}

/** Looks through one file. */
class FutureSearch {
  readonly checker: ts.TypeChecker;
  readonly isJavaScript: boolean;
  /** tsc looks at the types of the file, too. */
  readonly isChecked: boolean;
  readonly errors: readonly ts.Diagnostic[];
  readonly names: ReturnType<typeof namesIn>;
  /** By position: of several uses of one future, the first is told. */
  readonly found = new Map<number, Problem>();

  constructor(
    readonly ts: TypeScript,
    program: ts.Program,
    readonly file: ts.SourceFile,
    isAskedFor: boolean,
  ) {
    this.checker = program.getTypeChecker();
    const { checkJs, noCheck } = program.getCompilerOptions();
    this.isJavaScript = !!(file.flags & ts.NodeFlags.JavaScriptFile);
    this.isChecked = !noCheck && (!this.isJavaScript || !!checkJs || isAskedFor);
    this.errors = this.isChecked ? program.getSemanticDiagnostics(file).filter((d) => d.code < 990000) : [];
    this.names = namesIn(ts, file);
  }

  visit(node: ts.Node): void {
    const { ts } = this;
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isCallExpression(node) || ts.isIdentifier(node) || isAccess(ts, node)) this.#look(node);
    ts.forEachChild(node, (node) => this.visit(node));
  }

  #look(node: ts.Expression): void {
    const { ts } = this;
    if (ts.isCallExpression(node)) this.#lookAtPredicate(node);
    const use = useOf(ts, node);
    if (!use || (this.isChecked && !this.errors.length && tscReports(use))) return;
    if (use.kind === 'place' && !this.errors.some((d) => isNotAssignable.has(d.code) && isWithin(d, use.around)))
      return;
    const type = this.#futureOf(node);
    const wrong = type && this.#whatIsWrong(node, type, use);
    if (wrong) this.#report(node, wrong);
  }

  /** The type of what is a future for sure. */
  #futureOf(node: ts.Expression): ts.Type | undefined {
    const { ts } = this;
    if (ts.isIdentifier(node)) {
      if (this.names.replaced.has(node.text) || (this.isJavaScript && !this.#initialCall(node))) return undefined;
    } else if (ts.isPropertyAccessExpression(node)) {
      if (this.isJavaScript || this.names.replaced.has(node.name.text)) return undefined;
    } else if (ts.isElementAccessExpression(node)) {
      if (this.isJavaScript || this.names.replaced.has('[]')) return undefined;
    }
    const type = this.checker.getTypeAtLocation(ts.isNonNullExpression(node.parent) ? node.parent : node);
    return isUnfuture(type) ? type : undefined;
  }

  /** For a constant, the call that gave it its value. */
  #initialCall(node: ts.Identifier): ts.CallExpression | undefined {
    const { ts } = this;
    const declaration = this.checker.getSymbolAtLocation(node)?.valueDeclaration;
    if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
    if (!(ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) || !ts.isIdentifier(declaration.name))
      return undefined;
    const call = unwrap(ts, declaration.initializer);
    return ts.isCallExpression(call) && this.#futureOf(call) ? call : undefined;
  }

  #whatIsWrong(node: ts.Expression, type: ts.Type, use: Use): string | undefined {
    const { checker, ts } = this;
    switch (use.kind) {
      case 'operand':
        return `'${use.operator}' needs a value`;
      case 'text':
        return `as text it is '[object Promise]'`;
      case 'key':
        return `as a key it is '[object Promise]'`;
      case 'callee':
        return `it can't be called`;
      case 'iterated':
        return `it can't be iterated`;
      case 'copied':
        return 'it has no properties to copy';
      case 'equality':
        return use.others.some((other) => this.#isPlain(checker.getTypeAtLocation(other)))
          ? 'it never equals a plain value'
          : undefined;
      case 'condition':
        return this.#isAlwaysThere(node) ? 'as a condition it is always true' : undefined;
      case 'predicate':
        return this.#isArray(use.list) ? 'as the answer to a condition it is always true' : undefined;
      case 'members': {
        if (isWritten(ts, node)) return undefined;
        const lacking = use.names.filter((name) => !checker.getPropertyOfType(type, name));
        const name = lacking.find(
          (n) => this.#valueHas(type, n) || (this.#isAny(this.#settled(type)) && !this.#isKnown(node, n)),
        );
        return name === undefined ? undefined : `it has no '${name}'`;
      }
      case 'element': {
        const index = checker.getTypeAtLocation(use.index);
        return index.flags & ts.TypeFlags.NumberLike && !isWritten(ts, node) ? 'it has no elements' : undefined;
      }
      case 'place': {
        const asked = checker.getContextualType(node);
        if (!asked || asked.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Void)) return undefined;
        const takesValue =
          !checker.isTypeAssignableTo(type, asked) && checker.isTypeAssignableTo(this.#settled(type), asked);
        return takesValue ? `'${checker.typeToString(asked)}' is asked for here` : undefined;
      }
      default:
        return use satisfies never;
    }
  }

  #settled(future: ts.Type): ts.Type {
    return this.checker.getTypeArguments(future as ts.TypeReference)[0]!;
  }

  #valueHas(future: ts.Type, member: string): boolean {
    const { checker } = this;
    const value = checker.getApparentType(checker.getNonNullableType(this.#settled(future)));
    return !this.#isAny(value) && !!checker.getPropertyOfType(value, member);
  }

  #isAny({ flags }: ts.Type): boolean {
    return !!(flags & this.ts.TypeFlags.Any);
  }

  /** Holds where a variable's member may have been put there, or is only looked for. */
  #isKnown(node: ts.Expression, member: string): boolean {
    return !this.ts.isCallExpression(node) && (this.names.replaced.has(member) || this.names.tested.has(member));
  }

  /** A call, or a constant that nobody treats as the promise that it is. */
  #isAlwaysThere(node: ts.Expression): boolean {
    const { ts } = this;
    if (ts.isCallExpression(node)) return true;
    return ts.isIdentifier(node) && !this.names.kept.has(node.text) && !!this.#initialCall(node);
  }

  /** `numbers.filter(isPrime)` */
  #lookAtPredicate({ expression, arguments: [asked] }: ts.CallExpression): void {
    const { ts } = this;
    if (!asked || ts.isFunctionLike(asked) || !ts.isPropertyAccessExpression(expression)) return;
    if (!asksPredicate.test(expression.name.text) || (ts.isIdentifier(asked) && this.names.replaced.has(asked.text)))
      return;
    const signatures = this.checker.getTypeAtLocation(asked).getCallSignatures();
    if (
      signatures.length &&
      signatures.every((s) => isUnfuture(s.getReturnType())) &&
      this.#isArray(expression.expression)
    )
      this.#report(asked, 'as the answer to a condition it is always true');
  }

  #isArray(node: ts.Expression): boolean {
    const { checker } = this;
    const type = checker.getTypeAtLocation(node);
    return checker.isArrayType(type) || checker.isTupleType(type);
  }

  /** A number, a string, true or false: never a promise, nor nothing. */
  #isPlain(type: ts.Type): boolean {
    const { StringLike, NumberLike, BigIntLike, BooleanLike } = this.ts.TypeFlags;
    if (type.isUnion()) return type.types.every((type) => this.#isPlain(type));
    return !!(type.flags & (StringLike | NumberLike | BigIntLike | BooleanLike));
  }

  #report(node: ts.Expression, wrong: string): void {
    const { file, ts } = this;
    const start = node.getStart(file);
    if (this.found.has(start) || isToldToBeSilent(file, start)) return;
    const call = ts.isCallExpression(node) ? node : ts.isIdentifier(node) ? this.#initialCall(node) : undefined;
    const isFunction = this.checker.getTypeAtLocation(node).getCallSignatures().length > 0;
    const callee = nameOf(ts, isFunction ? node : call?.expression);
    const related = callee ? this.#markOf(callee) : [];
    const text = isFunction ? `${node.getText(file)}(…)` : shortened(ts, file, node);
    const why = callee && related.length ? `, since '${callee.text}' is marked` : '';
    const span = { start, end: node.end };
    this.found.set(start, problem('futureAsValue', file, span, [text, why, wrong], related));
  }

  /** Where a function is marked, if it is one of the project; instance methods do not show it. */
  #markOf(callee: ts.Identifier): Related[] {
    const { checker, ts } = this;
    if (!checker.getTypeAtLocation(callee).getProperty('inline')) return [];
    let symbol = checker.getSymbolAtLocation(callee);
    if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
    const declaration = symbol?.declarations?.find((d) => !d.getSourceFile().isDeclarationFile);
    const name = declaration && ts.getNameOfDeclaration(declaration);
    if (!name) return [];
    return [relatedAt(name, `'${callee.text}' is marked here.`)];
  }
}

/** Holds where tsc has an error for every future in such a place: where it has none at all, types need not be asked. */
function tscReports(use: Use): boolean {
  if (use.kind === 'operand') return !/^(?:\+=?|\+\+|--?|~)$/.test(use.operator);
  return !['text', 'condition', 'predicate', 'copied', 'element'].includes(use.kind);
}

function isUnfuture({ symbol }: ts.Type): boolean {
  return (
    symbol?.name === 'Unfuture' &&
    !!symbol.declarations?.some((d) => /\/runtime\/future\.d\.[cm]?ts$/.test(d.getSourceFile().fileName))
  );
}

const isWithin = ({ start }: ts.Diagnostic, node: ts.Node): boolean => node.pos <= start! && start! < node.end;

/** As tsc is told, by a comment on the line before. */
function isToldToBeSilent(file: ts.SourceFile, position: number): boolean {
  const { line } = file.getLineAndCharacterOfPosition(position);
  const before = file.text.slice(0, file.getPositionOfLineAndCharacter(line, 0));
  return /@ts-(?:ignore|expect-error)\b[^\n]*\n\s*$/.test(before);
}

function nameOf(ts: TypeScript, callee: ts.Expression | undefined): ts.Identifier | undefined {
  if (!callee) return undefined;
  const inner = unwrap(ts, callee);
  const name = ts.isPropertyAccessExpression(inner) ? inner.name : inner;
  return ts.isIdentifier(name) ? name : undefined;
}

function shortened(ts: TypeScript, file: ts.SourceFile, node: ts.Expression): string {
  const text = node.getText(file);
  if (text.length <= 40 && !text.includes('\n')) return text;
  const name = nameOf(ts, ts.isCallExpression(node) ? node.expression : undefined);
  return name ? `${name.text}(…)` : `${text.split('\n')[0]!.slice(0, 40)}…`;
}
