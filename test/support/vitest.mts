/** What the configurations share: no test can keep a run from its end, and none is taken to pass that did so by chance. */
import path from 'node:path';
import { defineConfig, mergeConfig, type ViteUserConfig } from 'vitest/config';
import type { TestUserConfig } from 'vitest/node';
import { Retried } from './retried.mts';
import { Unended } from './unended.mts';

const own = [new Unended(), new Retried()];

export const config = (test: TestUserConfig): ViteUserConfig =>
  mergeConfig(
    defineConfig({
      plugins: [
        {
          name: 'unsync reporters',
          // beside whichever reporters a command names, and once for all projects
          configureVitest({ vitest }) {
            const { reporters } = vitest.config as { reporters: unknown[] };
            for (const each of own) if (!reporters.includes(each)) reporters.push(each);
          },
        },
      ],
      test: {
        pool: 'forks',
        // on the machine that lands changes, which is busy; it says so
        retry: Number(process.env['TEST_RETRIES'] ?? 0),
        setupFiles: [path.join(import.meta.dirname, 'limits.ts')],
      },
    }),
    defineConfig({ test }),
  );
