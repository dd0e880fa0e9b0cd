import * as graphs from '../../support/graphs.mjs';

export const __unsyncClasses = { ...graphs.classes };

export const __unsyncTasks = {
  mutate: (seed, ...args) => graphs.mutate(seed, args),
  sortRows: (rows) => rows.sort((a, b) => a.k - b.k),
  push: (rows, value) => {
    rows.push(value);
    return rows.length;
  },
  set: (object, key, value) => {
    object[key] = value;
  },
  setFirst: ([object], key, value) => {
    object[key] = value;
  },
  setLater: async (object, key, value) => {
    await null;
    object[key] = value;
  },
  setAndThrow: (object) => {
    object.a = 1;
    object.self = object;
    object.error = Object.assign(new RangeError('half'), { object });
    throw object.error;
  },
  pushAndThrow: (rows) => {
    rows.push({ k: 9, in: [{}] });
    throw Object.assign(new RangeError('too many'), { last: rows.at(-1), deep: rows.at(-1).in[0] });
  },
  symbol: (object) => {
    object[Symbol('mark')] = 1;
  },
  freeze: (object) => {
    Object.freeze(object.deep);
  },
  putFunction: (object) => {
    object.f = { inside: () => 1 };
  },
  hide: (object) => {
    Object.defineProperty(object, 'hidden', { value: 1 });
  },
  accessor: (object) => {
    Object.defineProperty(object, 'a', { get: () => 1, enumerable: true });
  },
  prototype: (object) => {
    Object.setPrototypeOf(object, null);
  },
  changeError: (error) => {
    error.message = 'another';
  },
  grow: (bytes, size) => {
    bytes.buffer.resize(size);
    bytes[40] = 9;
  },
  remember: (cache, key) => {
    cache.set(key, { cache });
    return cache.get(key);
  },
  fill: (numbers, value) => numbers.fill(value),
  first: (rows) => ({ first: rows[0] }),
  look: (value) => value.length,
  same: (value) => value,
  setIn: (rows, at, key, value) => {
    rows[at][key] = value;
  },
  symbolInLast: (rows) => {
    rows.at(-1)[Symbol('mark')] = 1;
  },
  hideInLast: (rows) => {
    Object.defineProperty(rows.at(-1), 'hidden', { value: 1 });
  },
  hideSymbolInLast: (rows) => {
    Object.defineProperty(rows.at(-1), Symbol('mark'), { value: 1 });
  },
  list: () => {
    Object.prototype.listed = { there: true };
  },
  setCaptured:
    ({ rows, done }) =>
    (value) => {
      rows.push(value);
      done.count++;
      return { rows };
    },
  add: (fields) => {
    Object.setPrototypeOf(fields, graphs.Point.prototype);
    return (more) => {
      fields.x += more;
      fields.y.push(more);
      return fields;
    };
  },
  spin: (object) => {
    object.a = 1;
    for (;;);
  },
  exit: (object) => {
    object.a = 1;
    process.exit(3);
  },
};
