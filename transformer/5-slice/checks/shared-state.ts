/**
 * Variables of modules that both sides have: in the file that a function is cut from, and in every module of the
 * project that the worker loads again. Where one side changes what the other uses, each would have its own.
 */
import type ts from 'typescript';
import { problem } from '../../diagnostics';
import type { Regions, Use } from '../../facts/flow/regions';
import { importOf, specifierOf } from '../../syntax/imports';
import type { Plan, Problem, Related, Slice, SliceInput, Span, TypeInfo, TypeScript } from '../../types';
import { meets, Sides } from './sides';

export function checkSharedState(input: SliceInput, whole: Slice): { problems: Problem[]; refused: Plan[] } {
  if (!whole.roots.length) return { problems: [], refused: [] };
  const state = new SharedState(input, whole);
  state.check();
  const { problems, refused } = state;
  return { problems, refused };
}

/** Findings about the variables of one file's worker module. */
class SharedState {
  readonly problems: Problem[] = [];
  readonly refused: Plan[] = [];
  readonly ts: TypeScript;
  readonly file: ts.SourceFile;
  readonly types: TypeInfo;
  readonly sides: Sides;
  readonly regions: Regions;
  readonly spokenOf = new Set<ts.Node>();

  constructor(
    input: SliceInput,
    readonly whole: Slice,
  ) {
    this.ts = input.ts;
    this.file = input.file;
    this.types = input.types;
    this.sides = new Sides(input, whole);
    this.regions = this.sides.regions;
  }

  check(): void {
    const { sides, problems } = this;
    // those of the file itself are `regexp-state.ts`'s
    for (const { patterns } of sides.inWorker.regions)
      for (const use of patterns)
        if (!use.atLoad && use.root.getSourceFile() !== this.file)
          problems.push(...this.#importKeepsState(use.root, use));
    const here = new Map<ts.Node, Use[]>();
    const atLoad = new Map<ts.Node, Use[]>();
    for (const { uses } of sides.inWorker.regions)
      for (const use of uses) if (this.regions.changed.has(use.root)) append(use.atLoad ? atLoad : here, use);
    if (!here.size && !atLoad.size) return;

    const there = new Map<ts.Node, Use[]>();
    for (const { uses } of sides.onCaller.regions)
      for (const use of uses)
        if ((here.has(use.root) || atLoad.has(use.root)) && !(use.atLoad && sides.runsOnBoth(use.node)))
          append(there, use);
    for (const [root, inside] of here) problems.push(...this.#judge(root, inside, there.get(root) ?? []));
    for (const [root, inside] of atLoad)
      if (!here.has(root)) problems.push(...this.#judgeLoading(inside, there.get(root) ?? []));
  }

  #judge(root: ts.Node, inside: readonly Use[], outside: readonly Use[]): Problem[] {
    const pair = (a: (u: Use) => boolean, b: (u: Use) => boolean): [Use, Use] | undefined => {
      for (const theirs of outside.filter(b))
        for (const ours of inside) if (a(ours) && meets(ours, theirs)) return [ours, theirs];
      return undefined;
    };
    const isAny = (u: Use) => u.sure;
    const isWrite = (u: Use) => u.access !== 'read' && u.sure;
    const replaced = pair(isAny, (u) => u.access === 'replace');
    const found = replaced ?? pair(isAny, isWrite) ?? pair(isWrite, isAny);
    if (found) return [this.#conflict(root, ...found)];
    const mayWrite = (u: Use) => u.access !== 'read';
    const possible = pair(() => true, mayWrite) ?? pair(mayWrite, () => true);
    if (possible) return [this.#conflict(root, ...possible)];
    const only = inside.find(isWrite);
    return only
      ? this.ts.isExpression(root) || root.getSourceFile() === this.file
        ? [this.#statePerWorker(root, only)]
        : this.#importKeepsState(root, only)
      : [];
  }

  // given: let level = 1; console.log(level++); const table = [level]; where `table` is used in the worker
  /** Judges things that workers do again as they load, after what only this side did before. */
  #judgeLoading(inside: readonly Use[], outside: readonly Use[]): Problem[] {
    const { regions } = this;
    const writes = outside.filter((u) => u.access !== 'read');
    for (const ours of writes.length ? inside : []) {
      const before = this.sides.loadedBefore(ours.node);
      const theirs = writes.find((u) => meets(ours, u) && before.has(regions.keyOf(u.node)));
      if (!theirs) continue;
      const isSure = before.isSure(regions.keyOf(theirs.node)) && ours.sure && theirs.sure;
      return [this.#conflict(ours.root, { ...ours, sure: isSure }, theirs)];
    }
    return [];
  }

  #conflict(root: ts.Node, ours: Use, theirs: Use): Problem {
    const plan = this.sides.planFor(ours);
    const [position, ...inWorkers] = this.#placesOf(ours);
    const [elsewhere, ...beyond] = this.#callersPlacesOf(theirs);
    const what = theirs.access === 'replace' ? 'reassigned' : theirs.access === 'change' ? 'changed' : 'used';
    const line = this.ts.getLineAndCharacterOfPosition(elsewhere.getSourceFile(), elsewhere.getStart()).line + 1;
    const there = [
      this.#at(elsewhere, `It is ${what} here, at line ${line}, on the caller's thread.`),
      ...beyond.map((node) => this.#through(node)),
    ];
    const does = ours.access === 'read' ? 'used' : 'changed';
    const inTheWorker = [
      this.#at(position, `It is ${does} here, in the worker.`),
      ...inWorkers.map((node) => this.#through(node)),
    ];
    const sharing = this.whole.roots.filter((p) => p.unit !== plan.unit && this.sides.uses(p, root, theirs));
    const isSure = ours.sure && theirs.sure;
    if (isSure) this.refused.push(plan, ...sharing);
    const others = isSure
      ? sharing.map((p) => this.#spanAt(p, `'${p.name}' uses it, too, and can't be moved either.`))
      : [];
    const chain = theirs.access === 'read' ? [...inTheWorker, ...there] : [...there, ...inTheWorker];
    if (theirs.access === 'replace' && !inWorkers.length) chain.pop(); // that is where the error stands
    const twice = chain.findIndex((r, i) =>
      chain.some((o, j) => j < i && o.file === r.file && o.span.start === r.span.start && o.message === r.message),
    );
    if (twice >= 0) chain.splice(twice, 1);
    const name = !isSure ? 'mayShareState' : theirs.access === 'replace' ? 'reassigned' : 'sharedState';
    return problem(
      name,
      this.file,
      this.#spanOf(position),
      [plan.name, this.sides.nameOf(root)],
      [this.#declared(root), ...chain, ...others],
    );
  }

  #statePerWorker(root: ts.Node, only: Use): Problem {
    const [position, ...rest] = this.#placesOf(only);
    const chain = [this.#declared(root), ...rest.map((node) => this.#through(node))];
    return problem(
      'statePerWorker',
      this.file,
      this.#spanOf(position),
      [this.sides.planFor(only).name, this.sides.nameOf(root)],
      chain,
    );
  }

  #importKeepsState(root: ts.Node, only: Use): Problem[] {
    const plan = this.sides.planFor(only);
    const [position] = this.#placesOf(only);
    const link = this.#linkFor(position);
    if (!link || this.spokenOf.has(link)) return [];
    this.spokenOf.add(link);
    const related = [this.#at(only.node, 'It is changed here.'), this.#spanAt(plan, `'${plan.name}' runs in workers.`)];
    return [
      problem(
        'importKeepsState',
        this.file,
        this.#spanOf(link),
        [specifierOf(this.ts, link)!.text, this.sides.nameOf(root)],
        related,
      ),
    ];
  }

  /** Where a worker does something: in this file; and, where that only leads to it, the thing itself. */
  #placesOf(use: Use): [ts.Node, ...ts.Node[]] {
    const { file } = this;
    return this.#places(
      use,
      use.node.getSourceFile() === file ? [] : this.sides.inWorker.pathTo(this.regions.keyOf(use.node)).nodes,
      (n) => n.getSourceFile() === file,
    );
  }

  /** Where the caller does something: what leads to code that workers run, too. */
  #callersPlacesOf(use: Use): [ts.Node, ...ts.Node[]] {
    const { regions } = this;
    const key = regions.keyOf(use.node);
    return this.#places(
      use,
      this.sides.inWorker.has(key) ? this.sides.onCaller.pathTo(key).nodes : [],
      (n) => !this.sides.inWorker.has(regions.keyOf(n)),
    );
  }

  #places(use: Use, path: readonly ts.Node[], isHere: (n: ts.Node) => boolean): [ts.Node, ...ts.Node[]] {
    const end = path.findIndex((n) => !isHere(n));
    const leads = path[(end < 0 ? path.length : end) - 1];
    const rest = use.inside ? [use.inside] : [];
    return leads ? [leads, use.node, ...rest] : [use.node, ...rest];
  }

  /** The import by which a name reaches another module. */
  #linkFor(name: ts.Node) {
    const { ts } = this;
    for (const d of ts.isIdentifier(name) ? this.types.declarationsOf(name) : []) {
      const link = importOf(ts, d);
      if (link && specifierOf(ts, link)) return link;
    }
    return undefined;
  }

  #through(node: ts.Node): Related {
    return this.#at(node, 'This is what it leads to.');
  }

  #declared(root: ts.Node): Related {
    return this.#at((root as ts.NamedDeclaration).name ?? root, `'${this.sides.nameOf(root)}' is declared here.`);
  }

  #spanOf(node: ts.Node): Span {
    return { start: node.getStart(), end: node.end };
  }

  #at(node: ts.Node, message: string): Related {
    return { file: node.getSourceFile(), span: this.#spanOf(node), message };
  }

  #spanAt(plan: Plan, message: string): Related {
    return { file: this.file, span: plan.span, message };
  }
}

function append(to: Map<ts.Node, Use[]>, use: Use): void {
  const list = to.get(use.root);
  if (list) list.push(use);
  else to.set(use.root, [use]);
}
