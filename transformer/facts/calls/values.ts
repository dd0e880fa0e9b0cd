/**
 * Finds what an expression stands for, as far as the text shows it: functions and classes of the project, literals,
 * and members of modules that are not the project's. Follows names, imports, members, tables of functions,
 * assignments, `bind`, and what functions return; over-approximates where several things are possible.
 * Long, since it is one analysis, whose parts share its memory.
 */
import type ts from 'typescript';
import { importOf, specifierOf } from '../../syntax/imports';
import { outOfPattern, unwrap } from '../../syntax/nodes';
import type { TypeInfo, TypeScript } from '../../types';
import { type Origin, originOf } from '../names/origins';
import { assignmentsIn } from './assignments';
import type { ClassIndex } from './class-index';

export type Value =
  | { readonly is: 'function'; readonly node: ts.SignatureDeclaration }
  | { readonly is: 'class' | 'instance'; readonly node: ts.ClassLikeDeclaration }
  | { readonly is: 'literal'; readonly node: ts.ObjectLiteralExpression | ts.ArrayLiteralExpression }
  | { readonly is: 'foreign'; readonly origin: Origin }
  /** With the reason; where that is a parameter, the function that it belongs to. */
  | { readonly is: 'unknown'; readonly why: string; readonly parameterOf: ts.Node | undefined };

export interface Values {
  /** Nothing, where the expression stands for something that can't be called and has no members of interest. */
  of(expression: ts.Expression): readonly Value[];
  /** Finds it for a callee; where the text does not tell, what the type of the expression was declared by. */
  callee(expression: ts.Expression): readonly Value[];
}

export interface ValuesInput {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly classes: ClassIndex;
  /** The functions behind what callers of a mark see. */
  readonly plainOf: ReadonlyMap<ts.Node, readonly ts.SignatureDeclaration[]>;
}

/** How many steps are followed from one expression: names of names of members of results. */
const maxSteps = 60;

export function createValues({ ts, types, classes, plainOf }: ValuesInput): Values {
  const callees = new Map<ts.Expression, readonly Value[]>();
  return {
    of: (expression) => dedupe(valuesOf(expression, new Set())),
    callee(expression) {
      let found = callees.get(expression);
      if (!found) callees.set(expression, (found = calleeOf(expression)));
      return found;
    },
  };

  function calleeOf(expression: ts.Expression): Value[] {
    const seen = new Set<ts.Node>();
    const found = dedupe(valuesOf(expression, seen));
    if (found.some((v) => v.is !== 'literal' && v.is !== 'instance')) return found;
    const declared = types.callablesOf(expression);
    return declared === 'any' ? found : dedupe(declared.flatMap((d) => fromSignature(d, seen)));
  }

  function valuesOf(expression: ts.Expression, seen: Set<ts.Node>): Value[] {
    const e = unwrap(ts, expression);
    if (seen.has(e) || seen.size > maxSteps) return [];
    seen.add(e);
    const plain = plainOf.get(e);
    if (plain) return functions(plain);
    if (ts.isFunctionExpression(e) || ts.isArrowFunction(e)) return functions([e]);
    if (ts.isClassExpression(e)) return [{ is: 'class', node: e }];
    if (ts.isObjectLiteralExpression(e) || ts.isArrayLiteralExpression(e)) return [{ is: 'literal', node: e }];
    if (ts.isIdentifier(e)) return named(e, seen);
    if (ts.isPropertyAccessExpression(e) || ts.isElementAccessExpression(e)) return member(e, seen);
    if (ts.isCallExpression(e)) return resultOf(e, seen);
    if (ts.isTaggedTemplateExpression(e)) return foreignResult(valuesOf(e.tag, seen));
    if (ts.isNewExpression(e)) return valuesOf(e.expression, seen).map(instanceOf);
    if (ts.isAwaitExpression(e)) return valuesOf(e.expression, seen);
    if (ts.isConditionalExpression(e)) return [...valuesOf(e.whenTrue, seen), ...valuesOf(e.whenFalse, seen)];
    if (ts.isBinaryExpression(e)) {
      switch (e.operatorToken.kind) {
        case ts.SyntaxKind.BarBarToken:
        case ts.SyntaxKind.QuestionQuestionToken:
          return [...valuesOf(e.left, seen), ...valuesOf(e.right, seen)];
        case ts.SyntaxKind.AmpersandAmpersandToken:
        case ts.SyntaxKind.CommaToken:
        case ts.SyntaxKind.EqualsToken:
          return valuesOf(e.right, seen);
      }
    }
    return [];
  }

  function named(id: ts.Identifier, seen: Set<ts.Node>): Value[] {
    const declarations = types.declarationsOf(id);
    if (!declarations.length && id.text === 'require') return [foreign('globalThis', 'require')];
    return declarations.flatMap((d) => fromDeclaration(d, seen));
  }

  // ------------------------------------------------------------ declarations

  function fromDeclaration(d: ts.Declaration, seen: Set<ts.Node>): Value[] {
    if (seen.has(d) || ts.isSourceFile(d)) return [];
    seen.add(d);
    const plain = plainOf.get(d) ?? plainOf.get(namespaceOf(d));
    if (plain) return functions(plain);
    if (importOf(ts, d)) return imported(d, seen);
    if (ts.isExportSpecifier(d)) return types.targetsOf(d.name).flatMap((t) => fromDeclaration(t, seen));
    if (d.getSourceFile().isDeclarationFile) return [{ is: 'foreign', origin: originOf(ts, d) }];
    if (ts.isExportAssignment(d)) return valuesOf(d.expression, seen);
    if (ts.isClassLike(d)) return [{ is: 'class', node: d }];
    if (ts.isGetAccessor(d)) return returned(d, seen);
    if (ts.isFunctionLike(d) && hasBody(d)) return [{ is: 'function', node: d }];
    if (ts.isPropertyAssignment(d)) return valuesOf(d.initializer, seen);
    if (ts.isShorthandPropertyAssignment(d))
      return types.declarationsOf(d.name).flatMap((t) => fromDeclaration(t, seen));
    if (ts.isBindingElement(d)) return destructured(d, seen);
    if (ts.isParameter(d)) return [...(d.initializer ? valuesOf(d.initializer, seen) : []), ...parameter(d, d.name)];
    if (ts.isVariableDeclaration(d) || ts.isPropertyDeclaration(d)) {
      const loop = d.parent.parent;
      if (ts.isForOfStatement(loop) && loop.initializer === d.parent)
        return valuesOf(loop.expression, seen).flatMap((v) => elementsOf(v, seen));
      return [...(d.initializer ? valuesOf(d.initializer, seen) : []), ...assigned(d, seen)];
    }
    if (ts.isMethodSignature(d) || ts.isPropertySignature(d) || ts.isFunctionLike(d)) {
      const overloaded = ts.isFunctionDeclaration(d) || (ts.isMethodDeclaration(d) && ts.isClassLike(d.parent));
      if (overloaded && !isAbstractOrAmbient(d)) return [];
      const what = isSignature(d) ? 'is declared by a type, without a body' : 'is only declared';
      return [{ is: 'unknown', why: `'${d.name?.getText() ?? ''}' ${what}`, parameterOf: undefined }];
    }
    // `f.helper = () => …`, `exports.f = …`
    if (ts.isBinaryExpression(d)) return valuesOf(d.right, seen);
    if (ts.isBinaryExpression(d.parent) && d.parent.left === (d as ts.Node)) return valuesOf(d.parent.right, seen);
    return [];
  }

  /** `inline` and `options` of a mark stand in its namespace. */
  function namespaceOf(d: ts.Node): ts.Node {
    let node = d;
    while (node && !ts.isModuleDeclaration(node) && !ts.isSourceFile(node)) node = node.parent;
    return node;
  }

  function imported(d: ts.Declaration, seen: Set<ts.Node>): Value[] {
    const statement = importOf(ts, d)!;
    const specifier = specifierOf(ts, statement)?.text;
    const found = types
      .targetsOf((d as ts.NamedDeclaration).name!)
      .flatMap((t) => (importOf(ts, t) ? [] : fromDeclaration(t, seen)));
    if (specifier === undefined || specifier.startsWith('.')) return found;
    const name = ts.isImportSpecifier(d) ? (d.propertyName ?? d.name).text : ts.isImportClause(d) ? 'default' : '';
    return [foreign(specifier, name), ...found];
  }

  function parameter(d: ts.ParameterDeclaration, name: ts.Node): Value[] {
    return [{ is: 'unknown', why: `'${name.getText()}' is a parameter`, parameterOf: d.parent }];
  }

  /** `const { readFileSync: read } = fs` */
  function destructured(d: ts.BindingElement, seen: Set<ts.Node>): Value[] {
    const whole = outOfPattern(ts, d);
    if (ts.isParameter(whole)) return parameter(whole, d.name);
    const key = d.propertyName ?? d.name;
    const initialiser = d.initializer ? valuesOf(d.initializer, seen) : [];
    if (!ts.isObjectBindingPattern(d.parent) || !(ts.isIdentifier(key) || ts.isStringLiteral(key))) return initialiser;
    const from =
      ts.isVariableDeclaration(d.parent.parent) && d.parent.parent.initializer
        ? valuesOf(d.parent.parent.initializer, seen)
        : ts.isBindingElement(d.parent.parent)
          ? destructured(d.parent.parent, seen)
          : [];
    const declared = types.memberOf(d.parent, key.text).flatMap((m) => fromDeclaration(m, seen));
    return [...from.flatMap((v) => memberOfValue(v, key.text, seen)), ...declared, ...initialiser];
  }

  /** Finds what is assigned to a variable or a field anywhere in its file. */
  function assigned(d: ts.Declaration, seen: Set<ts.Node>): Value[] {
    if (ts.isVariableDeclaration(d) && d.parent.flags & ts.NodeFlags.Const) return [];
    const file = d.getSourceFile();
    const assignments = types.perFile('assignments', file, () => assignmentsIn(ts, types, file));
    return (assignments.get(d) ?? []).flatMap((e) => valuesOf(e, seen));
  }

  // ----------------------------------------------------------------- members

  function member(e: ts.PropertyAccessExpression | ts.ElementAccessExpression, seen: Set<ts.Node>): Value[] {
    const name = ts.isPropertyAccessExpression(e) ? e.name : e.argumentExpression;
    const isSuper = e.expression.kind === ts.SyntaxKind.SuperKeyword;
    const receivers = isSuper ? [] : valuesOf(e.expression, seen);
    if (!isKey(name)) return receivers.flatMap((v) => elementsOf(v, seen));
    // where the receiver is at hand, its static type has nothing to add
    const exact = receivers
      .filter((v) => v.is === 'instance' || v.is === 'literal')
      .flatMap((v) => memberOfValue(v, name.text, seen));
    const byImport = receivers.filter((v) => v.is === 'foreign').flatMap((v) => memberOfValue(v, name.text, seen));
    if (exact.length) return [...byImport, ...exact];
    const declarations = types.targetsOf(name);
    if (isOfFunctions(declarations, name.text)) return receivers;
    const found = declarations.flatMap((d) => {
      const overrides = isSuper ? [] : classes.overridesOf(d, name.text).flatMap((o) => fromDeclaration(o, seen));
      if (!isSignature(d) || d.getSourceFile().isDeclarationFile) return [...fromDeclaration(d, seen), ...overrides];
      return overrides.length ? overrides : [onlyDeclared(e, name.text)];
    });
    return [...byImport, ...found];
  }

  /** A member's name, known from the text: `f` in `x.f`, not in `x[f]`. */
  function isKey(name: ts.Expression): name is ts.MemberName | ts.StringLiteralLike {
    return ts.isStringLiteralLike(name) || ts.isPropertyAccessExpression(name.parent);
  }

  /** `f.call`, `f.apply`; what is bound or given options is still `f`. */
  function isOfFunctions(declarations: readonly ts.Declaration[], name: string): boolean {
    return declarations.some((d) => {
      const { module, member: path } = originOf(ts, d);
      if (module === 'unsync') return /^(?:inline|options|map)$/.test(name);
      return module === 'globalThis' && /^(?:Callable|New(?:able)?)?Function\.(?:call|apply|bind)$/.test(path);
    });
  }

  function onlyDeclared(e: ts.PropertyAccessExpression | ts.ElementAccessExpression, name: string): Value {
    let root: ts.Expression = e;
    while (ts.isPropertyAccessExpression(root) || ts.isElementAccessExpression(root)) root = root.expression;
    const whole = ts.isIdentifier(root) ? types.declarationsOf(root).map((d) => outOfPattern(ts, d)) : [];
    const parameterOf = whole.find(ts.isParameter)?.parent;
    return { is: 'unknown', why: `'${name}' is declared by a type, without a body`, parameterOf };
  }

  function memberOfValue(v: Value, name: string, seen: Set<ts.Node>): Value[] {
    if (v.is === 'foreign') return [foreign(v.origin.module, v.origin.member ? `${v.origin.member}.${name}` : name)];
    if (v.is === 'instance') {
      const found = classes.memberOf(v.node, name);
      return found ? fromDeclaration(found, seen) : [];
    }
    if (v.is !== 'literal' || ts.isArrayLiteralExpression(v.node)) return [];
    const own = v.node.properties.filter((p) => p.name && 'text' in p.name && p.name.text === name);
    return own.flatMap((p) => fromDeclaration(p, seen));
  }

  /** Any of a table's functions, where the key is only known at run time. */
  function elementsOf(v: Value, seen: Set<ts.Node>): Value[] {
    if (v.is !== 'literal') return [];
    if (ts.isArrayLiteralExpression(v.node)) return v.node.elements.flatMap((e) => valuesOf(e, seen));
    return v.node.properties.flatMap((p) => fromDeclaration(p, seen));
  }

  // ----------------------------------------------------------------- results

  function instanceOf(v: Value): Value {
    return v.is === 'class' ? { is: 'instance', node: v.node } : v;
  }

  function resultOf(call: ts.CallExpression, seen: Set<ts.Node>): Value[] {
    const callees = valuesOf(call.expression, seen);
    const [first] = call.arguments;
    const access = unwrap(ts, call.expression);
    if (ts.isPropertyAccessExpression(access) && /^(?:bind|options)$/.test(access.name.text)) {
      const declarations = types.targetsOf(access.name);
      if (isOfFunctions(declarations, access.name.text) || declarations.some((d) => plainOf.has(namespaceOf(d))))
        return callees;
    }
    for (const v of callees) {
      if (v.is !== 'foreign') continue;
      const { module, member: path } = v.origin;
      if (isRequire(v.origin) && first && ts.isStringLiteralLike(first)) return required(first);
      if (first && module === 'unsync' && path === 'unsync') return valuesOf(first, seen);
      if (first && module === 'globalThis' && /^ObjectConstructor\.(?:freeze|seal)$/.test(path))
        return valuesOf(first, seen);
    }
    return [...foreignResult(callees), ...callees.flatMap((v) => (v.is === 'function' ? returned(v.node, seen) : []))];
  }

  function foreignResult(callees: readonly Value[]): Value[] {
    return callees.flatMap((v) => (v.is === 'foreign' ? [foreign(v.origin.module, `${v.origin.member}()`)] : []));
  }

  function required(specifier: ts.StringLiteralLike): Value[] {
    if (!specifier.text.startsWith('.')) return [foreign(specifier.text, '')];
    return [{ is: 'unknown', why: `'require(${specifier.getText()})' is not typed`, parameterOf: undefined }];
  }

  function returned(fn: ts.SignatureDeclaration, seen: Set<ts.Node>): Value[] {
    const { body } = fn as ts.FunctionLikeDeclaration;
    if (!body) return [];
    if (!ts.isBlock(body)) return valuesOf(body, seen);
    const found: Value[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
      if (ts.isReturnStatement(node) && node.expression) found.push(...valuesOf(node.expression, seen));
      ts.forEachChild(node, visit);
    };
    visit(body);
    return found;
  }

  function fromSignature(d: ts.Declaration, seen: Set<ts.Node>): Value[] {
    const inProject = !d.getSourceFile().isDeclarationFile;
    if (inProject && !hasBody(d)) return [];
    return fromDeclaration(d, seen);
  }

  /** Something that has a body elsewhere, if at all. */
  function isSignature(d: ts.Declaration): boolean {
    return ts.isMethodSignature(d) || ts.isPropertySignature(d) || (ts.isClassElement(d) && isAbstractOrAmbient(d));
  }

  function isAbstractOrAmbient(d: ts.Node): boolean {
    const keywords = [ts.SyntaxKind.AbstractKeyword, ts.SyntaxKind.DeclareKeyword];
    return ts.canHaveModifiers(d) && !!ts.getModifiers(d)?.some((m) => keywords.includes(m.kind));
  }
}

const hasBody = (d: ts.Node): boolean => !!(d as ts.FunctionLikeDeclaration).body;

const functions = (nodes: readonly ts.SignatureDeclaration[]): Value[] =>
  nodes.filter(hasBody).map((node) => ({ is: 'function', node }));

const foreign = (module: string, member: string): Value => ({ is: 'foreign', origin: { module, member } });

function dedupe(values: readonly Value[]): Value[] {
  const key = (v: Value) => (v.is === 'foreign' ? JSON.stringify(v.origin) : v.is === 'unknown' ? v.why : v.node);
  return [...new Map(values.map((v) => [key(v), v])).values()];
}

function isRequire({ module, member }: Origin): boolean {
  return /^(?:globalThis|(?:node:)?module)$/.test(module) && /(?:^|\.)(?:require|createRequire\(\))$/.test(member);
}
