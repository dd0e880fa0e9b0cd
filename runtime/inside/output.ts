// What tasks print goes through our port, in order with their results: the stream of a worker
// is written by the caller's event loop, which may be blocked or at its end.
import type { FromWorker } from '../protocol.js';

export function redirect(send: (message: FromWorker) => void): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = ((chunk: string | Uint8Array, encoding?: unknown, callback?: unknown) => {
      const done = typeof encoding === 'function' ? encoding : callback;
      send({
        type: 'print',
        stream,
        chunk: typeof chunk === 'string' ? chunk : new Uint8Array(chunk),
        encoding: typeof encoding === 'string' ? (encoding as BufferEncoding) : undefined,
      });
      if (typeof done === 'function') process.nextTick(done as () => void);
      return true;
    }) as typeof process.stdout.write;
  }
}
