import { threadId } from 'node:worker_threads';

/** A module of the project that the worker imports: its stubs do have a worker module. */
export function nestedDefinition() {
  return {
    name: 'nested',
    at: 'nested.ts:1:1',
    kind: 'cpu-bound',
    key: 'nested',
    worker: new URL('./never-loaded.mjs', import.meta.url),
    inline: (n) => [n, threadId],
  };
}
