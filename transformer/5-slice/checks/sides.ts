/** Which code of a project runs in the workers of a file, which on their caller's thread, and which on both. */
import type ts from 'typescript';
import { type Reached, reach } from '../../facts/flow/reach';
import { type Region, type Regions, regionsOf, type Use } from '../../facts/flow/regions';
import { createImports } from '../../facts/names/loaded-modules';
import type { Plan, Slice, SliceInput, Task, TypeInfo, TypeScript } from '../../types';

const never = () => false;

/** The two sides of one file's worker module. */
export class Sides {
  readonly ts: TypeScript;
  readonly types: TypeInfo;
  readonly file: ts.SourceFile;
  readonly regions: Regions;
  /** Where code of workers begins, and for which function. */
  readonly planOf = new Map<ts.Node, Plan>();
  readonly inWorker: Reached;
  #loaded: ReadonlySet<ts.SourceFile> | undefined;
  #onCaller: Reached | undefined;
  #loadedHere: readonly ts.Node[] | undefined;

  constructor(
    readonly input: SliceInput,
    readonly whole: Slice,
  ) {
    const { ts, types, file } = input;
    this.ts = ts;
    this.types = types;
    this.file = file;
    this.regions = regionsOf(ts, types);
    const { planOf, regions } = this;
    for (const plan of whole.roots) for (const key of this.#startsOf(plan)) if (!planOf.has(key)) planOf.set(key, plan);
    for (const { key } of regions.all)
      if (regions.isMadeByStatement(key) && key.getSourceFile() === file && this.runsOnBoth(key))
        planOf.set(key, whole.roots[0]!);
    this.inWorker = reach(ts, regions, planOf.keys(), never, never);
  }

  /** Modules that workers load. */
  get loaded(): ReadonlySet<ts.SourceFile> {
    const { ts, types, file, input, whole } = this;
    return (this.#loaded ??= createImports(ts, types, input.options).loadedBy(file, whole));
  }

  get onCaller(): Reached {
    return (this.#onCaller ??= this.#callersCode());
  }

  /** As a module loads, in a worker like here: it sets up on both sides alike. */
  runsOnBoth(node: ts.Node): boolean {
    const { file } = this;
    const source = node.getSourceFile();
    if (source !== file) return this.loaded.has(source);
    for (let n = node; n !== file; n = n.parent) if (this.whole.units.has(n as ts.Statement)) return true;
    return false;
  }

  /** Finds what only this side runs before a node of what both load; what another file runs is only perhaps before. */
  loadedBefore(node: ts.Node): { isSure(key: ts.Node): boolean; has(key: ts.Node): boolean } {
    const { regions, ts } = this;
    const source = node.getSourceFile();
    const starts = (this.#loadedHere ??= regions.all
      .filter((r) => this.#actsAtLoad(r) && !this.runsOnBoth(r.key))
      .map((r) => r.key));
    const others = starts.filter((key) => key.getSourceFile() !== source);
    const earlier = starts.filter((key) => key.getSourceFile() === source && key.pos < node.pos);
    const sure = reach(ts, regions, earlier, never, never);
    const possible = reach(ts, regions, others, never, never);
    return { isSure: sure.has, has: (key) => sure.has(key) || possible.has(key) };
  }

  planFor(use: Use): Plan {
    return this.planOf.get(this.inWorker.pathTo(this.regions.keyOf(use.node)).start)!;
  }

  uses(plan: Plan, root: ts.Node, theirs: Use): boolean {
    const own = reach(this.ts, this.regions, this.#startsOf(plan), never, never);
    return own.regions.some((r) => r.uses.some((u) => u.root === root && !u.atLoad && meets(u, theirs)));
  }

  nameOf(node: ts.Node): string {
    const { ts } = this;
    if (ts.isIdentifier(node) || ts.isElementAccessExpression(node)) return node.getText();
    const { name } = node as ts.NamedDeclaration;
    return name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) ? name.text : 'default';
  }

  /** Where what a function runs begins. */
  #startsOf({ unit }: Plan): ts.Node[] {
    if (!('mark' in unit)) return [unit.argument];
    const { parent } = unit.hiddenNode;
    return this.ts.isClassLike(parent) ? [unit.hiddenNode, this.regions.keyOf(parent)] : [unit.hiddenNode];
  }

  /**
   * Reaches what runs on the caller's thread: what modules do as they load, and all that leads to. Besides, what
   * nothing in the project refers to, since others may; but not what only this file's workers do.
   */
  #callersCode(): Reached {
    const { regions } = this;
    const starts: ts.Node[] = [];
    for (const region of regions.all) {
      const { key } = region;
      if (regions.isMadeByStatement(key)) {
        if (!this.loaded.has(key.getSourceFile())) starts.push(key);
      } else if (this.#actsAtLoad(region) ? !this.runsOnBoth(key) : this.#isFreestanding(key)) starts.push(key);
    }
    const isTask = new Set<ts.Node>();
    for (const t of this.types.tasks) if (!this.#isAwaited(t)) isTask.add(t.hiddenNode);
    for (const w of this.input.wrappers) if (this.input.classified.get(w)?.kind !== 'async') isTask.add(w.argument);
    return reach(
      this.ts,
      regions,
      starts,
      (key) => isTask.has(key),
      (member, owner) => this.#isExported(owner) && !regions.asked.has(this.nameOf(member)),
    );
  }

  #isAwaited({ mark, plain }: Task): boolean {
    return !mark.stated && plain.some((fn) => this.types.returnsPromise(fn));
  }

  #isFreestanding(key: ts.Node): boolean {
    return !this.regions.referred.has(key) && !this.inWorker.has(key) && this.#isTopLevel(key) && this.#isExported(key);
  }

  #isTopLevel(key: ts.Node): boolean {
    const { ts } = this;
    return ts.isVariableDeclaration(key) || ts.isSourceFile(key.parent);
  }

  #isExported(owner: ts.Node): boolean {
    const { ts } = this;
    const statement = ts.isVariableDeclaration(owner) ? owner.parent.parent : owner;
    const exports =
      ts.canHaveModifiers(statement) &&
      !!ts.getModifiers(statement)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
    return (
      exports || ts.isExportAssignment(owner) || this.#namesExportedBy(owner.getSourceFile()).has(this.nameOf(owner))
    );
  }

  /** By `export { a as b }` and `export default a`. */
  #namesExportedBy(source: ts.SourceFile): ReadonlySet<string> {
    const { ts } = this;
    return this.types.perFile('exported names', source, () => {
      const names = source.statements.flatMap((s) => {
        if (ts.isExportAssignment(s)) return ts.isIdentifier(s.expression) ? [s.expression.text] : [];
        const clause = ts.isExportDeclaration(s) && !s.moduleSpecifier ? s.exportClause : undefined;
        return clause && ts.isNamedExports(clause) ? clause.elements.map((e) => (e.propertyName ?? e.name).text) : [];
      });
      return new Set(names);
    });
  }

  /** It calls or changes something as its module loads. */
  #actsAtLoad({ key, callsAtLoad, uses }: Region): boolean {
    return this.regions.isStatement(key) || callsAtLoad || uses.some((u) => u.atLoad && u.access !== 'read');
  }
}

/** They may be of one member. */
export function meets(a: Use, b: Use): boolean {
  return a.member === undefined || b.member === undefined || a.member === b.member;
}
