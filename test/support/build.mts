/** Before the tests, which run what is in dist/: what is stale in it is built. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { build, use } from '../../build.mjs';

const require = createRequire(import.meta.url);

/**
 * Has ts-patch make its copy of the compiler, once after an install: it does so with the first tspc, and others that
 * start meanwhile wait for a lock, and fail when they have waited for too long.
 */
function patch(): void {
  const manifest = require.resolve('ts-patch/package.json');
  const { ino, mtimeMs } = fs.statSync(manifest);
  const done = path.resolve(import.meta.dirname, `../../.cache/ts-patch-${ino}-${mtimeMs}`);
  if (fs.existsSync(done)) return;
  execFileSync(process.execPath, [path.join(path.dirname(manifest), 'bin/tspc.js'), '--version']);
  fs.mkdirSync(path.dirname(done), { recursive: true });
  fs.writeFileSync(done, '');
}

export default async function setup(project: TestProject): Promise<() => void> {
  patch();
  // one that watches would keep all others from building
  if (project.vitest.config.watch) {
    project.onTestsRerun(() => build());
    await build();
    return () => {};
  }
  const { done } = await use();
  return done;
}
