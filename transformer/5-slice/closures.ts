/**
 * What an off-thread function needs: of its module, what is copied and imported; of the functions around it,
 * what travels with each call and what is copied.
 */
import type ts from 'typescript';
import { problem } from '../diagnostics';
import { accessOf } from '../facts/flow/access';
import { isLocalUnit } from '../facts/names/local-declaration';
import { forEachReference } from '../facts/names/references';
import { isInside, isTopLevelVariable, localSymbol, outOfPattern } from '../syntax/nodes';
import { bodiesOf, isMethod } from '../syntax/task-nodes';
import type { Closure, Plan, Problem, Related, SliceInput, Span, Task, Unit, Wrapper } from '../types';
import { lostInCopy, type NamedClass } from './checks/signature';
import { codeFromText } from './code-text';
import { jsxNames, metadataNames } from './implied-names';
import { lostInRemaking } from './local-declarations';
import { setUpsIn } from './setup-statements';

export const emptyClosure = (): Closure => ({
  units: new Set(),
  imports: new Set(),
  stubbed: new Set(),
  globals: new Set(),
  classes: new Map(),
  captures: new Map(),
  locals: new Set(),
});

export function createCloseOver(input: SliceInput) {
  const { ts, types, file, options, tasks, wrappers } = input;
  const taskAt = new Map<ts.Node, Task>(tasks.map((t) => [t.place ?? t.hiddenNode, t]));
  const taskOf = new Map<ts.Node, Task>();
  for (const task of tasks) {
    for (const node of task.visibleNodes)
      taskOf.set(ts.isVariableStatement(node) ? node.declarationList.declarations[0]! : node, task);
  }
  const wrapperOf = new Map<ts.Node, Wrapper>(wrappers.map((w) => [w.call, w]));
  const movedAt = (n: ts.Node) => taskAt.get(n) ?? taskOf.get(n) ?? wrapperOf.get(n);
  const setUps = setUpsIn({ ts, types, file, movedAt });

  return function closeOver(
    plan: Plan,
    closure: Closure,
    problems: Problem[],
    needed: ReadonlyMap<string, NamedClass>,
  ): void {
    const visited = new Set<ts.Node>();
    const walked = new Set<Task>();
    const { unit } = plan;
    const names = createNames(unit);
    const texts = new Set<string>();
    if (isMethod(unit)) keep((unit as Task).hiddenNode.parent as ts.ClassDeclaration);
    else for (const body of bodiesOf(unit)) visit(body, scopeOf(unit));
    for (const each of needed.values()) need(each);
    keepGlobals();

    /** Follows every reference in `node` that is not declared inside `scope`. */
    function visit(node: ts.Node, scope: ts.Node): void {
      if (visited.has(node)) return;
      visited.add(node);
      const enter = (inner: ts.Node): boolean => {
        if (ts.isIdentifier(inner) || ts.isStringLiteral(inner)) texts.add(inner.text);
        const wrapper = wrapperOf.get(inner);
        // inside what is copied it is a stub, and its function stays where it is
        if (wrapper) {
          closure.stubbed.add(wrapper);
          forEachReference(ts, wrapper.argument, (id) => refer(id, scope), enter);
          return false;
        }
        const task = taskAt.get(inner);
        if (task) closure.stubbed.add(task);
        if (options.emitDecoratorMetadata && ts.isClassLike(inner) && ts.canHaveDecorators(inner)) metadata(inner);
        if (ts.isJsxOpeningLikeElement(inner) || ts.isJsxFragment(inner)) jsx();
        checkCode(inner);
        return true;
      };
      forEachReference(ts, node, (id) => refer(id, scope), enter);
    }

    function refer(id: ts.Identifier, scope: ts.Node): void {
      const declarations = types.declarationsOf(id);
      if (!declarations.length || declarations.every((d) => d.getSourceFile() !== file)) {
        if (id.text !== 'undefined') closure.globals.add(id.text);
        claim(id, scope, undefined);
        return checkModuleObject(id);
      }
      if (types.isErrorClass(id) && declarations.every((d) => isTopLevel(d))) closure.classes.set(id.text, id);
      // `for (var i = 0; …)` more than once at the top level: each sets it for itself
      const isAgain = (d: ts.Declaration) =>
        ts.isVariableDeclaration(outOfPattern(ts, d)) && !isTopLevel(d) && !isMember(d);
      const inside = declarations.some((d) => isInside(d, scope));
      const outside = declarations.filter(
        (d) => d.getSourceFile() === file && !isInside(d, scope) && !(inside && isAgain(d)),
      );
      if (outside.length) claim(id, scope, declarations[0]);
      for (const declaration of outside) {
        if (isAmbient(declaration)) closure.globals.add(id.text);
        else if (isTopLevel(declaration)) keep(unitOf(declaration), declaration);
        else if (isMember(declaration)) {
          // of another part of a namespace or enum, or of the one around a nested function
          if (!isTopLevelUnit(scope) && !isExportedMember(declaration))
            refuse(id, declaration, 'which its namespace does not export');
          keep(unitOf(declaration));
        } else refuse(id, declaration, referToLocal(id, declaration));
      }
    }

    /** A class whose instances cross, though nothing may name it as a value. */
    function need({ id, declaration }: NamedClass): void {
      closure.classes.set(id.text, id);
      keep(unitOf(declaration), declaration);
    }

    /** Something that an enclosing function declares: taken along by value, or copied. Returns why not, if not. */
    function referToLocal(id: ts.Identifier, declaration: ts.Declaration): string | undefined {
      const variable = outOfPattern(ts, declaration);
      const task = taskOf.get(variable);
      if (task) {
        closure.locals.add(task.hiddenNode as ts.VariableStatement);
        return void stub(task);
      }
      if (isLocalUnit(ts, variable)) {
        if (!closure.locals.has(variable)) {
          closure.locals.add(variable);
          closure.units.add(variable);
          visit(variable, variable);
        }
        return accessOf(ts, types, id) === 'read' ? lostInRemaking(ts, types, variable) : 'and changes it';
      }
      if (!ts.isVariableDeclaration(variable) && !ts.isParameter(variable)) return 'which is what stands around it';
      if (accessOf(ts, types, id) !== 'read') {
        const [name, at] = [plan.name, spanOf(id)];
        problems.push(problem('writesCapture', file, at, [name, id.text], [declaredHere(id, declaration)]));
      }
      if (!closure.captures.has(id.text)) closure.captures.set(id.text, id);
      return lostInCopy(input, id, need);
    }

    /** What is around a function is laid out flat in its worker module: there, a name has one meaning. */
    function claim(id: ts.Identifier, scope: ts.Node, declaration: ts.Declaration | undefined): void {
      if (isTopLevelUnit(scope)) return;
      const clash = names.claim(
        id.text,
        declaration,
        !!declaration && !isTopLevel(declaration) && !isMember(declaration),
      );
      if (clash) refuse(id, declaration ?? id, `a name that means two things in what '${plan.name}' needs`);
    }

    function keep(kept: Unit, declaration: ts.Declaration = kept as ts.Declaration): void {
      const task = taskOf.get(kept);
      if (task) return stub(task);
      if (ts.isImportDeclaration(kept) || ts.isImportEqualsDeclaration(kept)) {
        // a type may share its name with a value of this module
        if (ts.isTypeOnlyImportDeclaration(declaration)) return;
        closure.imports.add(declaration);
        for (const statement of setUps.of.get(declaration) ?? []) keep(statement);
        // `import A = N.B` takes it from a namespace of this file
        if (ts.isImportEqualsDeclaration(kept) && !ts.isExternalModuleReference(kept.moduleReference))
          visit(kept.moduleReference, kept);
        return;
      }
      if (isAmbient(kept) || ts.isInterfaceDeclaration(kept) || ts.isTypeAliasDeclaration(kept)) return;
      if (closure.units.has(kept)) return;
      closure.units.add(kept);
      visit(kept, kept);
      for (const statement of setUps.of.get(kept) ?? []) keep(statement);
      for (const t of tasks) if (isMethod(t) && t.hiddenNode.parent === kept) stub(t);
    }

    /** `Array.prototype.last = …` belongs to what says `last`; what it says itself may ask for more. */
    function keepGlobals(): void {
      const isUsed = (member: string | undefined) => member === undefined || texts.has(member);
      const next = setUps.ofGlobals.find((g) => !closure.units.has(g.statement) && isUsed(g.member));
      if (!next) return;
      keep(next.statement);
      keepGlobals();
    }

    function stub(task: Task): void {
      closure.stubbed.add(task);
      if (isMethod(task) || walked.has(task)) return;
      walked.add(task);
      for (const body of bodiesOf(task)) visit(body, scopeOf(task));
    }

    function refuse(id: ts.Identifier, declaration: ts.Node, why: string | undefined): void {
      if (why === undefined) return;
      const used = { file, span: spanOf(id), message: 'It is used here.' };
      const chain = [declaredHere(id, declaration), used];
      problems.push(problem('capturedLocal', file, plan.span, [plan.name, id.text, why], chain));
    }

    function declaredHere(id: ts.Identifier, declaration: ts.Node): Related {
      const span = spanOf((declaration as ts.NamedDeclaration).name ?? declaration);
      return { file, span, message: `'${id.text}' is declared here, inside another scope.` };
    }

    function metadata(node: ts.Node): void {
      for (const name of metadataNames(ts, node)) {
        const declarations = types.declarationsOf(name);
        if (!declarations.some((d) => d.getSourceFile() === file)) closure.globals.add(name.text);
        for (const d of declarations) {
          if (d.getSourceFile() !== file) continue;
          if (isAmbient(d)) closure.globals.add(name.text);
          else if (isTopLevel(d)) keep(unitOf(d), d);
        }
      }
    }

    function jsx(): void {
      for (const name of jsxNames(ts, file, options)) {
        const declarations = localSymbol(file, name)?.declarations;
        if (!declarations) closure.globals.add(name);
        for (const d of declarations ?? []) keep(unitOf(d), d);
      }
    }

    /** What a module has by being that module means another one in the worker. */
    function checkModuleObject(id: ts.Identifier): void {
      const isMember = ts.isPropertyAccessExpression(id.parent) && id.parent.expression === id;
      if (!(id.text === 'exports' || (id.text === 'module' && isMember))) return;
      const span = { start: id.getStart(file), end: id.end };
      problems.push(problem('usesModuleObject', file, span, [plan.name, id.text]));
    }

    function checkCode(node: ts.Node): void {
      if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
      const made = codeFromText(ts, types, node);
      const span = { start: node.getStart(file), end: node.expression.end };
      if (made === 'global') problems.push(problem('functionConstructor', file, span, [plan.name]));
      // the function's own text is checked with it
      else if (made && !bodiesOf(unit).some((body) => isInside(node, body)))
        problems.push(problem('usesEval', file, span, [plan.name, `'eval'`]));
    }
  };

  function isTopLevel(declaration: ts.Node): boolean {
    const node = outOfPattern(ts, declaration);
    if (ts.isVariableDeclaration(node)) return isTopLevelVariable(ts, node, file);
    if (ts.isImportSpecifier(node) || ts.isImportClause(node) || ts.isNamespaceImport(node)) return true;
    return node.parent === file;
  }

  /** Of a namespace or enum. */
  function isMember(declaration: ts.Node): boolean {
    const node = outOfPattern(ts, declaration);
    const holder = ts.isVariableDeclaration(node) ? node.parent.parent.parent : node.parent;
    return ts.isEnumMember(node) || ts.isModuleBlock(holder);
  }

  function isExportedMember(declaration: ts.Node): boolean {
    const node = outOfPattern(ts, declaration);
    const holder = ts.isVariableDeclaration(node) ? node.parent.parent : node;
    const { modifiers } = holder as ts.Statement & { modifiers?: readonly ts.ModifierLike[] };
    return ts.isEnumMember(node) || !!modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
  }

  function isTopLevelUnit(scope: ts.Node): boolean {
    return scope.parent === file || isTopLevelVariable(ts, scope, file);
  }

  function spanOf(n: ts.Node): Span {
    return { start: n.getStart(file), end: n.end };
  }

  function unitOf(declaration: ts.Node): Unit {
    let node = declaration;
    for (;;) {
      if (isTopLevelVariable(ts, node, file)) return node;
      if (node.parent === file) return node as ts.Statement;
      node = node.parent;
    }
  }

  function isAmbient(node: ts.Node): boolean {
    for (let n: ts.Node = node; n !== file; n = n.parent) {
      if (
        !taskOf.has(n) &&
        ts.canHaveModifiers(n) &&
        ts.getModifiers(n)?.some((m) => m.kind === ts.SyntaxKind.DeclareKeyword)
      )
        return true;
    }
    return false;
  }
}

/** What belongs to a function as it was written: the hidden constant, or the argument of `unsync()`. */
const scopeOf = (unit: Task | Wrapper): ts.Node => ('mark' in unit ? (unit.place ?? unit.hiddenNode) : unit.argument);

/** Names of what stands around a function, and what each means there. */
function createNames(unit: Task | Wrapper) {
  const meanings = new Map<string, { declaration: ts.Node | undefined; isLocal: boolean }>();
  if ('mark' in unit && unit.mark.nested && unit.mark.localName !== undefined) {
    const [visible] = (unit.visibleNodes[0] as ts.VariableStatement).declarationList.declarations;
    meanings.set(unit.mark.localName, { declaration: visible, isLocal: true });
  }
  return {
    /** Whether the name meant something else before, and one of the two is local. */
    claim(name: string, declaration: ts.Node | undefined, isLocal: boolean): boolean {
      const known = meanings.get(name);
      if (!known) meanings.set(name, { declaration, isLocal });
      return !!known && known.declaration !== declaration && (known.isLocal || isLocal);
    },
  };
}
