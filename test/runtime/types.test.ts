// The declarations, as a project sees them that has neither @types/node nor skipLibCheck.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import './stubs.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

function check(file: string, ...options: string[]): string {
  try {
    execFileSync(
      process.execPath,
      [
        'node_modules/typescript/bin/tsc',
        '--ignoreConfig',
        '--noEmit',
        '--strict',
        '--target',
        'es2022',
        '--lib',
        'es2022',
        '--module',
        'nodenext',
        '--exactOptionalPropertyTypes',
        ...options,
        `test/runtime/types/${file}`,
      ],
      { cwd: root, stdio: 'pipe' },
    );
    return '';
  } catch (error) {
    return String((error as { stdout: Buffer }).stdout);
  }
}

test('functions, options and futures', () => expect(check('functions.ts')).toBe(''));
test('futures as values', () => expect(check('unfuture.ts')).toBe(''));
test('standard decorators', () => expect(check('decorators.ts')).toBe(''));
test('experimental decorators', () => expect(check('decorators.ts', '--experimentalDecorators')).toBe(''));
test('signals and URLs of the DOM library fit', () => expect(check('platform.ts', '--lib', 'es2022,dom')).toBe(''));
test('signals and URLs of @types/node fit', () =>
  expect(check('platform.ts', '--types', 'node', '--skipLibCheck')).toBe(''));
