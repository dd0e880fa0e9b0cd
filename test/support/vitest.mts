/** What the configurations share: no test can keep a run from its end. */
import path from 'node:path';
import { defineConfig, mergeConfig, type ViteUserConfig } from 'vitest/config';
import type { TestUserConfig } from 'vitest/node';
import { Unended } from './unended.mts';

const reporter = new Unended();

export const config = (test: TestUserConfig): ViteUserConfig =>
  mergeConfig(
    defineConfig({
      plugins: [
        {
          name: 'unended',
          // beside whichever reporters a command names, and once for all projects
          configureVitest({ vitest }) {
            const { reporters } = vitest.config as { reporters: unknown[] };
            if (!reporters.includes(reporter)) reporters.push(reporter);
          },
        },
      ],
      test: { pool: 'forks', setupFiles: [path.join(import.meta.dirname, 'limits.ts')] },
    }),
    defineConfig({ test }),
  );
