// Puts into the caller's objects what a call has changed: first all places are looked at, then all are written.
import { Buffer } from '../../platform/node/globals.js';
import { types } from '../../platform/node/value-types.js';
import { isDetached } from '../describe.js';
import { ConflictError, LostWriteError, type Where } from '../errors.js';
import type { Back } from '../packed.js';
import type { Numbered } from './numbering.js';
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
  WHAT,
} from './places.js';
import { countFrom, problemWithProperty, writeProperty } from './properties.js';
import { setText, textOf } from './text.js';

/** What a call was given, on its caller's side. */
export type Own = Omit<Numbered, 'isTree' | 'isPlain'>;

/** One place. */
interface Place {
  n: number;
  what: number;
  isMoved: boolean;
  /** A key, an index, a byte, or the key of an entry. */
  key: unknown;
  before: unknown;
  after: unknown;
  /** Of bytes: [unit, view, its offset where they come from]. */
  seen: readonly [unit: number, view: number, offset: number] | undefined;
}

/**
 * @param values before and after, as they have come; what came to the call stands there by its number
 * @throws ConflictError, LostWriteError; nothing is changed then
 */
export function apply(numbered: Own, back: Back, values: readonly unknown[], about: About): void {
  new Patch(numbered, back, values, about).apply();
}

/** Holds for what `apply` throws where a change can't be put in place. */
export const isRefusal = (error: unknown): error is ConflictError | LostWriteError =>
  error instanceof ConflictError || error instanceof LostWriteError;

class Patch {
  readonly #numbered: Own;
  readonly #about: About;
  readonly #back: Back;
  readonly #values: unknown[];
  /** Arrays that are given another length. */
  readonly #resized = new Set<number>();
  /** Indices that are deleted, by their arrays: what is shorter then had no others. */
  readonly #gone = new Map<number, Set<number>>();

  /** Bytes that were found here as the call had them. */
  readonly #intact = new Set<unknown>();

  constructor(numbered: Own, back: Back, given: readonly unknown[], about: About) {
    this.#numbered = numbered;
    this.#about = about;
    this.#back = back;
    this.#values = [...given];
    const { refs } = back;
    for (let i = 0; i < refs.length; i += 2) this.#values[refs[i]!] = this.#object(refs[i + 1]!);
  }

  /** @param visit is given one place after the other, in one record: there may be as many as objects */
  #each(visit: (place: Place) => void): void {
    const { places, keys } = this.#back;
    const values = this.#values;
    const place: Place = { n: 0, what: 0, isMoved: false, key: 0, before: 0, after: 0, seen: undefined };
    let v = 0;
    for (let i = 0; i < places.length; i += 3) {
      const [n, flags, which] = [places[i]!, places[i + 1]!, places[i + 2]!];
      const what = flags & WHAT;
      if (n >= this.#numbered.tracked) throw new Error('a change of what was not to be changed');
      const hasKey = what === ENTRY || what === MEMBER;
      place.n = n;
      place.what = what;
      place.isMoved = (flags & MOVED) > 0;
      place.key = hasKey ? values[v++] : what === PROPERTY ? keys[which] : which;
      place.before = flags & HAD ? (what === MEMBER ? true : values[v++]) : ABSENT;
      place.after = flags & HAS ? (what === MEMBER ? true : values[v++]) : ABSENT;
      place.seen = what === BYTES ? (values[v++] as Place['seen']) : undefined;
      if (what === RUN) this.#eachOf(place, visit);
      else visit(place);
    }
  }

  #object(n: number): object {
    const object = this.#numbered.objects[n];
    if (!object) throw new Error(`a change of ${n}, which did not come`);
    return object;
  }

  /** Of a run. */
  #eachOf(place: Place, visit: (place: Place) => void): void {
    const [was, is] = [this.#list(place.before), this.#list(place.after)];
    const from = place.key as number;
    const { length } = (was ?? is)!;
    place.what = INDEX;
    for (let i = 0; i < length; i++) {
      place.key = from + i;
      place.before = was ? was[i] : ABSENT;
      place.after = is ? is[i] : ABSENT;
      visit(place);
    }
  }

  #list(packed: unknown): ArrayLike<unknown> | undefined {
    if (packed === ABSENT) return undefined;
    // of whichever realm it is
    return types.isUint32Array(packed) ? Array.from(packed, (n) => this.#object(n)) : (packed as ArrayLike<unknown>);
  }

  apply(): void {
    this.#each(({ n, what, key, after }) => {
      if (what === LENGTH) this.#resized.add(n);
      if (what === INDEX && after === ABSENT) {
        const gone = this.#gone.get(n);
        if (gone) gone.add(key as number);
        else this.#gone.set(n, new Set([key as number]));
      }
    });
    this.#each((place) => this.#check(place));
    // what has been looked at can be written: from here on nothing throws
    this.#each((place) => this.#write(place));
  }

  #check(place: Place): void {
    const object = this.#object(place.n);
    const problem = this.#problemWith(object, place);
    if (!problem) return;
    const path = pathOf(this.#numbered, place.n, this.#about) + suffixOf(place);
    const where: Where = this.#about;
    if (problem !== 'conflict') throw lostWrite(path, problem, where);
    throw new ConflictError(
      `${where.name}: ${path} was changed while the call that changes it was under way. Nothing that the call has changed was put in place: await the first call before the next, or before you change it`,
      path,
      where,
    );
  }

  /** Why it can't be written: what was there is no longer there, or nothing can be written there. */
  #problemWith(object: object, { n, what, isMoved, key, before, after, seen }: Place): string | undefined {
    switch (what) {
      case INDEX:
        // a hole that was filled, of an array that is shorter by now
        if (before === ABSENT && (key as number) >= (object as unknown[]).length && !this.#resized.has(n))
          return 'conflict';
        return problemWithProperty(object, key as number, before, after, isMoved);
      case PROPERTY:
        return problemWithProperty(object, key as string | number, before, after, isMoved);
      case LENGTH: {
        // to make it shorter deletes what was put into a hole meanwhile
        const gone = [...(this.#gone.get(n) ?? [])].filter((i) => i >= (after as number)).length;
        const array = object as unknown[];
        if (array.length !== before || countFrom(array, after as number) !== gone) return 'conflict';
        return Object.getOwnPropertyDescriptor(array, 'length')!.writable ? undefined : 'its length is read-only';
      }
      case ENTRY: {
        const map = object as Map<unknown, unknown>;
        const isAsItWas =
          map.has(key) === (before !== ABSENT) && (before === ABSENT || Object.is(map.get(key), before));
        return isAsItWas ? undefined : 'conflict';
      }
      case MEMBER:
        return (object as Set<unknown>).has(key) === (before !== ABSENT) ? undefined : 'conflict';
      case TIME:
        return Object.is((object as Date).getTime(), before) ? undefined : 'conflict';
      case LAST:
        return (object as RegExp).lastIndex === before ? undefined : 'conflict';
      case TEXT:
        return textOf(object) === before ? undefined : 'conflict';
      case SIZE:
        return (object as ArrayBuffer).byteLength === before ? undefined : 'conflict';
      case BYTES:
        if (before === ABSENT) return undefined;
        return this.#areBytes(object as ArrayBuffer, key as number, before as Uint8Array, after, seen!)
          ? undefined
          : 'conflict';
      default:
        throw new Error(`a change of the unknown sort ${what}`);
    }
  }

  /** Where bytes begin here: a view may have come with a part of its buffer alone. */
  #startOf(start: number, [, view, offset]: NonNullable<Place['seen']>): number {
    return view < 0 ? start : start + (this.#object(view) as ArrayBufferView).byteOffset - offset;
  }

  /** Not changed where the call has written. By values, since half a number is none. */
  #areBytes(
    buffer: ArrayBuffer,
    from: number,
    before: Uint8Array,
    after: unknown,
    seen: NonNullable<Place['seen']>,
  ): boolean {
    const [unit] = seen;
    const start = this.#startOf(from, seen);
    if (isDetached(buffer) || buffer.byteLength < start + before.length) return false;
    const now = Buffer.from(buffer, start, before.length);
    if (now.compare(before) === 0) {
      this.#intact.add(before);
      return true;
    }
    if (after === ABSENT) return false;
    const is = after as Uint8Array;
    for (let i = 0; i < now.length; i++) {
      if (now[i] === before[i]) continue;
      const first = i - ((from + i) % unit);
      for (let j = Math.max(0, first); j < Math.min(now.length, first + unit); j++)
        if (before[j] !== is[j]) return false;
    }
    return true;
  }

  #write({ n, what, isMoved, key, before, after, seen }: Place): void {
    const object = this.#object(n);
    switch (what) {
      case PROPERTY:
      case INDEX:
        return writeProperty(object, key as string | number, before, after, isMoved);
      case LENGTH:
        (object as unknown[]).length = after as number;
        return;
      case ENTRY: {
        const map = object as Map<unknown, unknown>;
        if (after === ABSENT || isMoved) map.delete(key);
        if (after !== ABSENT) map.set(key, after);
        return;
      }
      case MEMBER: {
        const set = object as Set<unknown>;
        if (after === ABSENT || isMoved) set.delete(key);
        if (after !== ABSENT) set.add(key);
        return;
      }
      case TIME:
        (object as Date).setTime(after as number);
        return;
      case LAST:
        (object as RegExp).lastIndex = after as number;
        return;
      case TEXT:
        return setText(object, after as string);
      case SIZE:
        (object as unknown as { resize(size: number): void }).resize(after as number);
        return;
      case BYTES: {
        // those that are gone went with the size
        if (after === ABSENT) return;
        const is = after as Uint8Array;
        const now = Buffer.from(object as ArrayBuffer, this.#startOf(key as number, seen!), is.length);
        if (before === ABSENT || this.#intact.has(before)) now.set(is);
        else for (let i = 0; i < is.length; i++) if ((before as Uint8Array)[i] !== is[i]) now[i] = is[i]!;
      }
    }
  }
}

function suffixOf({ what, key }: Place): string {
  switch (what) {
    case PROPERTY:
    case INDEX:
      return stepTo(key as string | number);
    case LENGTH:
      return '.length';
    case ENTRY:
    case MEMBER:
      return typeof key === 'object' ? ', an entry' : `, the entry ${String(key)}`;
    case LAST:
      return '.lastIndex';
    default:
      return '';
  }
}
