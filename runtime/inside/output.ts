// The output of tasks goes through our port, in order with their results: the stream of a worker
// is written by the caller's event loop, which may be blocked or at its end.

import { Buffer } from '../platform/node/globals.js';
import { Writable } from '../platform/node/output.js';
import { types } from '../platform/node/value-types.js';
import { printed, sizeOf } from '../shared/printed.js';
import type { FromWorker } from '../shared/protocol.js';

/** @param ahead what was printed and is not written yet */
export function redirect(send: (message: FromWorker) => void, ahead: Int32Array): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = ((given: unknown, encoding?: unknown, callback?: unknown) => {
      const done = typeof encoding === 'function' ? encoding : callback;
      const chunk = chunkOf(given, encoding);
      send({
        type: 'print',
        stream,
        chunk,
        encoding: typeof encoding === 'string' ? (encoding as BufferEncoding) : undefined,
      });
      if (typeof done === 'function') process.nextTick(done as () => void);
      printed(ahead, sizeOf(chunk));
      return true;
    }) as typeof process.stdout.write;
  }
}

/** Throws what a stream of Node's throws that is given something else, or an encoding that there is not. */
function chunkOf(given: unknown, encoding: unknown): string | Uint8Array {
  const isText = typeof given === 'string';
  const isRight = isText ? typeof encoding !== 'string' || Buffer.isEncoding(encoding) : types.isUint8Array(given);
  if (!isRight) new Writable({ write: () => {} }).write(given, encoding as BufferEncoding);
  if (isText) return given;
  // any view, before Node 22 of bytes only
  const { buffer, byteOffset, byteLength } = given as NodeJS.ArrayBufferView;
  return new Uint8Array(Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength));
}
