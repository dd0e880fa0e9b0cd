import { defineConfig } from 'vitest/config';

/** What needs a registry and minutes: kept out of the ordinary run. */
export default defineConfig({
  test: { include: ['test/pack/*.test.ts'], pool: 'forks', maxWorkers: 1, testTimeout: 300_000, hookTimeout: 300_000 },
});
