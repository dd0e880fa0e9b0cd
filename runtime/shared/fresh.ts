// Memory that goes to the other thread as it is: compiled code has said, where, and that nothing here holds it.
import { types } from '../platform/node/value-types.js';
import { own } from './values.js';

/**
 * The buffers at these places of a value, each once. Left out is what would not arrive as a copy of it does: a
 * view on a part of its buffer, which sends only what it sees, and what is shared, may grow, or is gone.
 * @param paths '', 'pixels', 'tiles.*'
 * @param least bytes below which a copy costs as little
 * @public loaded by `require`
 */
export function memoryAt(whole: unknown, paths: readonly string[], least: number): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  for (const path of paths) visit(whole, path === '' ? [] : path.split('.'));
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
    if (buffer.byteLength >= least && (!isView || value.byteLength === buffer.byteLength)) found.add(buffer);
  }
}
