/** Before the tests, which run what is in dist/: what is stale in it is built. */
import type { TestProject } from 'vitest/node';
import { build, use } from '../../build.mjs';

export default async function setup(project: TestProject): Promise<() => void> {
  // one that watches would keep all others from building
  if (project.vitest.config.watch) {
    project.onTestsRerun(() => build());
    await build();
    return () => {};
  }
  const { done } = await use();
  return done;
}
