import { config } from '../support/vitest.mts';

/** What needs a registry and minutes: kept out of the ordinary run. */
export default config({
  include: ['test/pack/*.test.ts'],
  maxWorkers: 1,
  testTimeout: 300_000,
  hookTimeout: 300_000,
});
