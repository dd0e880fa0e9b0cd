// A walk through values that structured clone would change in part, and what is listed beside them. Loaded with the
// first of them.
import { types } from '../platform/node/value-types.js';
import { codecs } from './codecs.js';
import { describe, isDetached, nameOf } from './describe.js';
import type { Shape } from './error-shape.js';
import { namedKeys } from './named-keys.js';
import type { Context, Handle, Packed, Patch, Path } from './packed.js';
import type { Salvage } from './salvage.js';
import { side } from './side.js';
import {
  isClosed,
  isOfNode,
  losesClass,
  lostField,
  movable,
  needsTransfer,
  ordinary,
  refused,
  tagOf,
} from './survival.js';
import { define, isPlain, isPrimitive, own, Refusal } from './values.js';
import { compactViews } from './views.js';

/** Loaded with the first error that crosses. */
const shapes = () => require('./error-shape.js') as typeof import('./error-shape.js');
const salvages = () => require('./salvage.js') as typeof import('./salvage.js');
const crossRealm = () => require('./cross-realm.js') as typeof import('./cross-realm.js');

/**
 * The inverse of `decode`; as `pack`, for any values.
 * @public loaded by `require`
 */
export function encode(values: unknown[], context: Context, transfer: object[]): Packed {
  return new Encoder(context, transfer).encode(values);
}

/** Codecs of what the other side has. */
const byNumber = ['constant', 'given', 'givenMemory'];

/** Walks through values, notes what has to be done with them, and does it. Refuses what can't cross. */
class Encoder {
  readonly #patches = new Map<unknown, Patch>();
  /** Contents of errors, in the order of their patches: places in them begin with the number of the error. */
  readonly #errors: Shape[] = [];
  /** In errors. */
  readonly #symbols = new Set<symbol>();
  readonly #containers = new Set<object>();
  /** Values that a codec's data replaces. */
  readonly #replaced = new Set<object>();
  readonly #views: ArrayBufferView[] = [];
  readonly #buffers: Set<object>;
  readonly #transfer: object[];
  #isLocal = false as boolean;
  readonly #context: Context;
  /** Of what is walked now. */
  #about: Context;
  #salvage: Salvage | undefined;
  /** Replacements, by what they replace. */
  #made = new Map<unknown, unknown>();
  readonly #path: (string | number)[] = [];
  readonly #names: string[] = [];

  constructor(context: Context, transfer: object[]) {
    this.#context = this.#about = context;
    this.#transfer = transfer;
    this.#buffers = new Set(transfer);
  }

  encode(values: unknown[]): Packed {
    this.#walk(values);
    this.#walkErrors();
    const sent = this.#rebuildAll(values);
    return {
      values: sent,
      ...(this.#patches.size > 0 && { patches: [...this.#patches.values()] }),
      ...(this.#isLocal && { local: true }),
    };
  }

  #walk(container: object): void {
    this.#containers.add(container);
    if (Array.isArray(container)) {
      for (let i = 0; i < container.length; i++) {
        const value: unknown = container[i];
        // a name for each of very many numbers would cost most of all
        if (!isPrimitive(value)) this.#visit(value, String(i));
      }
      for (const key of namedKeys(container)) this.#visit(container[key as never], key);
    } else if (types.isMap(container)) {
      let i = 0;
      for (const [key, value] of container) {
        this.#visit(key, i++, 'a key');
        this.#visit(value, i++, nameOf(key));
      }
    } else if (types.isSet(container)) {
      let i = 0;
      for (const value of container) this.#visit(value, i++);
    } else for (const key of Object.keys(container)) this.#visit(container[key as never], key);
  }

  /** Errors lead to errors, which are found as they are walked. In them nothing is proxied. */
  #walkErrors(): void {
    const { classes, constants, kept } = this.#context;
    this.#about = { classes, constants, kept };
    for (let i = 0; i < this.#errors.length; i++) {
      this.#path.splice(0, this.#path.length, i);
      this.#walk(this.#errors[i]!.parts);
    }
  }

  #visit(value: unknown, key: string | number, name = String(key)): void {
    if (typeof value === 'symbol' && typeof this.#path[0] === 'number') return this.#note(value, [...this.#path, key]);
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
    this.#path.push(key);
    this.#names.push(name);
    const known = this.#patches.get(value);
    if (known) this.#again(value, known);
    else if (!this.#containers.has(value)) this.#consider(value);
    this.#path.pop();
    this.#names.pop();
  }

  /** In an error; elsewhere it is refused. */
  #note(symbol: symbol, at: Path): void {
    const known = this.#patches.get(symbol);
    if (known) known[0].push(at);
    else this.#patches.set(symbol, [[at], 'symbol', Symbol.keyFor(symbol)]);
    this.#symbols.add(symbol);
  }

  #again(value: object, patch: Patch): void {
    patch[0].push([...this.#path]);
    if (typeof value !== 'function') return;
    // Given twice, in one place to be awaited: then it answers in both.
    const handle = this.#context.toHandle!(value, this.#path) as Handle & { type: 'callback' };
    if (!handle) this.#refuse(value);
    if (handle.answers) patch[2] = handle;
  }

  #consider(value: object): void {
    // plain ones, too, and memory
    const { constants, kept } = this.#about;
    const there =
      (constants ?? kept) && byNumber.find((each) => codecs[each]!.canHandle(value, this.#about, this.#path));
    if (there) return this.#patch(value, there);
    if (isPlain(value)) return this.#walk(value);
    if (ordinary.has(Object.getPrototypeOf(value) as object)) return this.#collect(value);
    const name = Object.keys(codecs).find((each) => codecs[each]!.canHandle(value, this.#about, this.#path));
    if (name !== undefined) this.#patch(value, name);
    else if (movable.test(tagOf(value)) || needsTransfer(value)) return this.#move(value);
    else if (typeof value === 'function' || refused.test(tagOf(value)) || losesClass(value, this.#about))
      this.#refuse(value);
    else if (isOfNode(value)) this.#isLocal = true;
    if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) this.#collect(value);
    else if (types.isMap(value) || types.isSet(value) || name === 'bare') this.#walk(value);
    else if (name === 'instance') {
      if (isClosed(value, this.#patches.get(value)![2] as string))
        this.#refuse(value, `${describe(value)} that has private state`);
      const lost = lostField(value);
      if (lost) {
        this.#names.push(lost.name);
        this.#refuse(value, lost.what);
      }
      this.#walk(value);
    }
  }

  #patch(value: object, name: string): void {
    const codec = codecs[name]!;
    if (name === 'error') this.#salvage ??= new (salvages().Salvage)(this.#context);
    const data = codec.serialize(value, this.#about, this.#path, this.#salvage!);
    if (name === 'proxy' && data === undefined) this.#refuse(value);
    if (name === 'error') this.#errors.push(data as Shape);
    if (name === 'file') this.#isLocal = true;
    this.#patches.set(value, [[[...this.#path]], name, data]);
    if (!codec.inPlace) this.#replaced.add(value);
  }

  #move(value: object): void {
    this.#isLocal = true;
    if (this.#transfer.includes(value)) return;
    if (!movable.test(tagOf(value)) && !side.inside) this.#refuse(value, `${describe(value)} that is not transferred`);
    this.#transfer.push(value);
  }

  #collect(bytes: object): void {
    const isView = ArrayBuffer.isView(bytes);
    if (isDetached(isView ? bytes.buffer : bytes)) this.#refuse(bytes);
    if (isView) this.#views.push(bytes);
    else this.#buffers.add(bytes);
  }

  #refuse(value: unknown, why?: string): never {
    throw new Refusal([...this.#names], value, why);
  }

  /** Puts what travels in the place of what does not, in the contents of errors and in the values, which it gives. */
  #rebuildAll(values: unknown[]): unknown[] {
    const compacted = compactViews(this.#views, this.#buffers);
    for (const { buffer } of compacted.values()) if (!this.#transfer.includes(buffer)) this.#transfer.push(buffer);
    const isChanged = this.#replaced.size > 0 || compacted.size > 0;
    this.#made = new Map<unknown, unknown>(compacted);
    const sent = isChanged ? (this.#rebuild(values) as unknown[]) : values;
    for (const symbol of this.#symbols) this.#made.set(symbol, {});
    for (const shape of this.#errors) Object.assign(shape, { parts: this.#rebuild(shape.parts) });
    return sent;
  }

  /** Containers are copied, since the user's must stay as they are. */
  #rebuild(value: unknown): unknown {
    const made = this.#made;
    if (made.has(value)) return made.get(value);
    if (this.#replaced.has(value as object)) {
      // of its own, so that it stays one entry of a set
      const placeholder = {};
      made.set(value, placeholder);
      return placeholder;
    }
    if (typeof value !== 'object' || value === null || !this.#containers.has(value)) return value;
    if (types.isMap(value)) {
      const map = new Map<unknown, unknown>();
      made.set(value, map);
      for (const [key, each] of value) map.set(this.#rebuild(key), this.#rebuild(each));
      return map;
    }
    if (types.isSet(value)) {
      const set = new Set<unknown>();
      made.set(value, set);
      for (const each of value) set.add(this.#rebuild(each));
      return set;
    }
    const holder: object = Array.isArray(value) ? new Array(value.length) : {};
    made.set(value, holder);
    for (const key of Object.keys(value)) define(holder, key, this.#rebuild(value[key as never]), true);
    return holder;
  }
}

/**
 * The inverse of `encode`, after structured clone.
 * @public loaded by `require`
 */
export function decode(values: unknown[], patches: readonly Patch[], context: Context): unknown[] {
  /** Maps and sets with other keys or values than they were cloned with, as lists. */
  const opened = new Map<object, unknown[]>();
  const found = patches.flatMap(([, name, data]) => (name === 'error' ? [data as Shape] : []));
  const parts = found.map((shape) => shape.parts);
  if (parts[0] && Object.getPrototypeOf(parts[0]) !== Object.prototype) crossRealm().adopt(parts);
  const errors: object[] = [];
  for (const [paths, name, data] of patches) {
    const [first] = paths;
    const clone = first && get(holderOf(first), first.at(-1)!);
    const value = codecs[name]!.deserialize(data, clone, context);
    if (name === 'error') errors.push(value as object);
    if (value !== clone) for (const path of paths) put(holderOf(path), path.at(-1)!, value);
  }
  for (const [container, list] of opened) {
    if (types.isSet(container)) {
      container.clear();
      for (const each of list) container.add(each);
    } else if (types.isMap(container)) {
      container.clear();
      for (let i = 0; i < list.length; i += 2) container.set(list[i], list[i + 1]);
    }
  }
  errors.forEach((error, i) => shapes().finish(error, found[i]!));
  return values;

  function holderOf(path: Path): object {
    const isInError = typeof path[0] === 'number';
    let holder: object = isInError ? parts[path[0] as number]! : values;
    for (const key of path.slice(isInError ? 1 : 0, -1)) holder = get(holder, key) as object;
    return holder;
  }

  function get(holder: object, key: string | number): unknown {
    return typeof key === 'number' ? listOf(holder)[key] : own(holder, key);
  }

  function put(holder: object, key: string | number, value: unknown): void {
    if (typeof key === 'number') listOf(holder)[key] = value;
    else define(holder, key, value, true);
  }

  function listOf(container: object): unknown[] {
    let list = opened.get(container);
    if (!list) {
      list = types.isMap(container) ? [...container].flat() : [...(container as Set<unknown>)];
      opened.set(container, list);
    }
    return list;
  }
}
