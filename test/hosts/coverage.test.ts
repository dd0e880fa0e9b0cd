/** Coverage of marked files by Vitest and by Node's own test runner; by Jest in jest.test.ts. */
import path from 'node:path';
import { expect, test } from 'vitest';
import { coveredLines, measured } from './covered';
import { node, project, repository } from './project';

test.each(['v8', 'istanbul'])('Vitest, by %s, inline: that of the same file without marks', (provider) => {
  const config = `import unsync from 'unsync/vite';
export default {
  plugins: [unsync()],
  test: { testTimeout: 60_000, coverage: { enabled: true, provider: '${provider}', reporter: ['lcovonly'] } },
};
`;
  const folder = project({ ...measured('vitest'), 'vitest.config.mjs': config }, 'module');
  const vitest = path.join(repository, 'node_modules/vitest/vitest.mjs');
  const { stdout, stderr, status } = node(folder, [vitest, 'run', '--no-color'], { UNSYNC_INLINE: '1' });
  expect({ stdout, stderr, status }).toEqual({ stdout: expect.stringContaining('1 passed'), stderr: '', status: 0 });
  const { marked, plain } = coveredLines(folder);
  expect(Object.keys(plain).length).toBeGreaterThan(8);
  expect(marked).toEqual(plain);
});
