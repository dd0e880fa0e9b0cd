// Memory in a result that goes to the caller as it is: its function has said, where, and that nothing here holds it.
import { types } from 'node:util';
import { own } from '../shared.js';

/** Below, a copy costs as little. */
const LEAST_BYTES = 4096;

/**
 * The buffers at these places of a result, each once. Left out is what would not arrive as a copy of it does: a
 * view on a part of its buffer, which sends only what it sees, and what is shared, may grow, or is gone.
 * @param paths '', 'pixels', 'tiles.*'
 * @public loaded by `require`
 */
export function memoryAt(result: unknown, paths: readonly string[]): object[] {
  const found = new Set<object>();
  for (const path of paths) visit(result, path === '' ? [] : path.split('.'));
  return [...found];

  function visit(value: unknown, [name, ...rest]: readonly string[]): void {
    if (typeof value !== 'object' || value === null) return;
    if (name === undefined) add(value);
    else if (ArrayBuffer.isView(value)) return;
    else if (name !== '*') visit(own(value, name), rest);
    else for (const each of Object.values(value)) visit(each, rest);
  }

  function add(value: object): void {
    const isView = ArrayBuffer.isView(value);
    const buffer = isView ? value.buffer : value;
    if (!types.isArrayBuffer(buffer) || (buffer as { resizable?: boolean }).resizable) return;
    if (buffer.byteLength >= LEAST_BYTES && (!isView || value.byteLength === buffer.byteLength)) found.add(buffer);
  }
}
