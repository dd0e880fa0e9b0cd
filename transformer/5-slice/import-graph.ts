/**
 * What the imports of a worker module lead to. Back to the file that it was cut from: the whole module then runs
 * in every worker, beside the copies of what its functions need. To a module of the project that acts when it
 * loads: it does so in every worker, too.
 */
import type ts from 'typescript';
import { problem } from '../diagnostics';
import { accessOf } from '../facts/flow/access';
import { reach } from '../facts/flow/reach';
import { regionsOf } from '../facts/flow/regions';
import { runsAtLoad } from '../facts/names/evaluation';
import { createImports } from '../facts/names/loaded-modules';
import { forEachReference } from '../facts/names/references';
import { type Import, specifierOf } from '../syntax/imports';
import { isTopLevelVariable, outOfPattern, unwrap } from '../syntax/nodes';
import type { Problem, Related, Slice, Task, TypeInfo, TypeScript } from '../types';

export interface GraphInput {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly file: ts.SourceFile;
  readonly tasks: readonly Task[];
  readonly options: ts.CompilerOptions;
}

export function checkImports(input: GraphInput, slice: Slice): Problem[] {
  const { ts, types, file } = input;
  const { importsOf, runs, valuesUsedIn, keptOf, pathTo } = createImports(ts, types, input.options);
  const root = slice.roots[0]!;
  const inWorkers: Related = { file, span: root.span, message: `'${root.name}' runs in workers.` };
  const kept = keptOf(file, slice);
  return [...cycle(), ...loaded()];

  function cycle(): Problem[] {
    const always = matters(input, slice);
    for (const first of kept) {
      const chain = pathTo(file, types.moduleOf(specifierOf(ts, first)!));
      if (!chain) continue;
      const related = [...chain.map((s): Related => at(s, 'It is followed here.')), inWorkers];
      const otherOrder = (read: ts.Identifier, reader: string, owner: string) => {
        const chain = [at(read, 'It is read here.'), ...related];
        return [problem('loadsInAnotherOrder', file, spanOf(first), [root.name, reader, read.text, owner], chain)];
      };
      const read = readAtLoad(first, new Set([file]));
      if (read) return otherOrder(read, 'a module that it needs', 'this one');
      const around = new Set([first, ...chain].map((s) => types.moduleOf(specifierOf(ts, s)!)!));
      around.delete(file);
      const tooEarly = readTooEarly(around);
      if (tooEarly) return otherOrder(tooEarly, 'its module', 'one that leads back to it');
      if (always) return [problem('importsItself', file, spanOf(first), [specifierOf(ts, first)!.text], related)];
    }
    return [];
  }

  /** A name of this file that a module behind an import reads as it loads: where it is not there yet, or already. */
  function readAtLoad(link: Import, seen: Set<ts.SourceFile>): ts.Identifier | undefined {
    const target = types.moduleOf(specifierOf(ts, link)!);
    if (!target || target.isDeclarationFile || seen.has(target)) return undefined;
    seen.add(target);
    let found: ts.Identifier | undefined;
    forEachReference(ts, target, (id) => {
      if (found || !runsAtLoad(ts, id, target) || ts.isExportAssignment(id.parent)) return;
      const [declaration] = types.targetsOf(id);
      // functions are there from the start
      if (declaration?.getSourceFile() === file && !ts.isFunctionDeclaration(declaration)) found = id;
    });
    const used = valuesUsedIn(target);
    for (const next of importsOf(target).filter((s) => runs(s, used))) found ??= readAtLoad(next, seen);
    return found;
  }

  /**
   * A name of another module that this one reads as it loads, itself or by what it calls. In a worker it loads as
   * one that `around` needs: what they declare is not there yet.
   */
  function readTooEarly(around: ReadonlySet<ts.SourceFile>): ts.Identifier | undefined {
    const isTask = new Set<ts.Node>(input.tasks.flatMap((t) => [t.hiddenNode, ...t.visibleNodes]));
    const isEarly = (id: ts.Identifier) =>
      types.targetsOf(id).some((d) => around.has(d.getSourceFile()) && !ts.isFunctionDeclaration(d));
    let found: ts.Identifier | undefined;
    const called = new Set<ts.Node>();
    for (const statement of file.statements) {
      if (isTask.has(statement)) continue;
      forEachReference(ts, statement, (id) => {
        if (found || !runsAtLoad(ts, id, file)) return;
        if (isEarly(id)) found = id;
        for (const d of types.targetsOf(id)) if (d.getSourceFile() === file) called.add(outOfPattern(ts, d));
      });
    }
    const never = () => false;
    const code = reach(
      ts,
      regionsOf(ts, types),
      called,
      (key) => key.getSourceFile() !== file || isTask.has(key),
      never,
    );
    for (const { refers } of code.regions)
      for (const id of refers.values()) if (ts.isIdentifier(id) && isEarly(id)) found ??= id;
    return found;
  }

  /** Of each import, the first module behind it that does more than declare. */
  function loaded(): Problem[] {
    const seen = new Set<ts.SourceFile>([file]);
    return kept.flatMap((first) => {
      // `import '../x'` is spoken of by itself
      if (ts.isImportDeclaration(first) && !first.importClause) return [];
      const found = effectBehind(first, seen);
      if (!found) return [];
      const details: [string, string] = [specifierOf(ts, first)!.text, firstLine(found)];
      return [problem('importActs', file, spanOf(first), details, [at(found, 'It is done here.'), inWorkers])];
    });
  }

  function effectBehind(link: Import, seen: Set<ts.SourceFile>): ts.Node | undefined {
    const target = types.moduleOf(specifierOf(ts, link)!);
    if (!target || target.isDeclarationFile || target.fileName.includes('/node_modules/') || seen.has(target))
      return undefined;
    seen.add(target);
    const own = types.perFile('acts', target, () => actOf(target));
    if (own) return own;
    const used = valuesUsedIn(target);
    for (const next of importsOf(target).filter((s) => runs(s, used))) {
      const found = effectBehind(next, seen);
      if (found) return found;
    }
    return undefined;
  }

  function actOf(source: ts.SourceFile): ts.Node | undefined {
    for (const s of source.statements) {
      const call = ts.isExpressionStatement(s) ? unwrap(ts, s.expression) : undefined;
      const acts = call && (ts.isCallExpression(call) || ts.isAwaitExpression(call) || ts.isNewExpression(call));
      if (acts && !setsUp(call, source)) return call;
    }
    return undefined;
  }

  /** `table.set('a', 1)` on the module's own table: the same in every worker. */
  function setsUp(call: ts.Expression, source: ts.SourceFile): boolean {
    let root = call;
    while (ts.isCallExpression(root) || ts.isPropertyAccessExpression(root)) root = root.expression;
    if (!ts.isIdentifier(root) || accessOf(ts, types, root) !== 'change') return false;
    return types.declarationsOf(root).some((d) => isTopLevelVariable(ts, d, source));
  }

  function firstLine(node: ts.Node): string {
    return node.getText().split('\n')[0]!.slice(0, 60);
  }

  function spanOf(node: ts.Node) {
    return { start: node.getStart(), end: node.end };
  }

  function at(node: ts.Node, message: string): Related {
    return { file: node.getSourceFile(), span: spanOf(node), message };
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
