// The fields of objects as they were. All values are in one list, and objects that are alike share a list of keys: a copy
// of each object would be as much garbage as the call itself makes.

/** The keys and values of an object, or of a list of few indices. */
export interface Fields {
  readonly keys: readonly string[];
  readonly values: readonly unknown[];
}

export function fieldsOf(object: object, keys: readonly string[] = Object.keys(object)): Fields {
  const values = new Array<unknown>(keys.length);
  for (let i = 0; i < keys.length; i++) values[i] = object[keys[i] as never];
  return { keys, values };
}

/** They are kept by number, from 0 on, and looked at in the same order. */
export class FieldsBefore {
  readonly #values = new Values();
  /** None of what has other state. */
  readonly #keys: (readonly string[])[] = [];
  #last: readonly string[] = [];
  /** By their first key. */
  readonly #recent = new Map<string | undefined, readonly string[]>();
  /** Where the values of the object begin that is looked at. */
  #at = 0;

  /**
   * @param isBare it inherits nothing that `for in` would show
   * @param visit is given each value
   */
  keep(n: number, object: object, isBare: boolean, visit: (value: unknown) => void): void {
    const [values, last] = [this.#values, this.#last];
    if (!isBare) {
      const keys = this.#listOf(Object.keys(object));
      for (const key of keys) visit(values.push(object[key as never]));
      this.#keys[n] = keys;
      return;
    }
    let i = 0;
    let isLike = true;
    // makes no list of keys, where they are those of the one before
    for (const key in object) {
      if (key !== last[i++]) isLike = false;
      visit(values.push(object[key as never]));
    }
    this.#keys[n] = isLike && i === last.length ? last : this.#listOf(Object.keys(object));
  }

  #listOf(keys: readonly string[]): readonly string[] {
    const recent = this.#recent.get(keys[0]);
    const isLike = recent?.length === keys.length && keys.every((key, i) => key === recent[i]);
    if (!isLike) this.#recent.set(keys[0], keys);
    return (this.#last = isLike ? recent : keys);
  }

  has(n: number): boolean {
    return this.#keys[n] !== undefined;
  }

  /** How many it had. */
  count(n: number): number {
    return this.#keys[n]!.length;
  }

  /** From the first again. */
  rewind(): void {
    this.#at = 0;
  }

  skip(n: number): void {
    this.#at += this.#keys[n]?.length ?? 0;
  }

  /** Goes on to the next: gives what was, where it is not as it was. */
  differing(n: number, object: object, isBare: boolean): Fields | undefined {
    const [keys, at] = [this.#keys[n]!, this.#at];
    this.#at += keys.length;
    if (isBare ? this.#isLike(object, keys, at) : this.#isSame(object, keys, at)) return undefined;
    return { keys, values: keys.map((_, i) => this.#values.at(at + i)) };
  }

  #isLike(object: object, keys: readonly string[], at: number): boolean {
    const values = this.#values;
    let i = 0;
    for (const key in object) {
      if (key !== keys[i] || !Object.is(object[key as never], values.at(at + i))) return false;
      i++;
    }
    return i === keys.length;
  }

  #isSame(object: object, keys: readonly string[], at: number): boolean {
    const now = Object.keys(object);
    const isSame = (key: string, i: number) =>
      key === keys[i] && Object.is(object[key as never], this.#values.at(at + i));
    return now.length === keys.length && now.every(isSame);
  }
}

/** How many values have a list and memory to themselves, from the second of these on. */
const CHUNK = 1 << 15;

/** Stands for a number that is none of the engine's small ones: each of these would be an object of its own. */
const DOUBLE = Symbol('double');

/** A list that is not copied as it grows. */
class Values {
  readonly #chunks: unknown[][] = [];
  readonly #doubles: (Float64Array | undefined)[] = [];
  #last: unknown[] = [];
  /** In the last chunk. */
  #length = CHUNK;

  /** Gives it back. */
  push<T>(value: T): T {
    if (this.#length === CHUNK) {
      this.#length = 0;
      // most have few
      this.#chunks.push((this.#last = this.#chunks.length === 0 ? [] : new Array<unknown>(CHUNK)));
    }
    const i = this.#length++;
    if (typeof value === 'number' && !Object.is(value | 0, value)) {
      this.#last[i] = DOUBLE;
      this.#double(i, value);
    } else this.#last[i] = value;
    return value;
  }

  #double(i: number, value: number): void {
    const chunk = this.#chunks.length - 1;
    let doubles = this.#doubles[chunk];
    if (!doubles || i >= doubles.length) {
      const larger = new Float64Array(chunk === 0 ? Math.min(CHUNK, 2 * i + 8) : CHUNK);
      if (doubles) larger.set(doubles);
      this.#doubles[chunk] = doubles = larger;
    }
    doubles[i] = value;
  }

  at(index: number): unknown {
    const chunk = Math.floor(index / CHUNK);
    const i = index % CHUNK;
    const value = this.#chunks[chunk]![i];
    return value === DOUBLE ? this.#doubles[chunk]![i] : value;
  }
}
