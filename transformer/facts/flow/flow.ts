/**
 * Where values go in the functions that a file's worker module runs, and in what their callers run besides: what of
 * its inputs a function writes, and which state the two sides would not share.
 *
 * Begins at the marked functions and what loads with them. Of the rest of the project only code is looked at that
 * mentions state which that reaches, and code that such code is reached from.
 *
 * Long, since what is looked at depends on what was found.
 */
import type ts from 'typescript';
import { hasModifier, isCaught, isInside, topLevelStatement, unwrap } from '../../syntax/nodes';
import { isInstanceMethod, visibleDeclarations } from '../../syntax/task-nodes';
import type { Imported, Plan, Slice, SliceInput, TypeScript } from '../../types';
import { append } from '../lists';
import { isStatic } from '../names/evaluation';
import { createImports } from '../names/loaded-modules';
import { mentionsOf } from '../names/mentions';
import { isAmbient } from '../names/roots';
import { nameOfKey, packageOf } from '../platform/signatures';
import { Calls } from './calls';
import { type Constant, findConstants, isValue } from './constants';
import { concerns, type ForeignWrite, foreignWrites, isPrototype, packageCalls } from './foreign';
import {
  type LoadAct as Act,
  type Call,
  type CalledBack,
  type Cause,
  callersOf,
  type Instance,
  isCode,
  isData,
  isForeign,
  isOfCaller,
  isOfWorker,
  type Node,
  type Obj,
  type Side,
  settled,
  type TaskCall,
  type TaskEffects,
  type Use,
} from './graph';
import { ANY, type Callable, ELEMENT, type Member, SELF } from './instructions';
import { changedAfter, createIsLater, type IsLater } from './kept';
import { isLazily } from './lazily';
import { dependsOnCallers, findLost, givenTo, isKnown, type Lost, type Marked, makesOddObjects } from './lost';
import { PointsTo, TO_CALLER } from './points-to';
import { isCallable, type Questions, questionsOf } from './questions';
import { isScratchVariable } from './scratch';
import { argumentsFor, taskEffects } from './task-effects';

/** An input of a marked function that it writes, or may write. */
export interface InputWrite {
  readonly plan: Plan;
  /** A parameter; the function itself, for `this`; the variable that it captures. */
  readonly root: ts.Node;
  readonly path: string;
  readonly sure: boolean;
  /** Where it is done, and what led there, the function's own code coming first. */
  readonly steps: readonly ts.Node[];
  /** Why it is not known, where it is not. */
  readonly why: string | undefined;
  /** It may be done when the function has returned. */
  readonly isLate: boolean;
  /** By a function of its caller, which gets a copy. */
  readonly isThere: boolean;
  /** What is written, as the runtime names it: a parameter, `2+` from there on, a captured variable, `this`. */
  readonly given: string;
}

/** State of which each side would have its own. */
export interface Divided {
  readonly plan: Plan;
  /** Others for which it is so, too. */
  readonly sharing: readonly Plan[];
  /** Whose; of what is within an object of the platform, of that. */
  readonly state: Obj;
  readonly name: string;
  readonly declaration: ts.Node | undefined;
  readonly sure: boolean;
  readonly ours: Access;
  /** A regular expression, whose place it is. */
  readonly isPattern: boolean;
  /** None, where only workers use it. */
  readonly theirs: Access | undefined;
}

export interface Access {
  readonly does: 'reads' | 'changes' | 'replaces';
  readonly steps: readonly ts.Node[];
  readonly why: string | undefined;
}

/** Something that a module does as it loads, in each worker again. */
export interface LoadAct {
  readonly what: Act['what'];
  /** Of the module. */
  readonly statement: ts.Node;
  readonly steps: readonly ts.Node[];
}

/** What a function gives is one of its arguments or the module's own, and its caller has a copy of that. */
export interface CopiedResult {
  readonly plan: Plan;
  readonly of: 'state' | 'argument' | 'yielded' | 'callback';
  /** And does not return. */
  readonly isThrown?: boolean;
  /** Where its caller changes it, or asks whether it is the same. */
  readonly node: ts.Node;
  readonly does: 'changes' | 'compares';
}

/** What goes to and from functions of its caller as copies, and is used as if it were one thing. */
export interface GivenBack {
  readonly plan: Plan;
  readonly node: ts.Node;
  /** By a function of its caller, and it goes on with it; by itself, after that was given it, or has given it. */
  readonly changed: 'there' | 'after it was given' | 'which was answered';
}

/** A variable of the module, of primitive values, that functions read and their caller's side replaces, by a name for it. */
export interface Travelling {
  readonly id: ts.Identifier;
  readonly plans: readonly Plan[];
}

/** What would be lost of an error that a function throws. */
export interface LostInError {
  readonly plan: Plan;
  readonly node: ts.Node;
  readonly what: string;
}

export interface Facts {
  readonly inputs: readonly InputWrite[];
  /** Those whose result, or error, may hold what they were given. */
  readonly sharing: readonly Plan[];
  /** Those that may be run a second time, for comparison: they touch nothing but what they are given, and ask for no clock and no chance. */
  readonly repeatable: readonly Plan[];
  readonly divided: readonly Divided[];
  readonly travelling: readonly Travelling[];
  readonly acts: readonly LoadAct[];
  readonly copied: readonly CopiedResult[];
  readonly lostInErrors: readonly LostInError[];
  /** What it may throw that its file does not name. */
  readonly errorClasses: readonly Imported[];
  /** Objects of modules that functions give, or compare with what they are given, and that nobody changes. */
  readonly constants: readonly Constant[];
  /** What copies do not have, and somebody asks for. */
  readonly lost: readonly Lost[];
  /** Where what it was given is compared with an object of its module, which a copy never is. */
  readonly compared: readonly { readonly plan: Plan; readonly node: ts.Node; readonly name: string }[];
  /** Calls of functions that stay with the caller, in a `try` that would catch what they throw. */
  readonly caught: readonly { readonly plan: Plan; readonly node: ts.Node }[];
  readonly givenBack: readonly GivenBack[];
  /** Where a function of its caller is called once it has returned. */
  readonly late: readonly { readonly plan: Plan; readonly node: ts.Node }[];
  /** Too much to be looked at: nothing is known. */
  readonly isOverBudget: boolean;
}

export function findFacts(input: SliceInput, whole: Slice): Facts {
  return new Flow(input, whole, true).run();
}

/** More than the rest takes, as a rule, and less than it may. */
const MOST_STEPS_FOR_ODD_OBJECTS = 100_000;

interface Unit {
  readonly kind: 'function' | 'class' | 'plain';
  /** A statement of a module. */
  readonly statement: ts.Node;
  readonly fn: Callable | undefined;
  /** It does not run as the module loads, though what it stands in does. */
  readonly isLater: boolean;
  /** What it declares. */
  readonly symbols: readonly ts.Symbol[];
}

interface Shared {
  readonly result: CopiedResult['of'] | undefined;
  readonly part: CopiedResult['of'] | undefined;
  /** Objects of its module that it gives. */
  readonly state: readonly Obj[];
  readonly isOfArgument: boolean;
}
type Shares = (object: Obj) => CopiedResult['of'] | undefined;

class Flow {
  readonly ask: Questions;
  readonly points: PointsTo;
  readonly imports: ReturnType<typeof createImports>;
  readonly loaded: ReadonlySet<ts.SourceFile>;
  readonly roots = new Map<Instance, Plan>();
  readonly #inputs = new Map<string, { plan: Plan; node: ts.Node }>();
  readonly #followed = new Set<ts.Symbol>();
  /** As far as is known yet. */
  #calls: Calls | undefined;
  /** Asked only when all is known. */
  readonly #isLater: IsLater;
  readonly #statements = new Map<Instance, ts.Node | undefined>();
  readonly #holders = new Map<Obj, Obj[]>();
  readonly #effects = new Map<Callable, TaskEffects>();
  readonly #errorClasses = new Map<ts.Node, Imported | undefined>();
  readonly #travelling = new Map<Obj, Travelling>();
  readonly #ran = new Set<ts.Node>();
  readonly #results = new Map<Plan, Node>();
  readonly #given = new Map<Callable, Node>();
  /** Of each function, what is the same on both sides; asked only when all is known. */
  #constants: readonly Constant[] = [];
  readonly #odd = new Map<Plan, boolean>();
  readonly #reached = new Map<ts.Node, boolean>();
  /** Functions and classes that have to do with state, and that nothing of the caller's side calls by name. */
  readonly #unreached = new Set<ts.Node>();
  /** Functions and classes, wherever they stand, in which something that is followed is mentioned. */
  readonly #mentioning = new Set<ts.Node>();
  readonly #marked: Marked;
  #isFollowingOddObjects = false;
  /** Variables to be followed as soon as they are found to hold state. */
  readonly #aliases = new Map<ts.Symbol, () => Iterable<Obj>>();

  constructor(
    readonly input: SliceInput,
    readonly whole: Slice,
    /** Whether callers are followed only since something that they make could be lost in a copy. */
    readonly followsOddObjects: boolean,
  ) {
    const { ts, types, file, options } = input;
    this.ask = questionsOf(ts, types);
    this.imports = createImports(ts, types, options);
    this.loaded = this.imports.loadedBy(file, whole);
    // what is told apart costs most where much is looked at
    const contexts = whole.roots.length <= 10 ? 2 : whole.roots.length <= 40 ? 1 : 0;
    this.points = new PointsTo({
      ask: this.ask,
      contexts,
      sideOf: (statement) => this.#sideOf(statement),
      effectsOf: (fn) => this.#effectsOf(fn),
    });
    this.#isLater = createIsLater(this.points);
    this.#marked = {
      points: this.points,
      plans: whole.roots,
      classes: new Set([...whole.classes.values()].flatMap((id) => this.ask.symbolOf(id)?.declarations ?? [])),
      functionOf: (plan) => this.#functionOf(plan),
      plansOf: (instance) => this.#plansOf(instance),
      resultsOf: (plan) => this.#resultsOf(plan),
      reachable: (objects) => this.#reachable(objects),
    };
  }

  run(): Facts {
    const { points, whole, input } = this;
    for (const plan of whole.roots) this.#begin(plan);
    for (const file of [...this.loaded, input.file])
      for (const statement of file.statements) if (this.#sideOf(statement) === 'load') points.runStatement(statement);
    this.#solve();
    this.#followAll();
    if (this.followsOddObjects && !points.isOverBudget) {
      this.#isFollowingOddObjects = true;
      if (whole.roots.some((plan) => this.#mayLose(plan))) {
        points.work.allowOnly(MOST_STEPS_FOR_ODD_OBJECTS);
        this.#followAll();
        // all callers of a function may be too much
        if (points.isOverBudget) return new Flow(input, whole, false).run();
      }
    }
    this.#noteGiven();
    if (!points.isOverBudget) this.#constants = this.#findConstants();
    return {
      inputs: this.#inputWrites(),
      sharing: whole.roots.filter((plan) => this.#sharesArguments(plan)),
      repeatable: whole.roots.filter((plan) => this.#isRepeatable(plan)),
      divided: this.#divided(),
      travelling: [...this.#travelling.values()],
      acts: this.#loadActs(),
      copied: this.#copiedResults(),
      lostInErrors: this.#lostInErrors(),
      errorClasses: this.#importedErrors(),
      constants: this.#constants,
      lost: findLost(this.#marked),
      compared: this.#comparedCopies(),
      caught: this.#caughtCalls(),
      givenBack: this.#givenBack(),
      late: this.#lateCalls(),
      isOverBudget: points.isOverBudget,
    };
  }

  // ------------------------------------------------------------------ what is run

  #sideOf(statement: ts.Node): Side {
    const { ts } = this.ask;
    const source = statement.getSourceFile();
    // of one that leads back to itself, all is loaded beside its copies
    if (this.loaded.has(source)) return 'load';
    if (source !== this.input.file) return 'caller';
    const { units } = this.whole;
    const isIn = (node: ts.Node) => units.has(node as ts.Statement);
    if (isIn(statement)) return 'load';
    return ts.isVariableStatement(statement) && statement.declarationList.declarations.some(isIn) ? 'load' : 'caller';
  }

  #effectsOf(fn: Callable): TaskEffects {
    let known = this.#effects.get(fn);
    if (!known) this.#effects.set(fn, (known = taskEffects(this.ask, fn)));
    return known;
  }

  #begin(plan: Plan): void {
    const { ts } = this.ask;
    const { points } = this;
    const { unit } = plan;
    const fn = 'mark' in unit ? unit.plain.at(-1)! : unwrap(ts, unit.argument);
    const root = points.rootInstance('worker', fn);
    this.roots.set(root, plan);
    const cause: Cause = { node: fn, instance: root };
    if (!isCallable(ts, fn)) {
      // `unsync(resize)`: the function stands elsewhere
      const callee = points.node();
      for (const each of this.#named(fn)) callee.add(points.functionObject(each, undefined));
      const args = [...callee.objects].flatMap((object) => this.#argumentsOf(plan, object.fn!));
      this.#results.set(plan, points.callNode(callee, points.nothing, args, cause));
      return;
    }
    const self = this.#selfOf(plan, fn);
    this.#results.set(plan, points.callFunction(points.taskFunction(fn), self, this.#argumentsOf(plan, fn), cause));
  }

  #named(node: ts.Node): Callable[] {
    const { ts, types } = this.ask;
    const name = ts.isPropertyAccessExpression(node) ? node.name : node;
    return types
      .targetsOf(name)
      .map((d) => (ts.isVariableDeclaration(d) && d.initializer ? unwrap(ts, d.initializer) : d))
      .filter((d): d is Callable => isCallable(ts, d));
  }

  #argumentsOf(plan: Plan, fn: Callable) {
    return argumentsFor(this.points, fn, (parameter) => this.#inputObject(plan, parameter));
  }

  #inputObject(plan: Plan, node: ts.Node): Obj {
    const { ts } = this.ask;
    const key = `${this.whole.roots.indexOf(plan)} ${node.pos}`;
    this.#inputs.set(key, { plan, node });
    const at = ts.isParameter(node) ? node : ((node.parent as ts.Node) ?? node);
    return this.points.input(key, key, 0, this.ask.typeAt(at));
  }

  #selfOf(plan: Plan, fn: Callable) {
    const { ts } = this.ask;
    const { points } = this;
    const { unit } = plan;
    if (!('mark' in unit)) return points.nothing;
    const { parent } = unit.hiddenNode;
    if (unit.mark.form === 'instance') return points.one(this.#inputObject(plan, fn));
    if (unit.mark.form === 'static' && ts.isClassDeclaration(parent)) {
      const cls = points.classNamed(parent);
      return cls ? points.one(cls) : points.nothing;
    }
    return points.nothing;
  }

  // ------------------------------------------------------------------ what else has to do with its state

  #solve(): void {
    this.points.solve();
    this.#calls = undefined;
  }

  #followAll(): void {
    const { points } = this;
    for (let round = 0; round < 40 && !points.isOverBudget; round++) {
      const before = this.#seenNow();
      for (const symbol of this.#furtherSymbols()) if (!this.#followed.has(symbol)) this.#follow(symbol);
      for (const [symbol, cell] of [...points.cells]) if (this.#isWorthFollowing(symbol, cell)) this.#follow(symbol);
      for (const [symbol, objects] of this.#aliases)
        if (!this.#isFollowedWhole(symbol) && this.#leadsToState(objects())) this.#followOrAgain(symbol);
      for (const [symbol, cell] of [...points.cells])
        if (symbol.valueDeclaration && !this.#aliases.has(symbol) && this.#isGivenMembersThatMention(cell)) {
          this.#mentioning.add(symbol.valueDeclaration);
          this.#aliases.set(symbol, () => []);
          this.#followOrAgain(symbol);
        }
      this.#solve();
      this.#notePlatformWrites();
      this.#notePackageCalls();
      if (this.#seenNow() === before) return;
    }
  }

  #seenNow(): number {
    return this.#ran.size + this.#followed.size + this.#again.size;
  }

  /** Classes are followed twice: by what uses themselves, and by what has instances, once methods use state. */
  #isFollowedWhole(symbol: ts.Symbol): boolean {
    if (!this.#followed.has(symbol)) return false;
    const declaration = symbol.valueDeclaration;
    return !declaration || !this.ask.ts.isClassDeclaration(declaration) || this.#again.has(symbol);
  }

  #followOrAgain(symbol: ts.Symbol): void {
    if (!this.#followed.has(symbol)) this.#follow(symbol);
    else this.#followAgain(symbol);
  }

  /** Of JSON modules that workers read, and of marked functions whose callers have a copy of something. */
  #furtherSymbols(): ts.Symbol[] {
    const { points } = this;
    const { ts, types } = this.ask;
    const files = points.uses.flatMap(({ object: { kind, node } }) =>
      kind === 'namespace' && node && ts.isSourceFile(node) && node.fileName.endsWith('.json') ? [node] : [],
    );
    for (const file of new Set(files)) {
      if (this.#ran.has(file)) continue;
      this.#ran.add(file);
      const isIt = (node: ts.Node) => {
        const symbol = this.ask.symbolOf(node);
        return !!symbol && this.ask.moduleNamed(symbol) === file;
      };
      for (const id of mentionsOf(ts, types, '*', isIt)) if (isIt(id)) this.#look(id);
    }
    const callingBack = this.#callingBack();
    return [...this.#symbolsGiven(), ...this.#symbolsCalled(callingBack)];
  }

  /** Variables of its callers' that hold what a marked function is given, and of which a copy may lose something. */
  #symbolsGiven(): ts.Symbol[] {
    const { points } = this;
    const given = this.whole.roots.flatMap((plan) =>
      this.#mayLose(plan)
        ? [...givenTo(this.#marked, plan)].filter((object) => object.kind === 'pattern' || isData(object))
        : [],
    );
    if (!given.length) return [];
    return [...points.cells].flatMap(([symbol, cell]) => {
      const value = cell.members.get('$value');
      return value && given.some((object) => value.has(object)) ? [symbol] : [];
    });
  }

  /** Marked functions of which their callers' code matters. */
  #symbolsCalled(callingBack: ReadonlySet<Plan>): ts.Symbol[] {
    return this.whole.roots.flatMap((plan) => {
      if (!('mark' in plan.unit)) return [];
      const { result, part } = this.#sharedBy(plan);
      const isCopied =
        !!result ||
        !!part ||
        this.#throwsShared(plan) ||
        callingBack.has(plan) ||
        this.#givesInstances(plan) ||
        this.#mayLose(plan);
      return isCopied ? this.#symbolsOf(plan) : [];
    });
  }

  /** What its callers name it by. */
  #symbolsOf({ unit }: Plan): ts.Symbol[] {
    if (!('mark' in unit)) return [];
    return visibleDeclarations(this.ask.ts, unit).flatMap((d) => {
      const name = (d as ts.NamedDeclaration).name;
      return (name && this.ask.symbolOf(name)) ?? [];
    });
  }

  #throwsShared(plan: Plan): boolean {
    const { result, part } = this.#sharedByErrors(plan);
    return !!result || !!part;
  }

  /** A copy that it is given, or gives, may lack something. */
  #mayLose(plan: Plan): boolean {
    return this.#isFollowingOddObjects && (dependsOnCallers(this.#marked, plan) || this.#isGivenOddObjects(plan));
  }

  /** Something that a copy is not like is made in a file that calls it, or in one that such a file imports. */
  #isGivenOddObjects(plan: Plan): boolean {
    const known = this.#odd.get(plan);
    if (known !== undefined) return known;
    const isOdd = this.#takesObjects(plan) && this.#isCalledWhereOddObjectsAreMade(plan);
    this.#odd.set(plan, isOdd);
    return isOdd;
  }

  #takesObjects(plan: Plan): boolean {
    return [...this.#inputs.values()].some((input) => input.plan === plan);
  }

  #isCalledWhereOddObjectsAreMade(plan: Plan): boolean {
    return this.#symbolsOf(plan).some((symbol) => {
      // most files make none, which their text says: the checker is asked of the others
      const odd = new Set(this.ask.filesThatMayUse(symbol).filter((file) => this.#makesOddObjects(file)));
      return odd.size > 0 && this.ask.usesOf(symbol).some((id) => odd.has(id.getSourceFile()));
    });
  }

  #makesOddObjects(file: ts.SourceFile): boolean {
    const { ts, types } = this.ask;
    const imported = file.statements.flatMap((statement) => {
      if (!ts.isImportDeclaration(statement)) return [];
      return types.checker.getSymbolAtLocation(statement.moduleSpecifier)?.declarations?.filter(ts.isSourceFile) ?? [];
    });
    return makesOddObjects(ts, file) || imported.some((each) => !each.isDeclarationFile && makesOddObjects(ts, each));
  }

  #resultsOf(plan: Plan): readonly Obj[] {
    return settled(this.#results.get(plan)!.objects);
  }

  /** What its result, or something in that, shares with its arguments, or with its module. */
  #sharedBy(plan: Plan): Shared {
    const results = this.#resultsOf(plan);
    const inside = [...this.#reachable(results)].filter((object) => !results.includes(object));
    return {
      ...(this.#yieldedBy(plan).length
        ? { result: 'yielded', part: 'yielded' }
        : { result: this.#whose(results), part: this.#whose(inside) }),
      state: [...results, ...inside].filter((object) => this.#isOwnState(object)),
      isOfArgument: this.#mayBeGiven(plan, [...results, ...inside]),
    };
  }

  /** What a generator gives its consumer, a value at a time. */
  #yieldedBy(plan: Plan): readonly Obj[] {
    return settled(
      this.#resultsOf(plan).flatMap(({ kind, members }) =>
        kind === 'generator' ? (members.get(ELEMENT)?.objects ?? []) : [],
      ),
    );
  }

  /** Some of it is, or what is not known may be, what the function was given. */
  #mayBeGiven(plan: Plan, objects: readonly Obj[]): boolean {
    if (objects.some(({ kind }) => kind === 'input')) return true;
    return objects.some(({ kind }) => kind === 'outside') && this.#givesAway(plan);
  }

  /** It calls what is not known with something that it was given. */
  #givesAway(plan: Plan): boolean {
    return this.points.uses.some(
      ({ object, cause }) =>
        object.kind === 'input' && cause.why !== undefined && this.#plansOf(cause.instance).includes(plan),
    );
  }

  #whose(objects: readonly Obj[]): 'state' | undefined {
    return objects.some((object) => this.#isOwnState(object)) ? 'state' : undefined;
  }

  #isOwnState(object: Obj): boolean {
    return this.points.isState(object) && object.kind !== 'platform';
  }

  /** Those that call functions of their callers. */
  #callingBack(): ReadonlySet<Plan> {
    const instances = new Set(this.points.callbacks.map((call) => call.instance));
    return new Set([...instances].flatMap((instance) => this.#plansOf(instance)));
  }

  /** Callers may call methods of what it gives, which use state. */
  #givesInstances(plan: Plan): boolean {
    return [...this.#reachable(this.#results.get(plan)!.objects)].some((object) => this.#hasMethodsThatMention(object));
  }

  // given: class Queue {} Queue.prototype.push = (row) => rows.push(row); export const make = () => new Queue();
  /** A class that got members otherwise than by what is written in it. */
  #isGivenMembersThatMention(cell: Obj): boolean {
    const classes = (cell.members.get('$value')?.objects ?? []).filter(({ kind }) => kind === 'class');
    return classes
      .flatMap((cls) => this.points.prototypesOf(cls).objects)
      .some(({ members, accessors = [], copies = [] }) =>
        this.#leadsToState([
          ...[...members.values(), ...copies.map(({ from }) => from)].flatMap(({ objects }) => objects),
          ...accessors.map(({ fn }) => fn),
        ]),
      );
  }

  // given: class Base { run() { change(); } } class Sub extends Base {} const own = new Sub();
  /** An instance, of which methods use what is followed: those that it inherits, too. */
  #hasMethodsThatMention({ kind, cls }: Obj): boolean {
    if (kind !== 'instance' || !cls) return false;
    const classes = new Set([cls]);
    for (const { node, base } of classes) {
      // by itself, or by what it makes and calls
      if (node && (this.#mentioning.has(node) || this.#unreached.has(node))) return true;
      for (const each of base?.objects ?? []) classes.add(each);
    }
    return false;
  }

  /** A function that is called by another name than its own, and not looked at as if anybody called it. */
  #isCodeThatMentions(object: Obj): boolean {
    const { node } = object;
    if (!node || !isCode(object)) return false;
    if (this.#mentioning.has(node) && !this.#ran.has(node)) return true;
    // given: class Tool { static run() { new Queue().push(); } } const run = Tool.run;
    for (let around: ts.Node = node; around.parent; around = around.parent)
      if (this.#unreached.has(around)) return true;
    return false;
  }

  /** What workers have of it matters: not functions that are declared, which only run. */
  #isWorthFollowing(symbol: ts.Symbol, cell: Obj): boolean {
    const { ts } = this.ask;
    if (this.#followed.has(symbol)) return false;
    const declaration = symbol.valueDeclaration;
    if (!declaration) return false;
    // given: const hooks = []; function set() { hooks.push(() => change()); } function fire() { hooks[0](); }
    if (!this.#isOnBoth(declaration)) return ts.isVariableDeclaration(declaration) && this.#holdsState(cell);
    if (cell.variable!.isReplaced) return true;
    if (ts.isFunctionDeclaration(declaration)) return this.points.member(cell, '$value').objects.some(hasOwnMembers);
    if (ts.isClassDeclaration(declaration)) return true;
    return this.#holdsState(cell);
  }

  #holdsState(cell: Obj): boolean {
    return this.#leadsToState(this.points.member(cell, '$value').objects);
  }

  #isOnBoth(declaration: ts.Node): boolean {
    const statement = topLevelStatement(this.ask.ts, declaration);
    return (
      this.#sideOf(statement) === 'load' ||
      // of each thread
      isAmbient(this.ask.ts, statement as ts.Statement & ts.Declaration) ||
      declaration.getSourceFile().fileName.endsWith('.json')
    );
  }

  /** Something that both sides would have their own of, or by which one comes to it. */
  #leadsToState(objects: Iterable<Obj>): boolean {
    const onDemand = this.#madeOnDemand();
    return [...this.#reachable(objects, true)].some(
      (object) =>
        this.#isOwnState(object) ||
        isResult(object) ||
        onDemand.has(object) ||
        (object.kind === 'function' && object.instance?.side === 'load') ||
        hasOwnMembers(object) ||
        this.#isCodeThatMentions(object) ||
        this.#hasMethodsThatMention(object),
    );
  }

  // given: let all: number[] | undefined; const list = () => (all ??= [1]); export const add = (n) => list().push(n);
  /** What each side makes for itself, and keeps in a variable of the module. */
  #madeOnDemand(): ReadonlySet<Obj> {
    return new Set(
      [...this.#followed].flatMap((symbol) => {
        const cell = this.points.cells.get(symbol);
        return cell?.variable?.isReplaced ? (cell.members.get('$value')?.objects.filter(isData) ?? []) : [];
      }),
    );
  }

  #follow(symbol: ts.Symbol): void {
    this.#followed.add(symbol);
    const { ts } = this.ask;
    const declaration = symbol.valueDeclaration;
    const hasStatics = !!declaration && ts.isClassDeclaration(declaration) && this.#hasStatics(declaration);
    for (const id of this.ask.usesOf(symbol)) {
      if (declaration && ts.isClassDeclaration(declaration) && !hasStatics && this.#onlyUses(id)) continue;
      this.#noteMention(id);
      this.#look(id);
    }
  }

  #noteMention(id: ts.Node): void {
    const { ts } = this.ask;
    for (let node = id; node.parent; node = node.parent)
      if (isCallable(ts, node) || ts.isClassLike(node)) this.#mentioning.add(node);
  }

  #hasStatics(node: ts.ClassDeclaration): boolean {
    const { ts } = this.ask;
    return node.members.some(
      (m) =>
        ts.isClassStaticBlockDeclaration(m) || (ts.isPropertyDeclaration(m) && isStatic(ts, m) && !this.ask.taskAt(m)),
    );
  }

  /** `new C()`, `x instanceof C`: nothing of the class itself is changed. */
  #onlyUses(id: ts.Identifier): boolean {
    const { ts } = this.ask;
    const { parent } = id;
    if (ts.isNewExpression(parent)) return parent.expression === id && !this.#followsInstances(id);
    if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
    return ts.isExpressionWithTypeArguments(parent) && !this.#followsInstances(id);
  }

  /** Methods of the class use state of its module. */
  #followsInstances(id: ts.Identifier): boolean {
    const symbol = this.ask.symbolOf(id);
    return !!symbol && this.#aliases.has(symbol);
  }

  #look(id: ts.Node): void {
    const unit = this.#unitOf(id);
    if (!unit || !this.#isReached(unit)) return;
    const { points } = this;
    if (unit.kind === 'function') {
      if (this.#ran.has(unit.fn!)) return;
      this.#ran.add(unit.fn!);
      const result = points.runFunction(unit.fn!, 'caller', unit.fn!);
      this.#given.set(unit.fn!, result);
      for (const symbol of unit.symbols) this.#aliases.set(symbol, () => result.objects);
      return;
    }
    if (unit.kind === 'class') {
      // who has instances may call what mentions it
      for (const symbol of unit.symbols) {
        this.#aliases.set(symbol, () => []);
        this.#followOrAgain(symbol);
      }
      return;
    }
    if (!this.#ran.has(unit.statement)) {
      this.#ran.add(unit.statement);
      points.runStatement(unit.statement);
    }
    for (const symbol of unit.symbols) {
      const variable = this.ask.variableOf(symbol);
      if (variable && !variable.owner)
        this.#aliases.set(symbol, () => points.member(points.cellOf(variable), '$value').objects);
    }
  }

  #again = new Set<ts.Symbol>();

  #followAgain(symbol: ts.Symbol): void {
    if (this.#again.has(symbol)) return;
    this.#again.add(symbol);
    this.#follow(symbol);
  }

  #unitOf(node: ts.Node): Unit | undefined {
    const { ask } = this;
    const { ts } = ask;
    let outermost: Callable | undefined;
    let cls: ts.ClassDeclaration | undefined;
    let statement = node;
    for (let n = node; n.parent; n = n.parent) {
      statement = n;
      if (ts.isCallExpression(n) && n !== node && this.#isMarking(n)) return undefined;
      if (isCallable(ts, n) && this.#isAway(n)) return undefined;
      if (isCallable(ts, n)) outermost = n;
      if (ts.isClassDeclaration(n) && ts.isSourceFile(n.parent)) cls = n;
      if (ts.isSourceFile(n.parent)) break;
    }
    if (
      ts.isImportDeclaration(statement) ||
      ts.isExportDeclaration(statement) ||
      ts.isImportEqualsDeclaration(statement)
    )
      return undefined;
    const symbolsOf = (name: ts.Node | undefined): ts.Symbol[] => {
      const symbol = name && ask.symbolOf(name);
      return symbol ? [symbol] : [];
    };
    // what is not evaluated with the class itself
    const isLater = !!outermost || isFieldOf(ts, node, cls);
    if (cls && isLater) return { kind: 'class', statement, fn: undefined, isLater, symbols: symbolsOf(cls.name) };
    if (outermost && ts.isFunctionDeclaration(outermost) && !isCallable(ts, ask.codeAround(outermost.parent)))
      return { kind: 'function', statement, fn: outermost, isLater: true, symbols: symbolsOf(outermost.name) };
    const named = outermost && ts.isModuleDeclaration(statement) ? outermost.parent : undefined;
    if (named && ts.isVariableDeclaration(named))
      return { kind: 'function', statement, fn: outermost, isLater: true, symbols: symbolsOf(named.name) };
    if (ts.isVariableStatement(statement)) {
      const { declarations } = statement.declarationList;
      const own = declarations.find(
        (d) => d.initializer && outermost && unwrap(ts, d.initializer) === (outermost as ts.Node),
      );
      if (own) return { kind: 'function', statement, fn: outermost, isLater: true, symbols: symbolsOf(own.name) };
      const names: ts.Symbol[] = [];
      const collect = (name: ts.BindingName): void => {
        if (ts.isIdentifier(name)) names.push(...symbolsOf(name));
        else for (const e of name.elements) if (ts.isBindingElement(e)) collect(e.name);
      };
      for (const d of declarations) if (!ask.taskAt(d)) collect(d.name);
      return { kind: 'plain', statement, fn: undefined, isLater, symbols: names };
    }
    return { kind: 'plain', statement, fn: undefined, isLater, symbols: cls ? symbolsOf(cls.name) : [] };
  }

  #isMarking(call: ts.CallExpression): boolean {
    const { ts } = this.ask;
    const symbol = ts.isIdentifier(call.expression) ? this.ask.symbolOf(call.expression) : undefined;
    return !!symbol && this.ask.keyOf(symbol) === 'package unsync#unsync';
  }

  /** A marked function, which its callers do not run. */
  #isAway(fn: Callable): boolean {
    return this.input.types.tasks.some(
      (t) =>
        t.plain.includes(fn as never) && !!(t.mark.stated || !t.plain.some((p) => this.input.types.returnsPromise(p))),
    );
  }

  /** Code of the caller's side leads there; or nothing does, and others may. */
  #isReached(unit: Unit): boolean {
    if (unit.kind === 'plain') return true;
    const key = keyOf(unit);
    const known = this.#reached.get(key);
    if (known !== undefined) return known;
    // through functions that call each other: what is not reached on the way may be by another
    const way = new Map([[key, unit]]);
    let isReached = false;
    for (const each of way.values()) if ((isReached = this.#isReachedNow(each, way))) break;
    if (!isReached) for (const each of way.keys()) this.#unreached.add(each);
    for (const each of isReached ? [key] : way.keys()) this.#reached.set(each, isReached);
    return isReached;
  }

  /** By what mentions it; functions that do so are put on the way. */
  #isReachedNow(unit: Unit, way: Map<ts.Node, Unit>): boolean {
    let isMentioned = false;
    for (const symbol of unit.symbols)
      for (const id of this.ask.usesOf(symbol)) {
        const from = this.#unitOf(id);
        isMentioned ||= !from || keyOf(from) !== keyOf(unit);
        if (!from || keyOf(from) === keyOf(unit)) continue;
        if (from.kind !== 'plain') {
          const known = this.#reached.get(keyOf(from));
          if (known) return true;
          if (known === undefined) way.set(keyOf(from), from);
          continue;
        }
        // with what it is called there; or what has it from there on is followed: `export const save = store`
        this.#look(id);
        if (!this.#runsOnBothOnly(from)) return true;
      }
    return !isMentioned && this.#isExported(unit);
  }

  /** A statement that both sides run as they load, alike. */
  #runsOnBothOnly(unit: Unit): boolean {
    return unit.kind === 'plain' && !unit.isLater && this.#sideOf(unit.statement) === 'load';
  }

  #isExported({ statement, symbols }: Unit): boolean {
    const { ts } = this.ask;
    const hasExport = hasModifier(statement, ts.SyntaxKind.ExportKeyword);
    const exported = [...this.ask.exportsOf(statement.getSourceFile()).values()];
    return hasExport || symbols.some((symbol) => exported.includes(symbol));
  }

  /** Functions that give state to code that asks for it: who has it may use it. */
  #noteGiven(): void {
    const { points } = this;
    for (const [instance, plan] of this.roots)
      for (const object of this.#reachable(this.#results.get(plan)!.objects))
        if (points.isState(object))
          points.note(object, undefined, 'read', true, { node: this.#functionOf(plan), instance });
    for (const [fn, result] of this.#given) {
      const cause = { node: fn, instance: points.rootInstance('caller', fn) };
      for (const object of this.#reachable(result.objects))
        if (points.isState(object)) points.note(object, undefined, 'read', true, cause);
    }
    // `export const all = rows`: whoever imports it
    for (const [symbol, objects] of this.#aliases) {
      const node = symbol.valueDeclaration;
      if (!node) continue;
      const unit = this.#unitOf(node);
      if (unit?.kind !== 'plain' || this.#sideOf(unit.statement) !== 'caller' || !this.#isExported(unit)) continue;
      const cause = { node, instance: points.rootInstance('caller', node) };
      for (const object of this.#reachable(objects()))
        if (points.isState(object)) points.note(object, undefined, 'read', true, cause);
    }
  }

  #functionOf({ unit }: Plan): ts.Node {
    return 'mark' in unit ? unit.plain.at(-1)! : unit.argument;
  }

  /** What is in them, however deep. */
  #partsOf(objects: readonly Obj[]): readonly Obj[] {
    return [...this.#reachable(objects.flatMap((each) => this.points.partsOf(each)))];
  }

  /** @param isCalled what its functions have around them, too */
  #reachable(objects: Iterable<Obj>, isCalled = false): Set<Obj> {
    const seen = new Set(objects);
    for (const object of seen) {
      if (seen.size > 300) break;
      if (object.kind === 'outside' || object.kind === 'platform') continue;
      for (const each of this.points.partsOf(object)) seen.add(each);
      for (const each of [...(object.target?.objects ?? []), ...(object.base?.objects ?? [])]) seen.add(each);
      if (!isCalled) continue;
      for (const { fn } of object.accessors ?? []) seen.add(fn);
      for (const node of [object.proto, object.boundSelf, ...object.boundArgs.map((arg) => arg.node)])
        for (const each of node?.objects ?? []) seen.add(each);
      if (object.kind !== 'function') continue;
      for (let around = object.instance; around; around = around.parent)
        for (const slot of [SELF, ...(around.code?.shared.values() ?? [])])
          for (const each of this.points.slot(around, slot).objects) seen.add(each);
    }
    return seen;
  }

  /** Members of the platform's and of packages' objects that the caller's side writes, where workers use such objects. */
  #notePlatformWrites(): void {
    const { points } = this;
    const used = new Set<string>();
    for (const { object, cause } of points.uses)
      if (object.kind === 'platform' && cause.instance.side !== 'caller') used.add(object.key!);
    const isUsed = ({ key, member }: ForeignWrite) =>
      isPrototype(key) || used.has(key) || [...used].some((each) => concerns(key, member, each));
    for (const write of foreignWrites(this.ask))
      if (isUsed(write) && this.#isOfCallersSide(write.node))
        points.note(points.platform(write.key), write.member, 'write', true, this.#asCaller(write.node));
  }

  /** Calls on the caller's side that may change what a package, of which workers call something, keeps. */
  #notePackageCalls(): void {
    const { points } = this;
    const used = new Set<string>();
    for (const { object, access, cause } of points.uses) {
      const own = object.kind === 'platform' && isOfWorker(cause.instance) ? packageOf(object.key!) : undefined;
      if (own !== undefined && (own === object.key || access === 'write')) used.add(own);
    }
    if (!used.size) return;
    for (const { call, key, of } of packageCalls(this.ask)) {
      if (!used.has(of) || !this.ask.changesPackage(call) || !this.#isOfCallersSide(call)) continue;
      const cause = { ...this.#asCaller(call), why: `nothing is known of '${nameOfKey(key)}'` };
      points.note(points.platform(of), undefined, 'write', false, cause);
    }
  }

  /** Not only where both sides run it alike, and something leads there. */
  #isOfCallersSide(node: ts.Node): boolean {
    const unit = this.#unitOf(node);
    return !!unit && !this.#runsOnBothOnly(unit) && this.#isReached(unit);
  }

  #asCaller(node: ts.Node): Cause {
    return { node, instance: this.points.rootInstance('caller', node) };
  }

  // ------------------------------------------------------------------ what it comes to

  /** From where a function is begun to where something is done, by the calls that lead there. */
  #stepsFrom(
    cause: Cause,
    isStart: (instance: Instance) => boolean,
  ): { start: Instance; steps: ts.Node[]; all: ts.Node[] } | undefined {
    const next = new Map<Instance, { to: Instance; node: ts.Node } | undefined>([[cause.instance, undefined]]);
    for (const [instance] of next) {
      if (isStart(instance)) {
        const steps: ts.Node[] = [];
        for (let step = next.get(instance); step; step = next.get(step.to)) steps.push(step.node);
        // the first is that which begins it
        return { start: instance, steps: [...steps.slice(1), cause.node], all: [...steps, cause.node] };
      }
      for (const [caller, node] of instance.callers) if (!next.has(caller)) next.set(caller, { to: instance, node });
    }
    return undefined;
  }

  #plansOf(instance: Instance): readonly Plan[] {
    return this.#callsNow().plansOf(instance);
  }

  #callsNow(): Calls {
    return (this.#calls ??= new Calls(this.points.instances, this.roots));
  }

  #stepsOf(plan: Plan | undefined, cause: Cause): ts.Node[] {
    const isStart = (instance: Instance) => (plan ? this.roots.get(instance) === plan : instance.callers.size === 0);
    return this.#stepsFrom(cause, isStart)?.steps ?? [cause.node];
  }

  /** Of each input the first of each sort. */
  #inputWrites(): InputWrite[] {
    const found: InputWrite[] = [];
    const said = new Set<string>();
    const isNew = (key: string) => !said.has(key) && !!said.add(key);
    for (const use of this.points.uses) {
      const { object, access, cause } = use;
      const { side } = cause.instance;
      if (object.kind !== 'input' || access !== 'write' || side === 'load' || side === 'caller') continue;
      const sure = this.points.isSure(use);
      const { path, root } = object;
      const input = this.#inputs.get(root!);
      const about = { path, sure, why: cause.why, isThere: cause.why === TO_CALLER };
      if (input) {
        const { plan, node } = input;
        const isLate = this.#isLate(plan, cause);
        if (isNew(`${path} ${sure} ${isLate} ${about.isThere}`))
          found.push({
            ...about,
            plan,
            root: node,
            isLate,
            given: this.#givenAs(node),
            steps: this.#stepsOf(plan, cause),
          });
        continue;
      }
      for (const plan of this.#plansOf(cause.instance)) {
        const name = root!.slice('capture '.length);
        const id = plan.environment.captures.get(name);
        const isLate = this.#isLate(plan, cause);
        if (id && isNew(`${plan.name} ${path} ${sure} ${isLate} ${about.isThere}`))
          found.push({ ...about, plan, root: id, isLate, given: `.${name}`, steps: this.#stepsOf(plan, cause) });
      }
    }
    return found;
  }

  #isLate(plan: Plan, cause: Cause): boolean {
    return this.#isLater(cause, this.#isWaited(plan));
  }

  /** It gives a promise: its call is over when that has settled. */
  #isWaited({ unit }: Plan): boolean {
    const { types } = this.input;
    if ('mark' in unit) return unit.plain.some((fn) => types.returnsPromise(fn));
    return types.returnsPromise(unit.argument);
  }

  #givenAs(node: ts.Node): string {
    const { ts } = this.ask;
    if (!ts.isParameter(node)) return 'this';
    const nth = placeOf(node);
    return node.dotDotDotToken ? `${nth}+` : String(nth);
  }

  #sharesArguments(plan: Plan): boolean {
    if (plan.stream) return false;
    return [this.#sharedBy(plan), this.#sharedByErrors(plan)].some((shared) => shared.isOfArgument);
  }

  #isRepeatable(plan: Plan): boolean {
    const { points } = this;
    if (points.isOverBudget || plan.stream || plan.callbacks.size || plan.environment.stubbed.size) return false;
    const isOfPlan = ({ instance }: Cause) => isOfWorker(instance) && this.#plansOf(instance).includes(plan);
    const isElsewhere = (object: Obj) => isForeign(object) || object.kind === 'resolver' || points.isOfModule(object);
    return (
      !points.acts.some(({ cause }) => isOfPlan(cause)) &&
      !points.callbacks.some((call) => isOfPlan(call)) &&
      !points.uses.some(({ object, access, cause }) => access === 'write' && isElsewhere(object) && isOfPlan(cause))
    );
  }

  #divided(): Divided[] {
    const byObject = new Map<Obj, Use[]>();
    for (const use of this.points.uses) if (this.points.isOfModule(use.object)) append(byObject, use.object, use);
    for (const [object, uses] of byObject) this.#takeAlong(object, uses);
    const found = [...byObject].flatMap(([object, uses]) => this.#judge(object, uses) ?? []);
    return onePerState([...found, ...this.#dividedPlatform()]);
  }

  /** What one side changes of the platform or of a package, though not of what the other asks for by name. */
  #dividedPlatform(): Divided[] {
    const ofPlatform = this.points.uses.filter(({ object }) => object.kind === 'platform');
    const on = (...sides: Side[]) => ofPlatform.filter(({ cause }) => sides.includes(cause.instance.side));
    // of thousands, those that are alike are looked at once
    const ours = firstOfEach(on('worker', 'any'), ({ object }) => object.key);
    const loads = on('load').filter(({ access, member }) => access === 'read' && !!member);
    const writes = on('caller', 'any').filter(({ access }) => access === 'write');
    const found: Divided[] = [];
    for (const theirs of firstOfEach(writes, (use) => `${use.object.id} ${use.cause.instance.side} ${use.member}`)) {
      const written = theirs.object.key!;
      const affected = ours.find(({ object: { key } }) => concerns(written, theirs.member, key!));
      // each worker loads with what there is by then
      const loaded = loads.find((use) => use.object === theirs.object && meets(use, theirs));
      const everywhere = isPrototype(written) ? this.whole.roots[0] : undefined;
      if (affected)
        found.push(...(this.#division(theirs.object, [affected], { ...affected, sure: false }, theirs) ?? []));
      else if (loaded && theirs.cause.instance.side === 'caller')
        found.push(...(this.#division(theirs.object, [loaded], { ...loaded, sure: false }, theirs) ?? []));
      else if (everywhere) {
        const [instance] = [...this.roots].find(([, plan]) => plan === everywhere)!;
        const use: Use = {
          ...theirs,
          access: 'read',
          sure: false,
          cause: { node: this.#functionOf(everywhere), instance },
        };
        found.push(...(this.#division(theirs.object, [use], use, theirs) ?? []));
      }
    }
    return found;
  }

  #judge(object: Obj, uses: readonly Use[]): Divided[] | undefined {
    const on = (...sides: Side[]) => uses.filter(({ cause }) => sides.includes(cause.instance.side));
    const order = ({ cause }: Use) =>
      Math.min(...this.#plansOf(cause.instance).map((plan) => this.whole.roots.indexOf(plan)));
    const declared = this.declarationOf(object);
    if (object.kind === 'instance' && declared && isScratchVariable(this.ask, declared)) return undefined;
    const once = this.#isSetOnce(object, uses) ?? (this.#isScratch(object, uses) ? 'perhaps' : undefined);
    if (once === 'surely') return undefined;
    const isPattern = object.kind === 'pattern';
    const theirs = on('caller', 'any');
    const ours = this.#travelling.has(object)
      ? []
      : on('worker', 'any').sort((a, b) => order(a) - order(b) || a.cause.node.pos - b.cause.node.pos);
    const pair = (a: (u: Use) => boolean, b: (u: Use) => boolean) => firstThatMeet(ours.filter(a), theirs.filter(b));
    const isWrite = (u: Use) => u.access === 'write';
    const isSure = (u: Use) => !once && this.points.isSure(u) && u.cause.instance.side !== 'any';
    const isSureWrite = (u: Use) => isSure(u) && isWrite(u);
    const any = () => true;
    const found = pair(isSure, isSureWrite) ?? pair(isSureWrite, isSure) ?? pair(any, isWrite) ?? pair(isWrite, any);
    if (found && !isPattern) {
      const [x, y] = found;
      const conflicting = ours.filter((u) => meets(u, y) && (isWrite(u) || isWrite(y)) && (isSure(u) || !isSure(x)));
      return this.#division(object, conflicting, once ? { ...x, sure: false } : x, y);
    }
    // where others have got to in it, asked for by a worker that does not move it
    const asked = isPattern && !ours.some(isWrite) && ours.find(({ member }) => member === 'lastIndex');
    const moved = asked && theirs.find((u) => isWrite(u) && meets(asked, u));
    if (moved) return this.#division(object, [asked], asked, moved);
    const before = this.#changedBefore(on('load'), theirs.filter(isWrite));
    if (before) return this.#division(object, [before[0]], ...before);
    const only = ours.find(isSureWrite);
    return only && this.#division(object, ours.filter(isSureWrite), only, undefined);
  }

  // given: let rate = 1; export function setRate(r) { rate = r; } /** @unsync */ function price(net) { return net * rate; }
  /** A worker that reads a primitive value, and does not replace it, is given with each call what it is for the caller. */
  #takeAlong(object: Obj, uses: readonly Use[]): void {
    const id = this.#primitiveOfModule(object);
    const isWrite = ({ access }: Use) => access === 'write';
    const isWrittenBy = (is: (instance: Instance) => boolean) => uses.some((u) => isWrite(u) && is(u.cause.instance));
    if (!id || isWrittenBy(isOfWorker) || !isWrittenBy(isOfCaller)) return;
    // given: a file that its own imports lead back to: what these read is not the copy that is set
    if (this.loaded.has(this.input.file)) return;
    // uses are noted once a function that has them, whoever calls that
    const declaration = object.variable!.symbol.valueDeclaration as ts.VariableDeclaration;
    const plans = this.whole.roots.filter(({ environment }) => environment.units.has(declaration));
    if (plans.every((plan) => this.#takesAlong(plan))) this.#travelling.set(object, { id, plans });
  }

  /** A name in the file for a variable of it that holds nothing but primitive values. */
  #primitiveOfModule({ kind, variable }: Obj): ts.Identifier | undefined {
    const { ts } = this.ask;
    const declaration = variable?.symbol.valueDeclaration;
    if (kind !== 'cell' || !declaration || !ts.isVariableDeclaration(declaration)) return undefined;
    const { name, parent: list } = declaration;
    const isOfFile = ts.isVariableDeclarationList(list) && list.parent.parent === this.input.file;
    if (!isOfFile || !ts.isIdentifier(name) || !this.ask.isPrimitive(name)) return undefined;
    return this.#mentionOf(variable!.symbol);
  }

  /** In the file, as a value. */
  #mentionOf(symbol: ts.Symbol): ts.Identifier | undefined {
    const { ts } = this.ask;
    const isValue = ({ parent }: ts.Node) => !ts.isTypeQueryNode(parent) && !ts.isExportSpecifier(parent);
    return this.ask.usesOf(symbol).find((id) => id.getSourceFile() === this.input.file && isValue(id));
  }

  /** Nothing of its caller's, and nothing else on its thread, runs from when its values are set until it has returned. */
  #takesAlong(plan: Plan): boolean {
    const {
      unit,
      stream,
      callbacks,
      classified: { kind },
    } = plan;
    if (stream || callbacks.size || (kind !== 'cpu-bound' && kind !== 'blocking')) return false;
    return !isInstanceMethod(unit) && !this.#isWaited(plan);
  }

  /** Each side gives it the same, when it is first asked for. */
  #isSetOnce(object: Obj, uses: readonly Use[]): 'surely' | 'perhaps' | undefined {
    const { ts, types } = this.ask;
    const writes = uses.filter(({ access, cause }) => access === 'write' && cause.instance.side !== 'load');
    // what travels may be another value each time that it is asked for
    if (!writes.length || this.#travelling.size) return undefined;
    const names = [object, ...this.#holdersOf(object)].map((each) => this.nameOf(each));
    const isOnce = ({ cause, sure }: Use) => sure && names.some((name) => isLazily(ts, types, cause.node, name));
    if (!writes.every(isOnce)) return undefined;
    // nor does anybody change what it is set to
    const held = [...(object.members.get('$value')?.objects ?? [])];
    const isChanged = (each: Obj) =>
      this.points.uses.some(
        (u) => u.object === each && u.access === 'write' && u.cause.instance.side !== 'load' && !isOnce(u),
      );
    if (object.kind === 'cell' && held.some(isChanged)) return undefined;
    const acts = writes.flatMap(({ cause }) => this.#actsIn(functionAround(ts, cause.node)));
    if (acts.some((what) => what !== 'unknown')) return undefined;
    return acts.length ? 'perhaps' : 'surely';
  }

  /** The variables that may have it: asked only when all is known. */
  #holdersOf(object: Obj): readonly Obj[] {
    if (!this.#holders.size)
      for (const cell of this.points.cells.values())
        for (const held of cell.members.get('$value')?.objects ?? []) append(this.#holders, held, cell);
    return this.#holders.get(object) ?? [];
  }

  // given: const W = new Uint32Array(64); for (let i = 0; i < 16; i++) W[i] = view.getUint32(4 * i); … W[i - 15] …
  /** Elements by index, which each function that reads them has written before, as far as its text goes. */
  #isScratch({ kind }: Obj, uses: readonly Use[]): boolean {
    if (kind !== 'memory' && kind !== 'array') return false;
    const written = new Map<ts.Node | undefined, number>();
    const run = uses.filter(({ cause }) => cause.instance.side !== 'load');
    for (const { access, cause } of run) {
      if (access !== 'write') continue;
      if (!this.#isByIndex(cause.node)) return false;
      const code = cause.instance.code?.node;
      written.set(code, Math.min(written.get(code) ?? Infinity, cause.node.pos));
    }
    return run.every(({ cause }) => (written.get(cause.instance.code?.node) ?? Infinity) <= cause.node.pos);
  }

  #isByIndex(node: ts.Node): boolean {
    const { ts } = this.ask;
    if (ts.isElementAccessExpression(node)) return true;
    return (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      /^(?:fill|set)$/.test(node.expression.name.text)
    );
  }

  /** What code does that may come out differently, or be seen from outside; in what it calls, too. */
  #actsIn(code: ts.Node): Act['what'][] {
    const led = this.#callsNow().ledFrom(code);
    return this.points.acts.flatMap(({ what, cause }) =>
      led.has(cause.instance) || isInside(cause.node, code) ? [what] : [],
    );
  }

  // given: let level = 1; console.log(level++); const table = [level]; where `table` is used in the worker
  /** What workers do again as they load, after what only their caller's side did before. */
  #changedBefore(loads: readonly Use[], writes: readonly Use[]): [Use, Use] | undefined {
    for (const theirs of writes) {
      const statement = this.#statementOf(theirs.cause.instance);
      if (!statement) continue;
      for (const ours of loads) {
        const loading = this.#statementOf(ours.cause.instance);
        if (!loading || loading === statement || !meets(ours, theirs)) continue;
        if (loading.getSourceFile() === statement.getSourceFile() && statement.pos < loading.pos) return [ours, theirs];
      }
    }
    return undefined;
  }

  /** The statement of a module that does what an instance does, as it loads. */
  #statementOf(instance: Instance): ts.Node | undefined {
    const known = this.#statements;
    if (!known.has(instance)) {
      const found = [...callersOf(instance)].find((each) => this.#isStatement(each));
      known.set(instance, found?.code?.node);
    }
    return known.get(instance);
  }

  #isStatement({ callers, code }: Instance): boolean {
    return callers.size === 0 && !!code && this.ask.ts.isSourceFile(code.node.parent);
  }

  #loadActs(): LoadAct[] {
    return this.points.acts.flatMap(({ what, cause }) => {
      if (cause.instance.side !== 'load') return [];
      const found = this.#stepsFrom(cause, (instance) => this.#isStatement(instance));
      // what starts has no call before it
      return found
        ? [
            {
              what,
              statement: found.start.code!.node,
              steps: found.start === cause.instance ? [cause.node] : found.all,
            },
          ]
        : [];
    });
  }

  #copiedResults(): CopiedResult[] {
    return this.whole.roots.flatMap((plan) => {
      const shared = this.#sharedBy(plan);
      const fn = this.#functionOf(plan);
      const thrown = this.#sharedByErrors(plan);
      const shares = (object: Obj): CopiedResult['of'] | undefined => {
        if (object.kind !== 'fresh' || object.fn !== fn) return undefined;
        const { result, part } = isThrown(object) ? thrown : shared;
        return object.isPart ? part : result;
      };
      const state = [...shared.state, ...thrown.state];
      if (state.length && state.every((object) => this.#isConstant(plan, object))) return [];
      return this.#changeOf(plan, shares) ?? this.#comparisonOf(plan, state, shares) ?? [];
    });
  }

  // given: export const NONE = { none: true }; /** @unsync */ function find(x) { return x === NONE ? NONE : { none: false }; }
  #findConstants(): Constant[] {
    const wanted = new Map(this.whole.roots.map((plan) => [plan, new Set<Obj>()]));
    for (const { object, cause } of this.#comparisonsWithState())
      for (const plan of this.#plansOf(cause.instance)) wanted.get(plan)!.add(object);
    // what callers change in what they have would be changed in their own
    const changed = new Set(
      this.points.uses.flatMap(({ object, access, cause }) =>
        access === 'write' && isOfCaller(cause.instance) && object.kind === 'fresh' && object.fn ? [object.fn] : [],
      ),
    );
    for (const plan of this.whole.roots)
      if (!changed.has(this.#functionOf(plan) as Callable))
        for (const object of [...this.#sharedBy(plan).state, ...this.#sharedByErrors(plan).state])
          if (isValue(object)) wanted.get(plan)!.add(object);
    const acting = new Set(this.#loadActs().map(({ statement }) => statement));
    return findConstants(this.points, wanted, acting, (declaration) => this.#locate(declaration));
  }

  #isConstant(plan: Plan, object: Obj): boolean {
    return this.#constants.some(({ plans, objects }) => plans.includes(plan) && objects.has(object));
  }

  /** Where both sides have it by name. */
  #locate(declaration: ts.VariableDeclaration | ts.ClassDeclaration): Constant['at'] | undefined {
    const { ts } = this.ask;
    const { file } = this.input;
    const { name } = declaration;
    const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    if (!name || !ts.isIdentifier(name) || !ts.isSourceFile(statement.parent)) return undefined;
    if (!this.#isOnBoth(declaration)) return undefined;
    if (declaration.getSourceFile() !== file) return this.#importable(declaration);
    // of a file that its own imports lead back to, a worker has two
    return this.loaded.has(file) ? undefined : this.#mentionOf(this.ask.symbolOf(name)!);
  }

  #changeOf(plan: Plan, shares: Shares): CopiedResult | undefined {
    for (const use of this.points.uses) {
      const { object, access, cause } = use;
      const shared = access === 'write' && cause.instance.side === 'caller' ? shares(object) : undefined;
      const of = shared === 'yielded' ? this.#ofYielded(plan, use) : shared;
      if (!of || of === 'callback') continue;
      // who catches an error of its module's own may give it more
      if (of === 'state' && isThrown(object) && !object.isPart) continue;
      return { plan, of, isThrown: isThrown(object), node: cause.node, does: 'changes' };
    }
    return undefined;
  }

  #comparisonOf(plan: Plan, state: readonly Obj[], shares: Shares): CopiedResult | undefined {
    for (const { left, right, cause } of this.points.comparisons) {
      const shared = shares(left) ?? shares(right);
      const of =
        shared === 'yielded' && this.#isYieldedArgument(plan, shares(left) ? left : right) ? 'argument' : shared;
      if (!of || of === 'yielded') continue;
      // what is one object in a result is one in its copy, too
      if (left.fn === right.fn && left.node === right.node && (left.isPart || right.isPart)) continue;
      // of its module's own, with one of these, or with another copy
      const isSame = (object: Obj) => !!shares(object) || state.includes(object);
      const isBack = of === 'callback' && [left, right].some((each) => this.#isThrownByCaller(each));
      if (!isBack && of !== 'argument' && !(isSame(left) && isSame(right))) continue;
      return { plan, of, isThrown: isThrown(shares(left) ? left : right), node: cause.node, does: 'compares' };
    }
    return undefined;
  }

  /** What an error that it throws, or something in that, shares with its arguments, its module, or its callbacks. */
  #sharedByErrors(plan: Plan): Shared {
    const { points } = this;
    const objects = points.throws.flatMap(({ object, instance }) =>
      instance.side === 'worker' && this.#plansOf(instance).includes(plan) ? [object] : [],
    );
    const inside = this.#partsOf(objects);
    const calls = points.callbacks.some(({ instance }) => this.#plansOf(instance).includes(plan));
    return {
      result: this.#whose(objects) ?? (calls ? 'callback' : undefined),
      part: this.#whose(inside),
      state: [...objects, ...inside].filter((object) => this.#isOwnState(object)),
      isOfArgument: this.#mayBeGiven(plan, [...objects, ...inside]),
    };
  }

  #isThrownByCaller(object: Obj): boolean {
    return this.points.throws.some((each) => each.object === object && each.instance.side === 'caller');
  }

  /** Functions of its caller that change, on their side, what it has, too. */
  #givenBack(): GivenBack[] {
    const { points } = this;
    return this.whole.roots.flatMap((plan) => {
      const calls = points.callbacks.filter(({ instance }) => this.#plansOf(instance).includes(plan));
      if (!calls.length) return [];
      const fn = this.#functionOf(plan);
      const writes = points.uses.filter(({ access }) => access === 'write');
      const there = writes.filter(({ cause }) => isOfCaller(cause.instance));
      const found = this.#changedThere(fn, calls, there);
      if (found) return { plan, node: found, changed: 'there' };
      const here = writes.filter(
        ({ cause }) => cause.instance.side === 'worker' && this.#plansOf(cause.instance).includes(plan),
      );
      const calledBack = points.calledBack.filter(({ task }) => task === fn);
      const after = changedAfter(points, calls, calledBack, here, ({ fn: { root } }) => this.#nthOf(root));
      if (after) return { plan, node: after, changed: 'after it was given' };
      const answered = here.find(({ object }) => object.role === 'answer');
      const isKept = answered && calledBack.some((each) => this.#givesWhatStays(each));
      return isKept ? { plan, node: answered.cause.node, changed: 'which was answered' } : [];
    });
  }

  #nthOf(root: string | undefined): number | undefined {
    const { ts } = this.ask;
    const { node } = this.#inputs.get(root!) ?? {};
    return node && ts.isParameter(node) ? placeOf(node) : undefined;
  }

  #lateCalls(): Facts['late'] {
    const { points, input } = this;
    return this.whole.roots.flatMap((plan) => {
      const { unit } = plan;
      const isWaiting = plan.stream || ('mark' in unit && unit.plain.some((each) => input.types.returnsPromise(each)));
      if (isWaiting) return [];
      const isOf = ({ instance }: Call) => this.#plansOf(instance).includes(plan);
      const late = points.callbacks.find((call) => isOf(call) && this.#isLater(call, false));
      return late ? [{ plan, node: late.node }] : [];
    });
  }

  #changedThere(fn: ts.Node, calls: readonly Call[], writes: readonly Use[]): ts.Node | undefined {
    const { points } = this;
    const own = calls.flatMap(({ args }) => args.flatMap(({ node }) => node.objects)).filter(isData);
    const isUsed = own.some((object) => points.loadsOf(object, 'worker').length > 0);
    const onCopy = isUsed && writes.find(({ object }) => object.role === 'given' && object.fn === fn);
    if (onCopy) return onCopy.cause.node;
    for (const call of points.taskCalls) {
      if (call.fn !== fn) continue;
      const given = this.#reachable(call.args.flatMap((node) => node.objects));
      const write = writes.find(
        ({ object, cause }) => isData(object) && given.has(object) && this.#isCalledBy(cause.instance, call),
      );
      if (write) return write.cause.node;
    }
    return undefined;
  }

  /** Not made for its answer. */
  #givesWhatStays({ fn, result }: CalledBack): boolean {
    return settled(result.objects).some((object) => isData(object) && !!fn.fn && this.points.isHeld(object, fn.fn));
  }

  #isCalledBy(instance: Instance, { cause }: TaskCall): boolean {
    return [...callersOf(instance)].some(({ callers }) => callers.get(cause.instance) === cause.node);
  }

  #comparedCopies(): Facts['compared'] {
    return this.#comparisonsWithState().flatMap(({ object, cause }) =>
      this.#plansOf(cause.instance).flatMap((plan) =>
        this.#isConstant(plan, object) ? [] : { plan, node: cause.node, name: this.nameOf(object) },
      ),
    );
  }

  /** In workers, of what they are given. */
  #comparisonsWithState(): { object: Obj; cause: Cause }[] {
    const { points } = this;
    return points.comparisons.flatMap(({ left, right, cause }) => {
      if (cause.instance.side !== 'worker') return [];
      const object = left.kind === 'input' ? right : right.kind === 'input' ? left : undefined;
      return object && object.kind !== 'platform' && points.isOfModule(object) ? [{ object, cause }] : [];
    });
  }

  // given: for (const row of rows) yield row; and, where that is consumed, row.seen = true;
  /** What a consumer changes is its caller's own, or what the generator looks at again; none where nobody can tell. */
  #ofYielded(plan: Plan, { object, member }: Use): 'argument' | 'yielded' | undefined {
    if (this.#isYieldedArgument(plan, object)) return 'argument';
    const yielded = this.#yieldedBy(plan);
    if (!object.isPart) {
      const isIt = (name: Member) => member === undefined || name === member || name === ANY;
      const isRead = (each: Obj) => this.points.loadsOf(each, 'worker').some((load) => isIt(load.member));
      return yielded.some(isRead) ? 'yielded' : undefined;
    }
    const isUsed = this.#partsOf(yielded).some((each) => isData(each) && this.#isGoneOnWith(plan, each));
    return isUsed ? 'yielded' : undefined;
  }

  /** A copy, or what is in one, may stand for something that the generator was given. */
  #isYieldedArgument(plan: Plan, { isPart }: Obj): boolean {
    const yielded = this.#yieldedBy(plan);
    return this.#mayBeGiven(plan, isPart ? this.#partsOf(yielded) : yielded);
  }

  // given: for (…) { const rows = read(); yield { rows }; }
  /** Not only made for one value: it is used where the next is made, or after it was yielded. */
  #isGoneOnWith(plan: Plan, object: Obj): boolean {
    const { node, instance } = object;
    const { points } = this;
    const fn = this.#functionOf(plan);
    if (!node || instance?.code?.node !== fn) return true;
    const { ts } = this.ask;
    const yields = yieldsIn(ts, fn);
    const loop = loopAround(ts, node, fn);
    if (!yields.every((each) => loopAround(ts, each, fn) === loop && node.pos < each.end)) return true;
    const isAfter = ({ cause }: { readonly cause: Cause }) =>
      isInside(cause.node, fn) && yields.some((each) => cause.node.pos >= each.end);
    return points.loadsOf(object, 'worker').some(isAfter) || points.uses.some((u) => u.object === object && isAfter(u));
  }

  #lostInErrors(): LostInError[] {
    const { ts } = this.ask;
    const found: LostInError[] = [];
    for (const { object, instance } of this.points.throws) {
      if (instance.side !== 'worker') continue;
      const what = this.#lostIn(object);
      const node = object.node;
      if (!what || !node || ts.isSourceFile(node)) continue;
      for (const plan of this.#plansOf(instance)) found.push({ plan, node, what });
    }
    for (const { name, cause } of this.points.platformThrows)
      for (const plan of this.#plansOf(cause.instance))
        found.push({ plan, node: cause.node, what: `its class, '${name}'` });
    return found;
  }

  /** Of the project, of errors; and not among those that both sides have by name. */
  #isUnknownError(cls: Obj): boolean {
    const isError = (each: Obj, seen = new Set<Obj>()): boolean =>
      !seen.has(each) &&
      !!seen.add(each) &&
      [...(each.base?.objects ?? [])].some((b) =>
        b.kind === 'platform' ? /#\w*Error$/.test(b.key!) : b.kind === 'class' && isError(b, seen),
      );
    return isError(cls) && !isKnown(this.#marked, cls);
  }

  #importedErrors(): Imported[] {
    const textOf = ({ specifier, name }: Imported) => `${specifier} ${name}`;
    const found = [...this.#errorClasses.values()].filter((each) => each !== undefined);
    return found.sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  }

  /** Of a module that both sides load, and that exports it. */
  #importableError(cls: ts.Node | undefined): Imported | undefined {
    if (!cls) return undefined;
    const { ts } = this.ask;
    if (!this.#errorClasses.has(cls))
      this.#errorClasses.set(cls, ts.isClassDeclaration(cls) ? this.#importable(cls) : undefined);
    return this.#errorClasses.get(cls);
  }

  #importable(declaration: ts.VariableDeclaration | ts.ClassDeclaration): Imported | undefined {
    if (!declaration.name) return undefined;
    const source = declaration.getSourceFile();
    const symbol = this.ask.symbolOf(declaration.name);
    const [name] = [...this.ask.exportsOf(source)].find(([, each]) => each === symbol) ?? [];
    if (name === undefined || name === 'export=') return undefined;
    const specifier = this.imports.specifierFor(source, this.input.file, this.whole);
    return specifier === undefined ? undefined : { specifier, name };
  }

  #lostIn(object: Obj): string | undefined {
    const { ts } = this.ask;
    for (const [name, node] of object.members) {
      if ([...node.objects].some(({ kind }) => kind === 'function' || kind === 'bound')) return `'${name}', a function`;
      const lost = node.objects.find(
        ({ kind, cls }) => kind === 'instance' && !!cls?.node && !isKnown(this.#marked, cls),
      );
      if (lost)
        return `the class of '${name}', '${(lost.cls!.node as ts.ClassLikeDeclaration).name?.text ?? 'its own'}'`;
    }
    if (object.cls && this.#isUnknownError(object.cls) && !this.#importableError(object.cls.node)) {
      const name = (object.cls.node as ts.ClassLikeDeclaration).name?.text ?? 'its own';
      return `its class, '${name}'`;
    }
    const seen = new Set<Obj>();
    for (
      let cls = object.cls;
      cls?.node && ts.isClassLike(cls.node) && !seen.has(cls);
      cls = [...(cls.base?.objects ?? [])].find((b) => b.kind === 'class')
    ) {
      seen.add(cls);
      const hidden = cls.node.members.find((m) => ts.isPropertyDeclaration(m) && ts.isPrivateIdentifier(m.name));
      if (hidden) return `'${(hidden.name as ts.PrivateIdentifier).text}', which no copy has`;
    }
    return undefined;
  }

  #caughtCalls(): { plan: Plan; node: ts.Node }[] {
    const { ts } = this.ask;
    return this.points.callbacks.flatMap(({ node, instance }) =>
      instance.side === 'worker' && isCaught(ts, node) ? this.#plansOf(instance).map((plan) => ({ plan, node })) : [],
    );
  }

  #division(object: Obj, all: readonly Use[], ours: Use, theirs: Use | undefined): Divided[] | undefined {
    const plans = [...new Set(all.flatMap(({ cause }) => this.#plansOf(cause.instance)))];
    const [mine] = this.#plansOf(ours.cause.instance);
    const plan = mine ?? plans[0] ?? this.whole.roots[0];
    if (!plan) return undefined;
    const found: Divided = {
      plan,
      sharing: plans.filter((each) => each !== plan),
      state: object.within ?? object,
      name: this.nameOf(object),
      declaration: this.declarationOf(object),
      isPattern: object.kind === 'pattern',
      sure: [ours, ...(theirs ? [theirs] : [])].every((u) => this.points.isSure(u) && u.cause.instance.side !== 'any'),
      ours: this.#access(object, ours, mine),
      theirs: theirs && this.#access(object, theirs, undefined),
    };
    return [found];
  }

  #access(object: Obj, { access, cause }: Use, plan: Plan | undefined): Access {
    const does = access === 'read' ? 'reads' : object.kind === 'cell' ? 'replaces' : 'changes';
    return { does, steps: this.#stepsOf(plan, cause), why: cause.why };
  }

  declarationOf(object: Obj): ts.Node | undefined {
    const { ts } = this.ask;
    if (object.kind === 'platform' || object.kind === 'namespace') return undefined;
    if (object.kind === 'cell') return object.variable!.symbol.valueDeclaration;
    for (let node = object.node; node && !ts.isSourceFile(node); node = node.parent)
      if (
        (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) ||
        ts.isClassDeclaration(node) ||
        ts.isFunctionDeclaration(node) ||
        ts.isPropertyDeclaration(node) ||
        ts.isMethodDeclaration(node)
      )
        return node;
    return object.node;
  }

  nameOf(object: Obj): string {
    const { ts } = this.ask;
    if (object.kind === 'platform') return nameOfKey(object.key!);
    const declaration = this.declarationOf(object);
    if (declaration && ts.isBinaryExpression(declaration)) return declaration.left.getText();
    if (declaration && ts.isPropertyAccessExpression(declaration)) return declaration.getText();
    const name = declaration && (declaration as ts.NamedDeclaration).name;
    if (name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name))) return name.text;
    return declaration && ts.isSourceFile(declaration) ? declaration.fileName.replace(/.*\//, '') : 'an object';
  }
}

/** Of what is within an object of the platform, under names that no declaration has, the first, or the first that is sure. */
function onePerState(all: readonly Divided[]): Divided[] {
  const groups = new Map<Obj, Divided[]>();
  for (const each of all) append(groups, each.state, each);
  return [...groups.values()].flatMap((group) =>
    group[0]!.state.kind === 'platform' ? [group.find(({ sure }) => sure) ?? group[0]!] : group,
  );
}

const keyOf = ({ fn, statement }: Unit): ts.Node => fn ?? statement;

/** A function of which somebody asks for more than all functions have. */
const hasOwnMembers = ({ kind, members }: Obj): boolean =>
  kind === 'function' && [...members.keys()].some((name) => !/^(?:call|apply|bind|toString|length|name)$/.test(name));

const isThrown = ({ role }: Obj): boolean => role === 'thrown';

/** What a marked function gave. */
const isResult = ({ kind, fn }: Obj): boolean => kind === 'fresh' && !!fn;

/** In the initialiser of a field of its instances. */
function isFieldOf(ts: TypeScript, node: ts.Node, cls: ts.Node | undefined): boolean {
  for (let n = node; n !== cls && n.parent; n = n.parent) if (ts.isPropertyDeclaration(n)) return !isStatic(ts, n);
  return false;
}

function functionAround(ts: TypeScript, node: ts.Node): ts.Node {
  let around = node;
  while (around.parent && !ts.isFunctionLike(around)) around = around.parent;
  return around;
}

/** They may be of one member. */
function meets(a: Use, b: Use): boolean {
  return isOfAny(a) || isOfAny(b) || a.member === b.member;
}

function isOfAny({ member }: Use): boolean {
  return member === undefined || member === '*';
}

function firstOfEach(uses: readonly Use[], keyOf: (use: Use) => string | undefined): Use[] {
  const first = new Map<string | undefined, Use>();
  for (const use of uses) {
    const key = keyOf(use);
    if (!first.has(key)) first.set(key, use);
  }
  return [...first.values()];
}

/** The first of `ys` that meets one of `xs` other than itself, and the first that it meets. There may be thousands. */
function firstThatMeet(xs: readonly Use[], ys: readonly Use[]): [Use, Use] | undefined {
  const order = new Map(xs.map((x, i) => [x, i]));
  const ofAny = xs.filter(isOfAny);
  const byMember = new Map<Use['member'], Use[]>();
  for (const x of xs) append(byMember, x.member, x);
  for (const y of ys) {
    const isOther = (x: Use) => x !== y;
    const found = isOfAny(y) ? [xs.find(isOther)] : [ofAny.find(isOther), byMember.get(y.member)?.find(isOther)];
    const [first] = found.flatMap((x) => x ?? []).sort((a, b) => order.get(a)! - order.get(b)!);
    if (first) return [first, y];
  }
  return undefined;
}

/** The place of a parameter among those that are given. */
const placeOf = (parameter: ts.ParameterDeclaration): number =>
  parameter.parent.parameters.filter(({ name }) => name.getText() !== 'this').indexOf(parameter);

/** Where a generator yields: not in functions inside it. */
function yieldsIn(ts: TypeScript, fn: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isYieldExpression(node)) found.push(node);
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(fn, visit);
  return found;
}

/** The loop that a node stands in, the innermost. */
function loopAround(ts: TypeScript, node: ts.Node, fn: ts.Node): ts.Node | undefined {
  for (let n = node; n !== fn; n = n.parent) if (ts.isIterationStatement(n, false)) return n;
  return undefined;
}
