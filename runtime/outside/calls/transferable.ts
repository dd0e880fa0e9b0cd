// The option `transfer`, looked at before anything is moved: what Node says of a bad one differs between its versions,
// and Node 20 takes a buffer that was transferred away before. Loaded with the first call that has it.

import { SharedArrayBuffer } from '../../platform/node/globals.js';
import { describe, isDetached } from '../../shared/describe.js';
import { UncloneableError, type Where } from '../../shared/errors.js';

/**
 * @throws UncloneableError
 * @public loaded by `require`
 */
export function checkTransfer(transfer: readonly unknown[], where: Where): void {
  transfer.forEach((each: unknown, i) => {
    const why = transfer.indexOf(each) < i ? 'it stands there twice' : obstacleTo(each);
    if (why !== undefined) throw new UncloneableError(`${where.name}: the option transfer, at ${i}: ${why}`, where);
  });
}

function obstacleTo(value: unknown): string | undefined {
  if (isDetached(value)) return `${describe(value)} before can't be transferred again`;
  if (ArrayBuffer.isView(value)) return `a view can't be transferred, its buffer can`;
  if (value instanceof SharedArrayBuffer) return `shared memory can't be transferred: it is shared anyway`;
  return typeof value === 'object' && value !== null ? undefined : `${describe(value)} can't be transferred`;
}
