// For realms other than Node's own, which Jest makes for each test file: a set of globals, and modules that end with it.
// Loaded in these only.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { types } from 'node:util';
import { shared } from './shared.js';

type Load = (id: string) => unknown;
type Body = (exports: object, require: Load, module: { exports: object }, filename: string, dirname: string) => void;

/** Modules of this package in this realm. */
const modules = Symbol.for('unsync/modules');
const holder = globalThis as { [modules]?: Map<string, { exports: object }> };
/** Jest takes apart what it finds on `globalThis` at the end of a test file, unless it is told not to. */
const protect = Symbol.for('$$jest-protect-from-deletion');
const { getBuiltinModule } = process as unknown as { getBuiltinModule: Load };

/**
 * Loads a module of this package in this realm, but outside of whoever made it: Jest replaces modules between tests, and
 * gives none any more after the last, when threads may still have something to say.
 * @param outer for what is not this package's
 * @public loaded by `require`
 */
export function load(file: string, outer: Load): object {
  if (!holder[modules]) Object.defineProperty(shared, protect, { value: [] });
  const loaded = (holder[modules] ??= new Map());
  const known = loaded.get(file);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(file, module);
  const require: Load = (id) => {
    if (id.startsWith('.')) return load(join(dirname(file), id), outer);
    return id.startsWith('node:') ? getBuiltinModule(id) : outer(id);
  };
  const names = ['exports', 'require', 'module', '__filename', '__dirname'];
  const body = new Function(...names, `${readFileSync(file, 'utf8')}\n//# sourceURL=${file}`) as Body;
  body(module.exports, require, module, file, dirname(file));
  return module.exports;
}

/** What structured clone makes, but for what Node adds to it. */
const intrinsics: readonly string[] = [
  ...['Object', 'Array', 'Map', 'Set', 'Date', 'RegExp', 'Boolean', 'Number', 'String', 'BigInt'],
  ...['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array'],
  ...[
    'Float32Array',
    'Float64Array',
    'BigInt64Array',
    'BigUint64Array',
    'DataView',
    'ArrayBuffer',
    'SharedArrayBuffer',
  ],
];

/**
 * Makes freshly cloned values, which are of Node's realm, values of this one, with what they hold: they would not be
 * instances of its classes, nor equal to its values.
 * @public loaded by `require`
 */
export function adopt(values: unknown[]): unknown[] {
  const seen = new Set<object>();
  const found: object[] = [];
  note(values);
  for (let value; (value = found.pop()); ) {
    const { name } = (Object.getPrototypeOf(value) as { constructor: Function }).constructor;
    if (!intrinsics.includes(name)) continue;
    const { prototype } = (globalThis as unknown as Record<string, Function>)[name]!;
    Object.setPrototypeOf(value, prototype as object);
    if (types.isMap(value)) for (const [key, each] of value) note(key), note(each);
    else if (types.isSet(value)) value.forEach(note);
    else if (ArrayBuffer.isView(value)) note(value.buffer);
    else if (name === 'Array' || name === 'Object') Object.values(value).forEach(note);
  }
  return values;

  function note(value: unknown): void {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    found.push(value);
  }
}
