/**
 * Finds the parts of a type that need more than structured clone on their way to a worker or back: instances,
 * functions, and what no copy can stand for. Answers for `TypeInfo`; `checks/signature.ts` judges. Long, since a walk
 * through types and the judgement of each ask the same questions of one checker.
 */
import type ts from 'typescript';
import type { CrossingPart, Crossings, Passage, TypeScript } from '../../types';
import { createInstanceState } from './instance-state';
import { type At, createPassages } from './passages';
import { createUnderlying, type Underlying } from './underlying';

/** How far into a type is looked; beyond, values are looked at when they cross. */
const maxDepth = 6;
/** And how many: a generic type may be made of ever new ones. */
const maxTypes = 300;

const listenedTo = /^(?:AbortSignal|MessagePort|BroadcastChannel)$/;

export interface Crossing {
  crossingsOf(name: ts.Node): Crossings;
  crossingParts(node: ts.Node): CrossingPart[];
  passagesOf(name: ts.Node): Passage[][];
  isListenedTo(node: ts.Node): boolean;
}

/** Types whose values structured clone, or the runtime, gives back as they were, apart from what is in them. */
const exact =
  /^(?:(?:Readonly)?(?:Array|Map|Set)|ReadonlySetLike|Date|RegExp|(?:Big)?(?:Uint|Int|Float)\d+(?:Clamped)?Array|(?:Shared)?ArrayBuffer|DataView|Boolean|Number|String|Object|Buffer|Blob|File|MessagePort|(?:Readable|Writable|Transform)Stream|URL|URLSearchParams|Headers|AbortSignal|CryptoKey|KeyObject|BlockList|SocketAddress|X509Certificate|FileHandle|(?:Recordable)?Histogram|Memory|Iterable|ArrayLike|ConcatArray|RegExp(?:Match|Exec)Array|TemplateStringsArray|DOMException)$/;

/** Without a method by its type, and yet more than data. */
const opaque = /^(?:Instance|(?:Text(?:De|En)coder|(?:De)?[Cc]ompression)Stream)$/;

export function createCrossing(ts: TypeScript, program: ts.Program): Crossing {
  const types = new CrossingTypes(ts, program);
  const { passagesOf } = createPassages({
    checker: types.checker,
    ts,
    walk: (type, start, visit) => types.walk(type, start, visit),
    partOf: (type, at, awaits) => types.partOf(type, at, awaits),
    elementOf: (type) => types.elementOf(type),
    nameOf: types.underlying.platformName,
    isError: types.underlying.derivesFromError,
  });
  return {
    crossingsOf: (name) => types.crossingsOf(name),
    crossingParts: (node) => types.crossingParts(node),
    passagesOf,
    isListenedTo: (node) => types.isListenedTo(node),
  };
}

/** Judges types of one program. */
class CrossingTypes {
  readonly checker: ts.TypeChecker;
  readonly nothing: ts.TypeFlags;
  readonly underlying: Underlying;
  readonly obstacleIn: (type: ts.Type, declaration: ts.ClassLikeDeclaration) => string | undefined;

  constructor(
    readonly ts: TypeScript,
    program: ts.Program,
  ) {
    this.checker = program.getTypeChecker();
    this.nothing = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void;
    this.underlying = createUnderlying(ts, this.checker, (name) => exact.test(name));
    this.obstacleIn = createInstanceState(ts, program);
  }

  isListenedTo(node: ts.Node): boolean {
    const { checker } = this;
    const type = this.underlying.of(checker.getNonNullableType(checker.getTypeAtLocation(node)));
    const parts = type.isUnion() ? type.types : [type];
    return parts.every((t) => listenedTo.test(this.underlying.platformName(t)));
  }

  crossingsOf(name: ts.Node): Crossings {
    const { checker, ts } = this;
    const parts: Crossings['parts'][number][] = [];
    const parameters: string[] = [];
    let plain = true;
    for (const signature of checker.getTypeAtLocation(name).getCallSignatures()) {
      const result = signature.getReturnType();
      const awaits = this.#isPromise(result);
      signature.parameters.forEach((symbol, parameter) => {
        const type = checker.getTypeOfSymbol(symbol);
        // a destructured parameter has no name of its own
        const { valueDeclaration: d } = symbol;
        const own = d && ts.isParameter(d) ? d : undefined;
        const pattern = own && !ts.isIdentifier(own.name) ? own.name : undefined;
        const text = pattern ? '' : symbol.name;
        parameters[parameter] ??= text;
        plain &&= this.#isPlain(type, true);
        const required = !own?.questionToken && !own?.initializer;
        const key = own?.dotDotDotToken ? undefined : String(parameter);
        // a promise is awaited before anything crosses
        this.#search(
          this.#isPromise(type) ? this.#awaited(type) : type,
          { path: text, key, required },
          awaits,
          (part) =>
            parts.push({ ...part, parameter, path: this.#pathIn(pattern, part.path) || `argument ${parameter + 1}` }),
        );
      });
      plain &&= this.#isPlain(this.#awaited(result), true);
      const given = this.elementOf(result) ?? this.#awaited(result);
      this.#search(given, { path: 'result', key: undefined, required: true }, false, (part) =>
        parts.push({ ...part, parameter: undefined }),
      );
    }
    return { parts, plain, parameters };
  }

  /** Of a destructured parameter, a part by the name that it has there. */
  #pathIn(pattern: ts.BindingPattern | undefined, path: string): string {
    const { ts } = this;
    const [, index, rest = ''] = /^\[(\d+)\](.*)$/s.exec(path) ?? [];
    const element = pattern && index && ts.isArrayBindingPattern(pattern) ? pattern.elements[Number(index)] : undefined;
    if (!element || !ts.isBindingElement(element)) return path.replace(/^\./, '');
    return ts.isIdentifier(element.name) ? element.name.text + rest : this.#pathIn(element.name, rest) || path;
  }

  crossingParts(node: ts.Node): CrossingPart[] {
    const parts: CrossingPart[] = [];
    const at = { path: '', key: undefined, required: true };
    this.#search(this.checker.getTypeAtLocation(node), at, false, (part) =>
      parts.push({ ...part, path: part.path.replace(/^\./, '') }),
    );
    return parts;
  }

  #search(type: ts.Type, start: At, awaits: boolean, found: (part: CrossingPart) => void): void {
    this.walk(type, start, (part, at) => {
      const what = this.partOf(part, at, awaits);
      if (what) found(what);
      // what is refused as a whole is not looked into
      if (what?.kind === 'lost' || (what?.kind === 'instance' && what.obstacle)) return false;
      if (what?.kind !== 'callback') return true;
      // what it is called with crosses, too
      for (const signature of part.getCallSignatures())
        for (const [i, symbol] of signature.parameters.entries()) {
          const name = /^__\d+$/.test(symbol.name) ? `argument ${i + 1}` : symbol.name;
          const inner = { path: `${at.path}(${name})`, key: undefined, required: at.required };
          this.#search(this.checker.getTypeOfSymbol(symbol), inner, false, found);
        }
      return true;
    });
  }

  /** Visits a type and those that it is made of, as long as `visit` says so. */
  walk(root: ts.Type, start: At, visit: (type: ts.Type, at: At) => boolean): void {
    const { underlying, ts, checker } = this;
    const seen = new Set<ts.Type>();
    let left = maxTypes;
    const step = (given: ts.Type, from: At, depth: number): void => {
      const type = underlying.of(given);
      const at = type !== given && given.flags & ts.TypeFlags.Instantiable ? { ...from, open: true } : from;
      if (type.isUnion()) {
        const parts = type.types.filter((t) => !(t.flags & this.nothing));
        const required = at.required && parts.length === type.types.length && parts.length < 2;
        // what `keyof T` may be besides is up to the value
        for (const part of parts)
          if (!at.open || part.flags !== ts.TypeFlags.ESSymbol) step(part, { ...at, required }, depth);
        return;
      }
      // one kind of function may be called back from several places
      const isFunction = type.getCallSignatures().length > 0;
      if ((seen.has(type) && !isFunction) || depth > maxDepth) return;
      seen.add(type);
      if (type.isIntersection() && !isFunction) {
        // of a branded primitive, the brand is nothing that its values have
        if (!underlying.isPrimitive(type)) for (const part of type.types) step(part, at, depth);
        return;
      }
      if (left-- <= 0 || !visit(type, at)) return;
      if (!(type.flags & ts.TypeFlags.Object) || isFunction || underlying.derivesFromError(type)) return;
      const inside = (name: string) => ({ ...at, path: `${at.path}${name}`, key: undefined });
      const isExact = checker.isTupleType(type) || exact.test(underlying.platformName(type));
      if (isExact) for (const inner of underlying.elementsOf(type)) step(inner.type, inside(inner.at), depth + 1);
      const ofClass = !!type.symbol && !!(type.symbol.flags & ts.SymbolFlags.Class || underlying.classOf(type));
      for (const property of isExact ? underlying.ownProperties(type) : type.getProperties()) {
        const isOptional = !!(property.flags & ts.SymbolFlags.Optional);
        if (property.name.startsWith('__@') || this.#isPhantom(property)) continue;
        if (this.#isOfItsClass(property) && (ofClass || isOptional)) continue;
        const key = at.key === undefined ? undefined : `${at.key}.${property.name}`;
        const path = `${at.path}.${property.name}`;
        step(checker.getTypeOfSymbol(property), { ...at, path, key, required: at.required && !isOptional }, depth + 1);
      }
      if (!isExact)
        for (const { type: inner } of checker.getIndexInfosOfType(type)) step(inner, inside('[]'), depth + 1);
    };
    step(root, start, 0);
  }

  /** `awaits`: whether the function could wait for an answer. */
  partOf(type: ts.Type, { path, key, required }: At, awaits: boolean): CrossingPart | undefined {
    const { ts } = this;
    const lost = (what: string): CrossingPart => ({ kind: 'lost', what, path, required });
    if (type.flags & ts.TypeFlags.ESSymbolLike) return lost('a symbol');
    if (!(type.flags & ts.TypeFlags.Object) && !type.isIntersection()) return undefined;
    if (type.getConstructSignatures().length) return lost('a class');
    const calls = type.getCallSignatures();
    if (calls.length) {
      if (key === undefined) return lost('a function');
      if (type.getProperties().length) return lost('a function with properties of its own');
      const results = calls.map((each) => each.getReturnType());
      const answers = awaits && results.some((type) => this.#isPromise(type));
      if (results.every((type) => this.#isNothing(type))) return { kind: 'callback', key, answers, path, required };
      if (!results.every((type) => this.#isPromise(type)))
        return lost('a function whose answer the worker would have to wait for');
      if (awaits) return { kind: 'callback', key, answers: true, path, required };
      return lost('a function that gives a promise, for which only an async function could wait');
    }
    const platform = this.underlying.platformSymbol(type);
    const name = platform?.name ?? '';
    if (name === 'Function') return lost('a function');
    if (name === 'Promise' || name === 'PromiseLike') return lost('a promise');
    if (/^(?:Async)?(?:Generator|Iterator|IterableIterator|IteratorObject)$/.test(name)) return lost('an iterator');
    if (platform && !exact.test(name) && !this.underlying.derivesFromError(type)) {
      const members = this.checker.getDeclaredTypeOfSymbol(platform).getProperties();
      const method = members.find((p) => !p.name.startsWith('__@') && this.#isMethod(p));
      if (method || opaque.test(name)) return lost(`${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`);
    }
    return this.#instanceIn(type, path, required);
  }

  #instanceIn(type: ts.Type, path: string, required: boolean): CrossingPart | undefined {
    const symbol = this.underlying.classOf(type);
    const declaration = symbol?.declarations?.find(this.ts.isClassLike);
    if (!symbol || !declaration || this.checker.getDeclaredTypeOfSymbol(symbol).symbol !== symbol) return undefined;
    const isError = this.underlying.derivesFromError(type);
    const obstacle = isError ? undefined : this.obstacleIn(type, declaration);
    const lost = type.getProperties().find((p) => this.#isOfItsClass(p) || p.name.startsWith('__#'));
    const member = lost && ((lost.valueDeclaration as ts.NamedDeclaration).name?.getText() ?? lost.name);
    return {
      kind: 'instance',
      className: this.#nameOf(declaration),
      declaration,
      member,
      isError,
      isJudged: !isError && declaration.getSourceFile().isDeclarationFile,
      obstacle,
      path,
      required,
    };
  }

  // ------------------------------------------------------------------- types

  /** It comes with the class of an instance, not with the instance. */
  #isOfItsClass(property: ts.Symbol): boolean {
    const { ts } = this;
    return !!property.declarations?.some(
      (d) => (ts.isMethodDeclaration(d) || ts.isAccessor(d)) && ts.isClassLike(d.parent),
    );
  }

  #isMethod(property: ts.Symbol): boolean {
    if (property.flags & this.ts.SymbolFlags.Optional) return false;
    return this.checker.getTypeOfSymbol(property).getCallSignatures().length > 0;
  }

  /** `tag: unique symbol` in a type says that there is a value like no other, which nothing can make: a brand. */
  #isPhantom(property: ts.Symbol): boolean {
    const { ts } = this;
    const type = this.checker.getTypeOfSymbol(property);
    if (!(type.flags & ts.TypeFlags.UniqueESSymbol) || type.symbol?.valueDeclaration !== property.valueDeclaration)
      return false;
    return !!property.valueDeclaration && ts.isPropertySignature(property.valueDeclaration);
  }

  /** The name that people give a class: without a name of its own, the constant that it is. */
  #nameOf(declaration: ts.ClassLikeDeclaration): string | undefined {
    const { ts } = this;
    const { name, parent } = declaration;
    if (name) return name.text;
    return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : undefined;
  }

  /** Nothing to send back: `void`, or a promise of it. */
  #isNothing(type: ts.Type): boolean {
    const parts = type.isUnion() ? type.types : [type];
    return parts.every((t) => !!(t.flags & this.nothing) || (this.#isPromise(t) && this.#isNothing(this.#awaited(t))));
  }

  #isPromise(type: ts.Type): boolean {
    const parts = type.isUnion() ? type.types : [type];
    return parts.some(
      (t) => /^Promise(?:Like)?$/.test(this.underlying.platformName(t)) || t.symbol?.name === 'Unfuture',
    );
  }

  #awaited(type: ts.Type): ts.Type {
    return this.checker.getAwaitedType(type) ?? type;
  }

  /** Of a generator, its values. */
  elementOf(type: ts.Type): ts.Type | undefined {
    if (!/^(?:Async)?Generator$/.test(this.underlying.platformName(type))) return undefined;
    return this.checker.getTypeArguments(type as ts.TypeReference)[0];
  }

  #isPlain(given: ts.Type, withArrays: boolean): boolean {
    const { checker } = this;
    const type = this.underlying.of(given);
    if (type.isUnion()) return type.types.every((t) => this.#isPlain(t, withArrays));
    if (this.underlying.isPrimitive(type)) return true;
    if (!withArrays || !(checker.isArrayType(type) || checker.isTupleType(type))) return false;
    return checker.getTypeArguments(type as ts.TypeReference).every((t) => this.#isPlain(t, false));
  }
}
