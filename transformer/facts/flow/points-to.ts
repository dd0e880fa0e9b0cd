/**
 * Runs instructions over sets of objects, until nothing new comes: which objects each value may be, and who writes,
 * reads, keeps and gives what. Objects are told apart by where they are made and how their code was called; members by
 * name; inputs by path. What is not known flows in as `outside`, and what an unknown function gets *escapes*: it may be
 * written, kept and called by anybody. A call that nothing answers is unknown. Past the budget, all is.
 *
 * Long, since all of it puts up constraints in one graph.
 */
import type ts from 'typescript';
import { isInside, symbolNamed, topLevelStatement } from '../../syntax/nodes';
import type { TypeScript } from '../../types';
import { isStatic } from '../names/evaluation';
import { nameOfKey, packageOf } from '../platform/signatures';
import {
  type Asked,
  addQuirk,
  type Call,
  type CallBack,
  type CalledBack,
  type Cause,
  type Comparison,
  type Flows,
  type Given,
  hasParts,
  type Instance,
  isCode,
  isData,
  isForeign,
  type LoadAct,
  Node,
  Obj,
  type ObjKind,
  OverBudget,
  type Role,
  type Side,
  type TaskCall,
  type TaskEffects,
  type Use,
  Worklist,
} from './graph';
import {
  type Access,
  ANY,
  ARGUMENTS,
  type Argument,
  type Callable,
  type Code,
  type CodeNode,
  ELEMENT,
  FIRST,
  type Instruction,
  isIndex,
  type MarkedFunction,
  type Member,
  NOTHING,
  RESULT,
  SELF,
  SENT,
  type Slot,
  TO_PRIMITIVE,
  type Variable,
  YIELDED,
} from './instructions';
import { lower, type Part } from './lowering';
import { applySignature } from './platform-calls';
import { isCallable, type Questions } from './questions';

const MOST_INSTANCES = 3000;
const MOST_STEPS = 1_500_000;
/** Ways in which a function is called, and objects that are made at a place, that are told apart. */
const MOST_OF_A_KIND = 8;
/** Of code on the caller's side, which only matters for what it does to what workers have, too. */
const MOST_OF_A_KIND_OF_CALLERS = 3;
/** How deep inputs are followed by path, and objects of the platform by names that are not declared. */
const DEPTH = 3;

const mostOfAKind = (side: Side): number => (side === 'caller' ? MOST_OF_A_KIND_OF_CALLERS : MOST_OF_A_KIND);

/** What the world around the code is: which statements run where. */
export interface World {
  readonly ask: Questions;
  /** How many call sites tell callers apart. */
  readonly contexts: number;
  /** The side on which a statement of a module runs as it loads. */
  sideOf(statement: ts.Node): Side;
  /** What a marked function does to what its callers give it, where that matters. */
  effectsOf?(fn: Callable): TaskEffects;
}

interface Named {
  readonly own: Member | undefined;
  readonly member: ts.ClassElement;
}

/** What a name stands for in a class. */
interface LookedUp {
  readonly methods: Node;
  readonly getters: Node;
  readonly setters: Node;
  /** Something, where it is not the project's. */
  readonly none: Node;
}

/** At one place of the code, the objects of each class: what they have in common is asked once. */
class Receivers {
  #instances: Map<Obj, Node> | undefined;
  #classes: Map<Obj, Node> | undefined;

  /** Of what has methods of the project; the class itself has its statics. */
  take(work: Worklist, object: Obj, begin: (self: Node, cls: Obj, ofClass: boolean) => void): void {
    const ofClass = object.kind === 'class';
    const cls = ofClass ? object : object.kind === 'instance' ? object.cls : undefined;
    if (!cls) return;
    const known = ofClass ? (this.#classes ??= new Map()) : (this.#instances ??= new Map());
    let self = known.get(cls);
    if (!self) {
      known.set(cls, (self = new Node(work)));
      begin(self, cls, ofClass);
    }
    self.add(object);
  }
}

const isOfThread =
  /^(?:process#Process\.(?:argv|argv0|execArgv)|worker_threads#(?:threadId|isMainThread|parentPort|workerData))$/;

/** An accessor of that name is asked for. */
const isAmong = (name: Member, member: Member): boolean => name === member || name === ANY || member === ANY;

const readTraps = ['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'isExtensible'];
const writeTraps = ['set', 'defineProperty', 'deleteProperty', 'setPrototypeOf', 'preventExtensions'];
const callTraps = ['apply', 'construct'];

const kinds: Partial<Record<ObjKind, string>> = {
  array: 'Array',
  map: 'Map',
  set: 'Set',
  promise: 'Promise',
  generator: 'Generator',
  iterator: 'IteratorObject',
  memory: 'Uint8Array',
  pattern: 'RegExp',
};

/** Why nothing is known of what is done to what a function of its caller is given. */
export const TO_CALLER = 'it is called with a function of its caller';

export class PointsTo implements Flows {
  readonly ask: Questions;
  readonly work: Worklist;
  readonly outside = new Obj('outside');
  readonly outsideNode: Node;
  /** Never gets anything. */
  readonly nothing: Node;
  readonly thrown: Node;
  readonly acts: LoadAct[] = [];
  readonly comparisons: Comparison[] = [];
  readonly throws: { readonly object: Obj; readonly instance: Instance }[] = [];
  readonly asked: Asked[] = [];
  readonly moved: { readonly object: Obj; readonly cause: Cause }[] = [];
  /** Classes of errors that functions of the platform throw. */
  readonly platformThrows: { readonly name: string; readonly cause: Cause }[] = [];
  /** Calls of functions that stay with the caller. */
  readonly callbacks: CallBack[] = [];
  readonly taskCalls: TaskCall[] = [];
  readonly calledBack: CalledBack[] = [];
  /** Variables that any code has used, with their cells. */
  readonly cells = new Map<ts.Symbol, Obj>();
  readonly uses: Use[] = [];
  isOverBudget = false;
  readonly #objects = new Map<string, Obj>();
  readonly #instances = new Map<string, Instance>();
  readonly #calls: Call[] = [];
  readonly #nodeIds = new Map<ts.Node, number>();
  readonly #statements = new Map<ts.Node, Instance>();
  readonly #outers = new Map<CodeNode, { instance: Instance; variables: Map<ts.Symbol, Node> }>();
  /** What is stored into any input, since inputs may be each other. */
  readonly #stored = new Map<Member, Node>();
  readonly #symbolIds = new Map<ts.Symbol, number>();
  readonly #promised = new Set<Obj>();
  readonly #held = new Map<Obj, { readonly is: boolean; readonly waiting: (() => void)[] }>();
  readonly #named = new Map<
    ts.ClassLikeDeclaration,
    { readonly all: readonly Named[]; byName: Map<Member, readonly Named[]> }
  >();
  readonly #made = new Map<string, number>();
  readonly #times = new Map<ts.Node, number>();
  readonly #lookedUp = new Map<string, LookedUp>();
  readonly #prototypes = new Map<Obj, Node>();
  readonly #texts = new Set<string>();
  #outsideWritten: Cause | undefined;
  #count = 0;

  constructor(readonly world: World) {
    this.ask = world.ask;
    this.work = new Worklist(MOST_STEPS, () => world.ask.types.stopIfAsked());
    this.nothing = new Node(this.work);
    this.outsideNode = this.one(this.outside);
    this.thrown = this.one(this.outside);
  }

  get instances(): readonly Instance[] {
    return [...this.#instances.values()];
  }

  /** Until nothing changes. */
  solve(): void {
    try {
      for (;;) {
        this.work.run();
        const open = this.#calls.filter((call) => !call.isAnswered);
        this.#calls.length = 0;
        if (!open.length) return;
        // a flow that was lost, or code that never runs
        for (const call of open) this.unknown(call, 'nothing is known of what it calls');
      }
    } catch (error) {
      // so deep is also too much
      if (!(error instanceof OverBudget || error instanceof RangeError)) throw error;
      this.isOverBudget = true;
    }
  }

  // ------------------------------------------------------------------ nodes and objects

  node(): Node {
    return new Node(this.work);
  }

  one(object: Obj): Node {
    return this.node().add(object);
  }

  join(...nodes: readonly Node[]): Node {
    const all = nodes.filter((node) => node !== this.nothing);
    if (all.length < 2) return all[0] ?? this.nothing;
    const result = this.node();
    for (const node of all) node.to(result);
    return result;
  }

  idOf(node: ts.Node): number {
    let id = this.#nodeIds.get(node);
    if (id === undefined) this.#nodeIds.set(node, (id = this.#nodeIds.size + 1));
    return id;
  }

  object(key: string, kind: ObjKind, set?: (object: Obj) => void): Obj {
    let object = this.#objects.get(key);
    if (!object) {
      object = new Obj(kind);
      this.#objects.set(key, object);
      set?.(object);
    }
    return object;
  }

  /** What is made at a place by an instance of its code. */
  make(kind: ObjKind, node: ts.Node, instance: Instance, tag = ''): Obj {
    const place = `${kind}${tag}@${this.idOf(node)}`;
    const key = `${place}#${instance.id}`;
    const known = this.#objects.get(key);
    if (known) return known;
    const made = (this.#made.get(place) ?? 0) + 1;
    this.#made.set(place, made);
    // one for all of those on a side that come after many
    const isApart = made <= mostOfAKind(instance.side);
    const object = this.object(isApart ? key : `${place} ${instance.side}`, kind, (each) => {
      each.node = node;
      each.instance = instance;
    });
    if (!isApart) this.#objects.set(key, object);
    return object;
  }

  platform(key: string): Obj {
    return this.object(`platform ${key}`, 'platform', (object) => {
      object.key = key;
    });
  }

  input(root: string, path: string, depth: number, type?: ts.Type): Obj {
    return this.object(`input ${path}`, 'input', (object) => {
      object.root = root;
      object.type = type;
      object.path = path;
      object.depth = depth;
    });
  }

  functionObject(fn: Callable, parent: Instance | undefined): Obj {
    return this.object(`function@${this.idOf(fn)}#${parent?.id ?? 0}`, 'function', (object) => {
      object.fn = fn;
      object.node = fn;
      object.instance = parent;
    });
  }

  /** The function of a mark, in what stands around it. */
  taskFunction(fn: Callable): Obj {
    const object = this.functionObject(fn, this.#around(fn));
    const { parent } = fn;
    if (!object.cls && this.ask.ts.isClassDeclaration(parent)) object.cls = this.classNamed(parent);
    return object;
  }

  taskObject({ fn, isAway }: MarkedFunction): Obj {
    if (!isAway()) return this.functionObject(fn, this.#around(fn));
    return this.object(`task@${this.idOf(fn)}`, 'task', (object) => {
      object.fn = fn;
      object.node = fn;
      object.instance = this.#around(fn);
    });
  }

  /** Members that the object itself has, to be read and stored. */
  member(object: Obj, name: Member): Node {
    const member = object.kind === 'input' && isIndex(name) ? ELEMENT : name;
    let node = object.members.get(member);
    if (node) return node;
    node = this.node();
    object.members.set(member, node);
    if (object.kind === 'outside') node.add(object);
    if (object.kind === 'fresh') node.add(this.#partOf(object));
    if (object.kind === 'input') {
      if (member !== ANY) {
        const { root, path, depth, type } = object;
        const own = type && this.ask.typeOfMember(type, member);
        if (!own || !this.ask.isPrimitiveType(own))
          node.add(depth >= DEPTH ? object : this.input(root!, `${path}.${member}`, depth + 1, own));
      }
      this.#storedInInputs(member).to(node);
    }
    if (member !== ANY) for (const copy of object.copies ?? []) this.#copyMember(object, member, copy);
    if (object.escaped) {
      node.add(this.outside);
      this.escape(node, object.escaped);
    }
    for (const watch of object.watchers ?? []) watch(member, node);
    return node;
  }

  /** What a copy holds is told from the copy. */
  #partOf(copy: Obj): Obj {
    if (!hasParts(copy)) return copy;
    return this.object(`part ${copy.id}`, 'fresh', (part) => {
      part.fn = copy.fn;
      part.role = copy.role;
      part.isPart = true;
      part.node = copy.node;
      part.instance = copy.instance;
    });
  }

  #storedInInputs(member: Member): Node {
    let node = this.#stored.get(member);
    if (!node) this.#stored.set(member, (node = this.node()));
    return node;
  }

  eachMember(object: Obj, watch: (member: Member, node: Node) => void): void {
    (object.watchers ??= []).push(watch);
    for (const [member, node] of [...object.members]) watch(member, node);
  }

  #isData(member: Member): boolean {
    return !member.startsWith('$');
  }

  /** All that any of its members may be. */
  #everything(object: Obj, only: (member: Member) => boolean): Node {
    const all = this.node();
    if (object.kind === 'input' || object.kind === 'outside' || object.kind === 'fresh')
      this.member(object, ELEMENT).to(all);
    this.member(object, ANY).to(all);
    this.eachMember(object, (member, node) => only(member) && node.to(all));
    const fromCopy = ({ from }: { readonly from: Node }) =>
      from.each((source) => source !== object && this.everythingOf(source).to(all));
    (object.copyWatchers ??= []).push(fromCopy);
    object.copies?.forEach(fromCopy);
    return all;
  }

  // given: return { ...box, count };
  /** What one comes to from it by its members, once all is solved: those, too, that it has of what is not known by name. */
  partsOf(object: Obj): readonly Obj[] {
    return [...[...object.members.values()].flatMap(({ objects }) => objects), ...this.#spreadInto(object)];
  }

  #spreadInto({ copies = [] }: Obj, seen = new Set<Obj>()): Obj[] {
    return copies.flatMap(({ from }) =>
      from.objects.flatMap((source) => {
        if (seen.has(source)) return [];
        seen.add(source);
        if (source.kind === 'input') return this.member(source, ELEMENT).objects;
        return source.kind === 'outside' ? [source] : this.#spreadInto(source, seen);
      }),
    );
  }

  everythingOf(object: Obj): Node {
    if (object === this.outside) return this.outsideNode;
    if (!object.everything) {
      object.everything = this.node();
      this.#everything(object, (member) => this.#isData(member)).to(object.everything);
    }
    return object.everything;
  }

  #elementsOf(object: Obj): Node {
    if (!object.elements) {
      object.elements = this.node();
      this.#everything(object, isIndex).to(object.elements);
    }
    return object.elements;
  }

  #copyMember(object: Obj, member: Member, copy: { readonly from: Node; readonly without: ReadonlySet<string> }): void {
    if (copy.without.has(member) || !this.#isData(member)) return;
    const to = this.member(object, member);
    copy.from.each((source) => {
      if (source.kind === 'outside') to.add(source);
      else if (source.kind !== 'function' && source.kind !== 'class') {
        // members that it has not are not made by asking for them: `spread` hears of those that come
        const isOpen = source.kind === 'input' || source.kind === 'fresh' || !!source.copies;
        for (const each of [member, ANY]) if (isOpen || source.members.has(each)) this.member(source, each).to(to);
      }
    });
  }

  spread(object: Obj, from: Node, without: ReadonlySet<string>, cause: Cause): void {
    const copy = { from, without };
    (object.copies ??= []).push(copy);
    for (const member of [...object.members.keys()]) if (member !== ANY) this.#copyMember(object, member, copy);
    for (const watch of object.copyWatchers ?? []) watch(copy);
    from.each((source) => {
      this.note(source, undefined, 'read', true, cause);
      this.eachMember(source, (member) => {
        if (!without.has(member) && this.#isData(member)) this.member(source, member).to(this.member(object, member));
      });
      this.runGetters(source, cause, (member, value) => value.to(this.member(object, member)));
    });
  }

  runGetters(object: Obj, cause: Cause, use: (member: Member, value: Node) => void = () => {}): void {
    object.eachAccessor(({ member, fn, isSetter }) => {
      if (!isSetter) use(member, this.callFunction(fn, this.one(object), [], cause));
    });
  }

  // ------------------------------------------------------------------ uses

  /** Something that both sides have: made as a module loads, or of the platform. */
  isState(object: Obj): boolean {
    const { kind, instance } = object;
    if (kind === 'platform' || kind === 'namespace' || kind === 'cell') return true;
    return (object.side ?? instance?.side) === 'load' && kind !== 'function' && kind !== 'proxy';
  }

  /** Of which there is one, and each side has its own: functions and classes, too. */
  isOfModule(object: Obj): boolean {
    return this.isState(object) || (isCode(object) && (!object.instance || object.instance.side === 'load'));
  }

  note(
    object: Obj,
    member: Member | undefined,
    access: 'read' | 'write',
    sure: boolean,
    cause: Cause,
    among?: Node,
  ): void {
    if (object.kind === 'outside') {
      if (access === 'write') this.#outsideIsWritten(cause);
      if (object === this.outside) return;
    }
    if (object.kind === 'proxy') return void this.#trap(object, access === 'read' ? readTraps : writeTraps, cause);
    const { side } = cause.instance;
    if (access === 'write' && object.instance?.side !== side) object.resume?.(cause);
    const isShared = this.#isShared(object);
    if (access === 'read' ? !isShared : object.kind === 'resolver') return;
    const { code } = cause.instance;
    const at = access === 'write' ? cause.node : code?.node;
    // of what is its maker's alone, only whether it is changed matters
    const by = access === 'write' && (isShared || object.kind === 'input') ? cause.instance.id : '';
    const where = `${at && this.idOf(at)} ${by}`;
    const key = `${member ?? ''} ${access} ${sure} ${side} ${where}`;
    if (object.uses?.has(key)) return;
    object.uses ??= new Set();
    object.uses.add(key);
    this.uses.push({ object, member: member === ANY ? undefined : member, access, sure, cause, among });
  }

  /** Both sides may have it. */
  #isShared(object: Obj): boolean {
    return isCode(object) || this.isState(object);
  }

  write(object: Obj, member: Member | undefined, cause: Cause, among?: Node): void {
    if (object.prototypeOf) this.note(object.prototypeOf, 'prototype', 'write', true, cause, among);
    this.note(object, member, 'write', true, cause, among);
  }

  /** It happens to this object, and not only to what the same code works on at other times; asked when all is known. */
  isSure({ object, sure, among }: Use): boolean {
    if (!sure || !among || among.objects.length < 2) return sure;
    const isInput = object.kind === 'input';
    return among.objects.every((each) =>
      isInput ? each.kind === 'input' || this.#isDefault(each) : !!each.prototypeOf || this.isState(each),
    );
  }

  /** What there is where its callers give nothing: of a parameter, or after `??`. */
  #isDefault({ node }: Obj): boolean {
    const { ts } = this.ask;
    for (let of = node; of?.parent && !ts.isFunctionLike(of); of = of.parent) {
      const { parent } = of;
      if (ts.isParameter(parent)) return parent.initializer === of;
      if (ts.isBinaryExpression(parent) && parent.right === of && isOr(ts, parent.operatorToken.kind)) return true;
    }
    return false;
  }

  /** What was promised to be left alone may be written by who has it from elsewhere, too. */
  #outsideIsWritten(cause: Cause): void {
    if (this.#outsideWritten) return;
    this.#outsideWritten = cause;
    for (const object of this.#promised) this.note(object, undefined, 'write', false, cause);
  }

  // ------------------------------------------------------------------ what gets out

  escape(node: Node, cause: Cause): void {
    if (node === this.nothing) return;
    node.each((object) => this.escapeObject(object, cause));
  }

  /** It leaves its function; of an error that crosses, getters are asked for what they give. */
  raise(error: Node, cause: Cause): void {
    error.to(this.thrown);
    error.each((object) => {
      this.throws.push({ object, instance: cause.instance });
      this.runGetters(object, cause, (member, value) => value.to(this.member(object, member)));
    });
  }

  // given: globalThis.rows = rows; export const add = (row) => globalThis.rows.push(row);
  /** To an object by which others come to it, at any time. */
  giveAway(value: Node, to: Obj, cause: Cause): void {
    const isAtLoad = to.kind === 'platform' && cause.instance.side === 'load';
    this.escape(value, isAtLoad ? this.#lastly(cause) : cause);
  }

  escapeObject(object: Obj, cause: Cause): void {
    if (object.escaped || object.kind === 'outside') return;
    object.escaped = cause;
    const { kind } = object;
    if (kind === 'platform' || kind === 'task' || kind === 'proxy') return;
    this.note(object, undefined, 'write', false, cause);
    // its parts have the same root
    if (kind === 'input') return;
    for (const node of object.members.values()) node.add(this.outside);
    this.eachMember(object, (_, node) => this.escape(node, cause));
    const fromCopy = ({ from }: { readonly from: Node }) =>
      from.each((source) =>
        this.escape(source.kind === 'input' ? this.member(source, ELEMENT) : this.everythingOf(source), cause),
      );
    (object.copyWatchers ??= []).push(fromCopy);
    object.copies?.forEach(fromCopy);
    const at = cause.instance.side === 'load' ? this.#lastly(cause) : cause;
    if (kind === 'function') this.escape(this.callFunction(object, this.outsideNode, this.#anything(), at), cause);
    if (kind === 'bound') this.escape(object.target!, cause);
    if (kind === 'class' || kind === 'instance') for (const fn of this.#methodsOf(object)) this.escapeObject(fn, cause);
    object.eachAccessor(({ fn }) => this.escapeObject(fn, cause));
    if (kind === 'class') this.#construct(object, this.#callAt(at, this.nothing, this.#anything(), true));
  }

  #anything(): Given[] {
    return [{ node: this.outsideNode, isSpread: true }];
  }

  /** What is given away as a module loads may be called at any time. */
  #lastly(cause: Cause): Cause {
    const { code, parent, owner, chain, id } = cause.instance;
    const instance = this.#instance(`any ${id}`, 'any', { code, parent, owner, chain });
    this.#calledFrom(instance, cause.instance, cause.node);
    return { ...cause, instance };
  }

  #methodsOf(object: Obj): Obj[] {
    const { ts } = this.ask;
    const cls = object.kind === 'class' ? object : object.cls;
    const found: Obj[] = [];
    const visit = (each: Obj | undefined): void => {
      if (!each?.node || !ts.isClassLike(each.node)) return;
      for (const member of each.node.members)
        if (
          (ts.isMethodDeclaration(member) || ts.isAccessor(member)) &&
          isCallable(ts, member) &&
          isStatic(ts, member) === (object.kind === 'class')
        )
          found.push(this.functionObject(member, each.instance));
      each.base?.each((base) => base.kind === 'class' && base !== each && visit(base));
    };
    visit(cls);
    return found;
  }

  /**
   * Nothing is known of what is called.
   *
   * @param callee what it may keep state in: something that a package has made, or the package
   */
  unknown(call: Call, why: string, callee?: Obj): void {
    call.isAnswered = true;
    const cause: Cause = { node: call.node, instance: call.instance, why };
    this.acts.push({ what: 'unknown', cause });
    this.escape(call.self, cause);
    const isForEffect = this.ask.isForEffect(call.node);
    const use = (object: Obj) => {
      this.note(object, undefined, 'read', true, cause);
      if (isForEffect && object.kind === 'outside') this.note(object, undefined, 'write', false, cause);
    };
    for (const node of [call.self, ...call.args.map((arg) => arg.node)])
      node.each((object) => object.kind !== 'platform' && use(object));
    if (callee?.kind === 'outside') use(callee);
    if (callee?.kind === 'platform')
      this.note(callee, undefined, this.ask.changesPackage(call.node) ? 'write' : 'read', false, cause);
    call.args.forEach((arg, i) => {
      const promise = arg.isSpread || arg.node === this.nothing ? undefined : this.ask.promiseOf(call.node, i);
      if (!promise) return this.escape(arg.node, cause);
      arg.node.each((object) => {
        this.#promised.add(object);
        if (this.#outsideWritten) this.note(object, undefined, 'write', false, this.#outsideWritten);
        if (promise === 'itself') this.escape(this.everythingOf(object), cause);
      });
      arg.node.to(call.result);
    });
    // what is made as a module loads, each side has its own of
    const isState = call.instance.side === 'load';
    call.result.add(isState ? this.make('outside', call.node, call.instance) : this.outside);
  }

  // ------------------------------------------------------------------ instances

  #instance(key: string, side: Side, made: Partial<Instance> = {}): Instance {
    let instance = this.#instances.get(key);
    if (!instance) {
      const none = { code: undefined, parent: undefined, context: '', chain: [], owner: undefined, isRecursive: false };
      instance = { ...none, ...made, side, id: ++this.#count, slots: [], callers: new Map() };
      this.#instances.set(key, instance);
    }
    return instance;
  }

  #calledFrom(instance: Instance, caller: Instance, node: ts.Node): void {
    if (instance !== caller && !instance.callers.has(caller)) instance.callers.set(caller, node);
  }

  slot(instance: Instance, slot: Slot): Node {
    if (slot === NOTHING) return this.nothing;
    return (instance.slots[slot] ??= this.node());
  }

  /** Code of the program itself: a statement of a module, as it loads. */
  runStatement(statement: ts.Node): Instance {
    let instance = this.#statements.get(statement);
    if (instance) return instance;
    // a function that is declared does nothing
    const code = this.ask.ts.isFunctionDeclaration(statement) ? undefined : this.#codeOf(statement, 'whole');
    instance = this.#instance(`statement@${this.idOf(statement)}`, this.world.sideOf(statement), { code });
    this.#statements.set(statement, instance);
    this.#start(instance);
    return instance;
  }

  /** As by code that is not seen: on a side, with anything. */
  runFunction(fn: Callable, side: Side, at: ts.Node): Node {
    const root = this.rootInstance(side, at);
    return this.callFunction(this.functionObject(fn, this.#around(fn)), this.outsideNode, this.#anything(), {
      node: at,
      instance: root,
    });
  }

  /** Something else has it, or a variable that is not of the code at `except`: longer than one call of that. */
  isHeld(object: Obj, except: ts.Node): boolean {
    const isIn = (node: ts.Node | undefined): boolean => !!node && isInside(node, except);
    for (const each of [...this.#objects.values(), ...this.cells.values()]) {
      // what it is called with is gathered for it
      const isGathered =
        each.kind === 'array' && (isIn(each.node) || (!!each.node?.parent && this.ask.ts.isFunctionLike(each.node)));
      if (
        each === object ||
        isGathered ||
        each.kind === 'promise' ||
        each.kind === 'generator' ||
        each.kind === 'fresh'
      )
        continue;
      for (const [name, node] of each.members) if (!name.startsWith('$s') && node.has(object)) return true;
    }
    for (const { code, slots } of this.#instances.values())
      if (code && !isIn(code.node)) for (const slot of code.shared.values()) if (slots[slot]?.has(object)) return true;
    return false;
  }

  /** Those that load a member of an object, on a side. */
  loadsOf(object: Obj, side: Side): { readonly member: Member; readonly cause: Cause }[] {
    return this.loads(side).filter(({ from }) => from.has(object));
  }

  /** Whatever loads a member, on a side. */
  loads(side: Side): { readonly from: Node; readonly member: Member; readonly cause: Cause }[] {
    return [...this.#instances.values()].flatMap((instance) =>
      instance.side !== side || !instance.code
        ? []
        : instance.code.instructions.flatMap((step) =>
            step.op === 'load'
              ? [
                  {
                    from: this.slot(instance, step.from),
                    member: step.member,
                    cause: { node: step.access.node, instance },
                  },
                ]
              : [],
          ),
    );
  }

  rootInstance(side: Side, at: ts.Node): Instance {
    return this.#instance(`root ${side} ${this.idOf(at)}`, side);
  }

  /** The instance of what stands around a function that is looked at by itself. */
  #around(fn: ts.Node): Instance | undefined {
    const { ask } = this;
    const { ts } = ask;
    const around = ask.codeAround(fn.parent);
    if (ts.isSourceFile(around) || ts.isClassLike(around) || !isCallable(ts, around)) return undefined;
    return this.#outer(around).instance;
  }

  #outer(node: CodeNode): { instance: Instance; variables: Map<ts.Symbol, Node> } {
    let outer = this.#outers.get(node);
    if (!outer) {
      const code = { ...emptyCode, node };
      const instance = this.#instance(`outer@${this.idOf(node)}`, 'worker', { code, parent: this.#around(node) });
      this.#outers.set(node, (outer = { instance, variables: new Map() }));
    }
    return outer;
  }

  #codeOf(node: CodeNode, part: Part): Code {
    return codeOf(this.ask, node, part);
  }

  #start(instance: Instance): void {
    const { code } = instance;
    if (!code) return;
    this.work.later(() => {
      for (const instruction of code.instructions) this.#execute(instruction, instance);
    });
  }

  /** One for each way in which it is called, as far as that is told apart. */
  #instanceFor(fn: Obj, call: Call): Instance {
    const { code: callers, chain, context, side } = call.instance;
    const node = fn.fn!;
    const isIt = (each: Instance) => each.code?.node === node && each.parent === fn.instance;
    const again = callers && isIt(call.instance) ? call.instance : chain.find(isIt);
    if (again) {
      again.isRecursive = true;
      return again;
    }
    const times = (this.#times.get(node) ?? 0) + 1;
    const isApart = this.#count <= MOST_INSTANCES && times <= mostOfAKind(side);
    const sites = isApart
      ? [this.idOf(call.node), ...(context ? context.split('.') : [])].slice(0, this.world.contexts).join('.')
      : '';
    const key = `${fn.id} ${side} ${sites}`;
    const known = this.#instances.get(key);
    const instance =
      known ??
      this.#instance(key, side, {
        code: this.#codeOf(node, 'whole'),
        parent: fn.instance,
        context: sites,
        chain: sites ? [...chain, call.instance].slice(-24) : [],
        owner: fn.cls,
      });
    this.#calledFrom(instance, call.instance, call.node);
    if (known) return known;
    this.#times.set(node, times);
    this.#start(instance);
    return instance;
  }

  // ------------------------------------------------------------------ calls

  #callAt(cause: Cause, self: Node, args: readonly Given[], isNew = false): Call {
    return { node: cause.node, instance: cause.instance, self, args, result: this.node(), isNew, isAnswered: true };
  }

  callFunction(fn: Obj, self: Node, args: readonly Given[], cause: Cause): Node {
    const call = this.#callAt(cause, self, args);
    this.apply(fn, call);
    return call.result;
  }

  /** Calls whatever is there, of which nothing has to be. */
  callNode(callee: Node, self: Node, args: readonly Given[], cause: Cause): Node {
    const call = this.#callAt(cause, self, args);
    callee.each((fn) => this.apply(fn, call));
    return call.result;
  }

  apply(fn: Obj, call: Call): void {
    call.isAnswered = true;
    switch (fn.kind) {
      case 'function':
        return this.#applyFunction(fn, call);
      case 'class':
        return this.#new(fn, call);
      case 'bound':
        fn.target!.each((target) =>
          this.apply(target, { ...call, self: fn.boundSelf!, args: [...fn.boundArgs, ...call.args] }),
        );
        return;
      case 'task':
        return this.#applyTask(fn, call);
      case 'platform': {
        if (fn.key === 'package unsync#unsync') return this.#mark(call);
        const signature = this.ask.signatureOf(fn.key!, call.isNew);
        if (signature) {
          const cause = { node: call.node, instance: call.instance };
          this.note(fn, '', 'read', true, cause);
          // what the platform has itself reads none of what others put there
          call.self.each((object) => object.kind !== 'platform' && this.note(object, undefined, 'read', true, cause));
          for (const { node } of call.args) node.each((object) => this.note(object, undefined, 'read', true, cause));
          applySignature(this, signature, call);
        } else {
          const own = packageOf(fn.key!);
          if (own === undefined) this.acts.push({ what: 'acts', cause: { node: call.node, instance: call.instance } });
          this.unknown(
            call,
            `nothing is known of '${nameOfKey(fn.key!)}'`,
            own === undefined ? undefined : this.platform(own),
          );
        }
        return;
      }
      case 'proxy':
        this.#trap(fn, callTraps, call, [call.self, this.#gathered(call)]).to(call.result);
        return;
      case 'resolver':
        this.awaited(this.argument(call, 0), call).to(this.member(fn.target!.objects[0]!, '$value'));
        return;
      case 'input':
        // it comes with the class, which both sides have
        if (this.#isMethod(fn)) return this.unknown(call, `nothing is known of '${fn.type!.symbol.name}'`);
        this.callbacks.push({ ...call, fn });
        call.result.add(this.#answer(call));
        // what stays with its caller is called there, without what it is called on
        return this.unknown({ ...call, self: this.nothing }, TO_CALLER);
      case 'outside':
      case 'fresh':
        return this.unknown(call, 'it calls a function that comes from elsewhere', fn);
      default:
        // data: to call it throws
        return;
    }
  }

  /** Of an input, which is an instance of a class of which only declarations are known. */
  #isMethod({ type }: Obj): boolean {
    const { ts } = this.ask;
    const declarations = type?.symbol?.declarations ?? [];
    return declarations.some((d) => ts.isMethodDeclaration(d) && ts.isClassLike(d.parent));
  }

  /** What is done to a Proxy calls functions of its handler, with what it stands for. */
  #trap(proxy: Obj, names: readonly string[], cause: Cause, args: readonly Node[] = []): Node {
    const result = this.node();
    const given = [...proxy.boundArgs, ...args.map((node) => ({ node, isSpread: false }))];
    proxy.target!.each((handler) => {
      // what others put there is called by them
      for (const name of names)
        this.load(this.one(handler), name, { node: cause.node, isFunction: true }, cause).each((fn) => {
          if (fn.kind === 'function' || fn.kind === 'bound')
            this.callFunction(fn, this.one(handler), given, cause).to(result);
        });
    });
    return result;
  }

  /** What it is called with, as one list. */
  #gathered({ node, instance, args }: Call): Node {
    const list = this.make('array', node, instance, 'gathered');
    for (const { node: given } of args) given.to(this.member(list, ELEMENT));
    return this.one(list);
  }

  #applyFunction(fn: Obj, call: Call): void {
    const instance = this.#instanceFor(fn, call);
    const { code } = instance;
    this.#giveArguments(instance, code!, call.args);
    if (!code!.isArrow) {
      if (call.isNew) {
        const made = this.make('instance', call.node, call.instance, `of${fn.id}`);
        made.proto ??= this.one(this.#prototypeOf(fn));
        this.slot(instance, SELF).add(made);
        call.result.add(made);
      } else call.self.to(this.slot(instance, SELF));
    }
    if (code!.isGenerator) {
      const made = this.make('generator', call.node, call.instance, `of${fn.id}`);
      this.slot(instance, YIELDED).to(this.member(made, ELEMENT));
      this.member(made, '$sent').to(this.slot(instance, SENT));
      this.slot(instance, RESULT).to(this.member(made, '$result'));
      made.resume ??= ({ node, instance: by }) =>
        this.#applyFunction(fn, { ...call, node, instance: by, result: this.node() });
      call.result.add(made);
    } else if (code!.isAsync) {
      const made = this.make('promise', call.node, call.instance, `of${fn.id}`);
      this.awaited(this.slot(instance, RESULT), call).to(this.member(made, '$value'));
      call.result.add(made);
    } else this.slot(instance, RESULT).to(call.result);
  }

  #giveArguments(instance: Instance, code: Code, args: readonly Given[]): void {
    let spread: Node | undefined;
    const restOf = () => this.make('array', code.node, instance, 'rest');
    if (code.rest >= 0) this.slot(instance, code.parameters[code.rest]!).add(restOf());
    args.forEach(({ node, isSpread }, i) => {
      if (isSpread) spread = spread ? this.join(spread, node) : node;
      const given = spread ? this.join(spread, node) : node;
      if (given === this.nothing) return;
      given.to(this.slot(instance, ARGUMENTS));
      code.parameters.forEach((slot, nth) => {
        if (nth !== code.rest && (spread ? nth >= i : nth === i)) given.to(this.slot(instance, slot));
      });
      if (code.rest >= 0 && (i >= code.rest || spread)) {
        const nth = spread ? ELEMENT : String(Math.min(i - code.rest, 7));
        given.to(this.member(restOf(), nth === '7' ? ELEMENT : nth));
      }
    });
  }

  #ofTask(task: Obj, member: Member, native: Obj | undefined): Obj {
    if (member === 'inline') return this.functionObject(task.fn!, task.instance);
    if (member !== 'options' && member !== 'map') return native ?? task;
    return this.object(`${member} of ${task.id}`, 'task', (object) => {
      object.fn = task.fn;
      object.node = task.node;
      object.instance = task.instance;
      object.target = this.one(task);
      object.path = member;
    });
  }

  /** Runs a marked function: here, where we are in a worker; else on copies. */
  #applyTask(task: Obj, call: Call): void {
    // `resize.options({ limit: 2 })`, `resize.map(images)`
    if (task.path === 'options') return void task.target!.to(call.result);
    if (task.path === 'map') {
      const each = this.elements(this.argument(call, 0), call);
      return this.#applyTask(task.target!.objects[0]!, { ...call, args: [{ node: each, isSpread: false }] });
    }
    if (call.instance.side === 'worker') return this.#applyFunction(this.functionObject(task.fn!, task.instance), call);
    const made = this.make('promise', call.node, call.instance, 'task');
    const copy = this.#copy(task, call, 'result');
    copy.type ??= this.ask.resultOf(task.fn!);
    this.member(made, '$value').add(copy);
    // of a stream
    this.member(made, ELEMENT).add(copy);
    call.result.add(made);
    this.taskCalls.push({
      fn: task.fn!,
      args: call.args.map(({ node }) => node),
      cause: { node: call.node, instance: call.instance },
    });
    const thrown = this.#thrownBy(task, call);
    this.thrown.add(thrown);
    call.args.forEach(({ node }, nth) => {
      node.each((object) => this.#callBack(object, { nth, of: undefined }, task, call));
    });
    this.#comeBack(task, call, made, [copy, thrown]);
  }

  // given: export const rows = [3, 1, 2]; await sortRows(rows);
  /** What its caller gives it is changed there, and comes back as the very object. That matters to what modules hold. */
  #comeBack(task: Obj, call: Call, made: Obj, copies: readonly Obj[]): void {
    const { fn } = task;
    const { effectsOf } = this.world;
    if (!effectsOf || !fn) return;
    const why = `'${fn.name?.getText() ?? 'it'}' may change what it is given`;
    const cause: Cause = { node: call.node, instance: call.instance, why };
    // a call waits for promises among its arguments
    const args = call.args.map(({ node }, nth) => [nth, this.awaited(node, call)] as const);
    const given = [[SELF, call.self] as const, ...args];
    let isBegun = false;
    const begin = () => {
      if (isBegun) return;
      isBegun = true;
      const effects = effectsOf(fn);
      const results = copies.flatMap((each) => [each, this.#partOf(each)]);
      const give = (object: Obj, how: 'whole' | 'part' | undefined) => {
        if (how === 'whole') for (const name of ['$value', ELEMENT]) this.member(made, name).add(object);
        for (const each of how ? results : [])
          for (const name of [ANY, ELEMENT, '$key', '$value']) this.member(each, name).add(object);
      };
      /** What stands here for what the function gets. */
      const here = new Map<Obj, Node>();
      const at = (input: Obj): Node => {
        let node = here.get(input);
        if (!node) {
          here.set(input, (node = this.node()));
          node.each((object) => back(object, input));
        }
        return node;
      };
      const follow = (node: Node, inputs: readonly Obj[]): void => {
        for (const input of inputs) {
          if (input.kind !== 'input') continue;
          const to = at(input);
          node.each((object) => isData(object) && to.add(object));
        }
      };
      const back = (object: Obj, input: Obj): void => {
        give(object, effects.isGiven(input));
        if (input.escaped) return this.escapeObject(object, cause);
        const isChanged = effects.isChanged(input);
        if (isChanged) this.note(object, undefined, 'write', false, cause);
        for (const [name, { objects }] of input.members) {
          const own = objects.filter((each) => each.kind === 'input' && each.path.startsWith(`${input.path}.`));
          if (own.length) for (const node of this.#heldUnder(object, name)) follow(node, own);
          if (!isChanged) continue;
          // what was put there: something else that it was given, or something new
          for (const each of objects)
            if (each.kind !== 'input') this.member(object, name).add(copies[0]!);
            else if (!each.path.startsWith(`${input.path}.`)) at(each).to(this.member(object, name));
        }
      };
      for (const [nth, node] of given) {
        if (!effects.isUnknown) follow(node, effects.inputsOf(nth));
        else {
          this.escape(node, cause);
          node.each((object) => give(object, 'whole'));
        }
      }
    };
    for (const [, node] of given) node.each((object) => this.#whenHeld(object, begin));
  }

  /** `ELEMENT` of an input is what it holds under any name, where that is not said by the function. */
  #heldUnder(object: Obj, name: Member): Node[] {
    if (name === ANY || (name === ELEMENT && !kinds[object.kind])) return [this.everythingOf(object)];
    if (name === ELEMENT) return [this.#elementsOf(object)];
    // as where it is loaded
    if (name === 'buffer' && object.kind === 'memory') return [this.one(object)];
    return [this.member(object, name), this.member(object, ANY)];
  }

  /** Once, as soon as it is found to be data that a module holds, or to have that in it. */
  #whenHeld(object: Obj, use: () => void): void {
    if (!isData(object)) return;
    let held = this.#held.get(object);
    if (!held) {
      const found = { is: this.isState(object), waiting: [] as (() => void)[] };
      this.#held.set(object, (held = found));
      const tell = () => {
        found.is = true;
        for (const each of found.waiting.splice(0)) each();
      };
      if (!found.is) this.everythingOf(object).each((each) => found.is || this.#whenHeld(each, tell));
    }
    if (held.is) use();
    else held.waiting.push(use);
  }

  #copy(task: Obj, call: Call, role: Role, to?: Obj): Obj {
    const copy = this.make('fresh', call.node, call.instance, `task ${role} ${to?.id ?? ''}`);
    copy.fn = task.fn;
    copy.role = role;
    return copy;
  }

  /** One for all calls from a side: who catches one may have caught any. */
  #thrownBy(task: Obj, call: Call): Obj {
    return this.object(`thrown by ${task.id} ${call.instance.side}`, 'fresh', (copy) => {
      copy.node = call.node;
      copy.instance = call.instance;
      copy.fn = task.fn;
      copy.role = 'thrown';
    });
  }

  /** What a function of its caller gives, as it arrives. */
  #answer(call: Call): Obj {
    const answer = this.make('fresh', call.node, call.instance, 'answer');
    answer.role = 'answer';
    return answer;
  }

  /** Functions among the arguments of a marked function are called here, with copies. */
  #callBack(object: Obj, at: Pick<CalledBack, 'nth' | 'of'>, task: Obj, call: Call): void {
    const { nth, of } = at;
    if (object.kind === 'function' || object.kind === 'bound') {
      const given = this.#copy(task, call, 'given', object);
      const args = [{ node: this.one(given), isSpread: true }];
      const self = of ? this.one(of) : this.nothing;
      const result = this.node();
      this.apply(object, { ...call, self, args, result, isNew: false });
      this.calledBack.push({ task: task.fn!, fn: object, nth, of, given, result });
    } else if (object.kind === 'plain' && !of)
      this.everythingOf(object).each((each) => this.#callBack(each, { nth, of: object }, task, call));
  }

  /** `unsync(fn)` */
  #mark(call: Call): void {
    for (const { node } of call.args)
      node.each((object) => {
        if (object.kind === 'function') call.result.add(this.taskObject({ fn: object.fn!, isAway: () => true }));
      });
  }

  #new(cls: Obj, call: Call): void {
    if (!call.isNew) return;
    const made = this.make('instance', call.node, call.instance, `of${cls.id}`);
    made.cls = cls;
    call.result.add(made);
    this.#construct(cls, { ...call, self: this.one(made) });
  }

  #construct(cls: Obj, call: Call): void {
    const { ts } = this.ask;
    const node = cls.node as ts.ClassLikeDeclaration;
    const { side } = call.instance;
    const key = `fields ${cls.id} ${side}`;
    const known = this.#instances.get(key);
    const fields =
      known ?? this.#instance(key, side, { code: this.#codeOf(node, 'fields'), parent: cls.instance, owner: cls });
    this.#calledFrom(fields, call.instance, call.node);
    call.self.to(this.slot(fields, SELF));
    if (!known) this.#start(fields);
    const own = node.members.find(
      (m): m is ts.ConstructorDeclaration & Callable => ts.isConstructorDeclaration(m) && !!m.body,
    );
    if (own) {
      const fn = this.functionObject(own, cls.instance);
      fn.cls = cls;
      // what it returns is given instead
      this.#applyFunction(fn, { ...call, isNew: false });
    } else this.#constructBase(cls, call);
    this.#initialise(cls, call.self, call, false);
  }

  /** Decorators of fields may have given functions that make their values. */
  #initialise(cls: Obj, self: Node, cause: Cause, isOfClass: boolean): void {
    const { ts } = this.ask;
    for (const { own, member } of this.#membersNamed(cls.node as ts.ClassLikeDeclaration, ANY)) {
      if (!ts.isPropertyDeclaration(member) || !ts.getDecorators(member)?.length) continue;
      if (own === undefined || isStatic(ts, member) !== isOfClass) continue;
      const made = this.member(cls, `$initial ${own}`);
      self.each((object) => {
        const value = this.member(object, own);
        const run = (fn: Node) =>
          this.callNode(fn, this.one(object), [{ node: value, isSpread: false }], cause).to(value);
        // those of packages say something of it
        made.each((each) => {
          if (each.kind === 'plain') run(this.member(each, 'init'));
          if (each.kind === 'function' || each.kind === 'bound') run(this.one(each));
        });
      });
    }
  }

  /** What the platform makes of a project's class, as `map` does of one that extends Array. */
  makeLike(from: Node, base: RegExp, cause: Cause): Node {
    const call = this.#callAt(cause, this.nothing, base.test('#Promise') ? this.#anything() : [], true);
    from.each((object) => {
      const cls = object.kind === 'class' ? object : object.kind === 'instance' ? object.cls : undefined;
      if (!cls) return;
      const visit = (each: Obj): void => {
        each.base?.each((under) => {
          if (under.kind === 'class' && under !== each) return visit(under);
          if (under.kind !== 'platform' || !base.test(under.key!)) return;
          this.lookUp(cls, '@species', true).getters.each((fn) => this.callFunction(fn, this.one(cls), [], cause));
          this.#new(cls, call);
        });
      };
      visit(cls);
    });
    return call.result;
  }

  #constructBase(cls: Obj, call: Call): void {
    cls.base?.each((base) => {
      if (base.kind === 'class') return base !== cls && this.#construct(base, call);
      if (base.kind === 'function') return this.#applyFunction(base, { ...call, isNew: false });
      const name = base.kind === 'platform' ? /^globalThis#(\w+)$/.exec(base.key!)?.[1] : undefined;
      if (name && /Error$|^(?:Object|Map|Set|Array|EventTarget)$/.test(name)) {
        for (const { node } of call.args)
          call.self.each((object) => {
            const given = this.elements(node, call);
            given.to(this.member(object, ELEMENT));
            given.to(this.member(object, '$value'));
            if (/Error$/.test(name)) node.to(this.member(object, 'cause'));
          });
      } else if (base.kind === 'platform' && /#EventEmitter/.test(base.key!)) return;
      else this.unknown({ ...call, result: this.node() }, 'it extends what is not known');
      return undefined;
    });
  }

  argument(call: Call, nth: number): Node {
    const spread = call.args.findIndex((arg) => arg.isSpread);
    if (spread >= 0 && spread <= nth) return this.join(...call.args.slice(spread).map(({ node }) => node));
    return call.args[nth]?.node ?? this.nothing;
  }

  argumentsFrom(call: Call, nth: number): Given[] {
    const spread = call.args.findIndex((arg) => arg.isSpread);
    return call.args.slice(spread >= 0 && spread < nth ? spread : nth);
  }

  // ------------------------------------------------------------------ members

  #memberName(member: ts.ClassElement): Member | undefined {
    const { ts } = this.ask;
    const { name } = member;
    if (!name) return undefined;
    if (!ts.isComputedPropertyName(name)) return name.text;
    const { expression } = name;
    const symbol = symbolNamed(ts, expression);
    if (symbol !== undefined) return `@${symbol}`;
    return ts.isStringLiteralLike(expression) ? expression.text : ANY;
  }

  /** Those that may have that name. */
  #membersNamed(cls: ts.ClassLikeDeclaration, name: Member): readonly Named[] {
    let known = this.#named.get(cls);
    if (!known) {
      const all = cls.members.map((member): Named => ({ own: this.#memberName(member), member }));
      this.#named.set(cls, (known = { all, byName: new Map() }));
    }
    if (name === ANY) return known.all;
    let found = known.byName.get(name);
    if (!found) known.byName.set(name, (found = known.all.filter(({ own }) => own === name || own === ANY)));
    return found;
  }

  #methodObject(member: ts.ClassElement, cls: Obj): Obj | undefined {
    const { ts } = this.ask;
    const task = this.ask.taskAt(member);
    if (task) return this.taskObject(task);
    if (!(ts.isMethodDeclaration(member) || ts.isAccessor(member)) || !isCallable(ts, member)) return undefined;
    const fn = this.functionObject(member, cls.instance);
    fn.cls = cls;
    return fn;
  }

  /** What a name stands for in instances of a class, or in the class itself: in what it extends, where it has none. */
  lookUp(cls: Obj, name: Member, ofClass: boolean): LookedUp {
    const key = `${cls.id} ${ofClass} ${name}`;
    let found = this.#lookedUp.get(key);
    if (found) return found;
    found = { methods: this.node(), getters: this.node(), setters: this.node(), none: this.node() };
    this.#lookedUp.set(key, found);
    if (!this.#ownOf(cls, name, ofClass, found) || name === ANY) this.#inherited(cls, name, ofClass, found);
    return found;
  }

  /** Holds where the class has it, whatever it extends. */
  #ownOf(cls: Obj, name: Member, ofClass: boolean, found: LookedUp): boolean {
    const { ts } = this.ask;
    let isThere = false;
    for (const { own, member } of this.#membersNamed(cls.node as ts.ClassLikeDeclaration, name)) {
      if (isStatic(ts, member) !== ofClass) continue;
      const { methods, getters, setters } = found;
      // `@logged accessor x`: a decorator gives `{ get, set }`
      if (ts.isAutoAccessorPropertyDeclaration(member) && own !== undefined)
        this.member(cls, `$initial ${own}`).each((made) => {
          if (made.kind !== 'plain') return;
          this.member(made, 'get').to(getters);
          this.member(made, 'set').to(setters);
        });
      const fn = this.#methodObject(member, cls);
      if (!fn) continue;
      isThere ||= own === name;
      const to = ts.isGetAccessor(member) ? getters : ts.isSetAccessor(member) ? setters : methods;
      to.add(fn);
      // what a decorator has put in its place
      if (ts.canHaveDecorators(member) && ts.getDecorators(member)?.length)
        this.member(cls, '$decorated').each((each) => {
          if (each.kind === 'function' || each.kind === 'bound') to.add(each);
        });
    }
    return isThere;
  }

  #inherited(cls: Obj, name: Member, ofClass: boolean, found: LookedUp): void {
    if (!cls.base) found.none.add(this.outside);
    cls.base?.each((base) => {
      if (base === cls) return;
      if (base.kind !== 'class') return void found.none.add(this.outside);
      const { methods, getters, setters, none } = this.lookUp(base, name, ofClass);
      methods.to(found.methods);
      getters.to(found.getters);
      setters.to(found.setters);
      none.to(found.none);
    });
  }

  load(from: Node, member: Member, access: Access, cause: Cause): Node {
    const to = this.node();
    if (from === this.nothing) {
      if (access.key !== undefined && access.isFunction) to.add(this.platform(access.key));
      return to;
    }
    const at = new Receivers();
    from.each((object) => this.#loadFrom(object, member, access, cause, to, at));
    return to;
  }

  /** @param self whose member it is, where they have it from `object` */
  #loadFrom(object: Obj, member: Member, access: Access, cause: Cause, to: Node, at: Receivers, self?: Node): void {
    if (object.kind === 'proxy') return void this.#trap(object, readTraps, cause).to(to);
    const native =
      access.key !== undefined && access.isFunction && this.#isKnown(access.key)
        ? this.platform(access.key)
        : undefined;
    const getOrAdd = (fn: Obj, each: ts.Node): void => {
      const { ts } = this.ask;
      if (ts.isGetAccessor(each)) this.callFunction(fn, self ?? this.one(object), [], cause).to(to);
      else if (!ts.isSetAccessor(each)) to.add(fn);
    };
    if (!native) this.note(object, member, 'read', true, cause);
    if (object.prototypeOf) this.note(object.prototypeOf, 'prototype', 'read', true, cause);
    this.#noteAsked(object, member, access, cause);
    switch (object.kind) {
      case 'outside':
        if (this.#ofDeclarations(access, cause, getOrAdd)) return;
        to.add(native ?? object);
        return;
      case 'fresh':
        // of what a marked function gave, its class is known by its type alone
        if (object.fn && this.#ofDeclarations(access, cause, getOrAdd)) return;
        if (native || !hasParts(object)) to.add(native ?? object);
        else if (!access.isPrimitive) this.member(object, member).to(to);
        if (!native && !access.isPrimitive) this.member(object, ANY).to(to);
        return;
      case 'input':
        if (this.#ofDeclarations(access, cause, getOrAdd)) return;
        if (native) return void to.add(native);
        if (access.isForeignAccessor)
          this.escapeObject(object, { ...cause, why: `nothing is known of its getter '${member}'` });
        if (access.isPrimitive) return;
        if (member === 'constructor') return void to.add(this.#classOfType(object.type) ?? this.outside);
        return void (
          member === ANY ? this.everythingOf(object) : this.join(this.member(object, member), this.member(object, ANY))
        ).to(to);
      case 'platform':
        if (native) this.note(object, member, 'read', true, cause);
        if (access.key !== undefined) this.#noteOwn(access.key, cause);
        return void to.add(
          native ?? (access.key === undefined ? this.#within(object, member) : this.platform(access.key)),
        );
      case 'task':
        return void to.add(this.#ofTask(object, member, native));
      case 'memory':
        if (member === 'buffer') return void to.add(object);
        break;
      case 'opaque':
      case 'pattern':
        // its parts are it
        if (!native && !access.isPrimitive) to.add(object);
        break;
      case 'instance':
        if (object.cls) this.note(object.cls, 'prototype', 'read', true, cause);
        at.take(this.work, object, (self, cls) => {
          const { methods, getters, none } = this.lookUp(cls, member, false);
          methods.to(to);
          getters.each((fn) => this.callFunction(fn, self, [], cause).to(to));
          this.prototypesOf(cls).each((each) => this.#loadFrom(each, member, access, cause, to, at, self));
          if (native) none.each(() => to.add(native));
          if (member === 'constructor') to.add(cls);
        });
        break;
      case 'class':
        if (member === 'prototype') to.add(this.#prototypeOf(object));
        at.take(this.work, object, (self, cls) => {
          const { methods, getters } = this.lookUp(cls, member, true);
          methods.to(to);
          getters.each((fn) => this.callFunction(fn, self, [], cause).to(to));
        });
        object.base?.each((base) => base !== object && this.#loadFrom(base, member, access, cause, to, at));
        break;
      case 'function':
        if (member === 'prototype') to.add(this.#prototypeOf(object));
        break;
    }
    object.eachAccessor(({ member: name, fn, isSetter }) => {
      if (!isSetter && isAmong(name, member)) this.callFunction(fn, self ?? this.one(object), [], cause).to(to);
    });
    this.#protoOf(object)?.each(
      (proto) => proto !== object && this.#loadFrom(proto, member, access, cause, to, at, self ?? this.one(object)),
    );
    const owner = kinds[object.kind];
    if (owner && this.ask.signatureOf(`globalThis#${owner}.${member}`, false))
      to.add(this.platform(`globalThis#${owner}.${member}`));
    else if (native && object.kind !== 'instance') to.add(native);
    if (member === ANY) this.everythingOf(object).to(to);
    else if (member === ELEMENT) this.#elementsOf(object).to(to);
    else {
      this.member(object, member).to(to);
      if (this.#isData(member)) this.member(object, ANY).to(to);
      if (isIndex(member)) this.member(object, ELEMENT).to(to);
    }
  }

  /** A copy has neither symbols as keys, nor a class of which only the other side knows. */
  #noteAsked(object: Obj, member: Member, { isSymbol, declarations, node }: Access, cause: Cause): void {
    if (object.kind !== 'input') return;
    if (isSymbol && !declarations?.length) this.asked.push({ object, what: 'symbol', cause });
    else if (member === 'constructor' && !isComparedAlike(this.ask.ts, node))
      this.asked.push({ object, what: 'class', cause });
  }

  /** What an object of the platform has under a name that no declaration has; deeper, as in a list of them, unknown. */
  #within(object: Obj, member: Member): Obj {
    if (object.depth >= DEPTH) return this.outside;
    const found = this.platform(`${object.key}.${member}`);
    found.depth = object.depth + 1;
    found.within = object.within ?? object;
    return found;
  }

  /** Of the platform; of packages, only what the project says of them. */
  #isKnown(key: string): boolean {
    return !key.startsWith('package ') || !!this.ask.signatureOf(key, false);
  }

  /** Things that each thread has its own of. */
  #noteOwn(key: string, cause: Cause): void {
    if (isOfThread.test(key)) this.acts.push({ what: 'differs', cause });
  }

  /** Of a class, or of a function that is called with `new`. */
  #prototypeOf(owner: Obj): Obj {
    return this.object(`prototype ${owner.id}`, 'plain', (object) => {
      object.node = owner.node;
      object.prototypeOf = owner;
      this.prototypesOf(owner).add(object);
    });
  }

  /** Those of a class and of what it extends, where some code asks for them: else it has what it declares, and no more. */
  prototypesOf(cls: Obj): Node {
    const known = this.#prototypes.get(cls);
    if (known) return known;
    const all = this.node();
    this.#prototypes.set(cls, all);
    cls.base?.each((base) => base.kind === 'class' && this.prototypesOf(base).to(all));
    return all;
  }

  /** What the project declares of a member, for objects of which only the type is known. */
  #ofDeclarations({ declarations }: Access, cause: Cause, use: (fn: Obj, each: ts.Node) => void): boolean {
    const { ts } = this.ask;
    const all = declarations?.filter((each) => !ts.isSetAccessor(each)) ?? [];
    for (const each of all) {
      const task = this.ask.taskAt(each);
      if (task) use(this.taskObject(task), each);
      else if (isCallable(ts, each)) {
        const fn = this.#declaredMethod(each);
        if (fn.cls) this.note(fn.cls, 'prototype', 'read', true, cause);
        use(fn, each);
      }
    }
    return all.length > 0;
  }

  /** Of a class of which only the type is known. */
  #declaredMethod(each: Callable): Obj {
    const { ts } = this.ask;
    const fn = this.functionObject(each, this.#around(each));
    const { parent } = each;
    if (!fn.cls && ts.isClassDeclaration(parent)) fn.cls = this.classNamed(parent);
    return fn;
  }

  #classOfType(type: ts.Type | undefined): Obj | undefined {
    const node = type?.symbol?.valueDeclaration;
    return node && this.ask.ts.isClassDeclaration(node) ? this.classNamed(node) : undefined;
  }

  /** The class object of a declaration at the top level of a module. */
  classNamed(node: ts.ClassDeclaration): Obj | undefined {
    const symbol = node.name && this.ask.symbolOf(node.name);
    const variable = symbol && this.ask.variableOf(symbol);
    if (!variable || variable.owner) return undefined;
    this.cellOf(variable);
    return this.#classObject(node, undefined);
  }

  store(on: Node, member: Member, value: Node, access: Access, cause: Cause, isNew = false): void {
    if (on === this.nothing) return;
    const at = new Receivers();
    const given = [{ node: value, isSpread: false }];
    on.each((object) => {
      if (object.kind === 'proxy') return void this.#trap(object, writeTraps, cause, [this.nothing, value]);
      if (access.isSymbol) addQuirk(object, { what: 'symbol', cause });
      const isPrototype = member === '__proto__';
      if (!isNew) this.write(object, isPrototype ? undefined : member, cause, on);
      if (isPrototype) value.to((object.proto ??= this.node()));
      if (object.kind === 'memory') this.hidden(value, TO_PRIMITIVE, access, cause);
      if (isForeign(object)) return this.giveAway(value, object, cause);
      if (!isNew) {
        const set = (fn: Obj) => this.callFunction(fn, this.one(object), given, cause);
        at.take(this.work, object, (self, cls, ofClass) => {
          const setOn = (fn: Obj) => this.callFunction(fn, self, given, cause);
          this.lookUp(cls, member, ofClass).setters.each(setOn);
          if (!ofClass) this.prototypesOf(cls).each((each) => this.#eachSetter(each, member, access, setOn));
        });
        this.#eachSetter(object, member, access, set);
        this.#protoOf(object)?.each((proto) => {
          this.#eachSetter(proto, member, access, set);
          if (proto.cls) this.lookUp(proto.cls, member, false).setters.each(set);
        });
      }
      this.put(object, member, value);
      return undefined;
    });
  }

  /** What a call made may get its prototype after its members have been asked for. */
  #protoOf(object: Obj): Node | undefined {
    const isMade = object.kind === 'plain' && !!object.node && this.ask.ts.isCallExpression(object.node);
    return isMade ? (object.proto ??= this.node()) : object.proto;
  }

  /** Of an object by itself, or of which only the type is known. */
  #eachSetter(object: Obj, member: Member, { declarations }: Access, set: (fn: Obj) => void): void {
    const { ts } = this.ask;
    object.eachAccessor(({ member: name, fn, isSetter }) => {
      if (isSetter && isAmong(name, member)) set(fn);
    });
    if (object.kind === 'input')
      for (const each of declarations ?? (object.type ? this.ask.membersOfType(object.type, member) : []))
        if (ts.isSetAccessor(each) && isCallable(ts, each)) set(this.#declaredMethod(each));
  }

  put(object: Obj, member: Member, value: Node): void {
    if (member === ANY) object.hasUnknownNames = true;
    if (object.kind === 'input') value.to(this.#storedInInputs(isIndex(member) ? ELEMENT : member));
    value.to(this.member(object, member));
    if (object.escaped) this.escape(value, object.escaped);
  }

  /** A call that syntax makes: of members of that name, where the object has them from the project. */
  hidden(on: Node, members: readonly Member[], access: Access, cause: Cause, args: readonly Given[] = []): Node {
    const to = this.node();
    if (on === this.nothing) return to;
    const at = new Receivers();
    on.each((object) => {
      if (object.kind === 'proxy') return this.note(object, undefined, 'read', true, cause);
      at.take(this.work, object, (self, cls, ofClass) => {
        for (const name of members) {
          const { methods, getters } = this.lookUp(cls, name, ofClass);
          for (const each of [methods, getters]) each.each((fn) => this.callFunction(fn, self, args, cause).to(to));
        }
      });
      for (const name of members) {
        if (object.kind === 'plain' || object.kind === 'instance')
          this.member(object, name).each((fn) => {
            if (fn.kind !== 'input') this.callNode(this.one(fn), this.one(object), args, cause).to(to);
          });
        if (object.kind === 'input' || (object.kind === 'fresh' && object.fn))
          for (const fn of this.#methodsByType(object, name, access)) {
            if (fn.cls) this.note(fn.cls, 'prototype', 'read', true, cause);
            this.callFunction(fn, this.one(object), args, cause).to(to);
          }
      }
      if (members.includes('toString')) this.#noteText(object, cause);
      object.eachAccessor(({ member, fn, isSetter }) => {
        if (!isSetter && (member === ANY || members.includes(member)))
          this.callFunction(fn, this.one(object), [], cause);
      });
      // an array is made a string of its elements
      if (object.kind === 'array' && members.includes('toString') && object.escaped === undefined)
        this.#noteTextOfElements(object, members, access.node, cause);
      // the methods of its class are what they are on this side
      if (object.kind === 'instance' && object.cls) this.note(object.cls, 'prototype', 'read', true, cause);
      return undefined;
    });
    return to;
  }

  // given: const path: unknown[] = []; path.push(path); `${path}`
  /** Once for each place where that is done, since an array may be in itself. */
  #noteTextOfElements(array: Obj, members: readonly Member[], node: ts.Node, cause: Cause): void {
    const key = `${array.id} ${this.idOf(cause.node)} ${cause.instance.id} ${members.join()}`;
    if (this.#texts.has(key)) return;
    this.#texts.add(key);
    this.hidden(this.#elementsOf(array), members, { node }, cause);
  }

  /** What is made a string of what is in it, or of its place in time, though none of the project's methods does so. */
  #noteText(object: Obj, cause: Cause): void {
    const isOfPlatform = object.kind === 'instance' && !!object.cls?.base;
    if (isOfPlatform || !/^(?:plain|instance|function|class)$/.test(object.kind))
      this.note(object, undefined, 'read', true, cause);
  }

  /** Of what is known by its type alone; of a part of a result, by the type where it is used. */
  #methodsByType({ kind, type }: Obj, name: Member, { node }: Access): Obj[] {
    const { ts } = this.ask;
    const at = type ?? (kind === 'fresh' && ts.isExpression(node) ? this.ask.typeAt(node) : undefined);
    const declared = at ? this.ask.membersOfType(at, name) : [];
    return declared.flatMap((each) => (isCallable(ts, each) ? [this.#declaredMethod(each)] : []));
  }

  /** `stops`: perhaps before there are no more, and its iterator is told. */
  elements(from: Node, cause: Cause, stops = false): Node {
    const to = this.node();
    if (from === this.nothing) return to;
    from.each((object) => {
      this.note(object, undefined, 'read', true, cause);
      switch (object.kind) {
        case 'array':
          return this.#elementsOf(object).to(to);
        case 'set':
          return this.member(object, '$value').to(to);
        case 'map':
          return to.add(this.pairOf(object, cause));
        case 'promise':
          return this.member(object, ELEMENT).to(to);
        case 'generator':
        case 'iterator':
          this.note(object, undefined, 'write', true, cause, from);
          return this.member(object, ELEMENT).to(to);
        case 'outside':
          return to.add(object);
        case 'fresh':
          if (object.fn)
            for (const fn of this.#methodsByType(object, '@iterator', cause))
              this.elements(this.callFunction(fn, this.one(object), [], cause), cause, stops);
          this.member(object, ANY).to(to);
          return to.add(this.#partOf(object));
        case 'input':
          for (const fn of this.#methodsByType(object, '@iterator', cause)) {
            if (fn.cls) this.note(fn.cls, 'prototype', 'read', true, cause);
            this.elements(this.callFunction(fn, this.one(object), [], cause), cause, stops).to(to);
          }
          this.member(object, ELEMENT).to(to);
          this.member(object, ANY).to(to);
          return this.member(object, '$value').to(to);
        case 'instance':
        case 'plain': {
          const iterator = this.hidden(this.one(object), ['@iterator', '@asyncIterator'], { node: cause.node }, cause);
          iterator.each((each) => {
            if (
              each.kind === 'generator' ||
              each.kind === 'iterator' ||
              each.kind === 'outside' ||
              each.kind === 'input'
            )
              return this.elements(this.one(each), cause).to(to);
            const next = this.load(this.one(each), 'next', { node: cause.node, isFunction: true }, cause);
            const step = this.callNode(next, this.one(each), [], cause);
            if (stops) this.#end(each, cause);
            return this.load(step, 'value', { node: cause.node }, cause).to(to);
          });
          this.#elementsOf(object).to(to);
          return this.member(object, '$value').to(to);
        }
        default:
          return undefined;
      }
    });
    return to;
  }

  /** An iterator hears that nobody asks for more. */
  #end(iterator: Obj, cause: Cause): void {
    const end = this.load(this.one(iterator), 'return', { node: cause.node, isFunction: true }, cause);
    this.callNode(end, this.one(iterator), [], cause);
  }

  pairOf(map: Obj, cause: Cause): Obj {
    const pair = this.make('array', cause.node, cause.instance, `pair${map.id}`);
    this.member(map, '$key').to(this.member(pair, '0'));
    this.member(map, '$value').to(this.member(pair, '1'));
    return pair;
  }

  awaited(from: Node, cause: Cause): Node {
    const to = this.node();
    if (from === this.nothing) return to;
    from.each((object) => {
      if (object.kind === 'promise') return this.awaited(this.member(object, '$value'), cause).to(to);
      to.add(object);
      if (object.kind === 'proxy') this.note(object, 'then', 'read', true, cause);
      if (object.kind === 'input') this.member(object, '$value').to(to);
      if (object.kind === 'plain')
        this.member(object, 'then').each((fn) => {
          if (fn.kind === 'input') return;
          this.callNode(this.one(fn), this.one(object), this.#anything(), cause);
          to.add(this.outside);
        });
      if (object.kind === 'instance' && object.cls) {
        this.makeLike(this.one(object), /#Promise$/, cause);
        this.lookUp(object.cls, 'then', false).methods.each((fn) => {
          this.callFunction(fn, this.one(object), this.#anything(), cause);
          to.add(this.outside);
        });
      }
      return undefined;
    });
    return to;
  }

  // ------------------------------------------------------------------ variables

  cellOf(variable: Variable): Obj {
    const { symbol } = variable;
    let cell = this.cells.get(symbol);
    if (cell) return cell;
    cell = new Obj('cell');
    cell.variable = variable;
    const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
    cell.node = declaration;
    this.cells.set(symbol, cell);
    this.#fill(cell, declaration);
    return cell;
  }

  #fill(cell: Obj, declaration: ts.Declaration | undefined): void {
    const { ts } = this.ask;
    const value = this.member(cell, '$value');
    if (!declaration) return void value.add(this.outside);
    for (const each of cell.variable!.symbol.declarations ?? []) {
      const task = this.ask.taskAt(each);
      if (task) return void value.add(this.taskObject(task));
    }
    if (declaration.getSourceFile().fileName.endsWith('.json')) {
      const file = declaration.getSourceFile();
      return void value.add(this.make('fresh', file, this.runStatement(file.statements[0] ?? file)));
    }
    for (const each of cell.variable!.symbol.declarations ?? [])
      if (ts.isFunctionDeclaration(each) && isCallable(ts, each)) value.add(this.functionObject(each, undefined));
    const statement = topLevelStatement(ts, declaration);
    if (statement.parent && !ts.isFunctionDeclaration(statement)) this.runStatement(statement);
  }

  /** A variable of a function around, in the instance that has it; a value that is given, where none is looked at. */
  #variable(variable: Variable, instance: Instance): { node: Node; owner: Instance | undefined } {
    for (let each: Instance | undefined = instance; each; each = each.parent) {
      if (each.code?.node !== variable.owner) continue;
      const slot = each.code!.shared.get(variable.symbol);
      if (slot !== undefined) return { node: this.slot(each, slot), owner: each };
      if (this.#outers.get(variable.owner!)?.instance === each)
        return { node: this.#captured(variable), owner: undefined };
      return { node: this.node(), owner: each };
    }
    return { node: this.#captured(variable), owner: undefined };
  }

  #captured(variable: Variable): Node {
    const { ts } = this.ask;
    const outer = this.#outer(variable.owner!);
    let node = outer.variables.get(variable.symbol);
    if (node) return node;
    outer.variables.set(variable.symbol, (node = this.node()));
    const declaration = variable.symbol.valueDeclaration;
    for (const each of variable.symbol.declarations ?? []) {
      const task = this.ask.taskAt(each);
      if (task) return node.add(this.taskObject(task));
    }
    const initializer = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    const isConst = !!declaration && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
    if (declaration && ts.isFunctionDeclaration(declaration) && isCallable(ts, declaration))
      node.add(this.functionObject(declaration, outer.instance));
    else if (initializer && isConst && isCallable(ts, initializer))
      node.add(this.functionObject(initializer, outer.instance));
    else if (declaration && ts.isClassDeclaration(declaration))
      node.add(this.#classObject(declaration, outer.instance));
    else node.add(this.input(`capture ${variable.symbol.name}`, `capture ${variable.symbol.name}`, 0));
    return node;
  }

  #closureCell(variable: Variable, owner: Instance): Obj {
    let id = this.#symbolIds.get(variable.symbol);
    if (id === undefined) this.#symbolIds.set(variable.symbol, (id = this.#symbolIds.size));
    return this.object(`cell ${id}#${owner.id}`, 'cell', (object) => {
      object.variable = variable;
      object.node = variable.symbol.valueDeclaration;
      object.instance = owner;
    });
  }

  #classObject(node: ts.ClassLikeDeclaration, instance: Instance | undefined): Obj {
    const { ts } = this.ask;
    return this.object(`class@${this.idOf(node)}#${instance?.id ?? 0}`, 'class', (object) => {
      object.node = node;
      object.instance = instance;
      if (node.heritageClauses?.some((h) => h.token === ts.SyntaxKind.ExtendsKeyword)) object.base = this.node();
    });
  }

  // ------------------------------------------------------------------ instructions

  #execute(step: Instruction, instance: Instance): void {
    const at = (slot: Slot) => this.slot(instance, slot);
    const causeAt = (node: ts.Node): Cause => ({ node, instance });
    switch (step.op) {
      case 'copy':
        at(step.from).to(at(step.to));
        return;
      case 'make':
        at(step.to).add(this.make(step.kind, step.node, instance, step.tag));
        return;
      case 'function': {
        const fn = this.functionObject(step.node, this.#environment(instance));
        if (instance.owner) fn.cls = instance.owner;
        at(step.to).add(fn);
        return;
      }
      case 'class':
        return this.#makeClass(step, instance);
      case 'accessor':
        if (isCallable(this.ask.ts, step.node)) {
          const fn = this.functionObject(step.node, this.#environment(instance));
          const isSetter = this.ask.ts.isSetAccessor(step.node);
          at(step.on).each((object) => object.define({ member: step.member, fn, isSetter }));
        }
        return;
      case 'load': {
        const from = at(step.from);
        const cause = causeAt(step.access.node);
        if (!step.iterates) return void this.load(from, step.member, step.access, cause).to(at(step.to));
        from.each((object) => {
          const isOwn = !!object.type && this.ask.membersOfType(object.type, '@iterator').length > 0;
          const isList = object.kind === 'array' || (object.kind === 'input' && !isOwn) || object.kind === 'outside';
          (isList
            ? this.load(this.one(object), step.member, step.access, cause)
            : this.elements(this.one(object), cause, step.stops)
          ).to(at(step.to));
        });
        return;
      }
      case 'store': {
        const cause = causeAt(step.access.node);
        // getters run, too
        if (step.reads) this.load(at(step.on), step.member, step.access, cause);
        return this.store(at(step.on), step.member, at(step.from), step.access, cause, step.isNew);
      }
      case 'call': {
        const call: Call = {
          node: step.node,
          instance,
          self: at(step.self),
          args: this.#given(step.args, instance),
          result: at(step.to),
          isNew: !!step.isNew,
          isAnswered: false,
        };
        this.#calls.push(call);
        at(step.callee).each((fn) => this.apply(fn, call));
        return;
      }
      case 'super call': {
        const owner = this.#methodInstance(instance);
        const call = this.#callAt(causeAt(step.node), this.slot(owner, SELF), this.#given(step.args, instance));
        call.result.to(call.self);
        if (owner.owner) this.#constructBase(owner.owner, call);
        return;
      }
      case 'super load':
        return this.#superLoad(step, instance);
      case 'read':
        return this.#readVariable(step, instance);
      case 'write':
        return this.#writeVariable(step, instance);
      case 'task':
        at(step.to).add(this.taskObject(step.task));
        return;
      case 'self':
        this.slot(this.#methodInstance(instance), SELF).to(at(step.to));
        return;
      case 'arguments': {
        const owner = this.#methodInstance(instance);
        const made = this.make('array', step.node, owner, 'arguments');
        this.slot(owner, ARGUMENTS).to(this.member(made, ELEMENT));
        at(step.to).add(made);
        return;
      }
      case 'platform':
        this.#noteOwn(step.key, causeAt(step.node));
        at(step.to).add(
          this.platform(step.key === 'import.meta' ? `import.meta ${step.node.getSourceFile().fileName}` : step.key),
        );
        return;
      case 'namespace':
        at(step.to).add(this.#namespace(step.file));
        return;
      case 'spread':
        at(step.on).each((object) => this.spread(object, at(step.from), new Set(step.without), causeAt(step.node)));
        return;
      case 'elements':
        this.elements(at(step.from), causeAt(step.access.node), step.stops).to(at(step.to));
        return;
      case 'await':
        this.awaited(at(step.from), causeAt(step.node)).to(at(step.to));
        return;
      case 'hidden':
        if (step.with !== undefined) this.#noteClassAsked(at(step.with), at(step.on), causeAt(step.access.node));
        this.hidden(
          at(step.on),
          step.members,
          step.access,
          causeAt(step.access.node),
          step.with === undefined ? [] : [{ node: at(step.with), isSpread: false }],
        );
        return;
      case 'listen':
        at(step.on).each((object) => {
          if (object.kind !== 'input') this.write(object, undefined, causeAt(step.node), at(step.on));
        });
        for (const { slot } of step.args)
          at(slot).each((fn) => {
            if (fn.kind === 'function' || fn.kind === 'bound')
              this.callNode(this.one(fn), this.nothing, this.#anything(), causeAt(step.node));
          });
        at(step.on).to(at(step.to));
        return;
      case 'throw':
        if (step.stays) at(step.from).to(this.thrown);
        else this.raise(at(step.from), causeAt(step.node));
        return;
      case 'caught':
        this.thrown.to(at(step.to));
        return;
      case 'same':
        return this.compare(at(step.left), at(step.right), causeAt(step.node));
      case 'unknown': {
        const call = this.#callAt(
          causeAt(step.node),
          this.nothing,
          step.uses.map((slot) => ({ node: at(slot), isSpread: true })),
        );
        this.unknown(call, step.why);
        call.result.to(at(step.to));
        return;
      }
      default:
        step satisfies never;
    }
  }

  /** `x instanceof C`, of a class of the project. */
  #noteClassAsked(given: Node, on: Node, cause: Cause): void {
    on.each((cls) => {
      if (cls.kind !== 'class') return;
      given.each((object) => {
        if (object.kind === 'input') this.asked.push({ object, what: 'class', cls, cause });
      });
    });
  }

  /** Of functions in a statement of a module there is no instance around: their variables are cells. */
  #environment(instance: Instance): Instance | undefined {
    const { code } = instance;
    if (!code) return instance.parent;
    const { ts } = this.ask;
    // the declaration of a class at the top level of a module is a statement
    return isCallable(ts, code.node) || (ts.isClassLike(code.node) && instance.owner) ? instance : undefined;
  }

  #given(args: readonly Argument[], instance: Instance): Given[] {
    return args.map(({ slot, isSpread }) => ({ node: this.slot(instance, slot), isSpread }));
  }

  /** The instance whose `this` and `arguments` these are. */
  #methodInstance(instance: Instance): Instance {
    let each = instance;
    while (each.code?.isArrow && each.parent) each = each.parent;
    return each;
  }

  #makeClass(step: Extract<Instruction, { op: 'class' }>, instance: Instance): void {
    const cls = this.#classObject(step.node, this.#environment(instance));
    this.slot(instance, step.to).add(cls);
    if (cls.base) this.slot(instance, step.base).to(cls.base);
    if (cls.isReady) return;
    cls.isReady = true;
    cls.side = instance.side;
    const statics = this.#instance(`statics ${cls.id}`, instance.side, {
      code: this.#codeOf(step.node, 'statics'),
      parent: this.#environment(instance),
      owner: cls,
    });
    this.#calledFrom(statics, instance, step.node);
    this.slot(statics, SELF).add(cls);
    this.#start(statics);
    this.#initialise(cls, this.one(cls), { node: step.node, instance: statics }, true);
  }

  #superLoad(step: Extract<Instruction, { op: 'super load' }>, instance: Instance): void {
    const { ts } = this.ask;
    const owner = this.#methodInstance(instance);
    const to = this.slot(instance, step.to);
    const cause: Cause = { node: step.access.node, instance };
    const method = owner.code?.node;
    const ofClass = !!method && isStatic(ts, method);
    const self = this.slot(owner, SELF);
    const base = owner.owner?.base;
    if (!base) return void to.add(this.outside);
    base.each((each) => {
      if (each.kind === 'class') {
        const { methods, getters } = this.lookUp(each, step.member, ofClass);
        methods.to(to);
        getters.each((fn) => this.callFunction(fn, self, [], cause).to(to));
      } else if (step.access.key !== undefined) to.add(this.platform(step.access.key));
      else to.add(this.outside);
    });
  }

  #readVariable(step: Extract<Instruction, { op: 'read' }>, instance: Instance): void {
    const { variable } = step;
    const to = this.slot(instance, step.to);
    const cause: Cause = { node: step.node, instance };
    if (!variable.owner) {
      const cell = this.cellOf(variable);
      if (variable.isReplaced) this.note(cell, '', 'read', true, cause);
      this.member(cell, '$value').to(to);
      return;
    }
    const { node, owner } = this.#variable(variable, instance);
    if (owner && variable.isReplaced && owner.side === 'load')
      this.note(this.#closureCell(variable, owner), '', 'read', true, cause);
    node.to(to);
  }

  #writeVariable(step: Extract<Instruction, { op: 'write' }>, instance: Instance): void {
    const { variable, isFirst, reads } = step;
    const from = this.slot(instance, step.from);
    const cause: Cause = { node: step.node, instance };
    if (!variable.owner) {
      const cell = this.cellOf(variable);
      if (!isFirst) {
        if (reads) this.note(cell, '', 'read', true, cause);
        this.write(cell, '', cause);
      }
      from.to(this.member(cell, '$value'));
      return;
    }
    const { node, owner } = this.#variable(variable, instance);
    if (owner && owner.side === 'load' && !isFirst) {
      const cell = this.#closureCell(variable, owner);
      if (reads) this.note(cell, '', 'read', true, cause);
      this.write(cell, '', cause);
    }
    from.to(node);
  }

  #namespace(file: ts.SourceFile): Obj {
    const object = this.object(`namespace ${file.fileName}`, 'namespace', (made) => {
      made.node = file;
    });
    if (object.isReady) return object;
    object.isReady = true;
    if (file.fileName.endsWith('.json')) {
      object.members.set(ANY, this.one(this.make('fresh', file, this.rootInstance('load', file))));
      return object;
    }
    for (const [name, symbol] of this.ask.exportsOf(file)) {
      const variable = this.ask.variableOf(symbol);
      if (variable && !variable.owner) this.member(this.cellOf(variable), '$value').to(this.member(object, name));
      else {
        const key = this.ask.keyOf(symbol);
        this.member(object, name).add(key === undefined ? this.outside : this.platform(key));
      }
    }
    return object;
  }

  compare(left: Node, right: Node, cause: Cause): void {
    left.each((a) =>
      right.each((b) => {
        // of what neither side has a copy, it is the same
        const [copy, other] = isCopied(a) ? [a, b] : [b, a];
        if (!isCopied(copy)) return;
        // an argument matters beside what its module has
        if (copy.kind === 'input' && other.kind !== 'fresh' && (other.kind === 'input' || !this.isOfModule(other)))
          return;
        if (a.kind === 'outside' || b.kind === 'outside') return;
        this.comparisons.push({ left: a, right: b, cause });
      }),
    );
  }
}

const isOr = (ts: TypeScript, kind: ts.SyntaxKind): boolean =>
  kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;

/** It came from the other side. */
const isCopied = ({ kind, fn }: Obj): boolean => kind === 'input' || (kind === 'fresh' && !!fn);

/** `a.constructor === b.constructor`: of copies it says the same. */
function isComparedAlike(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent)) return false;
  const other = parent.left === node ? parent.right : parent.left;
  return ts.isPropertyAccessExpression(other) && other.name.text === 'constructor';
}

const emptyCode: Omit<Code, 'node'> = {
  isArrow: false,
  isGenerator: false,
  isAsync: false,
  parameters: [],
  rest: -1,
  instructions: [],
  shared: new Map(),
  slots: FIRST,
};

function codeOf(ask: Questions, node: CodeNode, part: Part): Code {
  const known = ask.types.once('lowered code', () => new Map<string, Map<CodeNode, Code>>());
  let ofPart = known.get(part);
  if (!ofPart) known.set(part, (ofPart = new Map()));
  let code = ofPart.get(node);
  if (!code) ofPart.set(node, (code = lower(ask, node, part)));
  return code;
}
