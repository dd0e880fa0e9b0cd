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

/** Of a marked function inside a function of that module; in a worker, nobody asks what it captures. */
export const nestedClosure = (read) => () => ({
  ...nestedDefinition(),
  captures: () => {
    throw new Error('asked');
  },
  inline: (n) => [n, read(), threadId],
});

export const nestedStream = () => ({
  ...nestedDefinition(),
  stream: true,
  *inline(n) {
    for (let i = 0; i < n; i++) yield i;
  },
});
