// of each function of the platform: what it makes is state, where a module keeps it

import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, hash, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { parse } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateSync } from 'node:zlib';

const sliced = [1].slice();
export const otherSliced = (n: number): unknown => [sliced, (sliced.pop())];
/** @unsync */
export function usesSliced(n: number): number {
  sliced.pop();
  return n;
}

const reversed = [1].toReversed();
export const otherReversed = (n: number): unknown => [reversed, (reversed.pop())];
/** @unsync */
export function usesReversed(n: number): number {
  reversed.pop();
  return n;
}

const changed = [1].with(0, 1);
export const otherChanged = (n: number): unknown => [changed, (changed.pop())];
/** @unsync */
export function usesChanged(n: number): number {
  changed.pop();
  return n;
}

const sorted = [1].toSorted();
export const otherSorted = (n: number): unknown => [sorted, (sorted.pop())];
/** @unsync */
export function usesSorted(n: number): number {
  sorted.pop();
  return n;
}

const filtered = [1].filter(Boolean);
export const otherFiltered = (n: number): unknown => [filtered, (filtered.pop())];
/** @unsync */
export function usesFiltered(n: number): number {
  filtered.pop();
  return n;
}

const mapped = [1].map(Number);
export const otherMapped = (n: number): unknown => [mapped, (mapped.pop())];
/** @unsync */
export function usesMapped(n: number): number {
  mapped.pop();
  return n;
}

const flatMapped = [1].flatMap(Number);
export const otherFlatMapped = (n: number): unknown => [flatMapped, (flatMapped.pop())];
/** @unsync */
export function usesFlatMapped(n: number): number {
  flatMapped.pop();
  return n;
}

const flat = [1].flat();
export const otherFlat = (n: number): unknown => [flat, (flat.pop())];
/** @unsync */
export function usesFlat(n: number): number {
  flat.pop();
  return n;
}

const joined = [1].concat(1);
export const otherJoined = (n: number): unknown => [joined, (joined.pop())];
/** @unsync */
export function usesJoined(n: number): number {
  joined.pop();
  return n;
}

const from = Array.from([1]);
export const otherFrom = (n: number): unknown => [from, (from.pop())];
/** @unsync */
export function usesFrom(n: number): number {
  from.pop();
  return n;
}

const of = Array.of(1);
export const otherOf = (n: number): unknown => [of, (of.pop())];
/** @unsync */
export function usesOf(n: number): number {
  of.pop();
  return n;
}

const array = new Array<number>(1);
export const otherArray = (n: number): unknown => [array, (array.pop())];
/** @unsync */
export function usesArray(n: number): number {
  array.pop();
  return n;
}

const keys = Object.keys({ a: 1 });
export const otherKeys = (n: number): unknown => [keys, (keys.pop())];
/** @unsync */
export function usesKeys(n: number): number {
  keys.pop();
  return n;
}

const values = Object.values({ a: 1 });
export const otherValues = (n: number): unknown => [values, (values.pop())];
/** @unsync */
export function usesValues(n: number): number {
  values.pop();
  return n;
}

const entries = Object.entries({ a: 1 });
export const otherEntries = (n: number): unknown => [entries, (entries.pop())];
/** @unsync */
export function usesEntries(n: number): number {
  entries.pop();
  return n;
}

const split = 'a'.split('');
export const otherSplit = (n: number): unknown => [split, (split.pop())];
/** @unsync */
export function usesSplit(n: number): number {
  split.pop();
  return n;
}

const matched = 'a'.match(/a/)!;
export const otherMatched = (n: number): unknown => [matched, (matched.pop())];
/** @unsync */
export function usesMatched(n: number): number {
  matched.pop();
  return n;
}

const executed = /a/.exec('a')!;
export const otherExecuted = (n: number): unknown => [executed, (executed.pop())];
/** @unsync */
export function usesExecuted(n: number): number {
  executed.pop();
  return n;
}

const parsed = JSON.parse('[1]') as number[];
export const otherParsed = (n: number): unknown => [parsed, (parsed.pop())];
/** @unsync */
export function usesParsed(n: number): number {
  parsed.pop();
  return n;
}

const cloned = structuredClone([1]);
export const otherCloned = (n: number): unknown => [cloned, (cloned.pop())];
/** @unsync */
export function usesCloned(n: number): number {
  cloned.pop();
  return n;
}

const processors = cpus();
export const otherProcessors = (n: number): unknown => [processors, (processors.pop())];
/** @unsync */
export function usesProcessors(n: number): number {
  processors.pop();
  return n;
}

const allOf = new URLSearchParams('a').getAll('a');
export const otherAllOf = (n: number): unknown => [allOf, (allOf.pop())];
/** @unsync */
export function usesAllOf(n: number): number {
  allOf.pop();
  return n;
}

const keysOf = [1].keys();
export const otherKeysOf = (n: number): unknown => [keysOf, (keysOf.next())];
/** @unsync */
export function usesKeysOf(n: number): number {
  keysOf.next();
  return n;
}

const valuesOf = [1].values();
export const otherValuesOf = (n: number): unknown => [valuesOf, (valuesOf.next())];
/** @unsync */
export function usesValuesOf(n: number): number {
  valuesOf.next();
  return n;
}

const entriesOf = [1].entries();
export const otherEntriesOf = (n: number): unknown => [entriesOf, (entriesOf.next())];
/** @unsync */
export function usesEntriesOf(n: number): number {
  entriesOf.next();
  return n;
}

const keysOfMap = new Map([[1, 1]]).keys();
export const otherKeysOfMap = (n: number): unknown => [keysOfMap, (keysOfMap.next())];
/** @unsync */
export function usesKeysOfMap(n: number): number {
  keysOfMap.next();
  return n;
}

const valuesOfMap = new Map([[1, 1]]).values();
export const otherValuesOfMap = (n: number): unknown => [valuesOfMap, (valuesOfMap.next())];
/** @unsync */
export function usesValuesOfMap(n: number): number {
  valuesOfMap.next();
  return n;
}

const entriesOfMap = new Map([[1, 1]]).entries();
export const otherEntriesOfMap = (n: number): unknown => [entriesOfMap, (entriesOfMap.next())];
/** @unsync */
export function usesEntriesOfMap(n: number): number {
  entriesOfMap.next();
  return n;
}

const valuesOfSet = new Set([1]).values();
export const otherValuesOfSet = (n: number): unknown => [valuesOfSet, (valuesOfSet.next())];
/** @unsync */
export function usesValuesOfSet(n: number): number {
  valuesOfSet.next();
  return n;
}

const entriesOfSet = new Set([1]).entries();
export const otherEntriesOfSet = (n: number): unknown => [entriesOfSet, (entriesOfSet.next())];
/** @unsync */
export function usesEntriesOfSet(n: number): number {
  entriesOfSet.next();
  return n;
}

const matches = 'a'.matchAll(/a/g);
export const otherMatches = (n: number): unknown => [matches, (matches.next())];
/** @unsync */
export function usesMatches(n: number): number {
  matches.next();
  return n;
}

const numbers = new Uint8Array(1).values();
export const otherNumbers = (n: number): unknown => [numbers, (numbers.next())];
/** @unsync */
export function usesNumbers(n: number): number {
  numbers.next();
  return n;
}

const query = new URLSearchParams('a').keys();
export const otherQuery = (n: number): unknown => [query, (query.next())];
/** @unsync */
export function usesQuery(n: number): number {
  query.next();
  return n;
}

const map = new Map([[1, 1]]);
export const otherMap = (n: number): unknown => [map, (map.clear())];
/** @unsync */
export function usesMap(n: number): number {
  map.clear();
  return n;
}

const set = new Set([1]);
export const otherSet = (n: number): unknown => [set, (set.clear())];
/** @unsync */
export function usesSet(n: number): number {
  set.clear();
  return n;
}

const weakMap = new WeakMap<object, number>();
export const otherWeakMap = (n: number): unknown => [weakMap, (weakMap.set({}, n))];
/** @unsync */
export function usesWeakMap(n: number): number {
  weakMap.set({}, n);
  return n;
}

const weakSet = new WeakSet<object>();
export const otherWeakSet = (n: number): unknown => [weakSet, (weakSet.add({}))];
/** @unsync */
export function usesWeakSet(n: number): number {
  weakSet.add({});
  return n;
}

const view = new Uint8Array(1);
export const otherView = (n: number): unknown => [view, (view[0] = n)];
/** @unsync */
export function usesView(n: number): number {
  view[0] = n;
  return n;
}

const viewOf = Uint8Array.of(1);
export const otherViewOf = (n: number): unknown => [viewOf, (viewOf[0] = n)];
/** @unsync */
export function usesViewOf(n: number): number {
  viewOf[0] = n;
  return n;
}

const viewFrom = Uint8Array.from([1]);
export const otherViewFrom = (n: number): unknown => [viewFrom, (viewFrom[0] = n)];
/** @unsync */
export function usesViewFrom(n: number): number {
  viewFrom[0] = n;
  return n;
}

const viewOn = new Uint8Array(new ArrayBuffer(1));
export const otherViewOn = (n: number): unknown => [viewOn, (viewOn[0] = n)];
/** @unsync */
export function usesViewOn(n: number): number {
  viewOn[0] = n;
  return n;
}

const viewPart = new Float64Array(1).slice();
export const otherViewPart = (n: number): unknown => [viewPart, (viewPart[0] = n)];
/** @unsync */
export function usesViewPart(n: number): number {
  viewPart[0] = n;
  return n;
}

const bytesPart = new Uint8Array(1).slice();
export const otherBytesPart = (n: number): unknown => [bytesPart, (bytesPart[0] = n)];
/** @unsync */
export function usesBytesPart(n: number): number {
  bytesPart[0] = n;
  return n;
}

const viewReversed = new Float64Array(1).toReversed();
export const otherViewReversed = (n: number): unknown => [viewReversed, (viewReversed[0] = n)];
/** @unsync */
export function usesViewReversed(n: number): number {
  viewReversed[0] = n;
  return n;
}

const viewMapped = new Float64Array(1).map(Number);
export const otherViewMapped = (n: number): unknown => [viewMapped, (viewMapped[0] = n)];
/** @unsync */
export function usesViewMapped(n: number): number {
  viewMapped[0] = n;
  return n;
}

const alloc = Buffer.alloc(1);
export const otherAlloc = (n: number): unknown => [alloc, (alloc[0] = n)];
/** @unsync */
export function usesAlloc(n: number): number {
  alloc[0] = n;
  return n;
}

const bufferFrom = Buffer.from('a');
export const otherBufferFrom = (n: number): unknown => [bufferFrom, (bufferFrom[0] = n)];
/** @unsync */
export function usesBufferFrom(n: number): number {
  bufferFrom[0] = n;
  return n;
}

const random = randomBytes(1);
export const otherRandom = (n: number): unknown => [random, (random[0] = n)];
/** @unsync */
export function usesRandom(n: number): number {
  random[0] = n;
  return n;
}

const digest = createHash('sha1').update('a').digest();
export const otherDigest = (n: number): unknown => [digest, (digest[0] = n)];
/** @unsync */
export function usesDigest(n: number): number {
  digest[0] = n;
  return n;
}

const hashed = hash('sha1', 'a', 'buffer');
export const otherHashed = (n: number): unknown => [hashed, (hashed[0] = n)];
/** @unsync */
export function usesHashed(n: number): number {
  hashed[0] = n;
  return n;
}

const deflated = deflateSync('a');
export const otherDeflated = (n: number): unknown => [deflated, (deflated[0] = n)];
/** @unsync */
export function usesDeflated(n: number): number {
  deflated[0] = n;
  return n;
}

const contents = readFileSync('a');
export const otherContents = (n: number): unknown => [contents, (contents[0] = n)];
/** @unsync */
export function usesContents(n: number): number {
  contents[0] = n;
  return n;
}

const encoded = new TextEncoder().encode('a');
export const otherEncoded = (n: number): unknown => [encoded, (encoded[0] = n)];
/** @unsync */
export function usesEncoded(n: number): number {
  encoded[0] = n;
  return n;
}

const fromEntries = Object.fromEntries([['a', 1]]);
export const otherFromEntries = (n: number): unknown => [fromEntries, (fromEntries['a'] = n)];
/** @unsync */
export function usesFromEntries(n: number): number {
  fromEntries['a'] = n;
  return n;
}

const created = Object.create(null) as { a: number };
export const otherCreated = (n: number): unknown => [created, (created.a = n)];
/** @unsync */
export function usesCreated(n: number): number {
  created.a = n;
  return n;
}

const object = new Object() as { a: number };
export const otherObject = (n: number): unknown => [object, (object.a = n)];
/** @unsync */
export function usesObject(n: number): number {
  object.a = n;
  return n;
}

const status = statSync('a');
export const otherStatus = (n: number): unknown => [status, (status.size = n)];
/** @unsync */
export function usesStatus(n: number): number {
  status.size = n;
  return n;
}

const pathOf = parse('/a');
export const otherPathOf = (n: number): unknown => [pathOf, (pathOf['base'] = '')];
/** @unsync */
export function usesPathOf(n: number): number {
  pathOf['base'] = '';
  return n;
}

const used = process.memoryUsage();
export const otherUsed = (n: number): unknown => [used, (used.rss = n)];
/** @unsync */
export function usesUsed(n: number): number {
  used.rss = n;
  return n;
}

const url = new URL('file:///a');
export const otherUrl = (n: number): unknown => [url, (url['hash'] = `${n}`)];
/** @unsync */
export function usesUrl(n: number): number {
  url['hash'] = `${n}`;
  return n;
}

const fileUrl = pathToFileURL('/a');
export const otherFileUrl = (n: number): unknown => [fileUrl, (fileUrl['hash'] = `${n}`)];
/** @unsync */
export function usesFileUrl(n: number): number {
  fileUrl['hash'] = `${n}`;
  return n;
}

const date = new Date(0);
export const otherDate = (n: number): unknown => [date, (date.setTime(n))];
/** @unsync */
export function usesDate(n: number): number {
  date.setTime(n);
  return n;
}

const error = new Error('a');
export const otherError = (n: number): unknown => [error, (error.message = `${n}`)];
/** @unsync */
export function usesError(n: number): number {
  error.message = `${n}`;
  return n;
}

const typeError = new TypeError('a');
export const otherTypeError = (n: number): unknown => [typeError, (typeError.message = `${n}`)];
/** @unsync */
export function usesTypeError(n: number): number {
  typeError.message = `${n}`;
  return n;
}

const rangeError = new RangeError('a');
export const otherRangeError = (n: number): unknown => [rangeError, (rangeError.message = `${n}`)];
/** @unsync */
export function usesRangeError(n: number): number {
  rangeError.message = `${n}`;
  return n;
}

const syntaxError = new SyntaxError('a');
export const otherSyntaxError = (n: number): unknown => [syntaxError, (syntaxError.message = `${n}`)];
/** @unsync */
export function usesSyntaxError(n: number): number {
  syntaxError.message = `${n}`;
  return n;
}

const referenceError = new ReferenceError('a');
export const otherReferenceError = (n: number): unknown => [referenceError, (referenceError.message = `${n}`)];
/** @unsync */
export function usesReferenceError(n: number): number {
  referenceError.message = `${n}`;
  return n;
}

const evalError = new EvalError('a');
export const otherEvalError = (n: number): unknown => [evalError, (evalError.message = `${n}`)];
/** @unsync */
export function usesEvalError(n: number): number {
  evalError.message = `${n}`;
  return n;
}

const uriError = new URIError('a');
export const otherUriError = (n: number): unknown => [uriError, (uriError.message = `${n}`)];
/** @unsync */
export function usesUriError(n: number): number {
  uriError.message = `${n}`;
  return n;
}

const aggregateError = new AggregateError([]);
export const otherAggregateError = (n: number): unknown => [aggregateError, (aggregateError.message = `${n}`)];
/** @unsync */
export function usesAggregateError(n: number): number {
  aggregateError.message = `${n}`;
  return n;
}

const events = new EventEmitter();
export const otherEvents = (n: number): unknown => [events, (events.on('a', () => {}))];
/** @unsync */
export function usesEvents(n: number): number {
  events.on('a', () => {});
  return n;
}

const storage = new AsyncLocalStorage<number>();
export const otherStorage = (n: number): unknown => [storage, (storage.enterWith(n))];
/** @unsync */
export function usesStorage(n: number): number {
  storage.enterWith(n);
  return n;
}

const control = new AbortController();
export const otherControl = (n: number): unknown => [control, (control.abort())];
/** @unsync */
export function usesControl(n: number): number {
  control.abort();
  return n;
}

const pattern = new RegExp('a', 'g');
export const otherPattern = (n: number): unknown => [pattern, (pattern.test('a'))];
/** @unsync */
export function usesPattern(n: number): number {
  pattern.test('a');
  return n;
}
