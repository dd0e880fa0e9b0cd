// What a call has changed of what it was given, as a list of places. The worker's side, which is this thread's where a
// call runs on it. Objects that came go by number; what is new crosses as results do.
import { types } from '../../platform/node/value-types.js';
import { describe, isDetached } from '../describe.js';
import { CheckError, type LostWriteError, UncloneableError } from '../errors.js';
import { isIndex, namedKeys } from '../named-keys.js';
import type { Back, Constants, Context, Tracking } from '../packed.js';
import { isError } from '../survival.js';
import { type Fixed, hasFields, isMemory, levelOf, type Numbered, number, prototypesOf, SPARSE } from './numbering.js';
import { type About, lostWrite, pathOf, stepTo } from './paths.js';
import {
  ABSENT,
  BYTES,
  ENTRY,
  HAD,
  HAS,
  INDEX,
  LAST,
  LENGTH,
  MEMBER,
  MOVED,
  PROPERTY,
  RUN,
  SIZE,
  TEXT,
  TIME,
} from './places.js';
import { rangesOf } from './ranges.js';
import { textOf } from './text.js';

const { isMap, isSet, isDate, isRegExp } = types;

/** As many changed values side by side go as one. */
const LEAST_RUN = 8;

/** The keys and values of an object, or of a list of few indices. */
interface Fields {
  readonly keys: readonly string[];
  readonly values: readonly unknown[];
}

interface ArrayBefore {
  readonly values: readonly unknown[] | undefined;
  readonly fields: Fields | undefined;
  readonly length: number;
}

/** How something was: by what it is. */
type Before =
  | Fields
  | ArrayBefore
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>
  | ArrayBuffer
  | number
  | string
  | undefined;

const fix: Record<Fixed, (object: object) => object> = {
  1: Object.preventExtensions,
  2: Object.seal,
  3: Object.freeze,
};

/** What a call was given on this side, and how it was. */
export class Given {
  readonly #numbered: Numbered;
  readonly #before: Before[] = [];
  /** Of buffers: how many bytes are one value, by the widest view, and one of the views. */
  readonly #views = new Map<ArrayBufferLike, { unit: number; view: number; offset: number }>();
  readonly #prototypes: (object | null)[] = [];
  readonly #levels = new Map<number, Fixed>();
  readonly #moved: ReadonlySet<number>;
  /** What leads to memory that was moved here: its caller's own no longer has that. */
  readonly #leading: ReadonlySet<object>;
  readonly #known: ReadonlySet<object>;
  readonly #about: About;
  readonly #constants: Constants | undefined;
  readonly #isChecked: boolean;

  constructor(values: readonly unknown[], tracking: Tracking, about: About & Pick<Context, 'classes' | 'constants'>) {
    this.#about = about;
    this.#constants = about.constants;
    this.#known = prototypesOf(about.classes);
    this.#moved = new Set(tracking.moved);
    this.#isChecked = !!tracking.isChecked;
    this.#numbered = number(values, tracking.tracked, about, this, this.#isChecked);
    const { objects } = this.#numbered;
    if (objects.length !== tracking.count)
      throw new UncloneableError(
        `${about.name}: what it is given has ${objects.length} objects here, and ${tracking.count} where it comes from: has it a getter that gives another object each time?`,
        about,
      );
    this.#leading = leadingTo(objects, this.#moved, this.#known);
    for (const [n, level] of tracking.levels ?? []) {
      const object = objects[n]!;
      if (!ArrayBuffer.isView(object)) fix[level](object);
      this.#levels.set(n, level);
    }
  }

  /** The number of what has come. */
  numberOf(object: object): number | undefined {
    return this.#numbered.numbers.get(object);
  }

  /** The same, where its caller's own stands for it in a result. */
  keptAs(object: object): number | undefined {
    return this.#leading.has(object) ? undefined : this.#numbered.numbers.get(object);
  }

  /** Of a buffer that has come, a view, and where that begins; without one, it has come as a whole. */
  viewOf(buffer: ArrayBufferLike): readonly [view: number, offset: number] {
    const known = this.#views.get(buffer);
    if (known) return [known.view, known.offset];
    const { objects } = this.#numbered;
    const view = objects.findIndex((each) => ArrayBuffer.isView(each) && each.buffer === buffer);
    return [view, view < 0 ? 0 : (objects[view] as ArrayBufferView).byteOffset];
  }

  note(object: object, n: number): void {
    this.#prototypes[n] = Object.getPrototypeOf(object) as object | null;
    if (ArrayBuffer.isView(object)) this.#noteView(object, n);
    else if (!isMemory(object) || !this.#moved.has(n)) this.#before[n] = this.#stateOf(object);
  }

  #stateOf(object: object): Before {
    if (Array.isArray(object)) return arrayBefore(object);
    if (hasFields(object, this.#known)) return fieldsOf(object);
    if (isMap(object)) return new Map(object);
    if (isSet(object)) return new Set(object);
    if (isDate(object)) return object.getTime();
    if (isRegExp(object)) return object.lastIndex;
    if (isMemory(object)) return object.slice(0);
    if (isError(object)) return fieldsOf(object, Object.getOwnPropertyNames(object));
    return textOf(object) ?? fieldsOf(object);
  }

  #noteView(view: ArrayBufferView, n: number): void {
    const unit = view instanceof DataView ? 8 : (view as Uint8Array).BYTES_PER_ELEMENT;
    const known = this.#views.get(view.buffer);
    if (!known) this.#views.set(view.buffer, { unit, view: n, offset: view.byteOffset });
    else if (unit > known.unit) known.unit = unit;
  }

  /**
   * What is different now.
   * @throws LostWriteError for what can't be given back
   */
  changes(): Changes {
    const { objects, tracked } = this.#numbered;
    const changes = new Changes(this);
    for (let n = 0; n < tracked; n++) this.#compare(changes, objects[n]!, n);
    if (this.#isChecked) {
      const { count } = changes;
      for (let n = tracked; n < objects.length; n++) {
        // the fields of an instance, which get its class
        if (this.#about.env && this.#numbered.parents[n] === -1) continue;
        this.#compareState(changes, objects[n]!, n);
        if (changes.count > count) throw this.#brokenPromise(n);
      }
    }
    return changes;
  }

  #brokenPromise(n: number): CheckError {
    const { name } = this.#about;
    const path = pathOf(this.#numbered, n, this.#about);
    const promise = `the build has found that it does not, and has not given it back. That is a fault of unsync`;
    return new CheckError(`${name} changes ${path}: ${promise}: please report it`, path, this.#about);
  }

  #compare(changes: Changes, object: object, n: number): void {
    if (Object.getPrototypeOf(object) !== this.#prototypes[n])
      throw this.lost(n, undefined, 'its prototype was replaced');
    const { count } = changes;
    if (!this.#compareState(changes, object, n)) return;
    if (changes.count > count && this.#constants?.numberOf(object) !== undefined)
      throw this.lost(n, undefined, 'it is a constant of a module, of which each thread has its own');
    const level = this.#levels.get(n) ?? 0;
    // with nothing left in it, what can't be extended is frozen
    if (levelOf(object) > level && (level === 0 || Object.keys(object).length > 0))
      throw this.lost(n, undefined, 'it was frozen, sealed, or made not extensible');
  }

  /** Holds where it has a state of its own: a view has that of its memory. */
  #compareState(changes: Changes, object: object, n: number): boolean {
    const before = this.#before[n];
    if (ArrayBuffer.isView(object) || before === undefined) return false;
    changes.from(n);
    if (Array.isArray(object)) changes.array(object, before as ArrayBefore);
    else if (isMap(object)) changes.map(object, before as ReadonlyMap<unknown, unknown>);
    else if (isSet(object)) changes.set(object, before as ReadonlySet<unknown>);
    else if (isDate(object)) changes.state(TIME, before, object.getTime());
    else if (isRegExp(object)) changes.state(LAST, before, object.lastIndex);
    else if (isMemory(object)) changes.memory(object, before as ArrayBuffer, this.#views.get(object));
    else if (typeof before === 'string') changes.state(TEXT, before, textOf(object));
    else if (isError(object)) this.#compareFields(object, before as Fields, Object.getOwnPropertyNames(object), n);
    else if (hasFields(object, this.#known)) changes.object(object, before as Fields);
    else this.#compareFields(object, before as Fields, Object.keys(object), n);
    return true;
  }

  /** Of an error, a function, or an object of the platform, which cross as something else than their fields. */
  #compareFields(object: object, { keys, values }: Fields, now: readonly string[], n: number): void {
    const key =
      now.find((each, i) => keys[i] !== each || !Object.is(values[i], object[each as never])) ?? keys[now.length];
    if (key !== undefined) throw this.lost(n, key, `of ${describe(object)} nothing is given back`);
  }

  lost(n: number, key: string | number | undefined, why: string): LostWriteError {
    const path = pathOf(this.#numbered, n, this.#about) + (key === undefined ? '' : stepTo(key));
    return lostWrite(path, why, this.#about);
  }
}

/** Places that are different, and their values. */
export class Changes {
  readonly #given: Given;
  readonly #places: number[] = [];
  readonly #keys: string[] = [];
  readonly #keyIndex = new Map<string, number>();
  readonly #refs: number[] = [];
  /** Of each value, whose and under which key. */
  readonly #origins: [n: number, key: string | number | undefined][] = [];
  /** Before and after, in the order of their places; of what came, only the number is sent. */
  readonly values: unknown[] = [];
  readonly transfer: ArrayBuffer[] = [];
  #n = 0;

  constructor(given: Given) {
    this.#given = given;
  }

  get count(): number {
    return this.#places.length;
  }

  /** Undefined where nothing has changed. */
  get back(): Back | undefined {
    if (this.#places.length === 0) return undefined;
    return { places: Uint32Array.from(this.#places), keys: this.#keys, refs: Uint32Array.from(this.#refs) };
  }

  /** For a value that can't cross, or something in it. */
  lostAt(index: number, path: readonly string[], why: string): LostWriteError {
    const [n, key] = this.#origins[index]!;
    return this.#given.lost(n, key, path.length > 0 ? `at ${path.join('.')}, ${why}` : why);
  }

  from(n: number): void {
    this.#n = n;
  }

  state(what: number, before: unknown, after: unknown): void {
    if (Object.is(before, after)) return;
    this.#place(what | HAD | HAS, 0);
    this.#put(before, undefined);
    this.#put(after, undefined);
  }

  object(object: object, before: Fields): void {
    const now = Object.keys(object);
    if (Reflect.ownKeys(object).length !== now.length) this.#refuseOdd(object, now);
    this.#fields(object, before, now);
  }

  #fields(object: object, { keys, values }: Fields, now: readonly string[]): void {
    let i = 0;
    // nearly always: the same keys in the same order
    for (; i < keys.length && i < now.length && keys[i] === now[i]; i++) {
      const value: unknown = object[keys[i] as never];
      if (!Object.is(value, values[i])) this.#change(object, keys[i]!, values[i], value);
    }
    if (i === keys.length && i === now.length) return;
    const before = new Map<string, unknown>();
    for (let j = i; j < keys.length; j++) before.set(keys[j]!, values[j]);
    const after = new Set(now.slice(i));
    const stayed: string[] = [];
    for (const [key, value] of before)
      if (!after.has(key)) this.#change(object, key, value, ABSENT);
      else if (!isIndex(key)) stayed.push(key);
    // those that stayed keep their places as long as they come in their order; what follows is put at the end, again.
    // Indices come first, in order, whenever they were put there.
    let kept = 0;
    let isInOrder = true;
    for (let j = i; j < now.length; j++) {
      const key = now[j]!;
      const isOrdered = isIndex(key);
      isInOrder &&= isOrdered || stayed[kept] === key;
      if (isInOrder && !isOrdered) kept++;
      const stays = isOrdered || isInOrder;
      const was = before.has(key) ? before.get(key) : ABSENT;
      const value: unknown = object[key as never];
      if (!stays || !Object.is(was, value)) this.#change(object, key, was, value, stays || was === ABSENT ? 0 : MOVED);
    }
  }

  #refuseOdd(object: object, keys: readonly string[]): never {
    const odd = Reflect.ownKeys(object).find((key) => typeof key === 'symbol' || !keys.includes(key))!;
    const what = typeof odd === 'symbol' ? 'a key that is a symbol' : 'a property that is not enumerable';
    throw this.#given.lost(this.#n, String(odd), `${what} can't cross`);
  }

  array(array: readonly unknown[], before: ArrayBefore): void {
    if (!before.values || array.length > SPARSE) this.#sparse(array, before);
    else {
      const { values } = before;
      const common = Math.min(array.length, values.length);
      // a hole reads as undefined
      const isSame = (i: number) =>
        Object.is(array[i], values[i]) &&
        (array[i] !== undefined || Object.hasOwn(values, i) === Object.hasOwn(array, i));
      for (let i = 0, end: number; i < common; i = end) {
        end = i + 1;
        if (isSame(i)) continue;
        while (end < common && !isSame(end)) end++;
        this.#range(array, values, i, end);
      }
      this.#range(array, values, common, values.length);
      this.#range(array, values, common, array.length);
      const names = namedKeys(array);
      const had = before.fields ?? { keys: [], values: [] };
      if (names.length > 0 || had.keys.length > 0) this.#fields(array, had, names);
    }
    const [symbol] = Object.getOwnPropertySymbols(array);
    if (symbol) throw this.#given.lost(this.#n, String(symbol), "a key that is a symbol can't cross");
    this.state(LENGTH, before.length, array.length);
  }

  /** Of few indices among many, which come in the order of numbers. */
  #sparse(array: readonly unknown[], { values, fields }: ArrayBefore): void {
    const { keys, values: were } = values ? fieldsOf(values) : fields!;
    const had = new Map(keys.map((key, i) => [key, were[i]]));
    const now = new Set(Object.keys(array));
    const place = (key: string) => (isIndex(key) ? Number(key) : key);
    for (const [key, value] of had) if (!now.has(key)) this.#change(array, place(key), value, ABSENT);
    for (const key of now) {
      const value = array[key as never];
      if (!had.has(key) || !Object.is(had.get(key), value))
        this.#change(array, place(key), had.has(key) ? had.get(key) : ABSENT, value);
    }
  }

  /** All of it has changed. */
  #range(array: readonly unknown[], before: readonly unknown[], from: number, to: number): void {
    if (to - from >= LEAST_RUN) {
      const listOf = (source: readonly unknown[]) => (from < source.length ? source.slice(from, to) : undefined);
      const [was, is] = [listOf(before), listOf(array)];
      // what is undefined may be a hole
      if (!was?.includes(undefined) && !is?.includes(undefined)) {
        for (let i = from; is && i < to; i++) this.#checkOwn(array, i);
        this.#place(RUN | (was ? HAD : 0) | (is ? HAS : 0), from);
        if (was) this.#put(this.#run(was), from);
        if (is) this.#put(this.#run(is), from);
        return;
      }
    }
    for (let i = from; i < to; i++) {
      const was = Object.hasOwn(before, i) ? before[i] : ABSENT;
      const is = Object.hasOwn(array, i) ? array[i] : ABSENT;
      if (was !== ABSENT || is !== ABSENT) this.#change(array, i, was, is);
    }
  }

  /** Numbers as memory; what came, by its numbers. */
  #run(list: readonly unknown[]): unknown {
    if (list.every((value) => typeof value === 'number')) return Float64Array.from(list);
    const numbers = new Uint32Array(list.length);
    for (let i = 0; i < list.length; i++) {
      const value = list[i];
      const n = typeof value === 'object' && value !== null ? this.#given.numberOf(value) : undefined;
      if (n === undefined) return list;
      numbers[i] = n;
    }
    return numbers;
  }

  map(map: ReadonlyMap<unknown, unknown>, before: ReadonlyMap<unknown, unknown>): void {
    const at = (source: ReadonlyMap<unknown, unknown>) => (key: unknown) =>
      source.has(key) ? source.get(key) : ABSENT;
    this.#entries(ENTRY, before, map, at(before), at(map));
    this.#checkBare(map);
  }

  set(set: ReadonlySet<unknown>, before: ReadonlySet<unknown>): void {
    const at = (source: ReadonlySet<unknown>) => (key: unknown) => (source.has(key) ? true : ABSENT);
    this.#entries(MEMBER, before, set, at(before), at(set));
    this.#checkBare(set);
  }

  /** They keep the order in which keys came. */
  #entries(
    what: number,
    before: { keys(): IterableIterator<unknown> },
    now: { keys(): IterableIterator<unknown> },
    wasAt: (key: unknown) => unknown,
    isAt: (key: unknown) => unknown,
  ): void {
    const earlier = before.keys();
    let isInOrder = true;
    for (const key of before.keys()) if (isAt(key) === ABSENT) this.#entry(what, key, wasAt(key), ABSENT, 0);
    for (const key of now.keys()) {
      const [was, is] = [wasAt(key), isAt(key)];
      if (isInOrder && was !== ABSENT) {
        let next = earlier.next();
        while (!next.done && isAt(next.value) === ABSENT) next = earlier.next();
        isInOrder = !next.done && Object.is(next.value, key);
        // what was there and comes after what is new was deleted and set again
      } else isInOrder = false;
      if (!isInOrder || !Object.is(was, is)) this.#entry(what, key, was, is, isInOrder || was === ABSENT ? 0 : MOVED);
    }
  }

  #entry(what: number, key: unknown, before: unknown, after: unknown, moved: number): void {
    this.#place(what | moved | flagsOf(before, after), 0);
    this.#put(key, undefined);
    if (what === MEMBER) return;
    const name = typeof key === 'object' ? undefined : String(key);
    if (before !== ABSENT) this.#put(before, name);
    if (after !== ABSENT) this.#put(after, name);
  }

  #checkBare(object: object): void {
    const [key] = Reflect.ownKeys(object);
    if (key !== undefined) throw this.#given.lost(this.#n, String(key), "properties of a Map or a Set can't cross");
  }

  memory(
    buffer: ArrayBuffer,
    before: ArrayBuffer,
    seen: { unit: number; view: number; offset: number } | undefined,
  ): void {
    if (isDetached(buffer)) throw this.#given.lost(this.#n, undefined, 'its memory was moved away');
    const { unit, view, offset } = seen ?? { unit: 1, view: -1, offset: 0 };
    const put = (flags: number, start: number, was: ArrayBuffer | undefined, is: ArrayBuffer | undefined) => {
      this.#place(BYTES | flags, start);
      for (const bytes of [was, is])
        if (bytes) {
          this.#put(new Uint8Array(bytes), undefined);
          this.transfer.push(bytes);
        }
      this.#put([unit, view, offset], undefined);
    };
    const common = Math.min(buffer.byteLength, before.byteLength);
    this.state(SIZE, before.byteLength, buffer.byteLength);
    if (buffer.byteLength > common) put(HAS, common, undefined, buffer.slice(common));
    if (before.byteLength > common) put(HAD, common, before.slice(common), undefined);
    for (const [start, end] of rangesOf(new Uint8Array(before, 0, common), new Uint8Array(buffer, 0, common), unit))
      put(HAD | HAS, start, before.slice(start, end), buffer.slice(start, end));
  }

  #change(object: object, key: string | number, before: unknown, after: unknown, moved = 0): void {
    if (after !== ABSENT) this.#checkOwn(object, key);
    const [what, which] = typeof key === 'number' ? [INDEX, key] : [PROPERTY, this.#keyOf(key)];
    this.#place(what | moved | flagsOf(before, after), which);
    if (before !== ABSENT) this.#put(before, key);
    if (after !== ABSENT) this.#put(after, key);
  }

  #checkOwn(object: object, key: string | number): void {
    if (!('value' in Object.getOwnPropertyDescriptor(object, key)!))
      throw this.#given.lost(this.#n, key, 'an accessor was defined there');
  }

  #place(what: number, which: number): void {
    this.#places.push(this.#n, what, which);
  }

  #keyOf(key: string): number {
    let index = this.#keyIndex.get(key);
    if (index === undefined) this.#keyIndex.set(key, (index = this.#keys.push(key) - 1));
    return index;
  }

  #put(value: unknown, key: string | number | undefined): void {
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
    const n = isObject ? this.#given.numberOf(value) : undefined;
    if (n !== undefined) this.#refs.push(this.values.length, n);
    this.#origins.push([this.#n, key]);
    this.values.push(n === undefined ? value : undefined);
  }
}

/** Objects that were moved, and from which one comes to such. */
function leadingTo(
  objects: readonly object[],
  moved: ReadonlySet<number>,
  known: ReadonlySet<object>,
): ReadonlySet<object> {
  const found = new Set<unknown>(objects.filter((_, n) => moved.has(n)));
  for (let before = -1; before < found.size && found.size > 0; ) {
    before = found.size;
    for (const object of objects)
      if (!found.has(object) && heldBy(object, known).some((each) => found.has(each))) found.add(object);
  }
  return found as ReadonlySet<object>;
}

function heldBy(object: object, known: ReadonlySet<object>): unknown[] {
  if (ArrayBuffer.isView(object)) return [object.buffer];
  if (isMap(object)) return [...object].flat();
  if (isSet(object)) return [...object];
  return Array.isArray(object) || hasFields(object, known) ? Object.values(object) : [];
}

const flagsOf = (before: unknown, after: unknown): number =>
  (before === ABSENT ? 0 : HAD) | (after === ABSENT ? 0 : HAS);

function fieldsOf(object: object, keys: readonly string[] = Object.keys(object)): Fields {
  const values = new Array<unknown>(keys.length);
  for (let i = 0; i < keys.length; i++) values[i] = object[keys[i] as never];
  return { keys, values };
}

function arrayBefore(array: readonly unknown[]): ArrayBefore {
  const { length } = array;
  if (length > SPARSE) return { values: undefined, fields: fieldsOf(array), length };
  const names = namedKeys(array);
  return { values: array.slice(), fields: names.length > 0 ? fieldsOf(array, names) : undefined, length };
}
