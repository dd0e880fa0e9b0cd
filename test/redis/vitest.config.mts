import { config } from '../support/vitest.mts';

/** What needs a Redis server: kept out of the ordinary run, and most of it waits for something. */
export default config({
  include: ['test/redis/*.test.ts'],
  globalSetup: ['test/support/build.mts', 'test/redis/setup.ts'],
  maxWorkers: 2,
  maxConcurrency: 6,
  testTimeout: 90_000,
  hookTimeout: 90_000,
});
