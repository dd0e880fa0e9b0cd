// What a call was given, and how it was. The worker's side, which is this thread's where a call runs on it.
import { types } from '../../platform/node/value-types.js';
import { describe } from '../describe.js';
import { CheckError, type LostWriteError, UncloneableError } from '../errors.js';
import { namedKeys } from '../named-keys.js';
import type { Constants, Context, Tracking } from '../packed.js';
import { isError } from '../survival.js';
import { type ArrayBefore, Changes, type Seen } from './changes.js';
import { type Fields, FieldsBefore, fieldsOf } from './fields.js';
import { keepBytes } from './memory.js';
import {
  type Fixed,
  hasFields,
  isBare,
  isMemory,
  levelOf,
  type Numbered,
  number,
  numbersOf,
  prototypesOf,
  SPARSE,
} from './numbering.js';
import { type About, lostWrite, pathOf, stepTo } from './paths.js';
import { LAST, TEXT, TIME } from './places.js';
import { textOf } from './text.js';

const { isMap, isSet, isDate, isRegExp } = types;

/** Of so few, the numbers are looked for in the list: to index a large one takes as long as all else here. */
const FEW = 8;

/** How something was: by what it is. Of what has nothing but fields, these are in a list of their own. */
type Before =
  | Fields
  | ArrayBefore
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>
  | Uint8Array<ArrayBuffer>
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
  readonly #fields = new FieldsBefore();
  readonly #views = new Map<ArrayBufferLike, Seen>();
  /** Of what has another than arrays and plain objects have. */
  readonly #prototypes = new Map<number, object | null>();
  readonly #levels = new Map<number, Fixed>();
  readonly #moved: ReadonlySet<number>;
  /** What leads to memory that was moved here: its caller's own no longer has that. */
  readonly #leading: ReadonlySet<object>;
  readonly #known: ReadonlySet<object>;
  readonly #about: About;
  readonly #constants: Constants | undefined;
  readonly #isChecked: boolean;
  /** Made when more than a few are asked for. */
  #numbers: Map<object, number> | undefined;
  #asked = 0;
  #isBare = false;

  constructor(values: readonly unknown[], tracking: Tracking, about: About & Pick<Context, 'classes' | 'constants'>) {
    this.#about = about;
    this.#constants = about.constants;
    this.#known = prototypesOf(about.classes);
    this.#moved = new Set(tracking.moved);
    this.#isChecked = !!tracking.isChecked;
    this.#numbered = number(values, tracking.tracked, about, {
      watcher: this,
      isAllWatched: this.#isChecked,
      treeOf: tracking.isTree ? tracking.count : undefined,
    });
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
    const { objects } = this.#numbered;
    if (!this.#numbers && ++this.#asked > FEW) this.#numbers = numbersOf(objects);
    if (this.#numbers) return this.#numbers.get(object);
    const n = objects.indexOf(object);
    return n < 0 ? undefined : n;
  }

  /** The same, where its caller's own stands for it in a result. */
  keptAs(object: object): number | undefined {
    return this.#leading.has(object) ? undefined : this.numberOf(object);
  }

  /** Of a buffer that has come, a view, and where that begins; without one, it has come as a whole. */
  viewOf(buffer: ArrayBufferLike): readonly [view: number, offset: number] {
    const known = this.#views.get(buffer);
    if (known) return [known.view, known.offset];
    const { objects } = this.#numbered;
    const view = objects.findIndex((each) => ArrayBuffer.isView(each) && each.buffer === buffer);
    return [view, view < 0 ? 0 : (objects[view] as ArrayBufferView).byteOffset];
  }

  noteFields(
    object: object,
    n: number,
    prototype: object | null,
    isBareNow: boolean,
    visit: (value: unknown) => void,
  ): void {
    if (prototype !== Object.prototype) this.#prototypes.set(n, prototype);
    this.#fields.keep(n, object, isBareNow, visit);
  }

  note(object: object, n: number, prototype: object | null): void {
    if (prototype !== Array.prototype || !Array.isArray(object)) this.#prototypes.set(n, prototype);
    if (ArrayBuffer.isView(object)) this.#noteView(object, n);
    else if (!isMemory(object) || !this.#moved.has(n)) this.#before[n] = this.#stateOf(object);
  }

  #stateOf(object: object): Before {
    if (Array.isArray(object)) return arrayBefore(object);
    if (isMap(object)) return new Map(object);
    if (isSet(object)) return new Set(object);
    if (isDate(object)) return object.getTime();
    if (isRegExp(object)) return object.lastIndex;
    if (isMemory(object)) return keepBytes(object);
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
    // what has run may have changed that
    this.#isBare = isBare();
    this.#fields.rewind();
    for (let n = 0; n < tracked; n++) this.#compare(changes, objects[n]!, n);
    if (this.#isChecked) {
      const { count } = changes;
      for (let n = tracked; n < objects.length; n++) {
        // the fields of an instance, which get its class
        if (this.#about.env && this.#numbered.parents[n] === -1) {
          this.#fields.skip(n);
          continue;
        }
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
    const prototype = Object.getPrototypeOf(object) as object | null;
    const was = this.#prototypes.get(n) ?? (Array.isArray(object) ? Array.prototype : Object.prototype);
    if (prototype !== was && !(prototype === null && this.#prototypes.has(n)))
      throw this.lost(n, undefined, 'its prototype was replaced');
    const { count } = changes;
    if (prototype === Object.prototype) this.#compareKept(changes, object, n, this.#isBare);
    else if (!this.#compareState(changes, object, n)) return;
    if (changes.count > count && this.#constants?.numberOf(object) !== undefined)
      throw this.lost(n, undefined, 'it is a constant of a module, of which each thread has its own');
    const level = this.#levels.get(n) ?? 0;
    // with nothing left in it, what can't be extended is frozen
    if (Object.isExtensible(object)) return;
    if (levelOf(object) > level && (level === 0 || Object.keys(object).length > 0))
      throw this.lost(n, undefined, 'it was frozen, sealed, or made not extensible');
  }

  #compareKept(changes: Changes, object: object, n: number, isBareNow: boolean): void {
    changes.from(n);
    const before = this.#fields.differing(n, object, isBareNow);
    if (before) changes.object(object, before);
    else changes.noMore(object, this.#fields.count(n));
  }

  /** Holds where it has a state of its own: a view has that of its memory. */
  #compareState(changes: Changes, object: object, n: number): boolean {
    if (this.#fields.has(n)) {
      this.#compareKept(changes, object, n, false);
      return true;
    }
    const before = this.#before[n];
    if (before === undefined) return false;
    changes.from(n);
    if (Array.isArray(object)) changes.array(object, before as ArrayBefore);
    else if (isMap(object)) changes.map(object, before as ReadonlyMap<unknown, unknown>);
    else if (isSet(object)) changes.set(object, before as ReadonlySet<unknown>);
    else if (isDate(object)) changes.state(TIME, before, object.getTime());
    else if (isRegExp(object)) changes.state(LAST, before, object.lastIndex);
    else if (isMemory(object)) changes.memory(object, before as Uint8Array<ArrayBuffer>, this.#views.get(object));
    else if (typeof before === 'string') changes.state(TEXT, before, textOf(object));
    else if (isError(object)) this.#compareFields(object, before as Fields, Object.getOwnPropertyNames(object), n);
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

/** Objects that were moved, and from which one comes to such. */
function leadingTo(
  objects: readonly object[],
  moved: ReadonlySet<number>,
  known: ReadonlySet<object>,
): ReadonlySet<object> {
  const found = new Set<unknown>([...moved].map((n) => objects[n]));
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

function arrayBefore(array: readonly unknown[]): ArrayBefore {
  const { length } = array;
  if (length > SPARSE) return { values: undefined, fields: fieldsOf(array), length };
  const names = namedKeys(array);
  return { values: array.slice(), fields: names.length > 0 ? fieldsOf(array, names) : undefined, length };
}
