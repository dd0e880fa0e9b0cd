// of each function of the platform: what it does, of Node's and the web's
interface Row {
  n: number;
}

import assert, { equal } from 'node:assert';
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomFillSync } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { URL, URLSearchParams } from 'node:url';
import { format, inspect } from 'node:util';

export class Shown {
  times = 0;
  toString(): string {
    return `${this.times++}`;
  }
  get all(): number {
    return ++this.times;
  }
}
/** @unsync */
export function appends(query: URLSearchParams): number {
  query.append('a', 'b');
  return 1;
}
/** @unsync */
export function aborts(control: AbortController): number {
  control.abort();
  return 1;
}
/** @unsync */
export function hashes(bytes: Uint8Array): number {
  randomFillSync(bytes);
  return 1;
}
/** @unsync */
export function showsInUrl(shown: Shown): number {
  new URL(shown as unknown as string);
  return 1;
}
/** @unsync */
export function failsWith(shown: Shown): number {
  equal(1, 1, shown as unknown as string);
  return 1;
}
/** @unsync */
export function assertsWith(shown: Shown): number {
  assert(1, shown as unknown as string);
  return 1;
}

const query = new URLSearchParams();
export const size = (): number => query.size;
/** @unsync */
export function adds(n: number): number {
  query.append('a', `${n}`);
  return n;
}
const hash = createHash('sha1');
export const digest = (): string => hash.digest('hex');
/** @unsync */
export function updates(n: number): number {
  hash.update(`${n}`);
  return n;
}
const control = new AbortController();
export const isAborted = (): boolean => control.signal.aborted;
/** @unsync */
export function stops(n: number): number {
  control.abort();
  return n;
}
const named: Row = { n: 1 };
export const name = (): number => named.n;
/** @unsync */
export function renames(n: number): number {
  const events = new EventEmitter();
  events.on('a', (row: Row) => {
    row.n = n;
  });
  events.emit('a', named);
  return n;
}
const listened = new EventEmitter();
export const emits = (): boolean => listened.emit('a');
/** @unsync */
export function listens(n: number): number {
  listened.on('a', () => {});
  return n;
}
const silenced = new EventEmitter();
export const emitsMore = (): boolean => silenced.emit('a');
/** @unsync */
export function silences(n: number): number {
  silenced.removeAllListeners('a');
  return n;
}
const stored: Row = { n: 1 };
export const storedNow = (): number => stored.n;
/** @unsync */
export function runs(n: number): number {
  const storage = new AsyncLocalStorage<Row>();
  storage.run(stored, () => {
    storage.getStore()!.n = n;
  });
  return n;
}
/** @unsync */
export function runsWith(row: Row): number {
  new AsyncLocalStorage<number>().run(1, () => {
    row.n = 1;
  });
  return 1;
}
/** @unsync */
export function runsGiven(row: Row): number {
  new AsyncLocalStorage<number>().run(1, (each: Row) => {
    each.n = 1;
  }, row);
  return 1;
}
/** @unsync */
export function givesOfRun(row: Row): number {
  new AsyncLocalStorage<number>().run(1, () => row).n = 1;
  return 1;
}
/** @unsync */
export function callsListener(row: Row): number {
  const events = new EventEmitter().on('a', () => {
    row.n = 1;
  });
  events.emit('a');
  return 1;
}
/** @unsync */
export function chainsListeners(row: Row): number {
  new EventEmitter().removeAllListeners().on('a', (each: Row) => {
    each.n = 1;
  }).emit('a', row);
  return 1;
}
/** @unsync */
export function callsSoon(row: Row): number {
  queueMicrotask(() => {
    row.n = 1;
  });
  return row.n;
}
/** @unsync */
export function callsNext(row: Row): number {
  process.nextTick((each: Row) => {
    each.n = 1;
  }, row);
  return row.n;
}
/** @unsync */
export function callsInTime(row: Row): number {
  setTimeout((each: Row) => {
    each.n = 1;
  }, 1, row);
  return row.n;
}
/** @unsync */
export function listensTo(row: Row): number {
  process.on('exit', () => {
    row.n = 1;
  });
  return row.n;
}
/** @unsync */
export function fails(row: Row): number {
  equal(row.n, 1);
  return 1;
}
/** @unsync */
export function asserts(row: Row): number {
  assert(row.n);
  return 1;
}

const toInspects = { row: { n: 1 } };
export const settoInspects = (): void => {
  toInspects.row.n++;
};

/** @unsync */
export function inspects(n: number): number {
  return inspect(toInspects).length + n;
}

const toFormats = { row: { n: 1 } };
export const settoFormats = (): void => {
  toFormats.row.n++;
};

/** @unsync */
export function formats(n: number): number {
  return format('%o', toFormats).length + n;
}

const toPrints = { row: { n: 1 } };
export const settoPrints = (): void => {
  toPrints.row.n++;
};

/** @unsync */
export function prints(n: number): number {
  console.log(toPrints);
  return n;
}

const toClones = { row: { n: 1 } };
export const settoClones = (): void => {
  toClones.row.n++;
};

/** @unsync */
export function clones(n: number): number {
  return structuredClone(toClones).row.n + n;
}
