/** Calls of functions of the platform: what their signatures say becomes flow. */
import type ts from 'typescript';
import type { TypeScript } from '../../types';
import type { Effect, Place, Signature } from '../platform/signature-lines';
import {
  addQuirk,
  type Call,
  type Cause,
  type Flows,
  type Given,
  hasParts,
  isForeign,
  type Node,
  type Obj,
} from './graph';
import { ANY, ELEMENT, type Made, type Member, TO_PRIMITIVE } from './instructions';
import type { Questions } from './questions';

/** Made for the call, besides what it gives. */
const temporary: Readonly<Record<string, Made>> = {
  pair: 'array',
  group: 'array',
  all: 'array',
  step: 'plain',
  settled: 'plain',
};

/** Each of these is told apart from others: what one is given, the others have not. */
const ownsMembers = /^(?:plain|array|map|set|instance|class|function|memory|error)$/;

const OF_PATTERNS = ['@replace', '@match', '@matchAll', '@split', '@search'];

/** Made of the class that it is called on, or of the class of that, by `Symbol.species`. */
const madeOfItsClass: Readonly<Record<string, RegExp>> = {
  array: /#Array$/,
  promise: /#Promise$/,
  memory: /#(?:\w+Array|(?:Shared)?ArrayBuffer)$/,
};

export function applySignature(flow: Flows, signature: Signature, call: Call): void {
  new PlatformCall(flow, call).run(signature);
}

class PlatformCall {
  readonly #cause: Cause;
  readonly #made: Node;
  readonly #called: Node;
  readonly #accumulated: Node;
  #object: Obj | undefined;
  #gives = false;

  constructor(
    readonly flow: Flows,
    readonly call: Call,
  ) {
    this.#cause = { node: call.node, instance: call.instance };
    this.#made = flow.node();
    this.#called = flow.node();
    this.#accumulated = flow.node();
  }

  run(signature: Signature): void {
    for (const effect of signature) this.#apply(effect);
    if (this.#object && !this.#gives) this.call.result.add(this.#object);
  }

  #apply(effect: Effect): void {
    const { flow, call } = this;
    const cause = this.#cause;
    switch (effect.do) {
      case 'writes':
      case 'freezes':
        for (const each of effect.places) {
          const written = this.#at(each);
          written.each((object) => {
            flow.write(object, this.#nameGiven(), cause, written);
            if (effect.do === 'freezes') addQuirk(object, { what: 'frozen', cause });
            else this.#hide(object);
          });
        }
        return;
      case 'moves':
      case 'sticks':
        for (const each of effect.places) {
          const moved = this.#at(each);
          moved.each((object) => {
            if (object.kind === 'input') flow.moved.push({ object, cause });
            else if (isMoving(flow.ask, object, effect.do === 'sticks')) flow.write(object, 'lastIndex', cause, moved);
          });
        }
        return;
      case 'keeps':
        for (const each of effect.places) flow.escape(this.#at(each), cause);
        return;
      case 'coerces':
        for (const each of effect.places) flow.hidden(this.#at(each), TO_PRIMITIVE, { node: call.node }, cause);
        return;
      case 'hooks':
        for (const each of effect.places) {
          const on = this.#at(each);
          on.each((object) => flow.note(object, undefined, 'read', true, cause));
          flow.hidden(on, OF_PATTERNS, { node: call.node }, cause, flow.argumentsFrom(call, 1));
        }
        return;
      case 'inspects':
        for (const each of effect.places) this.#read(this.#at(each), false);
        return;
      case 'gets':
        for (const each of effect.places)
          this.#at(each).each((object) => {
            flow.note(object, undefined, 'read', true, cause);
            flow.runGetters(object, cause, (member, value) => value.to(flow.member(object, member)));
          });
        return;
      case 'serialises':
        for (const each of effect.places) this.#read(this.#at(each), true);
        return;
      case 'gives':
        this.#gives ||= !effect.places.some((each) => each.path.includes('buffer') || each.path.includes('shared'));
        for (const each of effect.places) this.#at(each).to(call.result);
        return;
      case 'flows':
        for (const each of effect.from) this.#put(effect.to, this.#at(each));
        return;
      case 'copies':
      case 'inherits':
      case 'puts':
        for (const each of effect.from) {
          const from = this.#at(each);
          const to = this.#at(effect.to);
          to.each((object) => {
            if (effect.do === 'puts') this.#writeMembers(object, from, to);
            if (effect.do === 'inherits') from.to((object.proto ??= flow.node()));
            if (effect.do === 'puts' && (object.kind === 'instance' || object.accessors || object.proto))
              from.each((source) =>
                flow.eachMember(source, (member, value) =>
                  flow.store(flow.one(object), member, value, { node: call.node }, cause),
                ),
              );
            if (effect.do === 'puts') this.#hide(object);
            if (isForeign(object)) this.#giveMembers(from, object);
            else flow.spread(object, from, new Set(), cause);
          });
        }
        return;
      case 'describes':
        for (const each of effect.from) this.#define(this.#at(effect.to), this.#nameGiven() ?? ANY, this.#at(each));
        return;
      case 'defines':
        for (const each of effect.from) this.#defineAll(this.#at(effect.to), this.#at(each));
        return;
      case 'compares':
        for (const each of effect.from) flow.compare(this.#at(effect.to), this.#at(each), cause);
        return;
      case 'makes':
        this.#object = flow.make(effect.kind, call.node, call.instance, 'platform');
        this.#made.add(this.#object);
        if (this.#nameCalled() === 'create') this.#hide(this.#object);
        this.#makeOfItsClass(effect.kind);
        return;
      case 'raises':
        for (const each of effect.places) flow.raise(this.#at(each), cause);
        return;
      case 'asks frozen':
      case 'asks class': {
        const what = effect.do === 'asks frozen' ? 'frozen' : 'class';
        for (const each of effect.places) this.#at(each).each((object) => flow.asked.push({ object, what, cause }));
        return;
      }
      case 'asks place':
        for (const each of effect.places)
          this.#at(each).each((object) => flow.note(object, 'lastIndex', 'read', true, cause));
        return;
      case 'throws':
        flow.platformThrows.push({ name: effect.name, cause });
        return;
      case 'calls': {
        const args = effect.args.flatMap((each) => this.#given(each));
        flow
          .callNode(this.#at(effect.callee), effect.on ? this.#at(effect.on) : flow.nothing, args, cause)
          .to(this.#called);
        return;
      }
      case 'binds':
        return this.#bind();
      case 'proxies':
        return this.#proxy();
      case 'acts':
      case 'asks':
      case 'differs':
        flow.acts.push({ what: effect.do, cause });
        return;
      case 'differs without arguments':
        if (call.args.length === 0) flow.acts.push({ what: 'differs', cause });
        return;
      case 'listens':
        return;
      default:
        effect satisfies never;
    }
  }

  /** What getters give, too. */
  #giveMembers(from: Node, to: Obj): void {
    const { flow } = this;
    const cause = this.#cause;
    from.each((source) => {
      flow.giveAway(flow.everythingOf(source), to, cause);
      flow.runGetters(source, cause, (_, value) => flow.giveAway(value, to, cause));
    });
  }

  /** A member, as a descriptor says that it is. */
  #define(on: Node, member: Member, descriptor: Node): void {
    const { flow } = this;
    const cause = this.#cause;
    const part = (which: string) => flow.load(descriptor, which, { node: this.call.node }, cause);
    const value = part('value');
    const accessors = ['get', 'set'].map((which) => ({ fns: part(which), isSetter: which === 'set' }));
    on.each((object) => {
      const isOwn = ownsMembers.test(object.kind);
      if (isForeign(object)) flow.giveAway(value, object, cause);
      else flow.put(object, member, value);
      for (const { fns, isSetter } of accessors)
        fns.each((fn) => {
          if (isOwn && member !== ANY && fn.kind === 'function') return object.define({ member, fn, isSetter });
          // when it is called is not known
          flow.escape(flow.one(fn), cause);
          if (isOwn && !isSetter) flow.put(object, member, flow.callNode(flow.one(fn), flow.one(object), [], cause));
          return undefined;
        });
    });
  }

  /** Members, each as the descriptor of its name says. */
  #defineAll(on: Node, descriptors: Node): void {
    const { flow } = this;
    descriptors.each((all) => {
      flow.note(all, undefined, 'read', true, this.#cause);
      if (all.kind !== 'plain') return this.#define(on, ANY, flow.everythingOf(all));
      flow.eachMember(all, (member, each) => !member.startsWith('$') && this.#define(on, member, each));
      flow.runGetters(all, this.#cause, (member, value) => this.#define(on, member, value));
    });
  }

  /** Of what `defineProperty` and its like define, names that loops and copies pass over. */
  #hide(object: Obj): void {
    for (const name of hiddenBy(this.flow.ask.ts, this.call.node, this.#nameCalled()))
      addQuirk(object, { what: 'hidden', name, cause: this.#cause });
  }

  #nameCalled(): string | undefined {
    const { ts } = this.flow.ask;
    const { node } = this.call;
    return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)
      ? node.expression.name.text
      : undefined;
  }

  #makeOfItsClass(kind: string): void {
    const { flow, call } = this;
    const base = madeOfItsClass[kind];
    if (!base || call.self === flow.nothing || /^to[A-Z]|^with$/.test(this.#nameCalled() ?? '')) return;
    const made = flow.makeLike(call.self, base, this.#cause);
    made.to(this.#made);
    made.to(call.result);
  }

  /** `Object.defineProperty(o, 'name', …)` writes that alone. */
  #nameGiven(): string | undefined {
    const { ts } = this.flow.ask;
    const { node } = this.call;
    const name = ts.isCallExpression(node) && this.#nameCalled() === 'defineProperty' ? node.arguments[1] : undefined;
    return name && ts.isStringLiteralLike(name) ? name.text : undefined;
  }

  /** Those that the source has, each by its name. */
  #writeMembers(object: Obj, from: Node, among: Node): void {
    const { flow } = this;
    from.each((source) => {
      const isKnown = source.kind === 'plain' && !source.escaped;
      if (!isKnown) flow.write(object, undefined, this.#cause, among);
      flow.eachMember(source, (member) => {
        if (!isKnown || member.startsWith('$') || (member === ANY && !source.hasUnknownNames)) return;
        flow.write(object, member === ANY ? undefined : member, this.#cause, among);
      });
    });
  }

  #bind(): void {
    const { flow, call } = this;
    const bound = flow.make('bound', call.node, call.instance);
    bound.target = call.self;
    bound.boundSelf = flow.argument(call, 0);
    bound.boundArgs = flow.argumentsFrom(call, 1);
    this.#gives = true;
    call.result.add(bound);
  }

  #proxy(): void {
    const { flow, call } = this;
    const proxy = flow.make('proxy', call.node, call.instance);
    proxy.target = flow.argument(call, 1);
    proxy.boundArgs = [{ node: flow.argument(call, 0), isSpread: false }];
    call.result.add(proxy);
  }

  /** All that is in it, however deep; to write it as text runs code of its own. */
  #read(node: Node, runs: boolean, seen = new Set<Obj>()): void {
    const { flow } = this;
    const cause = this.#cause;
    if (runs) flow.hidden(node, ['toJSON'], { node: this.call.node }, cause);
    node.each((object) => {
      if (seen.has(object) || object.kind === 'outside' || object.kind === 'function' || object.kind === 'platform')
        return;
      seen.add(object);
      flow.note(object, undefined, 'read', true, cause);
      if (runs) flow.runGetters(object, cause);
      if (object.kind !== 'input') flow.eachMember(object, (_, member) => this.#read(member, runs, seen));
      else if (runs && object.type && object.depth < 3) {
        for (const name of flow.ask.namesOf(object.type)) this.#read(flow.member(object, name), runs, seen);
        this.#read(flow.member(object, ELEMENT), runs, seen);
      }
    });
  }

  #given(place: Place): Given[] {
    const { flow, call } = this;
    const rest = /^(\d+)\.\.$/.exec(place.root);
    if (rest && place.path.length === 0) return flow.argumentsFrom(call, Number(rest[1]));
    return [{ node: this.#at(place), isSpread: place.isSpread }];
  }

  #root(root: string): Node {
    const { flow, call } = this;
    const nth = /^(\d+)(\.\.)?$/.exec(root);
    if (nth) {
      if (!nth[2]) return flow.argument(call, Number(nth[1]));
      return flow.join(...flow.argumentsFrom(call, Number(nth[1])).map(({ node }) => node));
    }
    switch (root) {
      case 'this':
        return call.self;
      case 'made':
        return this.#made;
      case 'called':
        return this.#called;
      case 'acc':
        return this.#accumulated;
      case 'initial':
        return call.args.length > 1 ? flow.argument(call, 1) : flow.elements(call.self, this.#cause);
      case 'unknown':
        return flow.outsideNode;
      case 'thrown':
        return flow.thrown;
      case '_':
        return flow.nothing;
      case 'resolver': {
        const resolver = flow.make('resolver', call.node, call.instance);
        resolver.target = this.#made;
        return flow.one(resolver);
      }
      default: {
        const kind = temporary[root];
        if (!kind) throw new Error(`'${root}' is no place`);
        return flow.one(flow.make(kind, call.node, call.instance, root));
      }
    }
  }

  #at(place: Place): Node {
    let node = this.#root(place.root);
    for (const step of place.path) node = this.#step(node, step);
    return node;
  }

  #step(from: Node, step: string): Node {
    const { flow } = this;
    const cause = this.#cause;
    if (from === flow.nothing) return from;
    if (step === '*') return flow.elements(from, cause);
    if (step === 'awaited') return flow.awaited(from, cause);
    const to = flow.node();
    from.each((object) => {
      if (step === 'any') {
        flow.note(object, undefined, 'read', true, cause);
        flow.everythingOf(object).to(to);
      }
      // of anything else than a buffer, a typed array is a copy
      else if (step === 'buffer') this.#mayBeBuffer(object) && to.add(object);
      else if (step === 'shared') (object.kind === 'input' || object.kind === 'outside') && to.add(object);
      else if (object.kind === 'outside' || (object.kind === 'fresh' && !hasParts(object))) to.add(object);
      else if (step.startsWith('$')) {
        flow.note(object, undefined, 'read', true, cause);
        flow.member(object, step).to(to);
      } else flow.load(flow.one(object), step, { node: this.call.node }, cause).to(to);
    });
    return to;
  }

  #mayBeBuffer({ kind, type }: Obj): boolean {
    if (kind === 'input' || kind === 'fresh') return !type || this.flow.ask.mayBeBuffer(type);
    return kind === 'memory' || kind === 'outside' || kind === 'platform';
  }

  #put(place: Place, value: Node): void {
    const { flow } = this;
    const { root, path } = place;
    if (root === 'acc') return void value.to(this.#accumulated);
    const member = path[path.length - 1]!;
    let on = this.#root(root);
    for (const step of path.slice(0, -1)) on = this.#step(on, step);
    on.each((object) => {
      if (isForeign(object)) return flow.giveAway(value, object, this.#cause);
      // of whatever name, setters run
      if (member === '?' && root !== 'made')
        return flow.store(flow.one(object), ANY, value, { node: this.call.node }, this.#cause);
      const name = member === '*' ? ELEMENT : member === '?' ? ANY : member;
      // a Set is filled by its values, of whatever it is made
      flow.put(object, name === ELEMENT && object.kind === 'set' ? '$value' : name, value);
      return undefined;
    });
  }
}

/** Names that are defined so that a copy has them not, as far as the text of the call says. */
function hiddenBy(ts: TypeScript, call: ts.Node, called: string | undefined): string[] {
  if (!ts.isCallExpression(call)) return [];
  const isFalse = (p: ts.ObjectLiteralElementLike): boolean =>
    ts.isPropertyAssignment(p) && p.initializer.kind === ts.SyntaxKind.FalseKeyword;
  const isHidden = (node: ts.Node | undefined): boolean =>
    !!node &&
    ts.isObjectLiteralExpression(node) &&
    !node.properties.some((p) => ts.isSpreadAssignment(p) || (p.name?.getText() === 'enumerable' && !isFalse(p)));
  const [, second, third] = call.arguments;
  if (called === 'defineProperty' && second && isHidden(third))
    return [ts.isStringLiteralLike(second) ? second.text : second.getText()];
  const all = called === 'defineProperties' || called === 'create' ? second : undefined;
  if (!all || !ts.isObjectLiteralExpression(all)) return [];
  return all.properties.flatMap((p) =>
    ts.isPropertyAssignment(p) && isHidden(p.initializer) ? [p.name.getText().replace(/^['"]|['"]$/g, '')] : [],
  );
}

/** A regular expression that goes on from where it was: with the flag `y`, or `g` where its method minds that. */
export function isMoving(ask: Questions, { kind, node }: Obj, ifSticky: boolean): boolean {
  if (kind !== 'pattern') return kind === 'platform' || kind === 'instance';
  const flags = node && flagsOf(ask, node);
  if (flags === undefined) return true;
  return ifSticky ? flags.includes('y') && !flags.includes('g') : /[gy]/.test(flags);
}

/** None, where they are not known. */
function flagsOf(ask: Questions, node: ts.Node): string | undefined {
  const { ts } = ask;
  if (ts.isRegularExpressionLiteral(node)) return node.text.slice(node.text.lastIndexOf('/') + 1);
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return undefined;
  const [pattern, flags] = node.arguments ?? [];
  if (flags) return ts.isStringLiteralLike(flags) ? flags.text : undefined;
  return pattern && ask.isPrimitive(pattern) ? '' : undefined;
}
