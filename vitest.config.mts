import { config } from './test/support/vitest.mts';

export default config({
  globalSetup: 'test/support/build.mts',
  // two cores, and the tests themselves start threads and compilers
  maxWorkers: 2,
  // only what hangs is to fail
  testTimeout: 240_000,
  hookTimeout: 240_000,
  projects: [
    { extends: true, test: { name: 'unsync', include: ['test/**/*.test.ts'], exclude: ['test/{pack,redis}/**'] } },
    // what tspc does, line for line
    {
      extends: true,
      test: {
        name: 'unsync build',
        include: ['test/tspc/{references,untouched}.test.ts'],
        env: { UNSYNC_HOST: 'build' },
      },
    },
  ],
});
