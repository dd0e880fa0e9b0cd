/**
 * Follows the imports of a worker module back to the file that it was cut from: the whole module then runs in every
 * worker, beside the copies of what its functions need.
 */
import type ts from 'typescript';
import { problem } from '../diagnostics';
import { runsAtLoad } from '../facts/names/evaluation';
import { createImports } from '../facts/names/loaded-modules';
import { forEachReference } from '../facts/names/references';
import { type Import, specifierOf } from '../syntax/imports';
import { outOfPattern } from '../syntax/nodes';
import { relatedAt, spanOf } from '../syntax/positions';
import type { Plan, Problem, Related, Slice, Task, TypeInfo, TypeScript } from '../types';

export interface GraphInput {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly file: ts.SourceFile;
  readonly tasks: readonly Task[];
  readonly options: ts.CompilerOptions;
}

export function checkImports(input: GraphInput, slice: Slice): Problem[] {
  return new ImportGraph(input, slice).cycle();
}

/** The modules behind the imports of one worker module. */
class ImportGraph {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly file: ts.SourceFile;
  readonly imports: ReturnType<typeof createImports>;
  readonly root: Plan;
  readonly inWorkers: Related;
  /** Imports of the file that the worker module keeps. */
  readonly kept: readonly Import[];

  constructor(
    readonly input: GraphInput,
    readonly slice: Slice,
  ) {
    const { ts, types, file } = input;
    this.ts = ts;
    this.types = types;
    this.file = file;
    this.imports = createImports(ts, types, input.options);
    this.root = slice.roots[0]!;
    this.inWorkers = { file, span: this.root.span, message: `'${this.root.name}' runs in workers.` };
    this.kept = this.imports.keptOf(file, slice);
  }

  cycle(): Problem[] {
    const { file, types, ts } = this;
    const always = matters(this.input, this.slice);
    for (const first of this.kept) {
      const chain = this.imports.pathTo(file, types.moduleOf(specifierOf(ts, first)!));
      if (!chain) continue;
      const related = [...chain.map((s) => relatedAt(s, 'It is followed here.')), this.inWorkers];
      const otherOrder = (read: ts.Identifier, reader: string, owner: string) => {
        const chain = [relatedAt(read, 'It is read here.'), ...related];
        return [problem('loadsInAnotherOrder', file, spanOf(first), [this.root.name, reader, read.text, owner], chain)];
      };
      const read = this.#readAtLoad(first, new Set([file]));
      if (read) return otherOrder(read, 'a module that it needs', 'this one');
      const around = new Set([first, ...chain].map((s) => types.moduleOf(specifierOf(ts, s)!)!));
      around.delete(file);
      const tooEarly = this.#readTooEarly(around);
      if (tooEarly) {
        const isOwn = tooEarly.getSourceFile() === file;
        return otherOrder(tooEarly, isOwn ? 'its module' : 'a module that it needs', 'one that leads back to it');
      }
      if (always) return [problem('importsItself', file, spanOf(first), [specifierOf(ts, first)!.text], related)];
    }
    return [];
  }

  /** A name of this file that a module behind an import reads as it loads: where it is not there yet, or already. */
  #readAtLoad(link: Import, seen: Set<ts.SourceFile>): ts.Identifier | undefined {
    const { types, ts } = this;
    const target = types.moduleOf(specifierOf(ts, link)!);
    if (!target || target.isDeclarationFile || seen.has(target)) return undefined;
    seen.add(target);
    let found: ts.Identifier | undefined;
    forEachReference(ts, target, (id) => {
      if (found || !runsAtLoad(ts, id, target) || ts.isExportAssignment(id.parent)) return;
      const [declaration] = types.targetsOf(id);
      // functions are there from the start
      if (declaration?.getSourceFile() === this.file && !ts.isFunctionDeclaration(declaration)) found = id;
    });
    for (const next of this.imports.importsThatRun(target)) found ??= this.#readAtLoad(next, seen);
    return found;
  }

  /**
   * A name of a module in the circle `around` that this one, or one that it imports, reads as it loads, itself or by
   * what it calls. In a worker they load because `around` needs this one: what that declares is not there yet.
   */
  #readTooEarly(around: ReadonlySet<ts.SourceFile>): ts.Identifier | undefined {
    const loaded = new Set([this.file]);
    for (const file of loaded) {
      const found = this.#readsAsItLoads(file, around);
      if (found) return found;
      for (const next of this.imports.importsThatRun(file)) {
        const target = this.types.moduleOf(specifierOf(this.ts, next)!);
        if (target && !target.isDeclarationFile && !around.has(target)) loaded.add(target);
      }
    }
    return undefined;
  }

  #readsAsItLoads(file: ts.SourceFile, around: ReadonlySet<ts.SourceFile>): ts.Identifier | undefined {
    const { types, ts } = this;
    const isTask = new Set<ts.Node>(this.input.tasks.flatMap((t) => [t.hiddenNode, ...t.visibleNodes]));
    const isEarly = (id: ts.Identifier) =>
      types.targetsOf(id).some((d) => around.has(d.getSourceFile()) && !ts.isFunctionDeclaration(d));
    let found: ts.Identifier | undefined;
    const called = new Set<ts.Node>();
    for (const statement of file.statements) {
      if (isTask.has(statement)) continue;
      forEachReference(ts, statement, (id) => {
        // what is handed on is read where it is used
        if (found || !runsAtLoad(ts, id, file) || ts.isExportSpecifier(id.parent)) return;
        if (isEarly(id)) found = id;
        for (const d of types.targetsOf(id)) if (d.getSourceFile() === file) called.add(outOfPattern(ts, d));
      });
    }
    for (const declaration of called)
      forEachReference(ts, declaration, (id) => {
        if (isEarly(id)) found ??= id;
        for (const d of types.targetsOf(id)) {
          const own = outOfPattern(ts, d);
          if (own.getSourceFile() === file && !isTask.has(own)) called.add(own);
        }
      });
    return found;
  }
}

/** A module that only declares may run anywhere, but a class of it would be another class than its copy. */
function matters({ ts, file, tasks }: GraphInput, slice: Slice): boolean {
  if ([...slice.units].some((u) => ts.isClassDeclaration(u))) return true;
  const ours = new Set<ts.Node>(tasks.flatMap((t) => [t.hiddenNode, ...t.visibleNodes]));
  return file.statements.some((s) => {
    if (ours.has(s) || ts.isFunctionDeclaration(s)) return false;
    let acts = ts.isExpressionStatement(s) && !ts.isStringLiteral(s.expression);
    const visit = (n: ts.Node): void => {
      acts ||= (ts.isCallExpression(n) || ts.isNewExpression(n) || ts.isAwaitExpression(n)) && runsAtLoad(ts, n, s);
      if (!acts) ts.forEachChild(n, visit);
    };
    visit(s);
    return acts;
  });
}
