// Calls that are the last to look at memory in their arguments: compiled code has said so, and where.
import { memoryAt } from '../../shared/fresh.js';
import { key } from '../../shared/side.js';
import type { Marked } from '../../types.js';

/** Below, a copy takes less time than it takes to move it, and such calls may go many in a message. */
const LEAST_BYTES = 65536;

/**
 * Calls a stub, and moves what stands at these places of its arguments.
 * @param paths '0', '1.pixels'
 * @public loaded by `require`
 */
export function give(stub: Function, self: unknown, args: readonly unknown[], paths: readonly string[]): unknown {
  // a subclass may have put something else in its place
  const isStub = typeof stub === 'function' && key in stub;
  const transfer = isStub ? memoryAt(args, paths, LEAST_BYTES) : [];
  const callee = transfer.length > 0 ? (stub as Marked<any>).options({ transfer }) : stub;
  return Reflect.apply(callee, self, args);
}
