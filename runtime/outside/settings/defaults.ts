// The settings where none are given.
import type { Settings } from '../types.js';

// `npm run measure` shows what these cost: docs/settings.md.
export function defaults(): Settings {
  const none = { capacity: 1, timeout: Infinity, maxQueue: Infinity, maxTasks: Infinity, maxMemoryMb: Infinity };
  const { parallelism } = require('../threads/parallelism.js') as typeof import('../threads/parallelism.js');
  return {
    pools: {
      'cpu-bound': { ...none, maxThreads: parallelism(), idleTimeout: 30_000 },
      blocking: { ...none, maxThreads: 16, idleTimeout: 10_000 },
      background: { ...none, maxThreads: 1, idleTimeout: Infinity, capacity: Infinity },
    },
    startTimeout: 30_000,
    worker: {},
    inline: false,
    check: 0,
  };
}
