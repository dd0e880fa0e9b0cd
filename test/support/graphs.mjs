/**
 * Random graphs of objects, and random programs that change them: for the property that what a call in a worker changes
 * of its arguments is what the same call changes in place. `build(seed)` twice gives two graphs that are alike.
 */
import { types } from 'node:util';
import { createRandom } from '../fuzz/random.mjs';

export class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}

export class Tree extends Point {
  constructor(x) {
    super(x, null);
    this.kids = [];
  }
  get sum() {
    return this.x;
  }
  set sum(_value) {
    throw new Error('a setter ran');
  }
}

export const classes = { Point, Tree };

const keys = ['a', 'b', 'c', 'd', 'e', '1', '0', '7', '__proto__', 'x y'];

export const define = (object, key, value) =>
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });

const primitive = (r) =>
  r.pick([0, -0, 1, NaN, 'a', 'zz', '', true, false, null, undefined, 10n, r.int(1000), 1.5, Infinity]);

/** Everything that is reached, in the order in which it is found. */
export function reached(roots) {
  const found = [roots];
  const seen = new Set(found);
  const visit = (value) => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    found.push(value);
  };
  for (const object of found) {
    if (types.isMap(object)) for (const entry of object) entry.forEach(visit);
    else if (types.isSet(object)) object.forEach(visit);
    else if (ArrayBuffer.isView(object)) visit(object.buffer);
    else for (const key of Object.keys(object)) visit(object[key]);
  }
  return found;
}

const addView = (all, object) => {
  all.push(object);
  if (ArrayBuffer.isView(object) && !all.includes(object.buffer)) all.push(object.buffer);
};

/** One more object, which may hold what there is. */
function make(r, all) {
  const value = () => (all.length > 0 && r.chance(0.6) ? r.pick(all) : primitive(r));
  switch (r.int(15)) {
    case 0:
    case 1:
    case 2: {
      const object = {};
      for (let i = r.int(5); i-- > 0; ) define(object, r.pick(keys), value());
      return object;
    }
    case 3:
    case 4:
      return makeArray(r, all, value);
    case 5: {
      const map = new Map();
      for (let i = r.int(5); i-- > 0; ) map.set(value(), value());
      return map;
    }
    case 6: {
      const set = new Set();
      for (let i = r.int(5); i-- > 0; ) set.add(value());
      return set;
    }
    case 7:
      return new Date(r.int(1e6));
    case 8: {
      const buffer = new ArrayBuffer(r.int(5) * 8 + 8);
      return r.chance(0.5) ? buffer : new (r.pick([Uint8Array, Float64Array, Int16Array]))(buffer);
    }
    case 9: {
      const buffers = all.filter((each) => each instanceof ArrayBuffer && each.byteLength % 8 === 0);
      const buffer = buffers.length > 0 ? r.pick(buffers) : new ArrayBuffer(32);
      const Class = r.pick([DataView, Uint8Array, Int32Array]);
      return Class === Int32Array ? new Int32Array(buffer, 4 * r.int(2)) : new Class(buffer, r.int(8));
    }
    case 10:
      return new Point(value(), value());
    case 11: {
      const tree = new Tree(value());
      tree.kids.push(value());
      return tree;
    }
    case 12:
      return define(Object.create(null), r.pick(keys), value());
    case 13: {
      const pattern = /a/g;
      pattern.lastIndex = r.int(3);
      return r.chance(0.5) ? pattern : Buffer.from(new ArrayBuffer(16), r.int(4), 8);
    }
    default:
      return r.chance(0.5) ? new URL(`https://example.org/?q=${r.int(9)}`) : new URLSearchParams({ q: r.int(9) });
  }
}

function makeArray(r, all, value) {
  const array = [];
  for (let i = r.int(6); i-- > 0; ) array.push(value());
  if (r.chance(0.25)) {
    const how = r.int(3);
    for (let i = r.int(40); i-- > 0; )
      array.push(how === 0 ? r.int(50) : how === 1 && all.length ? r.pick(all) : value());
  }
  if (r.chance(0.2)) array[array.length + r.int(3)] = value();
  if (r.chance(0.2)) delete array[r.int(3)];
  // plain arrays are not asked for names: what is in one crosses as structured clone takes it
  if (r.chance(0.15)) array.name = primitive(r);
  return array;
}

const isBag = (object) =>
  [Object.prototype, Point.prototype, Tree.prototype, null, Array.prototype].includes(Object.getPrototypeOf(object));

/** A view alone would send the part of its buffer that it sees. */
const buffersIn = (roots) => reached(roots).filter((each) => each instanceof ArrayBuffer);

/** The arguments of a call. */
export function build(seed, { frozen = true } = {}) {
  const r = createRandom(seed);
  const all = [];
  for (let i = 1 + r.int(seed % 5 === 0 ? 80 : 14); i-- > 0; ) addView(all, make(r, all));
  for (let i = r.int(6); i-- > 0; ) {
    const object = r.pick(all);
    if (Array.isArray(object)) object.push(r.pick(all));
    else if (isBag(object)) define(object, r.pick(keys), r.pick(all));
    else if (object instanceof Map) object.set(r.pick(all), r.pick(all));
    else if (object instanceof Set) object.add(r.pick(all));
  }
  if (frozen)
    for (const object of all)
      if (isBag(object) && r.chance(0.05)) r.pick([Object.freeze, Object.seal, Object.preventExtensions])(object);
  const args = Array.from({ length: 1 + r.int(3) }, () => r.pick(all));
  if (r.chance(0.5)) args.push(all.at(-1));
  if (seed % 5 === 0) args.push([...all]);
  return [...args, buffersIn(args)];
}

/** A program: changes what is reached from its arguments, and returns or throws some of it, and new objects. */
export function mutate(seed, args) {
  const r = createRandom(seed);
  const all = reached(args).slice(1);
  const value = () => (all.length > 0 && r.chance(0.55) ? r.pick(all) : primitive(r));
  for (let steps = all.length > 0 ? r.int(seed % 7 === 0 ? 60 : 12) : 0; steps-- > 0; ) {
    if (r.chance(0.25)) addView(all, make(r, all));
    try {
      change(r, r.pick(all), value);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  const some = () => (all.length > 0 ? r.pick(all) : 1);
  const given = r.chance(0.5) ? some() : [some(), make(r, all), { again: some() }];
  const result = { value: given, buffers: buffersIn([all, given]) };
  if (r.chance(0.2)) throw result;
  return result;
}

function change(r, object, value) {
  if (Array.isArray(object)) return changeArray(r, object, value);
  if (object instanceof Map) return changeMap(r, object, value);
  if (object instanceof Set) {
    const key = r.pick([...object]);
    const how = r.int(3);
    if (how !== 0) object.delete(key);
    if (how === 0) object.add(value());
    if (how === 2) object.add(key);
    return;
  }
  if (object instanceof Date) return void object.setTime(r.chance(0.2) ? NaN : r.int(1e6));
  if (object instanceof RegExp) return void (object.lastIndex = r.int(5));
  if (object instanceof URL) return void object.searchParams.append('p', String(r.int(3)));
  if (object instanceof URLSearchParams) return void object.set('q', String(r.int(3)));
  if (object instanceof ArrayBuffer) return void (new Uint8Array(object)[r.int(object.byteLength)] = r.int(256));
  if (object instanceof DataView) return void (object.byteLength >= 8 && object.setFloat64(0, r.int(9) / 7));
  if (ArrayBuffer.isView(object)) {
    if (r.chance(0.3)) object.fill(r.int(3));
    else object[r.int(object.length)] = r.int(200);
    return;
  }
  changeFields(r, object, value);
}

function changeFields(r, object, value) {
  const own = Object.keys(object);
  const key = r.pick(own);
  switch (r.int(5)) {
    case 0:
    case 1: {
      const any = r.pick(keys);
      if (Object.hasOwn(object, any) && any !== '__proto__') object[any] = value();
      else if (Object.hasOwn(object, any) || Object.isExtensible(object)) define(object, any, value());
      return;
    }
    case 2:
      delete object[key];
      return;
    case 3:
      if (key !== undefined && Object.isExtensible(object)) {
        const before = object[key];
        delete object[key];
        define(object, key, before);
      }
      return;
    default:
      if (key !== undefined && key !== '__proto__') object[key] = value();
  }
}

function changeArray(r, array, value) {
  switch (r.int(12)) {
    case 0:
      return array.push(value());
    case 1:
      return array.pop();
    case 2:
      return array.shift();
    case 3:
      return array.unshift(value());
    case 4:
      return r.chance(0.5) ? array.push(...Array.from({ length: 12 }, (_, i) => i)) : array.splice(2, 15);
    case 5:
      return array.sort((a, b) => String(typeof a).localeCompare(typeof b));
    case 6:
      return array.reverse();
    case 7:
      return array.splice(r.int(3), r.int(2), value());
    case 8:
      array.length = r.int(6);
      return array.length;
    case 9:
      array[array.length + r.int(4)] = value();
      return array.length;
    case 10:
      return delete array[r.int(4)];
    default:
      if (r.chance(0.5)) array.name = primitive(r);
      else delete array.name;
      return array.length;
  }
}

function changeMap(r, map, value) {
  const key = r.pick([...map.keys()]);
  switch (r.int(4)) {
    case 0:
      return map.set(value(), value());
    case 1:
      return map.delete(key);
    case 2: {
      if (map.size === 0) return map;
      const before = map.get(key);
      map.delete(key);
      return map.set(key, r.chance(0.5) ? before : value());
    }
    default:
      return r.chance(0.3) ? map.clear() : map.size > 0 && map.set(key, value());
  }
}

/** Why two graphs are not alike, identity and order included; undefined where they are. */
export function difference(one, other) {
  const there = new Map();
  const back = new Map();
  const queue = [];
  let found;
  const compare = (x, y, path) => {
    if (found) return;
    if (typeof x !== 'object' || x === null || typeof y !== 'object' || y === null) {
      if (!Object.is(x, y)) found = `${path}: ${String(x)} and ${String(y)}`;
    } else if (there.has(x) || back.has(y)) {
      if (there.get(x) !== y || back.get(y) !== x) found = `${path}: another object`;
    } else {
      there.set(x, y);
      back.set(y, x);
      queue.push([x, y, path]);
    }
  };
  compare(one, other, '');
  for (const [x, y, path] of queue) compareContents(x, y, path, compare);
  return found;
}

function compareContents(x, y, path, compare) {
  compare(levelOf(x), levelOf(y), `${path}, extensible`);
  if (Object.getPrototypeOf(x) !== Object.getPrototypeOf(y)) return compare('its class', 'another', path);
  if (x instanceof Map || x instanceof Set) {
    compare(x.size, y.size, `${path}.size`);
    const [ours, theirs] = [[...x], [...y]];
    ours.forEach((entry, i) => {
      const [pair, other] = x instanceof Map ? [entry, theirs[i] ?? []] : [[entry], [theirs[i]]];
      pair.forEach((each, j) => compare(each, other[j], `${path}<${i}.${j}>`));
    });
  } else if (x instanceof Date) compare(x.getTime(), y.getTime(), path);
  else if (x instanceof RegExp) compare(x.lastIndex, y.lastIndex, `${path}.lastIndex`);
  else if (x instanceof URL || x instanceof URLSearchParams) compare(String(x), String(y), path);
  else if (x instanceof ArrayBuffer) compare(Buffer.from(x).toString('hex'), Buffer.from(y).toString('hex'), path);
  else if (ArrayBuffer.isView(x)) {
    compare(`${x.byteOffset} ${x.byteLength}`, `${y.byteOffset} ${y.byteLength}`, path);
    compare(x.buffer, y.buffer, `${path}.buffer`);
  } else {
    if (Array.isArray(x)) compare(x.length, y.length, `${path}.length`);
    const names = Object.keys(x);
    compare(names.join('|'), Object.keys(y).join('|'), `${path}, keys`);
    for (const name of names) compare(x[name], y[name], `${path}.${name}`);
  }
}

const levelOf = (object) => [Object.isExtensible(object), Object.isSealed(object), Object.isFrozen(object)].join();

/**
 * What stands at each place of some objects: a text for each property, element, entry, byte, length or time. Objects that
 * are not among them are all 'new'.
 */
export function placesOf(objects) {
  const ids = new Map(objects.map((object, i) => [object, `#${i}`]));
  const text = (value) => {
    if (typeof value === 'object' && value !== null) return ids.get(value) ?? 'new';
    return Object.is(value, -0) ? '-0' : `${typeof value} ${String(value)}`;
  };
  const places = new Map();
  objects.forEach((object, i) => {
    const put = (place, value) => places.set(`${i} ${place}`, text(value));
    if (object instanceof Map) for (const [key, value] of object) put(`entry ${text(key)}`, value);
    else if (object instanceof Set) for (const key of object) put(`entry ${text(key)}`, true);
    else if (object instanceof Date) put('time', object.getTime());
    else if (object instanceof RegExp) put('lastIndex', object.lastIndex);
    else if (object instanceof URL || object instanceof URLSearchParams) put('text', String(object));
    else if (object instanceof ArrayBuffer) new Uint8Array(object).forEach((byte, at) => put(`byte ${at}`, byte));
    else if (!ArrayBuffer.isView(object)) {
      for (const key of Object.keys(object)) put(`key ${key}`, object[key]);
      if (Array.isArray(object)) put('length', object.length);
    }
  });
  return places;
}

const keysOf = (...maps) =>
  [...new Set(maps.flatMap((map) => [...map.keys()]))].filter((place) => !place.includes('new'));

/** Places that are not alike. */
export const changedPlaces = (before, after) =>
  keysOf(before, after).filter((place) => before.get(place) !== after.get(place));
