/**
 * What is measured: arguments of two sorts, in three sizes, of which a call changes nothing, one field or all, or
 * returns what it was given. Three do it: with what is changed given back, the same `untracked`, and by hand.
 */
import { serialize } from 'node:v8';

export const sizes = { '1 kB': 2 ** 10, '1 MB': 2 ** 20, '32 MB': 2 ** 25 };

export const changes = {
  proven: 'reads only',
  nothing: 'changes nothing',
  identity: 'returns it',
  one: 'changes one',
  all: 'changes all',
};

export const contenders = ['untracked', 'tracked', 'by hand'];

const rowsOf = (count) =>
  Array.from({ length: count }, (_, id) => ({ id, name: `row ${id % 1000}`, at: { x: id / 3, y: -id } }));

const bytesOfRow = serialize(rowsOf(1000)).byteLength / 1000;

export const sorts = {
  Rows: {
    make: (size) => rowsOf(Math.max(1, Math.round(size / bytesOfRow))),
    fields: (rows) => rows.map((row) => row.id),
    member: (rows) => rows[rows.length >> 1],
    name: 'rows of two objects',
  },
  Numbers: {
    make: (size) => Float64Array.from({ length: size / 8 }, (_, i) => i),
    fields: (numbers) => Array.from(numbers),
    member: (numbers) => numbers,
    name: 'a Float64Array',
  },
};

/** Of each, the function that does it, without what it is called where its changes are meant to be lost. */
export function taskOf(sort, change) {
  if (change === 'proven') return `count${sort}`;
  if (change === 'identity') return sort === 'Rows' ? 'middleRow' : 'sameNumbers';
  return `change${sort}`;
}
