/** What the analysis of flow asks the checker, each question once for a node: all of them are asked while code is lowered. */
import type ts from 'typescript';
import { isDropped, isTarget, outOfPattern } from '../../syntax/nodes';
import { visibleDeclarations } from '../../syntax/task-nodes';
import type { TypeInfo, TypeScript } from '../../types';
import { type ClassIndex, classIndexOf } from '../calls/class-index';
import { mentionsOf } from '../names/mentions';
import { isLibrary, originOf } from '../names/origins';
import { type SignatureOf, signaturesWith } from '../platform/signatures';
import {
  type Access,
  ANY,
  type Callable,
  type CodeNode,
  ELEMENT,
  isIndex,
  type MarkedFunction,
  type Member,
  type Variable,
} from './instructions';

export interface Questions {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly classes: ClassIndex;
  /** What a function of the platform, or of a package, does; undefined where that is not known. */
  readonly signatureOf: SignatureOf;
  symbolOf(name: ts.Node): ts.Symbol | undefined;
  isPrimitive(node: ts.Node): boolean;
  isPrimitiveType(type: ts.Type): boolean;
  /** Of the platform or a package: `globalThis#Array.push`, `fs#readFileSync`, `lodash#sortBy`. */
  keyOf(symbol: ts.Symbol): string | undefined;
  accessOf(node: ts.Node, name: ts.Node): Access;
  /** Members that the type at a node has under a name, with a body in the project. */
  membersOf(node: ts.Node, name: string): readonly ts.Declaration[];
  /** The same of a type; `@iterator` is that symbol. */
  membersOfType(type: ts.Type, name: string): readonly ts.Declaration[];
  typeAt(node: ts.Node): ts.Type;
  /** Of what a function gives, once that is awaited. */
  resultOf(fn: Callable): ts.Type | undefined;
  /** Of what a member holds, as far as its type says. */
  typeOfMember(type: ts.Type, member: Member): ts.Type | undefined;
  /** Holds where a value of it may be an ArrayBuffer, shared or not. */
  mayBeBuffer(type: ts.Type): boolean;
  /** Names of the members that a type says it has, unless they are very many. */
  namesOf(type: ts.Type): readonly string[];
  /** Where the variable lives; undefined for what is no variable of the project. */
  variableOf(symbol: ts.Symbol): Variable | undefined;
  /** Files in which one of its names stands, whatever that is there: the checker is hardly asked. */
  filesThatMayUse(symbol: ts.Symbol): readonly ts.SourceFile[];
  /** Names in the project that stand for it, but for that of its declaration. */
  usesOf(symbol: ts.Symbol): readonly ts.Identifier[];
  /** The code that a node belongs to. */
  codeAround(node: ts.Node): CodeNode;
  /** How much of an argument its parameter's type promises not to change. */
  promiseOf(call: ts.Node, nth: number): 'all' | 'itself' | undefined;
  /** Holds where nobody takes what a call gives: it is made for what it does. Of what is logged, nothing is asked later. */
  isForEffect(call: ts.Node): boolean;
  /** Holds where a call may be made for what it changes in the package that its function is of. */
  changesPackage(call: ts.Node): boolean;
  /** What a module exports, by name. */
  exportsOf(file: ts.SourceFile): ReadonlyMap<string, ts.Symbol>;
  /** The marked function behind what its callers see. */
  taskAt(declaration: ts.Node): MarkedFunction | undefined;
  /** A name that says it all stands for this file: `import * as file`, `import file = require(…)`. */
  moduleNamed(symbol: ts.Symbol): ts.SourceFile | undefined;
}

/** What consoles and loggers have. */
const logs = /^(?:log|info|warn|error|debug|trace|fatal|verbose)$/;

export const isCallable = (ts: TypeScript, node: ts.Node): node is Callable =>
  ts.isFunctionLike(node) && !!(node as ts.FunctionLikeDeclaration).body;

export const questionsOf = (ts: TypeScript, types: TypeInfo): Questions =>
  types.once('flow questions', () => createQuestions(ts, types));

function createQuestions(ts: TypeScript, types: TypeInfo): Questions {
  const { checker } = types;
  const symbols = new Map<ts.Node, ts.Symbol | undefined>();
  const primitives = new Map<ts.Type, boolean>();
  const keys = new Map<ts.Symbol, string | undefined>();
  const variables = new Map<ts.Symbol, Variable | undefined>();
  const uses = new Map<ts.Symbol, readonly ts.Identifier[]>();
  const tasks = findTasks();
  const classes = classIndexOf(ts, types);
  return {
    ts,
    types,
    classes,
    signatureOf: signaturesWith(types.effects),
    symbolOf,
    isPrimitive,
    isPrimitiveType,
    keyOf,
    accessOf,
    membersOf: (node, name) => bodies(checker.getTypeAtLocation(node).getProperty(name), name),
    membersOfType,
    typeAt: (node) => checker.getTypeAtLocation(node),
    resultOf,
    typeOfMember,
    namesOf,
    mayBeBuffer,
    variableOf,
    usesOf,
    filesThatMayUse,
    codeAround,
    promiseOf,
    isForEffect,
    changesPackage,
    taskAt: (declaration) => tasks.get(declaration),
    exportsOf: (file) => types.perFile('exports', file, () => findExports(file)),
    moduleNamed: (symbol) => symbol.declarations?.find(ts.isSourceFile),
  };

  function findTasks(): Map<ts.Node, MarkedFunction> {
    const found = new Map<ts.Node, MarkedFunction>();
    for (const task of types.tasks) {
      const fn = task.plain.at(-1);
      if (!fn || !isCallable(ts, fn)) continue;
      // of all tasks of the project, few are asked for it
      let isAway: boolean | undefined;
      const marked: MarkedFunction = {
        fn,
        isAway: () => (isAway ??= !!task.mark.stated || !task.plain.some((each) => types.returnsPromise(each))),
      };
      for (const declaration of visibleDeclarations(ts, task)) found.set(declaration, marked);
    }
    return found;
  }

  function symbolOf(name: ts.Node): ts.Symbol | undefined {
    if (!symbols.has(name)) symbols.set(name, findSymbol(name));
    return symbols.get(name);
  }

  function findSymbol(name: ts.Node): ts.Symbol | undefined {
    const { parent } = name;
    // `constructor(readonly x)` declares a parameter and a property
    if (ts.isParameter(parent) && parent.name === name && ts.isParameterPropertyDeclaration(parent, parent.parent))
      return checker.getSymbolsOfParameterPropertyDeclaration(parent, (name as ts.Identifier).text)[0];
    const found =
      ts.isShorthandPropertyAssignment(parent) && parent.name === name
        ? checker.getShorthandAssignmentValueSymbol(parent)
        : ts.isExportSpecifier(parent)
          ? checker.getExportSpecifierLocalTargetSymbol(parent)
          : checker.getSymbolAtLocation(name);
    return found && resolve(found);
  }

  function resolve(symbol: ts.Symbol): ts.Symbol {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return checker.getExportSymbolOfSymbol(target);
  }

  function isPrimitive(node: ts.Node): boolean {
    return isPrimitiveType(checker.getTypeAtLocation(node));
  }

  function isPrimitiveType(type: ts.Type): boolean {
    let known = primitives.get(type);
    if (known === undefined) primitives.set(type, (known = judge(type)));
    return known;
  }

  function judge(type: ts.Type): boolean {
    const { TypeFlags: Flags } = ts;
    const primitive =
      Flags.StringLike |
      Flags.NumberLike |
      Flags.BooleanLike |
      Flags.BigIntLike |
      Flags.ESSymbolLike |
      Flags.VoidLike |
      Flags.Null |
      Flags.Never;
    if (type.flags & primitive) return true;
    if (type.isUnion()) return type.types.every(isPrimitiveType);
    if (type.isIntersection()) return type.types.some(isPrimitiveType);
    if (!(type.flags & Flags.TypeParameter)) return false;
    const constraint = checker.getBaseConstraintOfType(type);
    return !!constraint && constraint !== type && isPrimitiveType(constraint);
  }

  function keyOf(symbol: ts.Symbol): string | undefined {
    if (!keys.has(symbol)) keys.set(symbol, findKey(symbol));
    return keys.get(symbol);
  }

  /** One for all of its declarations, or none. */
  function findKey(symbol: ts.Symbol): string | undefined {
    const found = new Set<string>();
    for (const d of symbol.declarations ?? []) {
      if (!d.getSourceFile().isDeclarationFile) return undefined;
      const { module, member } = originOf(ts, d);
      const where = isLibrary(d) ? module.replace(/^node:/, '') : `package ${module}`;
      // `Reflect`, whose functions are said to be the module's own
      const name = member || (ts.isModuleDeclaration(d) && ts.isIdentifier(d.name) ? d.name.text : '');
      found.add(`${where}#${name}`.replace('#Readonly', '#'));
    }
    if ([...found].some((key) => /^(?:node|web|globalThis)#(?:global|window|self)$/.test(key))) return 'globalThis#';
    // `var Math: Math` and `interface Math`, `var Buffer` in several files
    const all = [...found];
    return all.length === 1 ? all[0] : (all.find((key) => key.startsWith('globalThis#')) ?? all[0]);
  }

  function accessOf(node: ts.Node, name: ts.Node): Access {
    const symbol = symbolOf(name);
    const type = checker.getTypeAtLocation(node);
    const isCalled = ts.isCallExpression(node.parent) && node.parent.expression === node;
    const isFunction = isCalled || type.getCallSignatures().length > 0;
    const text = ts.isIdentifier(name) || ts.isPrivateIdentifier(name) ? name.text : '';
    return {
      node,
      key: symbol && keyOf(symbol),
      declarations: symbol && bodies(symbol, text),
      isFunction,
      isPrimitive: isPrimitiveType(type),
      isForeignAccessor: !!symbol?.declarations?.some(isForeignAccessor),
    };
  }

  function isForeignAccessor(d: ts.Declaration): boolean {
    return ts.isAccessor(d) && d.getSourceFile().isDeclarationFile && !isLibrary(d);
  }

  function bodies(symbol: ts.Symbol | undefined, name: string): readonly ts.Declaration[] {
    const found = new Set<ts.Declaration>();
    for (const declaration of symbol?.declarations ?? []) {
      if (declaration.getSourceFile().isDeclarationFile) continue;
      for (const each of [declaration, ...classes.overridesOf(declaration, name)])
        if (tasks.has(each) || ((ts.isMethodDeclaration(each) || ts.isAccessor(each)) && each.body)) found.add(each);
    }
    return [...found];
  }

  function membersOfType(type: ts.Type, name: string): readonly ts.Declaration[] {
    if (type.isUnion()) return type.types.flatMap((each) => membersOfType(each, name));
    const property = name.startsWith('@')
      ? type.getProperties().find((each) => each.name.startsWith(`__${name}@`))
      : type.getProperty(name);
    return bodies(property, name);
  }

  function resultOf(fn: Callable): ts.Type | undefined {
    const signature = checker.getSignatureFromDeclaration(fn);
    return signature && checker.getAwaitedType(checker.getReturnTypeOfSignature(signature));
  }

  function typeOfMember(given: ts.Type, member: Member): ts.Type | undefined {
    const type = checker.getNonNullableType(given);
    if (type.isUnion()) {
      const found = type.types.map((each) => typeOfMember(each, member));
      return found.find((each) => each && !isPrimitiveType(each));
    }
    if (member === '$key' || member === '$value') {
      // of an array, or of memory: what its type stands with is the memory that it is in
      const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
      if (element) return element;
      const of = checker.getTypeArguments(type as ts.TypeReference);
      return member === '$key' ? of[0] : of.at(-1);
    }
    const property = type.getProperty(member);
    if (property) return checker.getTypeOfSymbol(property);
    if (isIndex(member) || member === ANY) {
      const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
      if (element) return element;
    }
    const named = checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (member !== ELEMENT) return named;
    // of any member: a primitive, where all are
    const all = checker.getPropertiesOfType(type).map((each) => checker.getTypeOfSymbol(each));
    if (named) all.push(named);
    const isPlain = all.length > 0 && all.length < 60 && !checker.getTypeArguments(type as ts.TypeReference).length;
    return isPlain && all.every(isPrimitiveType) ? all[0] : undefined;
  }

  function mayBeBuffer(type: ts.Type): boolean {
    if (type.isUnion()) return type.types.some(mayBeBuffer);
    if (isPrimitiveType(type)) return false;
    const name = type.symbol?.name;
    return (
      !name ||
      !/^(?:(?:Big)?(?:Uint|Int|Float)\d+(?:Clamped)?Array|DataView|Buffer|Array|ReadonlyArray|Set)$/.test(name)
    );
  }

  function namesOf(type: ts.Type): readonly string[] {
    if (isPrimitiveType(type) || type.flags & ts.TypeFlags.Any) return [];
    const all = checker.getPropertiesOfType(type).filter((each) => !each.declarations?.some(isLibrary));
    return all.length > 60 ? [] : all.map((each) => each.name).filter((name) => !name.startsWith('__@'));
  }

  function variableOf(symbol: ts.Symbol): Variable | undefined {
    if (!variables.has(symbol)) variables.set(symbol, findVariable(symbol));
    return variables.get(symbol);
  }

  function findVariable(symbol: ts.Symbol): Variable | undefined {
    const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
    if (!declaration || declaration.getSourceFile().isDeclarationFile) return undefined;
    const around = codeAround(declaration.parent ?? declaration);
    const owner =
      ts.isFunctionDeclaration(declaration) || ts.isClassDeclaration(declaration)
        ? codeAround(declaration.parent)
        : around;
    const ofModule = isModuleCode(owner);
    const isReplaced = ofModule ? mayBeReplaced(declaration) : assignedInside(declaration.getSourceFile()).has(symbol);
    return { symbol, owner: ofModule ? undefined : owner, isReplaced };
  }

  function mayBeReplaced(declaration: ts.Declaration): boolean {
    if (ts.isFunctionDeclaration(declaration) || ts.isClassDeclaration(declaration)) return false;
    const variable = outOfPattern(ts, declaration);
    if (!ts.isVariableDeclaration(variable) || !ts.isVariableDeclarationList(variable.parent)) return true;
    return !(variable.parent.flags & ts.NodeFlags.Const);
  }

  function usesOf(symbol: ts.Symbol): readonly ts.Identifier[] {
    let found = uses.get(symbol);
    if (!found) {
      found = mentions(symbol).filter((id) => !isDeclared(id) && symbolOf(id) === symbol);
      uses.set(symbol, found);
    }
    return found;
  }

  function filesThatMayUse(symbol: ts.Symbol): ts.SourceFile[] {
    return [...new Set(mentions(symbol).map((id) => id.getSourceFile()))];
  }

  function mentions(symbol: ts.Symbol): ts.Identifier[] {
    return mentionsOf(ts, types, nameToFind(symbol), (node) => symbolOf(node) === symbol);
  }

  /** The name that it is declared by, from which others follow. */
  function nameToFind(symbol: ts.Symbol): string {
    if (symbol.name !== 'default') return symbol.name;
    const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
    const name = declaration && (declaration as ts.NamedDeclaration).name;
    return name && ts.isIdentifier(name) ? name.text : 'default';
  }

  function isDeclared(id: ts.Identifier): boolean {
    const { parent } = id;
    if (ts.isPropertyAccessExpression(parent) || ts.isShorthandPropertyAssignment(parent)) return false;
    return (parent as ts.NamedDeclaration).name === id;
  }

  function isModuleCode(node: CodeNode): boolean {
    return (
      ts.isSourceFile(node) || (ts.isStatement(node) && !ts.isFunctionDeclaration(node) && !ts.isClassDeclaration(node))
    );
  }

  /** A function, a class for its initialisers, or a statement of a module, or of a namespace. */
  function codeAround(node: ts.Node): CodeNode {
    for (let n = node; ; n = n.parent) {
      if (ts.isSourceFile(n) || isCallable(ts, n)) return n;
      if (ts.isClassStaticBlockDeclaration(n)) return n.parent;
      if (ts.isPropertyDeclaration(n)) return n.parent;
      if (n.parent && ts.isSourceFile(n.parent)) return n;
    }
  }

  /** Variables of functions that a function inside theirs assigns. */
  function assignedInside(file: ts.SourceFile): ReadonlySet<ts.Symbol> {
    return types.perFile('assigned inside', file, () => {
      const found = new Set<ts.Symbol>();
      const visit = (node: ts.Node): void => {
        if (ts.isIdentifier(node) && isTarget(ts, node)) {
          const symbol = symbolOf(node);
          const declaration = symbol?.valueDeclaration;
          if (declaration && codeAround(declaration.parent) !== codeAround(node.parent)) found.add(symbol);
        }
        if (!ts.isTypeNode(node)) ts.forEachChild(node, visit);
      };
      visit(file);
      return found;
    });
  }

  function promiseOf(call: ts.Node, nth: number): 'all' | 'itself' | undefined {
    if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return undefined;
    const signature = checker.getResolvedSignature(call);
    const parameters = signature?.parameters;
    if (!parameters?.length) return undefined;
    // `isArray(x): x is unknown[]` asks what it is, and no more
    if (checker.getTypePredicateOfSignature(signature!)?.parameterIndex === nth) return 'all';
    const last = parameters[Math.min(nth, parameters.length - 1)]!;
    return promise(checker.getTypeOfSymbolAtLocation(last, call));
  }

  function promise(type: ts.Type): 'all' | 'itself' | undefined {
    const held = (types: readonly ts.Type[]) => (types.every(isPrimitiveType) ? 'all' : 'itself');
    if (checker.isArrayType(type) || checker.isTupleType(type)) {
      const { target } = type as ts.TypeReference & { target: { readonly?: boolean } };
      const isReadonly = type.symbol?.name === 'ReadonlyArray' || target.readonly;
      return isReadonly ? held(checker.getTypeArguments(type as ts.TypeReference)) : undefined;
    }
    if (/^Readonly(?:Map|Set)$/.test(type.symbol?.name ?? ''))
      return held(checker.getTypeArguments(type as ts.TypeReference));
    if (type.aliasSymbol?.name === 'Readonly') return held(type.getProperties().map((p) => checker.getTypeOfSymbol(p)));
    return undefined;
  }

  function isForEffect(call: ts.Node): boolean {
    if (!ts.isCallExpression(call)) return false;
    const callee = call.expression;
    if (ts.isPropertyAccessExpression(callee) && logs.test(callee.name.text)) return false;
    const signature = checker.getResolvedSignature(call);
    const predicate = signature && checker.getTypePredicateOfSignature(signature);
    if (predicate?.kind === ts.TypePredicateKind.AssertsIdentifier) return false;
    if (isDropped(ts, call)) return true;
    return (checker.getTypeAtLocation(call).flags & ts.TypeFlags.Void) !== 0;
  }

  /** For its effect, and with nothing else that it could change. */
  function changesPackage(call: ts.Node): boolean {
    return ts.isCallExpression(call) && isForEffect(call) && call.arguments.every(isNoOthers);
  }

  function isNoOthers(argument: ts.Expression): boolean {
    if (ts.isObjectLiteralExpression(argument) || ts.isArrayLiteralExpression(argument)) return true;
    const type = checker.getTypeAtLocation(argument);
    return isPrimitiveType(type) || type.getCallSignatures().length > 0;
  }

  function findExports(file: ts.SourceFile): ReadonlyMap<string, ts.Symbol> {
    const symbol = checker.getSymbolAtLocation(file);
    return new Map(
      (symbol ? checker.getExportsOfModule(symbol) : []).map((each): [string, ts.Symbol] => [each.name, resolve(each)]),
    );
  }
}
