/**
 * Variables of modules that both sides have: in the file that a function is cut from, and in every module of the
 * project that the worker loads again. Where one side changes what the other uses, each would have its own.
 */
import type ts from 'typescript';
import { problem } from '../../diagnostics';
import { type Reached, reach } from '../../facts/flow/reach';
import { type Region, regionsOf, type Use } from '../../facts/flow/regions';
import { createImports } from '../../facts/names/loaded-modules';
import { importOf, specifierOf } from '../../syntax/imports';
import type { Plan, Problem, Related, Slice, SliceInput, Span } from '../../types';

export function checkSharedState(input: SliceInput, whole: Slice): { problems: Problem[]; refused: Plan[] } {
  const { ts, types, file } = input;
  const problems: Problem[] = [];
  const refused: Plan[] = [];
  if (!whole.roots.length) return { problems, refused };
  const regions = regionsOf(ts, types);
  const planOf = new Map<ts.Node, Plan>();
  for (const plan of whole.roots) for (const key of startsOf(plan)) if (!planOf.has(key)) planOf.set(key, plan);
  for (const { key } of regions.all)
    if (regions.isMadeByStatement(key) && key.getSourceFile() === file && runsOnBoth(key))
      planOf.set(key, whole.roots[0]!);
  const inWorker = reach(
    ts,
    regions,
    planOf.keys(),
    () => false,
    () => false,
  );
  const spokenOf = new Set<ts.Node>();
  // those of the file itself are `pattern-state.ts`'s
  for (const { patterns } of inWorker.regions)
    for (const use of patterns)
      if (!use.atLoad && use.root.getSourceFile() !== file) problems.push(...importKeepsState(use.root, use));
  const here = new Map<ts.Node, Use[]>();
  const atLoad = new Map<ts.Node, Use[]>();
  for (const { uses } of inWorker.regions)
    for (const use of uses) if (regions.changed.has(use.root)) append(use.atLoad ? atLoad : here, use);
  if (!here.size && !atLoad.size) return { problems, refused };

  const loaded = createImports(ts, types, input.options).loadedBy(file, whole);
  const onCaller = callersCode();
  const there = new Map<ts.Node, Use[]>();
  for (const { uses } of onCaller.regions)
    for (const use of uses)
      if ((here.has(use.root) || atLoad.has(use.root)) && !(use.atLoad && runsOnBoth(use.node))) append(there, use);
  let loadedHere: readonly ts.Node[] | undefined;
  for (const [root, inside] of here) problems.push(...judge(root, inside, there.get(root) ?? []));
  for (const [root, inside] of atLoad)
    if (!here.has(root)) problems.push(...judgeLoading(inside, there.get(root) ?? []));
  return { problems, refused };

  function append(to: Map<ts.Node, Use[]>, use: Use): void {
    const list = to.get(use.root);
    if (list) list.push(use);
    else to.set(use.root, [use]);
  }

  /** Where what a function runs begins. */
  function startsOf({ unit }: Plan): ts.Node[] {
    if (!('mark' in unit)) return [unit.argument];
    const { parent } = unit.hiddenNode;
    return ts.isClassLike(parent) ? [unit.hiddenNode, regions.keyOf(parent)] : [unit.hiddenNode];
  }

  /**
   * What runs on the caller's thread: what modules do as they load, and all that leads to. Besides, what nothing in
   * the project refers to, since others may; but not what only this file's workers do.
   */
  function callersCode(): Reached {
    const starts: ts.Node[] = [];
    for (const region of regions.all) {
      const { key } = region;
      if (regions.isMadeByStatement(key)) {
        if (!loaded.has(key.getSourceFile())) starts.push(key);
      } else if (actsAtLoad(region) ? !runsOnBoth(key) : isFreestanding(key)) starts.push(key);
    }
    const isTask = new Set<ts.Node>();
    for (const t of types.tasks) if (!isAwaited(t)) isTask.add(t.hiddenNode);
    for (const w of input.wrappers) if (input.classified.get(w)?.kind !== 'async') isTask.add(w.argument);
    return reach(
      ts,
      regions,
      starts,
      (key) => isTask.has(key),
      (member, owner) => isExported(owner) && !regions.asked.has(nameOf(member)),
    );
  }

  function isAwaited({ mark, plain }: (typeof types.tasks)[number]): boolean {
    return !mark.stated && plain.some((fn) => types.returnsPromise(fn));
  }

  function isFreestanding(key: ts.Node): boolean {
    return !regions.referred.has(key) && !inWorker.has(key) && isTopLevel(key) && isExported(key);
  }

  function isTopLevel(key: ts.Node): boolean {
    return ts.isVariableDeclaration(key) || ts.isSourceFile(key.parent);
  }

  function isExported(owner: ts.Node): boolean {
    const statement = ts.isVariableDeclaration(owner) ? owner.parent.parent : owner;
    const exports =
      ts.canHaveModifiers(statement) &&
      !!ts.getModifiers(statement)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
    return exports || ts.isExportAssignment(owner) || namesExportedBy(owner.getSourceFile()).has(nameOf(owner));
  }

  /** By `export { a as b }` and `export default a`. */
  function namesExportedBy(source: ts.SourceFile): ReadonlySet<string> {
    return types.perFile('exported names', source, () => {
      const names = source.statements.flatMap((s) => {
        if (ts.isExportAssignment(s)) return ts.isIdentifier(s.expression) ? [s.expression.text] : [];
        const clause = ts.isExportDeclaration(s) && !s.moduleSpecifier ? s.exportClause : undefined;
        return clause && ts.isNamedExports(clause) ? clause.elements.map((e) => (e.propertyName ?? e.name).text) : [];
      });
      return new Set(names);
    });
  }

  /** As a module loads, in a worker like here: it sets up on both sides alike. */
  function runsOnBoth(node: ts.Node): boolean {
    const source = node.getSourceFile();
    if (source !== file) return loaded.has(source);
    for (let n = node; n !== file; n = n.parent) if (whole.units.has(n as ts.Statement)) return true;
    return false;
  }

  function judge(root: ts.Node, inside: readonly Use[], outside: readonly Use[]): Problem[] {
    const pair = (a: (u: Use) => boolean, b: (u: Use) => boolean): [Use, Use] | undefined => {
      for (const theirs of outside.filter(b))
        for (const ours of inside) if (a(ours) && meets(ours, theirs)) return [ours, theirs];
      return undefined;
    };
    const isAny = (u: Use) => u.sure;
    const isWrite = (u: Use) => u.access !== 'read' && u.sure;
    const replaced = pair(isAny, (u) => u.access === 'replace');
    const found = replaced ?? pair(isAny, isWrite) ?? pair(isWrite, isAny);
    if (found) return [conflict(root, ...found)];
    const mayWrite = (u: Use) => u.access !== 'read';
    const possible = pair(() => true, mayWrite) ?? pair(mayWrite, () => true);
    if (possible) return [conflict(root, ...possible)];
    const only = inside.find(isWrite);
    return only
      ? ts.isExpression(root) || root.getSourceFile() === file
        ? [statePerWorker(root, only)]
        : importKeepsState(root, only)
      : [];
  }

  // given: let level = 1; console.log(level++); const table = [level]; where `table` is used in the worker
  /** What workers do again as they load comes after what only this side did before. */
  function judgeLoading(inside: readonly Use[], outside: readonly Use[]): Problem[] {
    const writes = outside.filter((u) => u.access !== 'read');
    for (const ours of writes.length ? inside : []) {
      const before = loadedBefore(ours.node);
      const theirs = writes.find((u) => meets(ours, u) && before.has(regions.keyOf(u.node)));
      if (!theirs) continue;
      const isSure = before.isSure(regions.keyOf(theirs.node)) && ours.sure && theirs.sure;
      return [conflict(ours.root, { ...ours, sure: isSure }, theirs)];
    }
    return [];
  }

  /** What only this side runs before a node of what both load; what another file runs is only perhaps before. */
  function loadedBefore(node: ts.Node): { isSure(key: ts.Node): boolean; has(key: ts.Node): boolean } {
    const source = node.getSourceFile();
    const starts = (loadedHere ??= regions.all.filter((r) => actsAtLoad(r) && !runsOnBoth(r.key)).map((r) => r.key));
    const others = starts.filter((key) => key.getSourceFile() !== source);
    const earlier = starts.filter((key) => key.getSourceFile() === source && key.pos < node.pos);
    const never = () => false;
    const sure = reach(ts, regions, earlier, never, never);
    const possible = reach(ts, regions, others, never, never);
    return { isSure: sure.has, has: (key) => sure.has(key) || possible.has(key) };
  }

  /** It calls or changes something as its module loads. */
  function actsAtLoad({ key, callsAtLoad, uses }: Region): boolean {
    return regions.isStatement(key) || callsAtLoad || uses.some((u) => u.atLoad && u.access !== 'read');
  }

  function meets(a: Use, b: Use): boolean {
    return a.member === undefined || b.member === undefined || a.member === b.member;
  }

  function conflict(root: ts.Node, ours: Use, theirs: Use): Problem {
    const plan = planFor(ours);
    const [position, ...inWorkers] = placesOf(ours);
    const [elsewhere, ...beyond] = callersPlacesOf(theirs);
    const what = theirs.access === 'replace' ? 'reassigned' : theirs.access === 'change' ? 'changed' : 'used';
    const line = ts.getLineAndCharacterOfPosition(elsewhere.getSourceFile(), elsewhere.getStart()).line + 1;
    const there = [
      at(elsewhere, `It is ${what} here, at line ${line}, on the caller's thread.`),
      ...beyond.map(through),
    ];
    const does = ours.access === 'read' ? 'used' : 'changed';
    const inTheWorker = [at(position, `It is ${does} here, in the worker.`), ...inWorkers.map(through)];
    const sharing = whole.roots.filter((p) => p.unit !== plan.unit && uses(p, root, theirs));
    const isSure = ours.sure && theirs.sure;
    if (isSure) refused.push(plan, ...sharing);
    const others = isSure ? sharing.map((p) => spanAt(p, `'${p.name}' uses it, too, and can't be moved either.`)) : [];
    const chain = theirs.access === 'read' ? [...inTheWorker, ...there] : [...there, ...inTheWorker];
    if (theirs.access === 'replace' && !inWorkers.length) chain.pop(); // that is where the error stands
    const twice = chain.findIndex((r, i) =>
      chain.some((o, j) => j < i && o.file === r.file && o.span.start === r.span.start && o.message === r.message),
    );
    if (twice >= 0) chain.splice(twice, 1);
    const name = !isSure ? 'mayShareState' : theirs.access === 'replace' ? 'reassigned' : 'sharedState';
    return problem(name, file, spanOf(position), [plan.name, nameOf(root)], [declared(root), ...chain, ...others]);
  }

  function statePerWorker(root: ts.Node, only: Use): Problem {
    const [position, ...rest] = placesOf(only);
    const chain = [declared(root), ...rest.map(through)];
    return problem('statePerWorker', file, spanOf(position), [planFor(only).name, nameOf(root)], chain);
  }

  function importKeepsState(root: ts.Node, only: Use): Problem[] {
    const plan = planFor(only);
    const [position] = placesOf(only);
    const link = linkFor(position);
    if (!link || spokenOf.has(link)) return [];
    spokenOf.add(link);
    const related = [at(only.node, 'It is changed here.'), spanAt(plan, `'${plan.name}' runs in workers.`)];
    return [problem('importKeepsState', file, spanOf(link), [specifierOf(ts, link)!.text, nameOf(root)], related)];
  }

  /** Where a worker does something: in this file; and, where that only leads to it, the thing itself. */
  function placesOf(use: Use): [ts.Node, ...ts.Node[]] {
    return places(
      use,
      use.node.getSourceFile() === file ? [] : inWorker.pathTo(regions.keyOf(use.node)).nodes,
      (n) => n.getSourceFile() === file,
    );
  }

  /** The same of the caller: what leads to code that workers run, too. */
  function callersPlacesOf(use: Use): [ts.Node, ...ts.Node[]] {
    const key = regions.keyOf(use.node);
    return places(use, inWorker.has(key) ? onCaller.pathTo(key).nodes : [], (n) => !inWorker.has(regions.keyOf(n)));
  }

  function places(use: Use, path: readonly ts.Node[], isHere: (n: ts.Node) => boolean): [ts.Node, ...ts.Node[]] {
    const end = path.findIndex((n) => !isHere(n));
    const leads = path[(end < 0 ? path.length : end) - 1];
    const rest = use.inside ? [use.inside] : [];
    return leads ? [leads, use.node, ...rest] : [use.node, ...rest];
  }

  function through(node: ts.Node): Related {
    return at(node, 'This is what it leads to.');
  }

  function planFor(use: Use): Plan {
    return planOf.get(inWorker.pathTo(regions.keyOf(use.node)).start)!;
  }

  function uses(plan: Plan, root: ts.Node, theirs: Use): boolean {
    const own = reach(
      ts,
      regions,
      startsOf(plan),
      () => false,
      () => false,
    );
    return own.regions.some((r) => r.uses.some((u) => u.root === root && !u.atLoad && meets(u, theirs)));
  }

  /** The import by which a name reaches another module. */
  function linkFor(name: ts.Node) {
    for (const d of ts.isIdentifier(name) ? types.declarationsOf(name) : []) {
      const link = importOf(ts, d);
      if (link && specifierOf(ts, link)) return link;
    }
    return undefined;
  }

  function nameOf(node: ts.Node): string {
    if (ts.isIdentifier(node) || ts.isElementAccessExpression(node)) return node.getText();
    const { name } = node as ts.NamedDeclaration;
    return name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) ? name.text : 'default';
  }

  function declared(root: ts.Node): Related {
    return at((root as ts.NamedDeclaration).name ?? root, `'${nameOf(root)}' is declared here.`);
  }

  function spanOf(node: ts.Node): Span {
    return { start: node.getStart(), end: node.end };
  }

  function at(node: ts.Node, message: string): Related {
    return { file: node.getSourceFile(), span: spanOf(node), message };
  }

  function spanAt(plan: Plan, message: string): Related {
    return { file, span: plan.span, message };
  }
}
