/** What a function changes that is not its own: its arguments, what it captures, and state that each side would have its own of. */
import type ts from 'typescript';
import { problem } from '../../diagnostics';
import type { Access, CopiedResult, Divided, Facts, GivenBack, InputWrite } from '../../facts/flow/flow';
import type { Lost } from '../../facts/flow/lost';
import { isInside } from '../../syntax/nodes';
import { firstLineOf, lineOf, relatedAt, spanOf } from '../../syntax/positions';
import { bodiesOf, isInstanceMethod, isUntracked } from '../../syntax/task-nodes';
import type { Plan, Problem, Related, Slice, SliceInput, Tracked } from '../../types';

export interface Changed {
  readonly problems: Problem[];
  readonly refused: Plan[];
  /** What is given back, by plan: as `Plan.tracked` has it. */
  readonly tracked: ReadonlyMap<Plan, readonly Tracked[]>;
}

export function checkChanges(input: SliceInput, whole: Slice, facts: Facts): Changed {
  return new Changes(input, whole).check(facts);
}

class Changes {
  readonly problems: Problem[] = [];
  readonly refused: Plan[] = [];
  readonly tracked = new Map<Plan, Tracked[]>();
  readonly said = new Set<string>();

  constructor(
    readonly input: SliceInput,
    readonly whole: Slice,
  ) {}

  check(facts: Facts): Changed {
    const { problems, refused, tracked } = this;
    if (facts.isOverBudget) this.#isUnknown();
    // what is sure first, or alone, where nothing else is known: one finding for each
    const said = <T extends { sure: boolean }>(found: readonly T[]): T[] =>
      found.filter(({ sure }) => sure || !facts.isOverBudget).sort((a, b) => Number(b.sure) - Number(a.sure));
    for (const write of said(facts.inputs)) {
      if (isUntracked(write.plan.unit)) continue;
      // a stream gives nothing back, nor does what has returned, or runs on its caller's side
      if (write.plan.stream || write.isLate || write.isThere) this.#input(write);
      else this.#isGivenBack(write);
    }
    for (const plan of facts.sharing) if (!isUntracked(plan.unit)) this.#track(plan);
    for (const each of said(facts.divided)) this.#state(each);
    for (const each of facts.copied) this.#copied(each);
    for (const each of facts.compared) this.#compared(each);
    for (const each of facts.lost) if (!isSaidOf(each, facts)) this.#lost(each);
    for (const { plan, node, changed } of facts.givenBack)
      this.problems.push(
        problem(
          'callbackGetsCopy',
          this.input.file,
          plan.span,
          [plan.name, whatIsChanged[changed](`line ${lineOf(node)}`)],
          [this.#at(node, 'It is done here.')],
        ),
      );
    return { problems: problems.sort((a, b) => a.span.start - b.span.start), refused, tracked };
  }

  /** Any of them may change whatever it is given. */
  #isUnknown(): void {
    for (const plan of this.whole.roots) {
      const { unit, name, span, stream, environment } = plan;
      this.problems.push(problem('tooMuchToFollow', this.input.file, span, [name]));
      if (stream || isUntracked(unit)) continue;
      const evidence = { file: this.input.file, span, text: 'It is too much to be followed.' };
      const track = (given: string, what: string) =>
        this.#track(plan).push({ given, name: what, sure: false, evidence });
      track('0+', 'all that it is given');
      if (isInstanceMethod(unit)) track('this', 'this');
      for (const captured of environment.captures.keys()) track(`.${captured}`, captured);
    }
  }

  #isGivenBack({ plan, root, given, sure, steps, why }: InputWrite): void {
    const tracked = this.#track(plan);
    if (tracked.some((each) => each.given === given)) return;
    const { ts } = this.input;
    const name = ts.isFunctionLike(root) ? 'this' : ((root as ts.ParameterDeclaration).name ?? root).getText();
    const last = steps.at(-1)!;
    const text = why === undefined ? 'It is changed here.' : whatIs(why);
    tracked.push({ given, name, sure, evidence: { file: last.getSourceFile(), span: spanOf(last), text } });
  }

  #track(plan: Plan): Tracked[] {
    const known = this.tracked.get(plan) ?? [];
    this.tracked.set(plan, known);
    return known;
  }

  #copied({ plan, of, isThrown, node, does }: CopiedResult): void {
    const { file } = this.input;
    const line = lineOf(node);
    const what = {
      state: 'an object of its module',
      argument: 'what it is given',
      yielded: 'what it looks at again',
      callback: 'what a function of its caller throws',
    }[of];
    const then = does === 'changes' ? `it is changed at line ${line}` : `line ${line} asks whether it is the same`;
    this.problems.push(
      problem(
        'resultIsCopy',
        file,
        plan.span,
        [plan.name, `${isThrown ? 'throws' : plan.stream ? 'yields' : 'returns'} ${what}`, then],
        [this.#at(node, 'It is done here.')],
      ),
    );
  }

  #lost({ plan, of, what, name, node, does }: Lost): void {
    const { file } = this.input;
    const lacks = {
      frozen: 'which is not frozen',
      symbol: 'without what it has under symbols',
      hidden: `without '${name}', which is not enumerable`,
      getter: `in which the getter '${name}' is a value`,
      place: `whose 'lastIndex' begins at 0`,
      class: `which is no '${name}'`,
    }[what];
    const which = of === 'given' ? 'is given' : 'returns';
    const line = lineOf(node);
    const where = {
      asks: `line ${line} asks for it`,
      changes: `line ${line} changes it`,
      'is made': `see line ${line}`,
    };
    this.problems.push(
      problem(
        'copyLacks',
        file,
        plan.span,
        [plan.name, which, lacks, where[does]],
        [this.#at(node, 'It is done here.')],
      ),
    );
  }

  #compared({ plan, node, name }: Facts['compared'][number]): void {
    const { file } = this.input;
    const key = `${plan.name} is ${name}`;
    if (this.said.has(key)) return;
    this.said.add(key);
    const isHere = node.getSourceFile() === file;
    const related = isHere ? [] : [this.#at(node, 'It is done here.')];
    const span = isHere ? spanOf(node) : plan.span;
    this.problems.push(problem('comparesCopies', file, span, [plan.name, name], related));
  }

  #input({ plan, root, path, sure, steps, why, isThere }: InputWrite): void {
    const { ts, types, file } = this.input;
    const named = this.#partAt(root, path);
    const key = `${plan.name} ${named.pos}`;
    if (this.said.has(key)) return;
    this.said.add(key);
    const name = ts.isFunctionLike(named) ? 'this' : named.getText();
    // it may be shared, or given away
    const isShared = !ts.isFunctionLike(named) && types.isBinary(named);
    const { checker } = types;
    if (isShared && /SharedArrayBuffer/.test(checker.typeToString(checker.getTypeAtLocation(named)))) return;
    const { here, last } = this.#place(plan, steps);
    const isWhole = named === root || (ts.isParameter(root) && named === root.name);
    const declared = ts.isParameter(root)
      ? `It is ${isWhole ? 'a parameter' : 'part of a parameter'}, declared here.`
      : `'${name}' is declared here.`;
    const chain: Related[] = [
      ...(last === here && why === undefined ? [] : [this.#at(last, whatIs(why))]),
      this.#at(named, declared),
    ];
    const isSure = sure && !isShared;
    if (isSure) this.refused.push(plan);
    if (isSure && ts.isFunctionLike(root)) {
      const changed = here ?? last;
      const why = `it changes '${firstLineOf(this.#namedIn(changed))}'`;
      this.problems.push(
        problem('instanceMethod', file, plan.span, [plan.name, why], [this.#at(changed, 'This is why.')]),
      );
      return;
    }
    const isCapture = !ts.isParameter(root) && !ts.isFunctionLike(root);
    const kind = !isSure ? 'mayWriteParameter' : isCapture ? 'writesCapture' : 'writesParameter';
    const span = here ? spanOf(this.#namedIn(here)) : plan.span;
    const lost = isThere ? 'there' : plan.stream ? 'stream' : 'late';
    this.problems.push(
      kind === 'writesCapture'
        ? problem(kind, file, span, [plan.name, name], chain)
        : problem(kind, file, span, [plan.name, name, lost], chain),
    );
  }

  /** Of a destructured parameter, the part that is meant, where that has a name. */
  #partAt(root: ts.Node, path: string): ts.Node {
    const { ts } = this.input;
    if (!ts.isParameter(root)) return root;
    let name: ts.BindingName = root.name;
    for (const step of path.split('.').slice(1)) {
      if (ts.isIdentifier(name)) break;
      const isOfArray = ts.isArrayBindingPattern(name);
      const element = [...name.elements].find(
        (e, i): e is ts.BindingElement =>
          ts.isBindingElement(e) &&
          (isOfArray ? step === '*' || step === String(i) : (e.propertyName ?? e.name).getText() === step),
      );
      if (!element) break;
      name = element.name;
    }
    return name;
  }

  /** The step that stands in the function itself, or in its file; and the last, which is what happens. */
  #place(plan: Plan, steps: readonly ts.Node[]): { here: ts.Node | undefined; last: ts.Node } {
    const { file } = this.input;
    const bodies = bodiesOf(plan.unit);
    const inFile = steps.filter((step) => step.getSourceFile() === file);
    const own = inFile.filter((step) => bodies.some((body) => isInside(step, body)));
    return { here: own.at(-1) ?? inFile[0], last: steps.at(-1)! };
  }

  #state({ plan, sharing, name, declaration, isPattern, sure, ours, theirs }: Divided): void {
    const { file } = this.input;
    const key = `${name} ${declaration?.pos} ${declaration?.getSourceFile().fileName}`;
    // what one call may do to all that it gets is one finding
    const unknown = sure ? undefined : [ours, theirs].find((access) => access?.why !== undefined)?.steps.at(-1);
    const call = unknown && `${plan.name} ${unknown.pos} ${unknown.getSourceFile().fileName}`;
    if (this.said.has(key) || (call && this.said.has(call))) return;
    this.said.add(key);
    if (call) this.said.add(call);
    const { here, last } = this.#place(plan, ours.steps);
    const there = theirs && this.#placeElsewhere(theirs.steps);
    const line = there && lineOf(there);
    const verb = isPattern ? 'is used' : verbOf(ours);
    const named = declaration && ((declaration as ts.NamedDeclaration).name ?? declaration);
    const chain: Related[] = [
      ...(named ? [this.#at(named, `'${name}' is declared here.`)] : []),
      ...(here && !theirs && !isPattern ? [] : [this.#at(here ?? last, `It ${verb} here, in the worker.`)]),
      ...(here && last !== here ? [this.#at(last, 'This is what it leads to.')] : []),
      ...(there ? [this.#at(there, `It ${verbOf(theirs)} here, at line ${line}, on the caller's thread.`)] : []),
      ...(there && theirs.steps.at(-1) !== there ? [this.#at(theirs.steps.at(-1)!, 'This is what it leads to.')] : []),
    ];
    const span = here ? spanOf(this.#namedIn(here)) : plan.span;
    if (isPattern) {
      const at = named?.getSourceFile() === file ? spanOf(this.#namedIn(named)) : span;
      this.problems.push(problem('placePerWorker', file, at, [plan.name, name], chain));
      return;
    }
    if (!theirs) {
      // others may have imported it, too
      const isImported = !!declaration && declaration.getSourceFile() !== file && !!here && last === here;
      if (isImported) this.refused.push(plan, ...sharing);
      this.problems.push(problem(isImported ? 'writesImport' : 'statePerWorker', file, span, [plan.name, name], chain));
      return;
    }
    if (sure) {
      this.refused.push(plan, ...sharing);
      for (const each of sharing)
        chain.push({ file, span: each.span, message: `'${each.name}' uses it, too, and can't be moved either.` });
    }
    const kind = !sure ? 'mayShareState' : theirs.does === 'replaces' ? 'reassigned' : 'sharedState';
    this.problems.push(problem(kind, file, span, [plan.name, name], chain));
  }

  /** What leads to it on the caller's side: the last step that only that side takes. */
  #placeElsewhere(steps: readonly ts.Node[]): ts.Node {
    const { file } = this.input;
    const isBoth = (step: ts.Node) =>
      step.getSourceFile() === file && [...this.whole.units].some((unit) => isInside(step, unit));
    return steps.findLast((step) => !isBoth(step)) ?? steps.at(-1)!;
  }

  /** What of an expression names the thing that it changes. */
  #namedIn(node: ts.Node): ts.Node {
    const { ts } = this.input;
    if (!ts.isCallExpression(node)) return node;
    return ts.isPropertyAccessExpression(node.expression) ? node.expression.expression : node.expression;
  }

  #at(node: ts.Node, message: string): Related {
    return relatedAt(this.#namedIn(node), message);
  }
}

/** Its caller changes a copy of something frozen, which is said of it as a copy. */
const isSaidOf = ({ plan, does }: Lost, { copied }: Facts): boolean =>
  does === 'changes' && copied.some((each) => each.plan === plan && each.does === 'changes');

const whatIsChanged: Record<GivenBack['changed'], (where: string) => string> = {
  there: (where) => `goes on to use what a function of its caller changes at ${where}`,
  'after it was given': (where) =>
    `changes, at ${where}, what it has given to a function of its caller, which keeps it`,
  'which was answered': (where) => `changes, at ${where}, what a function of its caller gives it, and keeps`,
};

const whatIs = (why: string | undefined): string =>
  why === undefined ? 'This is what it leads to.' : `Nothing is known of what this does: ${why}.`;

function verbOf({ does, why }: Access): string {
  if (does === 'reads') return 'is used';
  if (why !== undefined) return 'may be changed';
  return does === 'replaces' ? 'is reassigned' : 'is changed';
}
