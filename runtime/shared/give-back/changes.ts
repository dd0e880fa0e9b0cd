// What a call has changed of what it was given, as a list of places. Objects that came go by number; what is new crosses
// as results do.
import { isDetached } from '../describe.js';
import type { LostWriteError } from '../errors.js';
import { isIndex, namedKeys } from '../named-keys.js';
import type { Back } from '../packed.js';
import { type Fields, fieldsOf } from './fields.js';
import { changedBytes } from './memory.js';
import { SPARSE } from './numbering.js';
import { flagsOf, PlaceList } from './place-list.js';
import { ABSENT, BYTES, ENTRY, HAD, HAS, LENGTH, MEMBER, MOVED, RUN, SIZE } from './places.js';

/** As many changed values side by side go as one. */
const LEAST_RUN = 8;

export interface ArrayBefore {
  /** Undefined where there are few indices among many: these are in `fields` then, too. */
  readonly values: readonly unknown[] | undefined;
  readonly fields: Fields | undefined;
  readonly length: number;
}

/** Of a buffer: how many bytes are one value, by its widest view, and one of the views. */
export interface Seen {
  unit: number;
  readonly view: number;
  readonly offset: number;
}

/** What the places are of. */
interface Owner {
  numberOf(object: object): number | undefined;
  lost(n: number, key: string | number | undefined, why: string): LostWriteError;
}

/** Places that are different, and their values. */
export class Changes {
  readonly #owner: Owner;
  readonly #list: PlaceList;
  readonly transfer: ArrayBuffer[] = [];

  constructor(owner: Owner) {
    this.#owner = owner;
    this.#list = new PlaceList((object) => owner.numberOf(object));
  }

  get count(): number {
    return this.#list.length;
  }

  get back(): Back | undefined {
    return this.#list.back;
  }

  get values(): unknown[] {
    return this.#list.values;
  }

  /** For a value that can't cross, or something in it. */
  lostAt(index: number, path: readonly string[], why: string): LostWriteError {
    const [n, key] = this.#list.ownerOf(index);
    return this.#owner.lost(n, key, path.length > 0 ? `at ${path.join('.')}, ${why}` : why);
  }

  from(n: number): void {
    this.#list.n = n;
  }

  state(what: number, before: unknown, after: unknown): void {
    if (Object.is(before, after)) return;
    this.#list.add(what | HAD | HAS, 0);
    this.#list.put(before);
    this.#list.put(after);
  }

  object(object: object, before: Fields): void {
    const now = Object.keys(object);
    this.noMore(object, now.length);
    this.#fields(object, before, now);
  }

  /** What it has besides its fields, of which there are so many, would be lost. */
  noMore(object: object, count: number): void {
    // `Reflect.ownKeys`, which has both, takes twice as long
    if (Object.getOwnPropertyNames(object).length !== count || Object.getOwnPropertySymbols(object).length > 0)
      this.#refuseOdd(object, Object.keys(object));
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
    throw this.#owner.lost(this.#list.n, String(odd), `${what} can't cross`);
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
    if (symbol) throw this.#owner.lost(this.#list.n, String(symbol), "a key that is a symbol can't cross");
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
        this.#list.add(RUN | (was ? HAD : 0) | (is ? HAS : 0), from);
        if (was) this.#list.put(this.#run(was));
        if (is) this.#list.put(this.#run(is));
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
      const n = typeof value === 'object' && value !== null ? this.#owner.numberOf(value) : undefined;
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
    this.#list.add(what | moved | flagsOf(before, after), 0);
    this.#list.put(key);
    if (what === MEMBER) return;
    if (before !== ABSENT) this.#list.put(before);
    if (after !== ABSENT) this.#list.put(after);
  }

  #checkBare(object: object): void {
    const [key] = Reflect.ownKeys(object);
    if (key !== undefined)
      throw this.#owner.lost(this.#list.n, String(key), "properties of a Map or a Set can't cross");
  }

  /** @param before it is used up */
  memory(buffer: ArrayBuffer, before: Uint8Array<ArrayBuffer>, seen: Seen | undefined): void {
    if (isDetached(buffer)) throw this.#owner.lost(this.#list.n, undefined, 'its memory was moved away');
    const { unit, view, offset } = seen ?? { unit: 1, view: -1, offset: 0 };
    this.state(SIZE, before.byteLength, buffer.byteLength);
    for (const { start, was, is } of changedBytes(before, buffer, unit)) {
      this.#list.add(BYTES | (was ? HAD : 0) | (is ? HAS : 0), start);
      for (const bytes of [was, is])
        if (bytes) {
          this.#list.put(bytes);
          this.transfer.push(bytes.buffer);
        }
      this.#list.put([unit, view, offset]);
    }
  }

  #change(object: object, key: string | number, before: unknown, after: unknown, moved = 0): void {
    if (after !== ABSENT) this.#checkOwn(object, key);
    this.#list.addField(key, before, after, moved);
  }

  #checkOwn(object: object, key: string | number): void {
    if (!('value' in Object.getOwnPropertyDescriptor(object, key)!))
      throw this.#owner.lost(this.#list.n, key, 'an accessor was defined there');
  }
}
