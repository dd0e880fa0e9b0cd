// For realms other than Node's own, sets of globals such as Jest makes for each test file. Loaded in these only.
import { types } from '../platform/node/value-types.js';

/** Classes that structured clone makes, but for what Node adds to it. */
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
