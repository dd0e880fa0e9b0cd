import { fileURLToPath } from 'node:url';
import { Worker } from 'jest-worker';

export function open(threads) {
  const pool = new Worker(fileURLToPath(new URL('jest-worker-worker.mjs', import.meta.url)), {
    numWorkers: threads,
    enableWorkerThreads: true,
    exposedMethods: ['increment', 'spin', 'echo', 'fresh', 'hold', 'nested'],
  });
  return { call: (name, argument) => pool[name](argument), close: () => pool.end() };
}
