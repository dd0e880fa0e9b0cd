/**
 * Finds what an off-thread function needs: of its module, what is copied and imported; of the functions around it,
 * what travels with each call and what is copied.
 */
import type ts from 'typescript';
import { problem } from '../diagnostics';
import { accessOf } from '../facts/flow/access';
import { isLocalUnit } from '../facts/names/local-declaration';
import { forEachReference } from '../facts/names/references';
import { isInside, localSymbol, outOfPattern } from '../syntax/nodes';
import { relatedAt, spanOf } from '../syntax/positions';
import { bodiesOf, isMethod, judgedMark } from '../syntax/task-nodes';
import type { Closure, Plan, Problem, Related, SliceInput, Task, TypeInfo, TypeScript, Unit, Wrapper } from '../types';
import { lostInCopy, type NamedClass } from './checks/signature';
import { codeFromText } from './code-text';
import { jsxNames, metadataNames } from './implied-names';
import { lostInRemaking } from './local-declarations';
import { ModuleUnits } from './module-units';
import { type SetUps, setUpsIn } from './setup-statements';

export const emptyClosure = (): Closure => ({
  units: new Set(),
  imports: new Set(),
  stubbed: new Set(),
  globals: new Set(),
  classes: new Map(),
  captures: new Map(),
  state: new Map(),
  locals: new Set(),
});

/** Prepares what all closures of a file have in common. */
export function createCloseOver(input: SliceInput) {
  const module = new ModuleUnits(input);
  const { ts, types, file } = input;
  const setUps = setUpsIn({ ts, types, file, movedAt: (n) => module.movedAt(n) });
  return (plan: Plan, closure: Closure, problems: Problem[], needed: ReadonlyMap<string, NamedClass>): void =>
    new Closing(input, module, setUps, plan, closure, problems).closeOver(needed);
}

/** Fills the closure of one function, by following references from its bodies. */
class Closing {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly file: ts.SourceFile;
  readonly visited = new Set<ts.Node>();
  readonly walked = new Set<Task>();
  readonly names: Names;
  /** All identifiers and strings that were met. */
  readonly texts = new Set<string>();

  constructor(
    readonly input: SliceInput,
    readonly module: ModuleUnits,
    readonly setUps: SetUps,
    readonly plan: Plan,
    readonly closure: Closure,
    readonly problems: Problem[],
  ) {
    this.ts = input.ts;
    this.types = input.types;
    this.file = input.file;
    this.names = createNames(plan.unit);
  }

  closeOver(needed: ReadonlyMap<string, NamedClass>): void {
    const { unit } = this.plan;
    if (isMethod(unit)) this.#keep((unit as Task).hiddenNode.parent as ts.ClassDeclaration);
    else for (const body of bodiesOf(unit)) this.#visit(body, scopeOf(unit));
    for (const each of needed.values()) this.#need(each);
    this.#keepGlobals();
  }

  /** Follows every reference in `node` that is not declared inside `scope`. */
  #visit(node: ts.Node, scope: ts.Node): void {
    const { ts, closure } = this;
    if (this.visited.has(node)) return;
    this.visited.add(node);
    const enter = (inner: ts.Node): boolean => {
      if (ts.isIdentifier(inner) || ts.isStringLiteral(inner)) this.texts.add(inner.text);
      const wrapper = this.module.wrapperOf.get(inner);
      // inside what is copied it is a stub, and its function stays where it is
      if (wrapper) {
        closure.stubbed.add(wrapper);
        forEachReference(ts, wrapper.argument, (id) => this.#refer(id, scope), enter);
        return false;
      }
      const task = this.module.taskAt.get(inner);
      if (task) closure.stubbed.add(task);
      if (this.input.options.emitDecoratorMetadata && ts.isClassLike(inner) && ts.canHaveDecorators(inner))
        this.#metadata(inner);
      if (ts.isJsxOpeningLikeElement(inner) || ts.isJsxFragment(inner)) this.#jsx();
      this.#checkCode(inner);
      return true;
    };
    forEachReference(ts, node, (id) => this.#refer(id, scope), enter);
  }

  #refer(id: ts.Identifier, scope: ts.Node): void {
    const { types, file, closure, ts } = this;
    const declarations = types.declarationsOf(id);
    if (!declarations.length || declarations.every((d) => d.getSourceFile() !== file)) {
      if (id.text !== 'undefined') closure.globals.add(id.text);
      this.#claim(id, scope, undefined);
      return this.#checkModuleObject(id);
    }
    if (types.isErrorClass(id) && declarations.every((d) => this.module.isTopLevel(d)))
      closure.classes.set(id.text, id);
    // `for (var i = 0; …)` more than once at the top level: each sets it for itself
    const isAgain = (d: ts.Declaration) =>
      ts.isVariableDeclaration(outOfPattern(ts, d)) && !this.module.isTopLevel(d) && !this.module.isMember(d);
    const inside = declarations.some((d) => isInside(d, scope));
    const outside = declarations.filter(
      (d) => d.getSourceFile() === file && !isInside(d, scope) && !(inside && isAgain(d)),
    );
    if (outside.length) this.#claim(id, scope, declarations[0]);
    for (const declaration of outside) {
      if (this.module.isAmbient(declaration)) closure.globals.add(id.text);
      else if (this.module.isTopLevel(declaration)) this.#keep(this.module.unitOf(declaration), declaration);
      else if (this.module.isMember(declaration)) {
        // of another part of a namespace or enum, or of the one around a nested function
        if (!this.module.isTopLevelUnit(scope) && !this.module.isExportedMember(declaration))
          this.#refuse(id, declaration, 'which its namespace does not export');
        this.#keep(this.module.unitOf(declaration));
      } else this.#refuse(id, declaration, this.#referToLocal(id, declaration));
    }
  }

  /** A class whose instances cross, though nothing may name it as a value. */
  #need({ id, declaration, isJudged }: NamedClass): void {
    this.closure.classes.set(isJudged ? `${judgedMark}${id.text}` : id.text, id);
    this.#keep(this.module.unitOf(declaration), declaration);
  }

  /** Something that an enclosing function declares: taken along by value, or copied. Returns why not, if not. */
  #referToLocal(id: ts.Identifier, declaration: ts.Declaration): string | undefined {
    const { ts, closure, types } = this;
    const variable = outOfPattern(ts, declaration);
    const task = this.module.taskOf.get(variable);
    if (task) {
      closure.locals.add(task.hiddenNode as ts.VariableStatement);
      return void this.#stub(task);
    }
    if (isLocalUnit(ts, variable)) {
      if (!closure.locals.has(variable)) {
        closure.locals.add(variable);
        closure.units.add(variable);
        this.#visit(variable, variable);
      }
      return accessOf(ts, types, id) === 'read' ? lostInRemaking(ts, types, variable) : 'and changes it';
    }
    if (!ts.isVariableDeclaration(variable) && !ts.isParameter(variable)) return 'which is what stands around it';
    // what is changed in it comes back
    if (accessOf(ts, types, id) === 'replace') {
      const [name, at] = [this.plan.name, spanOf(id)];
      this.problems.push(
        problem('writesCapture', this.file, at, [name, id.text], [this.#declaredHere(id, declaration)]),
      );
    }
    if (!closure.captures.has(id.text)) closure.captures.set(id.text, id);
    return lostInCopy(this.input, id, (a) => this.#need(a));
  }

  /** Code around a function is laid out flat in its worker module: there, a name has one meaning. */
  #claim(id: ts.Identifier, scope: ts.Node, declaration: ts.Declaration | undefined): void {
    if (this.module.isTopLevelUnit(scope)) return;
    const clash = this.names.claim(
      id.text,
      declaration,
      !!declaration && !this.module.isTopLevel(declaration) && !this.module.isMember(declaration),
    );
    if (clash) this.#refuse(id, declaration ?? id, `a name that means two things in what '${this.plan.name}' needs`);
  }

  #keep(kept: Unit, declaration: ts.Declaration = kept as ts.Declaration): void {
    const { ts, closure } = this;
    const task = this.module.taskOf.get(kept);
    if (task) return this.#stub(task);
    if (ts.isImportDeclaration(kept) || ts.isImportEqualsDeclaration(kept)) {
      // a type may share its name with a value of this module
      if (ts.isTypeOnlyImportDeclaration(declaration)) return;
      closure.imports.add(declaration);
      for (const statement of this.setUps.of.get(declaration) ?? []) this.#keep(statement);
      // `import A = N.B` takes it from a namespace of this file
      if (ts.isImportEqualsDeclaration(kept) && !ts.isExternalModuleReference(kept.moduleReference))
        this.#visit(kept.moduleReference, kept);
      return;
    }
    if (this.module.isAmbient(kept) || ts.isInterfaceDeclaration(kept) || ts.isTypeAliasDeclaration(kept)) return;
    if (closure.units.has(kept)) return;
    closure.units.add(kept);
    this.#visit(kept, kept);
    for (const statement of this.setUps.of.get(kept) ?? []) this.#keep(statement);
    for (const t of this.input.tasks) if (isMethod(t) && t.hiddenNode.parent === kept) this.#stub(t);
  }

  /** `Array.prototype.last = …` belongs to what says `last`; what it says itself may ask for more. */
  #keepGlobals(): void {
    const isUsed = (member: string | undefined) => member === undefined || this.texts.has(member);
    const next = this.setUps.ofGlobals.find((g) => !this.closure.units.has(g.statement) && isUsed(g.member));
    if (!next) return;
    this.#keep(next.statement);
    this.#keepGlobals();
  }

  #stub(task: Task): void {
    this.closure.stubbed.add(task);
    if (isMethod(task) || this.walked.has(task)) return;
    this.walked.add(task);
    for (const body of bodiesOf(task)) this.#visit(body, scopeOf(task));
  }

  #refuse(id: ts.Identifier, declaration: ts.Node, why: string | undefined): void {
    const { file, plan } = this;
    if (why === undefined) return;
    const chain = [this.#declaredHere(id, declaration), relatedAt(id, 'It is used here.')];
    this.problems.push(problem('capturedLocal', file, plan.span, [plan.name, id.text, why], chain));
  }

  #declaredHere(id: ts.Identifier, declaration: ts.Node): Related {
    const name = (declaration as ts.NamedDeclaration).name ?? declaration;
    return relatedAt(name, `'${id.text}' is declared here, inside another scope.`);
  }

  #metadata(node: ts.Node): void {
    const { file, closure } = this;
    for (const name of metadataNames(this.ts, node)) {
      const declarations = this.types.declarationsOf(name);
      if (!declarations.some((d) => d.getSourceFile() === file)) closure.globals.add(name.text);
      for (const d of declarations) {
        if (d.getSourceFile() !== file) continue;
        if (this.module.isAmbient(d)) closure.globals.add(name.text);
        else if (this.module.isTopLevel(d)) this.#keep(this.module.unitOf(d), d);
      }
    }
  }

  #jsx(): void {
    const { file } = this;
    for (const name of jsxNames(this.ts, file, this.input.options)) {
      const declarations = localSymbol(file, name)?.declarations;
      if (!declarations) this.closure.globals.add(name);
      for (const d of declarations ?? []) this.#keep(this.module.unitOf(d), d);
    }
  }

  /** Names that a module has by being that module mean another one in the worker. */
  #checkModuleObject(id: ts.Identifier): void {
    const { file } = this;
    const isMember = this.ts.isPropertyAccessExpression(id.parent) && id.parent.expression === id;
    if (!(id.text === 'exports' || (id.text === 'module' && isMember))) return;
    this.problems.push(problem('usesModuleObject', file, spanOf(id), [this.plan.name, id.text]));
  }

  #checkCode(node: ts.Node): void {
    const { ts, file, plan } = this;
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
    const made = codeFromText(ts, this.types, node);
    const span = { start: node.getStart(file), end: node.expression.end };
    if (made === 'global') this.problems.push(problem('functionConstructor', file, span, [plan.name]));
    // the function's own text is checked with it
    else if (made && !bodiesOf(this.plan.unit).some((body) => isInside(node, body)))
      this.problems.push(problem('usesEval', file, span, [plan.name, `'eval'`]));
  }
}

/** The node of a function as it was written: the hidden constant, or the argument of `unsync()`. */
const scopeOf = (unit: Task | Wrapper): ts.Node => ('mark' in unit ? (unit.place ?? unit.hiddenNode) : unit.argument);

/** Names of what stands around a function, and what each means there. */
interface Names {
  /** Holds where the name meant something else before, and one of the two is local. */
  claim(name: string, declaration: ts.Node | undefined, isLocal: boolean): boolean;
}

function createNames(unit: Task | Wrapper): Names {
  const meanings = new Map<string, { declaration: ts.Node | undefined; isLocal: boolean }>();
  if ('mark' in unit && unit.mark.nested && unit.mark.localName !== undefined) {
    const [visible] = (unit.visibleNodes[0] as ts.VariableStatement).declarationList.declarations;
    meanings.set(unit.mark.localName, { declaration: visible, isLocal: true });
  }
  return {
    claim(name, declaration, isLocal) {
      const known = meanings.get(name);
      if (!known) meanings.set(name, { declaration, isLocal });
      return !!known && known.declaration !== declaration && (known.isLocal || isLocal);
    },
  };
}
