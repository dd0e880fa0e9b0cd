// A walk through values that structured clone would change in part, and what is listed beside them. Loaded with the
// first of them.
import { types } from '../platform/node/value-types.js';
import { codecs } from './codecs.js';
import { describe, isDetached, nameOf } from './describe.js';
import type { Shape } from './error-shape.js';
import type { Context, Handle, Packed, Patch, Path } from './packed.js';
import type { Salvage } from './salvage.js';
import { side } from './side.js';
import { isOfNode, losesClass, lostField, movable, needsTransfer, ordinary, refused, tagOf } from './survival.js';
import { define, isPlain, own, Refusal } from './values.js';
import { compactViews } from './views.js';

/** Loaded with the first error that crosses. */
const shapes = () => require('./error-shape.js') as typeof import('./error-shape.js');
const salvages = () => require('./salvage.js') as typeof import('./salvage.js');
const realm = () => require('./cross-realm.js') as typeof import('./cross-realm.js');

/**
 * The inverse of `decode`; as `pack`, for any values.
 * @public loaded by `require`
 */
export function encode(values: unknown[], context: Context, transfer: object[]): Packed {
  const patches = new Map<unknown, Patch>();
  /** Contents of errors, in the order of their patches: places in them begin with the number of the error. */
  const errors: Shape[] = [];
  /** In errors. */
  const symbols = new Set<symbol>();
  let salvage: Salvage | undefined;
  const containers = new Set<object>();
  const replaced = new Set<object>();
  const views: ArrayBufferView[] = [];
  const buffers = new Set<object>(transfer);
  let about = context;
  let isLocal = false as boolean;
  const path: (string | number)[] = [];
  const names: string[] = [];

  walk(values);
  // Errors lead to errors, which are found as they are walked. In them nothing is proxied.
  about = { classes: context.classes };
  for (let i = 0; i < errors.length; i++) {
    path.splice(0, path.length, i);
    walk(errors[i]!.parts);
  }
  const compacted = compactViews(views, buffers);
  for (const view of new Set(compacted.values())) if (!transfer.includes(view.buffer)) transfer.push(view.buffer);
  const isChanged = replaced.size > 0 || compacted.size > 0;
  const made = new Map<unknown, unknown>(compacted);
  const sent = isChanged ? (rebuild(values, made) as unknown[]) : values;
  for (const symbol of symbols) made.set(symbol, {});
  for (const shape of errors) Object.assign(shape, { parts: rebuild(shape.parts, made) });
  return {
    values: sent,
    ...(patches.size > 0 && { patches: [...patches.values()] }),
    ...(isLocal && { local: true }),
  };

  function walk(container: object): void {
    containers.add(container);
    if (Array.isArray(container)) for (let i = 0; i < container.length; i++) visit(container[i], String(i));
    else if (types.isMap(container)) {
      let i = 0;
      for (const [key, value] of container) {
        visit(key, i++, 'a key');
        visit(value, i++, nameOf(key));
      }
    } else if (types.isSet(container)) {
      let i = 0;
      for (const value of container) visit(value, i++);
    } else for (const key of Object.keys(container)) visit(container[key as never], key);
  }

  function visit(value: unknown, key: string | number, name = String(key)): void {
    if (typeof value === 'symbol' && typeof path[0] === 'number') return note(value, [...path, key]);
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return;
    path.push(key);
    names.push(name);
    const known = patches.get(value);
    if (known) again(value, known);
    else if (!containers.has(value)) consider(value);
    path.pop();
    names.pop();
  }

  /** In an error; elsewhere it is refused. */
  function note(symbol: symbol, at: Path): void {
    const known = patches.get(symbol);
    if (known) known[0].push(at);
    else patches.set(symbol, [[at], 'symbol', Symbol.keyFor(symbol)]);
    symbols.add(symbol);
  }

  function again(value: object, patch: Patch): void {
    patch[0].push([...path]);
    if (typeof value !== 'function') return;
    // Given twice, in one place to be awaited: then it answers in both.
    const handle = context.toHandle!(value, path) as Handle & { type: 'callback' };
    if (!handle) refuse(value);
    if (handle.answers) patch[2] = handle;
  }

  function consider(value: object): void {
    if (isPlain(value)) return walk(value);
    if (ordinary.has(Object.getPrototypeOf(value) as object)) return collect(value);
    const name = Object.keys(codecs).find((each) => codecs[each]!.canHandle(value, about, path));
    const codec = name === undefined ? undefined : codecs[name]!;
    if (codec) {
      if (name === 'error') salvage ??= new (salvages().Salvage)(context);
      const data = codec.serialize(value, about, path, salvage!);
      if (name === 'proxy' && data === undefined) refuse(value);
      if (name === 'error') errors.push(data as Shape);
      if (name === 'file') isLocal = true;
      patches.set(value, [[[...path]], name!, data]);
      if (!codec.inPlace) replaced.add(value);
    } else if (movable.test(tagOf(value)) || needsTransfer(value)) {
      isLocal = true;
      if (transfer.includes(value)) return;
      if (!movable.test(tagOf(value)) && !side.inside) refuse(value, `${describe(value)} that is not transferred`);
      transfer.push(value);
      return;
    } else if (typeof value === 'function' || refused.test(tagOf(value)) || losesClass(value, about)) refuse(value);
    else if (isOfNode(value)) isLocal = true;
    if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) collect(value);
    else if (types.isMap(value) || types.isSet(value) || name === 'bare') walk(value);
    else if (name === 'instance') {
      const lost = lostField(value);
      if (lost) {
        names.push(lost.name);
        refuse(value, lost.what);
      }
      walk(value);
    }
  }

  function collect(bytes: object): void {
    const isView = ArrayBuffer.isView(bytes);
    if (isDetached(isView ? bytes.buffer : bytes)) refuse(bytes);
    if (isView) views.push(bytes);
    else buffers.add(bytes);
  }

  function refuse(value: unknown, why?: string): never {
    throw new Refusal([...names], value, why);
  }

  /** Containers are copied, since the user's must stay as they are; `made` says what stands for what. */
  function rebuild(value: unknown, made: Map<unknown, unknown>): unknown {
    if (made.has(value)) return made.get(value);
    if (replaced.has(value as object)) {
      // of its own, so that it stays one entry of a set
      const placeholder = {};
      made.set(value, placeholder);
      return placeholder;
    }
    if (typeof value !== 'object' || value === null || !containers.has(value)) return value;
    const again = (inner: unknown) => rebuild(inner, made);
    if (types.isMap(value)) {
      const map = new Map<unknown, unknown>();
      made.set(value, map);
      for (const [key, each] of value) map.set(again(key), again(each));
      return map;
    }
    if (types.isSet(value)) {
      const set = new Set<unknown>();
      made.set(value, set);
      for (const each of value) set.add(again(each));
      return set;
    }
    const holder: object = Array.isArray(value) ? new Array(value.length) : {};
    made.set(value, holder);
    for (const key of Object.keys(value)) define(holder, key, again(value[key as never]), true);
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
  if (parts[0] && Object.getPrototypeOf(parts[0]) !== Object.prototype) realm().adopt(parts);
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
