// Places that are different, as they are sent: numbers, keys and values in lists of their own.
import type { Back } from '../packed.js';
import { ABSENT, countValues, ENTRY, HAD, HAS, INDEX, PROPERTY, RUN, WHAT } from './places.js';

export class PlaceList {
  readonly #numberOf: (object: object) => number | undefined;
  readonly #places: number[] = [];
  readonly #keys: string[] = [];
  readonly #keyIndex = new Map<string, number>();
  readonly #refs: number[] = [];
  /** Before and after, in the order of their places; of what came, only the number is sent. */
  readonly values: unknown[] = [];
  /** The object that is looked at. */
  n = 0;

  /** @param numberOf of what came */
  constructor(numberOf: (object: object) => number | undefined) {
    this.#numberOf = numberOf;
  }

  get length(): number {
    return this.#places.length;
  }

  /** Undefined where nothing has changed. */
  get back(): Back | undefined {
    if (this.#places.length === 0) return undefined;
    return { places: Uint32Array.from(this.#places), keys: this.#keys, refs: Uint32Array.from(this.#refs) };
  }

  /** Its values are to be put next. */
  add(what: number, which: number): void {
    this.#places.push(this.n, what, which);
  }

  put(value: unknown): void {
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
    const n = isObject ? this.#numberOf(value) : undefined;
    if (n !== undefined) this.#refs.push(this.values.length, n);
    this.values.push(n === undefined ? value : undefined);
  }

  /** Of a property or an index. */
  addField(key: string | number, before: unknown, after: unknown, moved: number): void {
    const flags = moved | flagsOf(before, after);
    if (typeof key === 'number') this.add(INDEX | flags, key);
    else this.add(PROPERTY | flags, this.#keyOf(key));
    if (before !== ABSENT) this.put(before);
    if (after !== ABSENT) this.put(after);
  }

  #keyOf(key: string): number {
    let index = this.#keyIndex.get(key);
    if (index === undefined) this.#keyIndex.set(key, (index = this.#keys.push(key) - 1));
    return index;
  }

  /** Whose value it is, and under which key. */
  ownerOf(index: number): [n: number, key: string | number | undefined] {
    const places = this.#places;
    let i = 0;
    let first = 0;
    for (let next: number; (next = first + countValues(places[i + 1]!)) <= index; i += 3) first = next;
    const [n, flags, which] = [places[i]!, places[i + 1]!, places[i + 2]!];
    switch (flags & WHAT) {
      case PROPERTY:
        return [n, this.#keys[which]];
      case INDEX:
      case RUN:
        return [n, which];
      case ENTRY: {
        const key = this.values[first];
        const isObject = typeof key === 'object' || this.#refs.some((each, j) => j % 2 === 0 && each === first);
        return [n, index === first || isObject ? undefined : String(key)];
      }
      default:
        return [n, undefined];
    }
  }
}

export const flagsOf = (before: unknown, after: unknown): number =>
  (before === ABSENT ? 0 : HAD) | (after === ABSENT ? 0 : HAS);
