/**
 * From a tree to instructions: what each kind of syntax does, hidden calls included. What is not listed here is unknown,
 * and so is all that it uses. Variables of a function are told apart by version, so that `xs = [...xs]` makes another
 * `xs`; those that functions inside it assign are not. Long, since it is one switch over the language.
 */
import type ts from 'typescript';
import { hasModifier, isCaught, isWrapping, symbolNamed } from '../../syntax/nodes';
import type { TypeScript } from '../../types';
import { isStatic } from '../names/evaluation';
import {
  type Access,
  ANY,
  type Argument,
  type Callable,
  type Code,
  type CodeNode,
  ELEMENT,
  EXACT,
  FIRST,
  type Instruction,
  type Made,
  type Member,
  NOTHING,
  RESULT,
  SELF,
  SENT,
  type Slot,
  TO_PRIMITIVE,
  YIELDED,
} from './instructions';
import { isCallable, type Questions } from './questions';

/** Of a class: its declaration, or the initialisers of its instances, or its static ones. */
export type Part = 'whole' | 'fields' | 'statics';

const listeners =
  /^(?:on|once|off|(?:add|remove|prepend|prependOnce)Listener|removeAllListeners|(?:add|remove)EventListener)$/;

/** A function, the initialisers of a class, or a statement of a module. */
export function lower(ask: Questions, node: CodeNode, part: Part): Code {
  return new Lowering(ask, node).run(part);
}

/** Where in its code we are: which version each variable has; `ended` where nothing comes here. */
interface Versions {
  slots: Map<ts.Symbol, Slot>;
  ended: boolean;
}

class Lowering {
  readonly ts;
  readonly instructions: Instruction[] = [];
  readonly shared = new Map<ts.Symbol, Slot>();
  /** Of loops, `try`, `switch` and labels around: what their variables are, whichever way one comes there. */
  readonly joins: Map<ts.Symbol, Slot>[] = [];
  slots = FIRST;
  at: Versions = { slots: new Map(), ended: false };

  constructor(
    readonly ask: Questions,
    readonly node: CodeNode,
  ) {
    this.ts = ask.ts;
  }

  run(part: Part): Code {
    const { ts, node } = this;
    const parameters: Slot[] = [];
    let rest = -1;
    if (ts.isClassLike(node) && part !== 'whole') this.#initialisers(node, part);
    else if (isCallable(ts, node)) rest = this.#callable(node, parameters);
    else this.#statement(node as ts.Statement);
    const modifiers = isCallable(ts, node) && ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
    return {
      node,
      isArrow: ts.isArrowFunction(node),
      isGenerator: isCallable(ts, node) && !!node.asteriskToken,
      isAsync: !!modifiers?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword),
      parameters,
      rest,
      instructions: this.instructions,
      shared: this.shared,
      slots: this.slots,
    };
  }

  #callable(fn: Callable, parameters: Slot[]): number {
    const { ts } = this;
    let rest = -1;
    fn.parameters.forEach((parameter) => {
      if (ts.isIdentifier(parameter.name) && parameter.name.text === 'this') return;
      const given = this.#slot();
      if (parameter.dotDotDotToken) rest = parameters.length;
      parameters.push(given);
      const value = parameter.initializer ? this.#either(given, () => this.#expression(parameter.initializer!)) : given;
      this.#bind(parameter.name, value);
      if (ts.isParameterPropertyDeclaration(parameter, fn) && ts.isIdentifier(parameter.name))
        this.#emit({
          op: 'store',
          on: this.#self(),
          member: parameter.name.text,
          from: value,
          access: { node: parameter },
          isNew: true,
        });
    });
    if (ts.isBlock(fn.body)) this.#statements(fn.body.statements);
    else this.#result(fn.body as ts.Expression);
    return rest;
  }

  #initialisers(node: ts.ClassLikeDeclaration, part: Part): void {
    const { ts } = this;
    for (const member of node.members) {
      if (isStatic(ts, member) || ts.isClassStaticBlockDeclaration(member) ? part !== 'statics' : part === 'statics')
        continue;
      if (ts.isClassStaticBlockDeclaration(member)) this.#statements(member.body.statements);
      else if (ts.isPropertyDeclaration(member)) {
        const from = member.initializer ? this.#expression(member.initializer) : NOTHING;
        this.#emit({
          op: 'store',
          on: SELF,
          member: this.#nameOf(member.name),
          from,
          access: { node: member },
          isNew: true,
        });
      }
    }
  }

  // ------------------------------------------------------------------ slots and versions

  #slot(): Slot {
    return this.slots++;
  }

  #emit(instruction: Instruction): void {
    this.instructions.push(instruction);
  }

  #copy(to: Slot, from: Slot): void {
    if (from !== NOTHING && to !== from) this.#emit({ op: 'copy', to, from });
  }

  #join(...slots: readonly Slot[]): Slot {
    const all = [...new Set(slots)].filter((slot) => slot !== NOTHING);
    if (all.length < 2) return all[0] ?? NOTHING;
    const to = this.#slot();
    for (const from of all) this.#copy(to, from);
    return to;
  }

  #fork(): Versions {
    return { slots: new Map(this.at.slots), ended: this.at.ended };
  }

  /** Runs each from here on; after them, a variable is what it is after any of them. */
  #branches(...ways: readonly (() => void)[]): void {
    const start = this.at;
    const ends = ways.map((way) => {
      this.at = { slots: new Map(start.slots), ended: start.ended };
      way();
      return this.at;
    });
    this.#merge(ends);
  }

  #merge(ends: readonly Versions[]): void {
    const open = ends.filter((end) => !end.ended);
    const from = open.length ? open : ends;
    const slots = new Map<ts.Symbol, Slot>();
    for (const end of from)
      for (const symbol of end.slots.keys())
        if (!slots.has(symbol)) slots.set(symbol, this.#join(...from.map((each) => each.slots.get(symbol) ?? NOTHING)));
    this.at = { slots, ended: open.length === 0 };
  }

  /** A value, and another that it may be instead. */
  #either(first: Slot, second: () => Slot): Slot {
    let other = NOTHING;
    this.#branches(
      () => {
        other = second();
      },
      () => {},
    );
    return this.#join(first, other);
  }

  /** Where code may be left, or come back to, in the middle: one version of each variable that it assigns. */
  #region(node: ts.Node, run: () => void): void {
    const join = new Map<ts.Symbol, Slot>();
    for (const symbol of this.#assignedIn(node)) {
      const before = this.at.slots.get(symbol);
      if (before === undefined) continue;
      const slot = this.#slot();
      this.#copy(slot, before);
      join.set(symbol, slot);
      this.at.slots.set(symbol, slot);
    }
    const start = this.#fork();
    this.joins.push(join);
    run();
    this.joins.pop();
    for (const [symbol, slot] of join) start.slots.set(symbol, slot);
    this.at = start;
  }

  #assignedIn(node: ts.Node): ReadonlySet<ts.Symbol> {
    const { ts, ask } = this;
    const found = new Set<ts.Symbol>();
    const targets = (target: ts.Node): void => {
      if (ts.isIdentifier(target)) {
        const symbol = ask.symbolOf(target);
        if (symbol) found.add(symbol);
      } else if (isWrapping(ts, target) || ts.isSpreadElement(target) || ts.isSpreadAssignment(target))
        targets(target.expression);
      else if (ts.isArrayLiteralExpression(target)) target.elements.forEach(targets);
      else if (ts.isObjectLiteralExpression(target))
        for (const p of target.properties)
          targets(ts.isPropertyAssignment(p) ? p.initializer : ts.isShorthandPropertyAssignment(p) ? p.name : p);
      else if (ts.isBinaryExpression(target)) targets(target.left);
    };
    const visit = (each: ts.Node): void => {
      if (ts.isBinaryExpression(each) && this.#isAssignment(each)) targets(each.left);
      if ((ts.isForOfStatement(each) || ts.isForInStatement(each)) && !ts.isVariableDeclarationList(each.initializer))
        targets(each.initializer);
      if ((ts.isVariableDeclaration(each) || ts.isBindingElement(each)) && ts.isIdentifier(each.name))
        targets(each.name);
      if (!ts.isTypeNode(each)) ts.forEachChild(each, visit);
    };
    visit(node);
    return found;
  }

  #isAssignment(node: ts.BinaryExpression): boolean {
    const { kind } = node.operatorToken;
    return kind >= this.ts.SyntaxKind.FirstAssignment && kind <= this.ts.SyntaxKind.LastAssignment;
  }

  // ------------------------------------------------------------------ variables

  #self(): Slot {
    if (!this.ts.isArrowFunction(this.node)) return SELF;
    const to = this.#slot();
    this.#emit({ op: 'self', to });
    return to;
  }

  #read(id: ts.Identifier): Slot {
    const { ask } = this;
    if (id.text === 'undefined') return NOTHING;
    const symbol = ask.symbolOf(id);
    if (id.text === 'arguments' && !symbol?.valueDeclaration) {
      const to = this.#slot();
      this.#emit({ op: 'arguments', to, node: id });
      return to;
    }
    if (!symbol) return this.#unknown(id, [], `'${id.text}' is not declared anywhere`);
    return this.#readSymbol(symbol, id);
  }

  #readSymbol(symbol: ts.Symbol, node: ts.Node): Slot {
    const { ts, ask } = this;
    const { SymbolFlags } = ts;
    if (symbol.flags & (SymbolFlags.Enum | SymbolFlags.EnumMember)) return NOTHING;
    const to = this.#slot();
    if (symbol.name === 'globalThis' && !symbol.declarations?.length) {
      this.#emit({ op: 'platform', to, key: 'globalThis#', node });
      return to;
    }
    const file = ask.moduleNamed(symbol);
    if (file) {
      this.#emit({ op: 'namespace', to, file, node });
      return to;
    }
    const key = ask.keyOf(symbol);
    if (key !== undefined) {
      this.#emit({ op: 'platform', to, key, node });
      return to;
    }
    const variable = ask.variableOf(symbol);
    if (!variable) return this.#unknown(node, [], `what '${symbol.name}' stands for is not known`);
    if (variable.owner !== this.node || variable.isReplaced) {
      if (variable.owner === this.node) return this.#sharedSlot(symbol);
      this.#emit({ op: 'read', to, variable, node });
      return to;
    }
    return this.at.slots.get(symbol) ?? this.#sharedSlot(symbol);
  }

  /** Of all versions of a variable of this code. */
  #sharedSlot(symbol: ts.Symbol): Slot {
    let slot = this.shared.get(symbol);
    if (slot === undefined) {
      slot = this.#slot();
      this.shared.set(symbol, slot);
      const declaration = symbol.valueDeclaration;
      if (declaration && isCallable(this.ts, declaration)) this.#emit({ op: 'function', to: slot, node: declaration });
    }
    return slot;
  }

  #write(id: ts.Node, from: Slot, isFirst: boolean, reads = false): void {
    const { ask } = this;
    const symbol = ask.symbolOf(id);
    const variable = symbol && ask.variableOf(symbol);
    if (!symbol || !variable) return void this.#unknown(id, [from], 'it is assigned to something that is not declared');
    if (variable.owner !== this.node) return this.#emit({ op: 'write', variable, from, node: id, isFirst, reads });
    this.#copy(this.#sharedSlot(symbol), from);
    if (variable.isReplaced) return;
    for (const join of this.joins) {
      const slot = join.get(symbol);
      if (slot !== undefined) this.#copy(slot, from);
    }
    this.at.slots.set(symbol, from);
  }

  /** Gives the names of a pattern, or the targets of an assignment, their values. */
  #bind(target: ts.Node, value: Slot, isFirst = true): void {
    const { ts } = this;
    if (ts.isIdentifier(target)) return this.#write(target, value, isFirst);
    if (isWrapping(ts, target)) return this.#bind(target.expression, value, isFirst);
    if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target))
      return this.#store(target, value, false);
    if (ts.isObjectBindingPattern(target) || ts.isArrayBindingPattern(target)) return this.#bindPattern(target, value);
    if (ts.isArrayLiteralExpression(target)) return this.#assignElements(target, value);
    if (ts.isObjectLiteralExpression(target)) return this.#assignMembers(target, value);
    if (ts.isBinaryExpression(target) && target.operatorToken.kind === ts.SyntaxKind.EqualsToken)
      return this.#bind(
        target.left,
        this.#either(value, () => this.#expression(target.right)),
        isFirst,
      );
    if (ts.isOmittedExpression(target)) return;
    this.#unknown(target, [value], 'an assignment to something unknown');
  }

  #bindPattern(pattern: ts.BindingPattern, value: Slot): void {
    const { ts } = this;
    const named: string[] = [];
    const last = pattern.elements.at(-1);
    const stops = !(last && ts.isBindingElement(last) && last.dotDotDotToken);
    pattern.elements.forEach((element, i) => {
      if (!ts.isBindingElement(element)) return;
      const { initializer, dotDotDotToken, name } = element;
      let part: Slot;
      if (ts.isArrayBindingPattern(pattern))
        part = dotDotDotToken ? this.#restElements(value, element) : this.#element(value, i, element, name, stops);
      else if (dotDotDotToken) part = this.#restMembers(value, named, element);
      else {
        const key = element.propertyName ?? name;
        const member = this.#nameOf(key as ts.PropertyName);
        named.push(member);
        part = this.#load(value, member, this.#accessTo(element, key, name));
      }
      const given = part;
      this.#bind(name, initializer ? this.#either(given, () => this.#expression(initializer)) : given);
    });
  }

  #accessTo(node: ts.Node, key: ts.Node, name: ts.Node): Access {
    const { ts, ask } = this;
    const isPrimitive = ts.isIdentifier(name) && ask.isPrimitive(name);
    if (!ts.isIdentifier(key)) return { node, isPrimitive, isSymbol: this.#isSymbolName(key) };
    // a pattern's own name is that of the variable
    const pattern = node.parent;
    const declarations = ask.membersOf(pattern, key.text);
    const { key: platform } = ask.accessOf(name, key);
    return { node, declarations, isPrimitive, key: key === name ? undefined : platform };
  }

  #element(value: Slot, i: number, node: ts.Node, name: ts.Node, stops: boolean): Slot {
    const isPrimitive = this.ts.isIdentifier(name) && this.ask.isPrimitive(name);
    const member = i < EXACT ? String(i) : ELEMENT;
    return this.#load(value, member, { node, isPrimitive }, { iterates: true, stops });
  }

  #restElements(value: Slot, node: ts.Node): Slot {
    const to = this.#make('array', node);
    this.#emit({
      op: 'store',
      on: to,
      member: ELEMENT,
      from: this.#elements(value, node),
      access: { node },
      isNew: true,
    });
    return to;
  }

  #restMembers(value: Slot, without: readonly string[], node: ts.Node): Slot {
    const to = this.#make('plain', node);
    this.#emit({ op: 'spread', on: to, from: value, without: [...without], node });
    return to;
  }

  #assignElements(target: ts.ArrayLiteralExpression, value: Slot): void {
    const { ts } = this;
    const last = target.elements.at(-1);
    const stops = !(last && ts.isSpreadElement(last));
    target.elements.forEach((element, i) => {
      if (ts.isSpreadElement(element)) this.#bind(element.expression, this.#restElements(value, element), false);
      else if (!ts.isOmittedExpression(element))
        this.#bind(element, this.#element(value, i, element, element, stops), false);
    });
  }

  #assignMembers(target: ts.ObjectLiteralExpression, value: Slot): void {
    const { ts } = this;
    const named: string[] = [];
    for (const property of target.properties) {
      if (ts.isSpreadAssignment(property)) {
        this.#bind(property.expression, this.#restMembers(value, named, property), false);
        continue;
      }
      if (!property.name) continue;
      const member = this.#nameOf(property.name);
      named.push(member);
      const part = this.#load(value, member, { node: property, isSymbol: this.#isSymbolName(property.name) });
      if (ts.isPropertyAssignment(property)) this.#bind(property.initializer, part, false);
      else if (ts.isShorthandPropertyAssignment(property)) {
        const other = property.objectAssignmentInitializer;
        this.#bind(property.name, other ? this.#either(part, () => this.#expression(other)) : part, false);
      }
    }
  }

  // ------------------------------------------------------------------ objects

  #make(kind: Made, node: ts.Node, tag?: string): Slot {
    const to = this.#slot();
    this.#emit(tag === undefined ? { op: 'make', to, kind, node } : { op: 'make', to, kind, node, tag });
    return to;
  }

  #load(from: Slot, member: Member, access: Access, how: { iterates?: boolean; stops?: boolean } = {}): Slot {
    if (from === NOTHING && access.key === undefined) return NOTHING;
    const to = this.#slot();
    this.#emit({ op: 'load', to, from, member, access, ...how });
    return access.isPrimitive ? NOTHING : to;
  }

  #elements(from: Slot, node: ts.Node, stops = false): Slot {
    if (from === NOTHING) return NOTHING;
    const to = this.#slot();
    this.#emit({ op: 'elements', to, from, access: { node }, stops });
    return to;
  }

  #coerce(on: Slot, node: ts.Node): void {
    if (on !== NOTHING) this.#emit({ op: 'hidden', on, members: TO_PRIMITIVE, access: { node } });
  }

  #unknown(node: ts.Node, uses: readonly Slot[], why: string): Slot {
    const to = this.#slot();
    this.#emit({ op: 'unknown', to, uses: uses.filter((slot) => slot !== NOTHING), node, why });
    return to;
  }

  #nameOf(name: ts.PropertyName): Member {
    const { ts } = this;
    if (ts.isComputedPropertyName(name)) return this.#keyOf(name.expression);
    return this.#memberOf(name.text);
  }

  #memberOf(text: string): Member {
    return /^\d+$/.test(text) && Number(text) >= EXACT ? ELEMENT : text;
  }

  /** Of `o[key]`. */
  #keyOf(key: ts.Expression): Member {
    const { ts, ask } = this;
    if (ts.isStringLiteralLike(key) || ts.isNumericLiteral(key)) return this.#memberOf(key.text);
    const symbol = symbolNamed(ts, key);
    if (symbol !== undefined) return `@${symbol}`;
    const slot = this.#expression(key);
    const type = ask.types.checker.getTypeAtLocation(key);
    if (type.isStringLiteral()) return this.#memberOf(type.value);
    if (type.isNumberLiteral()) return this.#memberOf(String(type.value));
    if (type.flags & ts.TypeFlags.NumberLike) return ELEMENT;
    this.#coerce(slot, key);
    return ANY;
  }

  #store(target: ts.PropertyAccessExpression | ts.ElementAccessExpression, from: Slot, reads: boolean): void {
    const { ts } = this;
    // `N.x = …`, of a namespace
    if (ts.isPropertyAccessExpression(target) && this.#isOfNamespace(target))
      return this.#write(target.name, from, false, reads);
    const on =
      target.expression.kind === ts.SyntaxKind.SuperKeyword ? this.#self() : this.#expression(target.expression);
    this.#storeOn(on, target, from, reads);
  }

  #storeOn(
    on: Slot,
    target: ts.PropertyAccessExpression | ts.ElementAccessExpression,
    from: Slot,
    reads: boolean,
  ): void {
    const { ts, ask } = this;
    if (
      ts.isPropertyAccessExpression(target) &&
      /^on[a-z]+$/.test(target.name.text) &&
      ask.types.isListenedTo(target.expression)
    )
      return this.#emit({ op: 'listen', to: NOTHING, on, args: [{ slot: from, isSpread: false }], node: target });
    const member = this.ts.isPropertyAccessExpression(target)
      ? target.name.text
      : this.#keyOf(target.argumentExpression);
    this.#emit({ op: 'store', on, member, from, access: this.#access(target), reads });
  }

  #access(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Access {
    const { ts, ask } = this;
    if (ts.isPropertyAccessExpression(node)) return ask.accessOf(node, node.name);
    if (ts.isStringLiteralLike(node.argumentExpression)) return ask.accessOf(node, node.argumentExpression);
    return { node, isPrimitive: ask.isPrimitive(node), isSymbol: this.#isSymbol(node.argumentExpression) };
  }

  #isSymbol(key: ts.Expression): boolean {
    const { ts, ask } = this;
    return symbolNamed(ts, key) === undefined && (ask.typeAt(key).flags & ts.TypeFlags.ESSymbolLike) !== 0;
  }

  #isSymbolName(name: ts.Node | undefined): boolean {
    return !!name && this.ts.isComputedPropertyName(name) && this.#isSymbol(name.expression);
  }

  /** `N.x`, where N is a namespace of the project, or of imports. */
  #isOfNamespace(node: ts.PropertyAccessExpression): boolean {
    const { ts, ask } = this;
    const symbol =
      ts.isIdentifier(node.expression) || ts.isPropertyAccessExpression(node.expression)
        ? ask.symbolOf(ts.isIdentifier(node.expression) ? node.expression : node.expression.name)
        : undefined;
    if (symbol?.declarations?.some((d) => ask.taskAt(d))) return false;
    if (!symbol || !(symbol.flags & ts.SymbolFlags.ValueModule)) return false;
    const member = ask.symbolOf(node.name);
    if (!member || ask.keyOf(member) !== undefined) return false;
    const declaration = member.valueDeclaration ?? member.declarations?.[0];
    if (!declaration || ts.isClassElement(declaration)) return false;
    return !!ask.variableOf(member) || !!ask.moduleNamed(member) || !!(member.flags & ts.SymbolFlags.Enum);
  }

  // ------------------------------------------------------------------ statements

  #statements(list: readonly ts.Statement[]): void {
    const { ts } = this;
    for (const statement of list) if (ts.isFunctionDeclaration(statement)) this.#statement(statement);
    for (const statement of list) if (!ts.isFunctionDeclaration(statement)) this.#statement(statement);
  }

  #statement(node: ts.Statement | undefined): void {
    const { ts } = this;
    const { SyntaxKind: Kind } = ts;
    if (!node) return;
    switch (node.kind) {
      case Kind.ExpressionStatement:
        return void this.#expression((node as ts.ExpressionStatement).expression);
      case Kind.VariableStatement:
        if (node.parent && hasModifier(node, Kind.DeclareKeyword)) return;
        return this.#declarations((node as ts.VariableStatement).declarationList);
      case Kind.FunctionDeclaration:
        return this.#functionDeclaration(node as ts.FunctionDeclaration);
      case Kind.ClassDeclaration:
        if (hasModifier(node, Kind.DeclareKeyword)) return;
        return void this.#class(node as ts.ClassDeclaration);
      case Kind.Block:
      case Kind.ModuleBlock:
        return this.#statements((node as ts.Block | ts.ModuleBlock).statements);
      case Kind.ModuleDeclaration: {
        const { body } = node as ts.ModuleDeclaration;
        if (!hasModifier(node, Kind.DeclareKeyword)) this.#statement(body as ts.Statement | undefined);
        return;
      }
      case Kind.EnumDeclaration:
        for (const { initializer } of (node as ts.EnumDeclaration).members)
          if (initializer) this.#expression(initializer);
        return;
      case Kind.IfStatement: {
        const { expression, thenStatement, elseStatement } = node as ts.IfStatement;
        this.#expression(expression);
        return this.#branches(
          () => this.#statement(thenStatement),
          () => this.#statement(elseStatement),
        );
      }
      case Kind.WhileStatement:
      case Kind.DoStatement: {
        const { expression, statement } = node as ts.WhileStatement | ts.DoStatement;
        return this.#region(node, () => {
          this.#expression(expression);
          this.#statement(statement);
          if (!this.at.ended) this.#expression(expression);
        });
      }
      case Kind.ForStatement:
        return this.#for(node as ts.ForStatement);
      case Kind.ForOfStatement:
      case Kind.ForInStatement:
        return this.#forEach(node as ts.ForOfStatement | ts.ForInStatement);
      case Kind.ReturnStatement: {
        const { expression } = node as ts.ReturnStatement;
        if (expression) this.#result(expression);
        this.at.ended = true;
        return;
      }
      case Kind.ThrowStatement:
        this.#emit({
          op: 'throw',
          from: this.#expression((node as ts.ThrowStatement).expression),
          stays: isCaught(ts, node),
          node,
        });
        this.at.ended = true;
        return;
      case Kind.BreakStatement:
      case Kind.ContinueStatement:
        this.at.ended = true;
        return;
      case Kind.TryStatement:
        return this.#try(node as ts.TryStatement);
      case Kind.SwitchStatement:
        return this.#switch(node as ts.SwitchStatement);
      case Kind.LabeledStatement:
        return this.#region(node, () => this.#statement((node as ts.LabeledStatement).statement));
      case Kind.ExportAssignment:
        return void this.#exportAssignment(node as unknown as ts.ExportAssignment);
      case Kind.EmptyStatement:
      case Kind.DebuggerStatement:
      case Kind.ImportDeclaration:
      case Kind.ImportEqualsDeclaration:
      case Kind.ExportDeclaration:
      case Kind.InterfaceDeclaration:
      case Kind.TypeAliasDeclaration:
      case Kind.NamespaceExportDeclaration:
      case Kind.NotEmittedStatement:
        return;
      default:
        this.#everything(node);
    }
  }

  #functionDeclaration(node: ts.FunctionDeclaration): void {
    if (!node.body) return;
    const to = this.#slot();
    this.#emit({ op: 'function', to, node: node as Callable });
    if (node.name) this.#write(node.name, to, true);
    else this.#writeDefault(node, to);
  }

  #writeDefault(node: ts.Node, from: Slot): void {
    const symbol =
      this.ask.types.checker.getSymbolAtLocation(node) ?? (node as ts.Node & { symbol?: ts.Symbol }).symbol;
    const variable = symbol && this.ask.variableOf(symbol);
    if (variable && !variable.owner) this.#emit({ op: 'write', variable, from, node, isFirst: true });
  }

  #exportAssignment(node: ts.ExportAssignment): void {
    this.#writeDefault(node, this.#expression(node.expression));
  }

  #declarations(list: ts.VariableDeclarationList): void {
    const { ts } = this;
    for (const declaration of list.declarations) {
      const { initializer, name } = declaration;
      const task = this.ask.taskAt(declaration);
      if (task) {
        const to = this.#slot();
        this.#emit({ op: 'task', to, task });
        this.#write(name, to, true);
        continue;
      }
      if (!initializer) continue;
      const value = this.#expression(initializer);
      this.#bind(name, value);
      // `using x = …`: its `Symbol.dispose` is called
      if (list.flags & ts.NodeFlags.Using && value !== NOTHING)
        this.#emit({ op: 'hidden', on: value, members: ['@dispose', '@asyncDispose'], access: { node: declaration } });
    }
  }

  #for(node: ts.ForStatement): void {
    const { ts } = this;
    const { initializer, condition, incrementor, statement } = node;
    if (initializer && ts.isVariableDeclarationList(initializer)) this.#declarations(initializer);
    else if (initializer) this.#expression(initializer);
    this.#region(node, () => {
      if (condition) this.#expression(condition);
      this.#statement(statement);
      if (incrementor) this.#expression(incrementor);
      if (condition) this.#expression(condition);
    });
  }

  #forEach(node: ts.ForOfStatement | ts.ForInStatement): void {
    const { ts } = this;
    const value = this.#expression(node.expression);
    // names that it has
    if (ts.isForInStatement(node)) this.#load(value, ANY, { node: node.expression, isPrimitive: true });
    let each = ts.isForOfStatement(node)
      ? this.#elements(value, node.expression, mayLeave(ts, node.statement))
      : NOTHING;
    if (ts.isForOfStatement(node) && node.awaitModifier) each = this.#await(each, node);
    this.#region(node, () => {
      if (ts.isVariableDeclarationList(node.initializer)) {
        for (const { name } of node.initializer.declarations) this.#bind(name, this.#unlessPrimitive(name, each));
      } else this.#bind(node.initializer, each, false);
      this.#statement(node.statement);
    });
  }

  #unlessPrimitive(name: ts.Node, slot: Slot): Slot {
    return this.ts.isIdentifier(name) && this.ask.isPrimitive(name) ? NOTHING : slot;
  }

  #try(node: ts.TryStatement): void {
    const { tryBlock, catchClause, finallyBlock } = node;
    this.#region(node, () => {
      this.#branches(
        () => this.#statement(tryBlock),
        () => {
          if (!catchClause) return;
          const to = this.#slot();
          this.#emit({ op: 'caught', to });
          if (catchClause.variableDeclaration) this.#bind(catchClause.variableDeclaration.name, to);
          this.#statement(catchClause.block);
        },
      );
      this.at.ended = false;
      this.#statement(finallyBlock);
    });
  }

  #switch(node: ts.SwitchStatement): void {
    const { ts } = this;
    const value = this.#expression(node.expression);
    this.#region(node, () => {
      for (const clause of node.caseBlock.clauses) {
        if (ts.isCaseClause(clause)) this.#same(value, this.#expression(clause.expression), clause.expression);
        this.at.ended = false;
        this.#statements(clause.statements);
      }
    });
  }

  #result(expression: ts.Expression): void {
    const value = this.#expression(expression);
    if (value !== NOTHING && !this.ask.isPrimitive(expression)) this.#copy(RESULT, value);
  }

  /** Of syntax that is not known: all that it uses may be changed, kept and given. */
  #everything(node: ts.Node): Slot {
    const { ts } = this;
    const uses: Slot[] = [];
    const visit = (child: ts.Node): void => {
      if (ts.isTypeNode(child)) return;
      if (ts.isJsxAttributes(child)) ts.forEachChild(child, visit);
      else if (ts.isExpression(child)) uses.push(this.#expression(child));
      else if (ts.isStatement(child)) this.#statement(child);
      else ts.forEachChild(child, visit);
    };
    ts.forEachChild(node, visit);
    return this.#unknown(node, uses, 'this syntax is not known');
  }

  // ------------------------------------------------------------------ expressions

  #expression(node: ts.Expression): Slot {
    const { ts } = this;
    const { SyntaxKind: Kind } = ts;
    switch (node.kind) {
      case Kind.Identifier: {
        const slot = this.#read(node as ts.Identifier);
        return slot !== NOTHING && this.#isPlainName(node) ? NOTHING : slot;
      }
      case Kind.ThisKeyword:
        return this.#self();
      case Kind.SuperKeyword:
        return this.#self();
      case Kind.NumericLiteral:
      case Kind.BigIntLiteral:
      case Kind.StringLiteral:
      case Kind.NoSubstitutionTemplateLiteral:
      case Kind.TrueKeyword:
      case Kind.FalseKeyword:
      case Kind.NullKeyword:
      case Kind.OmittedExpression:
        return NOTHING;
      case Kind.RegularExpressionLiteral:
        return this.#make('pattern', node);
      case Kind.ParenthesizedExpression:
      case Kind.AsExpression:
      case Kind.TypeAssertionExpression:
      case Kind.SatisfiesExpression:
      case Kind.NonNullExpression:
      case Kind.ExpressionWithTypeArguments:
        return this.#expression((node as ts.ParenthesizedExpression).expression);
      case Kind.VoidExpression:
      case Kind.TypeOfExpression:
        this.#expression((node as ts.VoidExpression | ts.TypeOfExpression).expression);
        return NOTHING;
      case Kind.DeleteExpression:
        return this.#delete(node as ts.DeleteExpression);
      case Kind.PrefixUnaryExpression:
      case Kind.PostfixUnaryExpression:
        return this.#unary(node as ts.PrefixUnaryExpression | ts.PostfixUnaryExpression);
      case Kind.TemplateExpression:
        for (const { expression } of (node as ts.TemplateExpression).templateSpans)
          this.#coerce(this.#expression(expression), expression);
        return NOTHING;
      case Kind.BinaryExpression:
        return this.#binary(node as ts.BinaryExpression);
      case Kind.ConditionalExpression: {
        const { condition, whenTrue, whenFalse } = node as ts.ConditionalExpression;
        this.#expression(condition);
        let [yes, no] = [NOTHING, NOTHING];
        this.#branches(
          () => {
            yes = this.#expression(whenTrue);
          },
          () => {
            no = this.#expression(whenFalse);
          },
        );
        return this.#join(yes, no);
      }
      case Kind.ArrowFunction:
      case Kind.FunctionExpression: {
        const to = this.#slot();
        this.#emit({ op: 'function', to, node: node as ts.ArrowFunction & Callable });
        return to;
      }
      case Kind.ClassExpression:
        return this.#class(node as ts.ClassExpression);
      case Kind.ArrayLiteralExpression:
        return this.#array(node as ts.ArrayLiteralExpression);
      case Kind.ObjectLiteralExpression:
        return this.#object(node as ts.ObjectLiteralExpression);
      case Kind.PropertyAccessExpression:
      case Kind.ElementAccessExpression:
        return this.#member(node as ts.PropertyAccessExpression | ts.ElementAccessExpression);
      case Kind.CallExpression:
        return this.#call(node as ts.CallExpression);
      case Kind.NewExpression: {
        const { expression, arguments: args } = node as ts.NewExpression;
        const callee = this.#expression(expression);
        return this.#emitCall(node, callee, NOTHING, this.#arguments(args ?? []), true);
      }
      case Kind.TaggedTemplateExpression:
        return this.#tagged(node as ts.TaggedTemplateExpression);
      case Kind.AwaitExpression: {
        const value = this.#await(this.#expression((node as ts.AwaitExpression).expression), node);
        return this.ask.isPrimitive(node) ? NOTHING : value;
      }
      case Kind.YieldExpression:
        return this.#yield(node as ts.YieldExpression);
      case Kind.JsxElement:
      case Kind.JsxSelfClosingElement:
      case Kind.JsxFragment:
        return this.#jsx(node as ts.JsxElement | ts.JsxSelfClosingElement | ts.JsxFragment);
      case Kind.MetaProperty: {
        // the class of what is being made
        if ((node as ts.MetaProperty).keywordToken === Kind.NewKeyword)
          return this.#load(this.#self(), 'constructor', { node });
        const to = this.#slot();
        this.#emit({ op: 'platform', to, key: 'import.meta', node });
        return to;
      }
      default:
        return this.#everything(node);
    }
  }

  /** A name that stands for a primitive, unless a type assertion may have said so. */
  #isPlainName(node: ts.Expression): boolean {
    return this.ask.isPrimitive(node);
  }

  #delete({ expression }: ts.DeleteExpression): Slot {
    const { ts } = this;
    let target: ts.Expression = expression;
    while (isWrapping(ts, target)) target = target.expression;
    if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target))
      this.#store(target, NOTHING, false);
    else this.#expression(target);
    return NOTHING;
  }

  #unary(node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): Slot {
    const { ts } = this;
    const { operator, operand } = node;
    const changes = operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
    if (!changes) {
      const value = this.#expression(operand);
      if (operator !== ts.SyntaxKind.ExclamationToken) this.#coerce(value, node);
      return NOTHING;
    }
    this.#assign(operand, NOTHING, true);
    return NOTHING;
  }

  /** `reads`: `x += 1` uses what was there. */
  #assign(left: ts.Expression, from: Slot, reads: boolean): void {
    const { ts } = this;
    let target = left;
    while (isWrapping(ts, target)) target = target.expression;
    if (ts.isIdentifier(target)) return this.#write(target, from, false, reads);
    if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target))
      return this.#store(target, from, reads);
    this.#bind(target, from, false);
  }

  #binary(node: ts.BinaryExpression): Slot {
    const { ts } = this;
    const { SyntaxKind: Kind } = ts;
    const { left, right, operatorToken } = node;
    switch (operatorToken.kind) {
      case Kind.EqualsToken: {
        const value = this.#expression(right);
        this.#assign(left, value, false);
        return value;
      }
      case Kind.BarBarEqualsToken:
      case Kind.AmpersandAmpersandEqualsToken:
      case Kind.QuestionQuestionEqualsToken: {
        const before = this.#expression(left);
        return this.#either(before, () => {
          const value = this.#expression(right);
          this.#assign(left, this.#join(before, value), true);
          return value;
        });
      }
      case Kind.AmpersandAmpersandToken:
      case Kind.BarBarToken:
      case Kind.QuestionQuestionToken: {
        const first = this.#expression(left);
        return this.#either(first, () => this.#expression(right));
      }
      case Kind.CommaToken:
        this.#expression(left);
        return this.#expression(right);
      case Kind.EqualsEqualsToken:
      case Kind.ExclamationEqualsToken:
        this.#loose(left, right);
        return NOTHING;
      case Kind.EqualsEqualsEqualsToken:
      case Kind.ExclamationEqualsEqualsToken:
        this.#same(this.#expression(left), this.#expression(right), node);
        return NOTHING;
      case Kind.InstanceOfKeyword: {
        const given = this.#expression(left);
        const on = this.#expression(right);
        this.#emit({ op: 'hidden', on, members: ['@hasInstance'], access: { node }, with: given });
        return NOTHING;
      }
      case Kind.InKeyword:
        if (!ts.isPrivateIdentifier(left)) this.#coerce(this.#expression(left), left);
        return this.#in(left, this.#expression(right), node);
      default: {
        if (this.#isAssignment(node)) {
          const old = this.#readForUpdate(left);
          this.#coerce(old, left);
          this.#coerce(this.#expression(right), right);
          this.#assign(left, NOTHING, true);
          return NOTHING;
        }
        this.#coerce(this.#expression(left), left);
        this.#coerce(this.#expression(right), right);
        return NOTHING;
      }
    }
  }

  /** `'k' in x` reads what `x.k` does. */
  #in(left: ts.Expression, from: Slot, node: ts.BinaryExpression): Slot {
    const { ts } = this;
    const isSymbol = !ts.isPrivateIdentifier(left) && this.#isSymbol(left);
    const name = ts.isPrivateIdentifier(left) || ts.isStringLiteralLike(left) ? left.text : ANY;
    this.#load(from, isSymbol ? ANY : name, { node, isPrimitive: true, isSymbol });
    return NOTHING;
  }

  /** What stands there before `+=`; primitives need no look. */
  #readForUpdate(left: ts.Expression): Slot {
    return this.ask.isPrimitive(left) ? NOTHING : this.#expression(left);
  }

  /** `==` makes a primitive of an object that it compares with one, but for `null` and `undefined`. */
  #loose(left: ts.Expression, right: ts.Expression): void {
    const { ts, ask } = this;
    const [a, b] = [this.#expression(left), this.#expression(right)];
    const { Null, Undefined } = ts.TypeFlags;
    const isValue = (node: ts.Expression) => (ask.typeAt(node).flags & (Null | Undefined)) === 0;
    if (isValue(right)) this.#coerce(a, left);
    if (isValue(left)) this.#coerce(b, right);
    this.#same(a, b, left.parent);
  }

  #same(left: Slot, right: Slot, node: ts.Node): void {
    if (left !== NOTHING && right !== NOTHING) this.#emit({ op: 'same', left, right, node });
  }

  #await(from: Slot, node: ts.Node): Slot {
    if (from === NOTHING) return NOTHING;
    const to = this.#slot();
    this.#emit({ op: 'await', to, from, node });
    return to;
  }

  #yield({ expression, asteriskToken }: ts.YieldExpression): Slot {
    const value = expression ? this.#expression(expression) : NOTHING;
    if (!asteriskToken) {
      this.#copy(YIELDED, value);
      return SENT;
    }
    this.#copy(YIELDED, this.#elements(value, expression!));
    return this.#join(SENT, this.#load(value, '$result', { node: expression! }));
  }

  #array(node: ts.ArrayLiteralExpression): Slot {
    const { ts } = this;
    const to = this.#make('array', node);
    let isExact = true;
    node.elements.forEach((element, i) => {
      let from: Slot;
      if (ts.isSpreadElement(element)) {
        isExact = false;
        from = this.#elements(this.#expression(element.expression), element.expression);
      } else from = this.#expression(element);
      const member = isExact && i < EXACT ? String(i) : ELEMENT;
      if (from !== NOTHING) this.#emit({ op: 'store', on: to, member, from, access: { node: element }, isNew: true });
    });
    return to;
  }

  #object(node: ts.ObjectLiteralExpression): Slot {
    const { ts } = this;
    const to = this.#make('plain', node);
    node.properties.forEach((property, i) => {
      if (ts.isSpreadAssignment(property)) {
        const from = this.#expression(property.expression);
        const later = node.properties
          .slice(i + 1)
          .flatMap((p) => (p.name && !ts.isComputedPropertyName(p.name) ? [this.#nameOf(p.name)] : []));
        if (from !== NOTHING) this.#emit({ op: 'spread', on: to, from, without: later, node: property });
        return;
      }
      const member = this.#nameOf(property.name);
      const isSymbol = this.#isSymbolName(property.name);
      if (ts.isAccessor(property)) return void this.#emit({ op: 'accessor', on: to, member, node: property });
      let from: Slot;
      if (ts.isPropertyAssignment(property)) from = this.#expression(property.initializer);
      else if (ts.isShorthandPropertyAssignment(property)) from = this.#read(property.name);
      else if (property.body) {
        from = this.#slot();
        this.#emit({ op: 'function', to: from, node: property as ts.MethodDeclaration & Callable });
      } else return;
      // `__proto__: base` is no member
      if (member === '__proto__') this.#emit({ op: 'spread', on: to, from, without: [], node: property });
      else this.#emit({ op: 'store', on: to, member, from, access: { node: property, isSymbol }, isNew: true });
    });
    return to;
  }

  #class(node: ts.ClassLikeDeclaration): Slot {
    const { ts } = this;
    const extended = node.heritageClauses?.find((h) => h.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    const base = extended ? this.#expression(extended.expression) : NOTHING;
    let to = this.#slot();
    this.#emit({ op: 'class', to, node, base });
    for (const member of node.members)
      if (member.name && ts.isComputedPropertyName(member.name)) this.#nameOf(member.name);
    to = this.#decorated(node, to);
    if (ts.isClassDeclaration(node) && node.name) this.#write(node.name, to, true);
    else if (ts.isClassDeclaration(node)) this.#writeDefault(node, to);
    else if (node.name) {
      const symbol = this.ask.symbolOf(node.name);
      if (symbol) this.#copy(this.#sharedSlot(symbol), to);
    }
    return to;
  }

  /** Decorators of the project are called with the class; those of packages say something of it. */
  #decorated(node: ts.ClassLikeDeclaration, to: Slot): Slot {
    const { ts } = this;
    let result = to;
    for (const owner of [node, ...node.members])
      for (const decorator of ts.canHaveDecorators(owner) ? (ts.getDecorators(owner) ?? []) : []) {
        const callee = this.#expression(decorator.expression);
        const isField = ts.isPropertyDeclaration(owner);
        let given = isField ? NOTHING : to;
        if (owner !== node && isCallable(ts, owner)) {
          given = this.#slot();
          this.#emit({ op: 'function', to: given, node: owner });
        }
        const made = this.#emitCall(decorator, callee, NOTHING, [{ slot: given, isSpread: false }], false);
        const access = { node: decorator };
        const member = isField ? `$initial ${this.#nameOf(owner.name)}` : '$decorated';
        if (owner === node) result = this.#join(result, made);
        else this.#emit({ op: 'store', on: to, member, from: made, access, isNew: true });
      }
    return result;
  }

  /** An object that holds what it is given; a component is called with that. */
  #jsx(node: ts.JsxElement | ts.JsxSelfClosingElement | ts.JsxFragment): Slot {
    const { ts } = this;
    const props = this.#make('plain', node);
    const hold = (from: Slot) => {
      if (from !== NOTHING) this.#emit({ op: 'store', on: props, member: ANY, from, access: { node }, isNew: true });
    };
    const opening = ts.isJsxElement(node) ? node.openingElement : ts.isJsxFragment(node) ? undefined : node;
    for (const attribute of opening?.attributes.properties ?? []) {
      if (ts.isJsxSpreadAttribute(attribute))
        this.#emit({
          op: 'spread',
          on: props,
          from: this.#expression(attribute.expression),
          without: [],
          node: attribute,
        });
      else if (attribute.initializer && ts.isJsxExpression(attribute.initializer)) {
        if (attribute.initializer.expression) hold(this.#expression(attribute.initializer.expression));
      } else if (attribute.initializer && !ts.isStringLiteral(attribute.initializer))
        hold(this.#expression(attribute.initializer));
    }
    for (const child of ts.isJsxSelfClosingElement(node) ? [] : node.children) {
      if (ts.isJsxText(child)) continue;
      if (!ts.isJsxExpression(child)) hold(this.#expression(child));
      else if (child.expression) hold(this.#expression(child.expression));
    }
    const tag = opening?.tagName;
    const isComponent = !!tag && !(ts.isIdentifier(tag) && /^[a-z]/.test(tag.text)) && !ts.isJsxNamespacedName(tag);
    if (!isComponent) return props;
    const callee = this.#expression(tag as ts.Expression);
    return this.#join(props, this.#emitCall(node, callee, NOTHING, [{ slot: props, isSpread: false }], false));
  }

  #member(node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Slot {
    const { ts } = this;
    if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
      const to = this.#slot();
      const member = ts.isPropertyAccessExpression(node) ? node.name.text : this.#keyOf(node.argumentExpression);
      this.#emit({ op: 'super load', to, member, access: this.#access(node) });
      return to;
    }
    if (ts.isPropertyAccessExpression(node) && this.#isOfNamespace(node)) {
      const symbol = this.ask.symbolOf(node.name)!;
      const slot = this.#readSymbol(symbol, node.name);
      return this.ask.isPrimitive(node) ? NOTHING : slot;
    }
    const from = this.#expression(node.expression);
    return this.#memberOfSlot(from, node);
  }

  #memberOfSlot(from: Slot, node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Slot {
    const access = this.#access(node);
    const member = this.ts.isPropertyAccessExpression(node) ? node.name.text : this.#keyOf(node.argumentExpression);
    return this.#load(from, member, access);
  }

  #call(node: ts.CallExpression): Slot {
    const { ts } = this;
    let callee: ts.Expression = node.expression;
    while (isWrapping(ts, callee)) callee = callee.expression;
    if (callee.kind === ts.SyntaxKind.ImportKeyword) {
      this.#arguments(node.arguments);
      return this.#unknown(node, [], 'a module is loaded as the program runs');
    }
    if (callee.kind === ts.SyntaxKind.SuperKeyword) {
      this.#emit({ op: 'super call', args: this.#arguments(node.arguments), node });
      return NOTHING;
    }
    let self = NOTHING;
    let fn: Slot;
    if (ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee)) {
      if (callee.expression.kind === ts.SyntaxKind.SuperKeyword) {
        self = this.#self();
        fn = this.#member(callee);
      } else if (ts.isPropertyAccessExpression(callee) && this.#isOfNamespace(callee)) fn = this.#member(callee);
      else {
        self = this.#expression(callee.expression);
        fn = this.#memberOfSlot(self, callee);
      }
    } else fn = this.#expression(callee);
    if (
      ts.isPropertyAccessExpression(callee) &&
      listeners.test(callee.name.text) &&
      this.ask.types.isListenedTo(callee.expression)
    ) {
      const to = this.#slot();
      this.#emit({ op: 'listen', to, on: self, args: this.#arguments(node.arguments), node });
      return to;
    }
    const isOptional = ts.isOptionalChain(node);
    if (!isOptional) return this.#emitCall(node, fn, self, this.#arguments(node.arguments), false);
    let result = NOTHING;
    this.#branches(
      () => {
        result = this.#emitCall(node, fn, self, this.#arguments(node.arguments), false);
      },
      () => {},
    );
    return result;
  }

  #arguments(list: readonly ts.Expression[]): Argument[] {
    const { ts } = this;
    return list.map((each) =>
      ts.isSpreadElement(each)
        ? { slot: this.#elements(this.#expression(each.expression), each.expression), isSpread: true }
        : { slot: this.#expression(each), isSpread: false },
    );
  }

  #emitCall(node: ts.Node, callee: Slot, self: Slot, args: readonly Argument[], isNew: boolean): Slot {
    const to = this.#slot();
    this.#emit(
      isNew ? { op: 'call', to, callee, self, args, node, isNew } : { op: 'call', to, callee, self, args, node },
    );
    if (!isNew && this.ts.isExpression(node) && this.ask.isPrimitive(node)) return NOTHING;
    return to;
  }

  #tagged(node: ts.TaggedTemplateExpression): Slot {
    const { ts } = this;
    const { tag, template } = node;
    let self = NOTHING;
    let callee: Slot;
    if (ts.isPropertyAccessExpression(tag) && !this.#isOfNamespace(tag)) {
      self = this.#expression(tag.expression);
      callee = this.#memberOfSlot(self, tag);
    } else callee = this.#expression(tag);
    const spans = ts.isTemplateExpression(template) ? template.templateSpans : [];
    const args = [
      { slot: this.#make('array', template), isSpread: false },
      ...spans.map(({ expression }) => ({ slot: this.#expression(expression), isSpread: false })),
    ];
    return this.#emitCall(node, callee, self, args, false);
  }
}

/** A loop with this body may end before its iterator does, other than by what it calls. */
function mayLeave(ts: TypeScript, body: ts.Statement): boolean {
  const visit = (node: ts.Node): boolean =>
    ts.isBreakStatement(node) ||
    ts.isReturnStatement(node) ||
    ts.isThrowStatement(node) ||
    (!ts.isFunctionLike(node) && !!ts.forEachChild(node, visit));
  return visit(body);
}
