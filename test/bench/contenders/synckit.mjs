/** Blocks for each call, so it is compared with `result()` only. */
import { fileURLToPath } from 'node:url';
import { createSyncFn } from 'synckit';

export function open() {
  const increment = createSyncFn(fileURLToPath(new URL('synckit-worker.mjs', import.meta.url)));
  return { sync: (_, argument) => increment(argument), close() {} };
}
