// Names values in messages. None of the user's code is run for it. Loaded with the first value that can't cross, or the
// first error that does.
import { types } from '../platform/node/value-types.js';

export function describe(value: unknown): string {
  if (types.isProxy(value)) return 'a Proxy';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol') return 'a symbol';
  if (typeof value !== 'object' || value === null) return String(value);
  if (value === globalThis) return 'globalThis';
  if (types.isGeneratorObject(value)) return 'a generator';
  if (types.isPromise(value)) return 'a promise';
  if (types.isArgumentsObject(value)) return 'an arguments object';
  if (types.isSymbolObject(value)) return 'a symbol';
  if (types.isModuleNamespaceObject(value)) return 'the namespace of a module';
  if (ArrayBuffer.isView(value) && isDetached(value.buffer)) return 'a view on a buffer that was transferred away';
  if (isDetached(value)) return 'a buffer that was transferred away';
  const name = classOf(value);
  return name === '' ? 'an object of an anonymous class' : `an object of class ${name}`;
}

/** Of a key of a map, for people. An object may have no text, or code of the user's for it. */
export function nameOf(key: unknown): string {
  return (typeof key === 'object' && key !== null) || typeof key === 'function' ? 'an object' : String(key);
}

export function isDetached(buffer: unknown): boolean {
  if (!types.isArrayBuffer(buffer) || buffer.byteLength > 0) return false;
  try {
    new Uint8Array(buffer);
    return false;
  } catch {
    return true;
  }
}

/** Its name, empty where it has none. */
function classOf(value: object): string {
  for (let at: object | null = value; (at = Object.getPrototypeOf(at) as object | null) && !types.isProxy(at); ) {
    const property = Object.getOwnPropertyDescriptor(at, 'constructor');
    if (!property) continue;
    const Class: unknown = property.value;
    if (typeof Class !== 'function' || types.isProxy(Class)) return '';
    const name: unknown = Object.getOwnPropertyDescriptor(Class, 'name')?.value;
    const tag: unknown = Object.getOwnPropertyDescriptor(at, Symbol.toStringTag)?.value;
    // the platform's in a namespace: 'WebAssembly.Memory'
    return typeof tag === 'string' && tag.endsWith(`.${String(name)}`) ? tag : typeof name === 'string' ? name : '';
  }
  return 'Object';
}
