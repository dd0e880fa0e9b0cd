import { defineConfig } from 'vitest/config';

/** What needs a Redis server: kept out of the ordinary run, and most of it waits for something. */
export default defineConfig({
  test: {
    include: ['test/redis/*.test.ts'],
    globalSetup: 'test/redis/setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    maxConcurrency: 6,
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
