/** How the values of a signature get from one thread to the other, as far as their types tell. Answers for `TypeInfo`. */
import type ts from 'typescript';
import type { CrossingPart, Passage, TypeScript, Way } from '../../types';

/** Where a walk through a type is. */
export interface At {
  /** For people: `options.filters[]`. */
  readonly path: string;
  /** For the runtime: `1.onProgress`; none where it depends on the value. */
  readonly key: string | undefined;
  readonly required: boolean;
  /** A type parameter stands here, known by what it extends. */
  readonly open?: boolean;
}

export interface PassagesInput {
  readonly ts: TypeScript;
  readonly checker: ts.TypeChecker;
  /** Visits a type and those that it is made of. */
  walk(type: ts.Type, start: At, visit: (part: ts.Type, at: At) => boolean): void;
  /** The part of it that needs more than structured clone. */
  partOf(type: ts.Type, at: At, awaits: boolean): CrossingPart | undefined;
  isError(type: ts.Type): boolean;
  /** Of a class or interface of the language, the platform or Node. */
  nameOf(type: ts.Type): string;
  /** Of a generator, its values. */
  elementOf(type: ts.Type): ts.Type | undefined;
}

const binary = /^(?:(?:Big)?(?:Uint|Int|Float)\d+(?:Clamped)?Array|DataView|ArrayBuffer)$/;
const movable = /^(?:MessagePort|FileHandle|(?:Readable|Writable|Transform)Stream)$/;

export function createPassages({ ts, checker, walk, partOf, isError, nameOf, elementOf }: PassagesInput) {
  return { passagesOf };

  function passagesOf(name: ts.Node): Passage[][] {
    return checker
      .getTypeAtLocation(name)
      .getCallSignatures()
      .map((signature) => {
        const type = signature.getReturnType();
        const awaits = nameOf(type) === 'Promise';
        const taken = signature.parameters.map((p, i) => argument(p, name, i, awaits));
        const values = elementOf(type);
        const result: Passage = values
          ? { ...passage(values, 'result', name), way: 'stream' }
          : passage(checker.getAwaitedType(type) ?? type, 'result', name);
        return [...taken, result];
      });
  }

  function argument(symbol: ts.Symbol, at: ts.Node, index: number, awaits: boolean): Passage {
    const type = checker.getTypeOfSymbol(symbol);
    const declaration = symbol.valueDeclaration;
    const own = declaration && ts.isParameter(declaration) ? declaration : undefined;
    const isOptional = !!own && (!!own.questionToken || !!own.initializer);
    const plain = isOptional ? checker.getNonNullableType(type) : type;
    // a destructured parameter has no name of its own
    const pattern = own && !ts.isIdentifier(own.name) ? own.name : undefined;
    const name = pattern ? (ts.isArrayBindingPattern(pattern) ? '[…]' : '{…}') : symbol.name;
    const parameter = `${own?.dotDotDotToken ? '...' : ''}${name}${isOptional ? '?' : ''}`;
    const path = pattern ? '' : name;
    const key = own?.dotDotDotToken ? undefined : String(index);
    const found = passage(isOptional && !hasNull(ts, type) ? plain : type, path, at, key, awaits);
    if (nameOf(plain) !== 'Promise' && nameOf(plain) !== 'PromiseLike') return { ...found, parameter };
    return { ...found, parameter, way: 'await', parts: [] };
  }

  function passage(type: ts.Type, name: string, at: ts.Node, key?: string, awaits = false): Passage {
    const text = (t: ts.Type) => checker.typeToString(t, at, ts.TypeFormatFlags.NoTruncation);
    const parts: { path: string; type: string; way: Way }[] = [];
    const memories = new Set<string>();
    let whole: Way = 'copy';
    walk(type, { path: name, key, required: true }, (part, place) => {
      const { path } = place;
      if (memories.has(path)) return false;
      const way = wayAt(part, place, awaits);
      // what a view is on goes as the view does
      if (binary.test(nameOf(part)) || way === 'buffer') memories.add(`${path}[]`);
      if (path === name) whole = stronger(whole, way);
      else if (way !== 'copy' && way !== 'unknown')
        parts.push({ path: path.replace(/^\./, ''), type: text(part), way });
      return way !== 'refuse';
    });
    return { parameter: null, type: text(type), way: whole, parts };
  }

  /** A type parameter's constraint tells of what crosses, but not all. */
  function wayAt(type: ts.Type, at: At, awaits: boolean): Way {
    const way = wayOf(type, at, awaits);
    const isMore = at.open && !!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive)) && !nameOf(type);
    return isMore && way === 'copy' ? 'unknown' : way;
  }

  function wayOf(type: ts.Type, at: At, awaits: boolean): Way {
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) return 'unknown';
    const name = nameOf(type);
    if (name === 'Buffer') return 'buffer';
    if (name === 'SharedArrayBuffer' || name === 'Memory') return 'share';
    if (binary.test(name)) {
      const memory = type.getProperty('buffer');
      return memory && nameOf(checker.getTypeOfSymbol(memory)) === 'SharedArrayBuffer' ? 'share' : 'transferable';
    }
    if (movable.test(name)) return 'move';
    if (isError(type)) return 'error';
    if (name === 'AbortSignal') return 'signal';
    const part = partOf(type, at, awaits);
    switch (part?.kind) {
      case undefined:
        return 'copy';
      case 'instance':
        return part.obstacle ? 'refuse' : 'instance';
      case 'callback':
        return 'callback';
      case 'lost':
        return 'refuse';
      default:
        return part satisfies never;
    }
  }
}

/** How much each is worth a word. */
const worth = {
  // never of a part
  await: -1,
  stream: -1,
  fresh: -1,
  copy: 0,
  buffer: 1,
  error: 2,
  instance: 3,
  signal: 4,
  callback: 5,
  transferable: 6,
  move: 7,
  share: 8,
  unknown: 9,
  refuse: 10,
} satisfies Record<Way, number>;

/** Of a union, the way that is most worth a word. */
const stronger = (one: Way, other: Way): Way => (worth[other] > worth[one] ? other : one);

const hasNull = (ts: TypeScript, type: ts.Type): boolean =>
  type.isUnion() && type.types.some((t) => t.flags & ts.TypeFlags.Null);
