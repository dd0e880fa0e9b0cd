/** Sets of objects that only grow, and flow into each other: the constraints that a program's instructions put up. */
import type ts from 'typescript';
import type { Access, Callable, Code, Made, Member, SELF, Variable } from './instructions';
import type { Questions } from './questions';

/** Which side runs it: both, as modules load; the task's; its caller's; whoever has it, at any time. */
export type Side = 'load' | 'worker' | 'caller' | 'any';

/** A piece of code as it is called in one way. */
export interface Instance {
  readonly id: number;
  readonly code: Code | undefined;
  /** The instance of the function around it; none at the top level of a module. */
  readonly parent: Instance | undefined;
  readonly side: Side;
  /** Call sites that led here, the last coming first, as far as they are told apart. */
  readonly context: string;
  /** Who calls it, each with one of the places where. */
  readonly callers: Map<Instance, ts.Node>;
  /** Instances on the way here, for recursion. */
  readonly chain: readonly Instance[];
  readonly slots: Node[];
  /** Its class, of methods and initialisers. */
  readonly owner: Obj | undefined;
  /** It calls itself. */
  isRecursive: boolean;
}

/** Where something is done, in which instance of its code, and why that can't be told better, if it can't. */
export interface Cause {
  readonly node: ts.Node;
  readonly instance: Instance;
  readonly why?: string | undefined;
}

export type ObjKind =
  | Made
  | 'instance'
  | 'function'
  | 'class'
  | 'bound'
  | 'task'
  | 'platform'
  | 'namespace'
  /** A variable, for what is told of it. */
  | 'cell'
  /** Given from outside of what is looked at. */
  | 'input'
  /** Settles a promise. */
  | 'resolver'
  /** What a Proxy has beside the object that it stands for, which is told by itself: its traps. */
  | 'proxy'
  /** All that is reachable from outside: nothing is known of it. */
  | 'outside';

/** Of a copy that has crossed: what a marked function gave or threw, what a function of its caller was given, what that gave. */
export type Role = 'result' | 'thrown' | 'given' | 'answer';

/** Something that crosses as a copy, and is neither a function nor known to be new on this side only. */
export const isData = ({ kind }: Obj): boolean => /^(?:plain|array|map|set|memory|instance)$/.test(kind);

/** Kept where code that is not followed comes to it. */
export const isForeign = ({ kind }: Obj): boolean => kind === 'outside' || kind === 'platform';

export const isCode = ({ kind }: Obj): boolean => kind === 'function' || kind === 'class';

/** What is in a copy is told from the copy itself; of anything else that is new throughout, all is one. */
export const hasParts = ({ role, isPart }: Obj): boolean => role !== undefined && !isPart;

/** What there is once it is awaited. */
export const settled = (objects: readonly Obj[]): readonly Obj[] =>
  objects.flatMap((each) => (each.kind === 'promise' ? (each.members.get('$value')?.objects ?? []) : [each]));

/** An instance, and all that lead to it. */
export function callersOf(instance: Instance): ReadonlySet<Instance> {
  const found = new Set([instance]);
  for (const { callers } of found) for (const caller of callers.keys()) found.add(caller);
  return found;
}

/** Where it runs, or may run. */
export const isOfWorker = ({ side }: Instance): boolean => side === 'worker' || side === 'any';
export const isOfCaller = ({ side }: Instance): boolean => side === 'caller' || side === 'any';

/** What structured clone does not keep of a plain object; `name`, the member that it is about. */
export interface Quirk {
  readonly what: 'frozen' | 'symbol' | 'hidden';
  readonly name?: string | undefined;
  readonly cause: Cause;
}

export function addQuirk(object: Obj, quirk: Quirk): void {
  const isKnown = object.quirks?.some(({ what, name }) => what === quirk.what && name === quirk.name);
  if (!isKnown) (object.quirks ??= []).push(quirk);
}

/** Code asks for something that a copy may not have: for its class, or whether it is of that one. */
export interface Asked {
  readonly object: Obj;
  readonly what: 'frozen' | 'symbol' | 'class';
  readonly cls?: Obj | undefined;
  readonly cause: Cause;
}

export interface Use {
  readonly object: Obj;
  /** Undefined where it may be any. */
  readonly member: Member | undefined;
  readonly access: 'read' | 'write';
  /** It happens, if its code runs; else nothing says that it does not. */
  readonly sure: boolean;
  readonly cause: Cause;
  /** What is written is one of these. */
  readonly among: Node | undefined;
}

export interface Accessor {
  /** `ANY` where its name is not known. */
  readonly member: Member;
  readonly fn: Obj;
  readonly isSetter: boolean;
}

let ids = 0;
const NONE: readonly never[] = [];

export class Obj {
  readonly id = ++ids;
  readonly members = new Map<Member, Node>();
  /** Keys of those that are noted. */
  uses: Set<string> | undefined;
  watchers: ((member: Member, node: Node) => void)[] | undefined;
  copies: { readonly from: Node; readonly without: ReadonlySet<string> }[] | undefined;
  copyWatchers: ((copy: { readonly from: Node }) => void)[] | undefined;
  accessors: Accessor[] | undefined;
  #accessorWatchers: ((accessor: Accessor) => void)[] | undefined;
  escaped: Cause | undefined;
  everything: Node | undefined;
  elements: Node | undefined;
  /** Of functions and classes: their instance around; of what is made: where it is. */
  instance: Instance | undefined;
  node: ts.Node | undefined;
  /** The side on which it was made, where that is not said by its instance. */
  side: Side | undefined;
  /** Of instances, and of classes. */
  cls: Obj | undefined;
  base: Node | undefined;
  /** Of what has been given a prototype that is no class's. */
  proto: Node | undefined;
  key: string | undefined;
  /** Of what is in an object of the platform that no declaration has: that object. */
  within: Obj | undefined;
  variable: Variable | undefined;
  /** Of inputs: what they are part of, and where in it. */
  root: string | undefined;
  /** Of inputs. */
  type: ts.Type | undefined;
  /** Of the prototype of a class. */
  prototypeOf: Obj | undefined;
  path = '';
  depth = 0;
  target: Node | undefined;
  boundSelf: Node | undefined;
  boundArgs: readonly Given[] = NONE;
  fn: Callable | undefined;
  /** Of generators: their code goes on where somebody asks for more. */
  resume: ((cause: Cause) => void) | undefined;
  role: Role | undefined;
  /** Something in such a copy, and not the copy itself. */
  isPart = false;
  /** What a copy of it would not have. */
  quirks: Quirk[] | undefined;
  isReady = false;
  /** Something was put into it under a name that is not known. */
  hasUnknownNames = false;

  constructor(readonly kind: ObjKind) {}

  define(accessor: Accessor): void {
    const { member, fn, isSetter } = accessor;
    this.accessors ??= [];
    if (this.accessors.some((a) => a.fn === fn && a.member === member && a.isSetter === isSetter)) return;
    this.accessors.push(accessor);
    for (const watch of [...(this.#accessorWatchers ?? [])]) watch(accessor);
  }

  /** Once for each that it has, or ever will have. */
  eachAccessor(watch: (accessor: Accessor) => void): void {
    (this.#accessorWatchers ??= []).push(watch);
    for (const accessor of [...(this.accessors ?? [])]) watch(accessor);
  }
}

export interface Given {
  readonly node: Node;
  readonly isSpread: boolean;
}

export class OverBudget extends Error {}

/** Steps between two questions of whether to stop: some milliseconds. */
const BETWEEN = 5000;

/** What is still to be done. */
export class Worklist {
  readonly #nodes: Node[] = [];
  readonly #jobs: (() => void)[] = [];
  #steps = 0;
  #next = 0;

  constructor(
    public limit: number,
    /** Asked every now and then; throws where nobody waits for the end. */
    readonly stopIfAsked: () => void,
  ) {}

  /** Of what is left, no more than this. */
  allowOnly(steps: number): void {
    this.limit = Math.min(this.limit, this.#steps + steps);
  }

  tell(node: Node): void {
    this.#nodes.push(node);
  }

  later(job: () => void): void {
    this.#jobs.push(job);
  }

  run(): void {
    for (;;) {
      const node = this.#nodes.pop();
      if (node) {
        this.#steps += node.tellAll();
        if (this.#steps > this.limit) throw new OverBudget();
        if (this.#steps < this.#next) continue;
        this.#next = this.#steps + BETWEEN;
        this.stopIfAsked();
      } else {
        const job = this.#jobs.pop();
        if (!job) return;
        job();
      }
    }
  }
}

const FEW = 8;

/** Very many are made, of which most hold one object or none: nothing is made for them before it is needed. */
export class Node {
  /** In the order in which they came. */
  readonly objects: Obj[] = [];
  #all: Set<Obj> | undefined;
  #targets: Node[] | undefined;
  #allTargets: Set<Node> | undefined;
  #watchers: ((object: Obj) => void)[] | undefined;
  /** How many of the objects targets and watchers know of. */
  #told = 0;
  #isWaiting = false;

  constructor(readonly work: Worklist) {}

  has(object: Obj): boolean {
    return this.#all ? this.#all.has(object) : this.objects.includes(object);
  }

  add(object: Obj): this {
    if (this.has(object)) return this;
    this.objects.push(object);
    if (this.#all) this.#all.add(object);
    else if (this.objects.length > FEW) this.#all = new Set(this.objects);
    if (!this.#isWaiting) {
      this.#isWaiting = true;
      this.work.tell(this);
    }
    return this;
  }

  to(target: Node): this {
    if (target === this || this.#flowsTo(target)) return this;
    this.#targets ??= [];
    this.#targets.push(target);
    if (this.#allTargets) this.#allTargets.add(target);
    else if (this.#targets.length > FEW) this.#allTargets = new Set(this.#targets);
    for (let i = 0; i < this.#told; i++) target.add(this.objects[i]!);
    return this;
  }

  #flowsTo(target: Node): boolean {
    return this.#allTargets ? this.#allTargets.has(target) : !!this.#targets?.includes(target);
  }

  /** Once for each that is, or ever will be, in it. */
  each(watch: (object: Obj) => void): this {
    this.#watchers ??= [];
    this.#watchers.push(watch);
    for (let i = 0, told = this.#told; i < told; i++) watch(this.objects[i]!);
    return this;
  }

  /** Gives the number of steps that it took. */
  tellAll(): number {
    this.#isWaiting = false;
    let steps = 0;
    while (this.#told < this.objects.length) {
      const object = this.objects[this.#told++]!;
      steps++;
      const targets = this.#targets;
      for (let i = 0; targets && i < targets.length; i++) targets[i]!.add(object);
      // those that come meanwhile are told by `each`
      const watchers = this.#watchers;
      for (let i = 0, length = watchers?.length ?? 0; i < length; i++) watchers![i]!(object);
    }
    return steps;
  }
}

export interface Call {
  readonly node: ts.Node;
  readonly instance: Instance;
  readonly self: Node;
  readonly args: readonly Given[];
  readonly result: Node;
  readonly isNew: boolean;
  /** Something answers it, or nothing has to. */
  isAnswered: boolean;
}

/** Things done as a module loads that may come out differently, or be seen from outside. */
export interface LoadAct {
  readonly what: 'acts' | 'asks' | 'differs' | 'unknown';
  readonly cause: Cause;
}

/** A marked function is called from the other side. */
export interface TaskCall {
  readonly fn: Callable;
  readonly args: readonly Node[];
  readonly cause: Cause;
}

/** What a marked function does to what it is given: its caller's own is changed then. */
export interface TaskEffects {
  /** Too much to be looked at: it may do anything. */
  readonly isUnknown: boolean;
  /** Stands for what a parameter gets, or `this`; its members, for what is in that, as far as the function comes to it. */
  inputsOf(nth: number | typeof SELF): readonly Obj[];
  isChanged(input: Obj): boolean;
  /** Its result, or what it throws, may be it, or hold it. */
  isGiven(input: Obj): 'whole' | 'part' | undefined;
}

/** Of a function that stays with the caller: that input. */
export type CallBack = Call & { readonly fn: Obj };

/** A function of its caller that a marked function is given, what it is called with there, and what it gives. */
export interface CalledBack {
  readonly task: Callable;
  readonly fn: Obj;
  /** The argument that it is, or the object there that it is in. */
  readonly nth: number;
  readonly of: Obj | undefined;
  readonly given: Obj;
  readonly result: Node;
}

/** Two objects are compared, one of which came from the other side. */
export interface Comparison {
  readonly left: Obj;
  readonly right: Obj;
  readonly cause: Cause;
}

/** What runs over the graph, for those who put up a part of its constraints. */
export interface Flows {
  readonly ask: Questions;
  readonly nothing: Node;
  readonly outsideNode: Node;
  /** All that is thrown, anywhere. */
  readonly thrown: Node;
  readonly acts: LoadAct[];
  readonly asked: Asked[];
  /** Patterns of callers that go on, by where that is done. */
  readonly moved: { readonly object: Obj; readonly cause: Cause }[];
  readonly platformThrows: { readonly name: string; readonly cause: Cause }[];
  node(): Node;
  one(object: Obj): Node;
  join(...nodes: readonly Node[]): Node;
  make(kind: ObjKind, node: ts.Node, instance: Instance, tag?: string): Obj;
  member(object: Obj, name: Member): Node;
  eachMember(object: Obj, watch: (member: Member, node: Node) => void): void;
  everythingOf(object: Obj): Node;
  put(object: Obj, member: Member, value: Node): void;
  note(object: Obj, member: Member | undefined, access: Use['access'], sure: boolean, cause: Cause): void;
  write(object: Obj, member: Member | undefined, cause: Cause, among?: Node): void;
  escape(node: Node, cause: Cause): void;
  giveAway(value: Node, to: Obj, cause: Cause): void;
  raise(error: Node, cause: Cause): void;
  hidden(on: Node, members: readonly Member[], access: Access, cause: Cause, args?: readonly Given[]): Node;
  makeLike(from: Node, base: RegExp, cause: Cause): Node;
  elements(from: Node, cause: Cause): Node;
  awaited(from: Node, cause: Cause): Node;
  load(from: Node, member: Member, access: Access, cause: Cause): Node;
  store(on: Node, member: Member, value: Node, access: Access, cause: Cause): void;
  spread(object: Obj, from: Node, without: ReadonlySet<string>, cause: Cause): void;
  runGetters(object: Obj, cause: Cause, use?: (member: Member, value: Node) => void): void;
  callNode(callee: Node, self: Node, args: readonly Given[], cause: Cause): Node;
  argument(call: Call, nth: number): Node;
  argumentsFrom(call: Call, nth: number): Given[];
  compare(left: Node, right: Node, cause: Cause): void;
}
