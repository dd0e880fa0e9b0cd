// Errors where a bundler has been at work that did not know of worker modules, or of threads.
import { UnsyncError } from '../shared/errors.js';
import type { TaskDefinition } from '../types.js';

/**
 * This package is part of a bundle.
 * @public loaded by `require`
 */
export function inBundle(cause?: unknown): UnsyncError {
  return new UnsyncError(
    'ERR_UNSYNC_LOAD',
    "unsync is part of a bundle, and its threads begin with files that are not in it. Keep unsync external (in esbuild: external: ['unsync', 'unsync/task']), as its plugins for bundlers do, and install it where the bundle runs",
    undefined,
    cause,
  );
}

/**
 * Defines a task that can't say where its worker module is: calls reject.
 * @public loaded by `require`
 */
export function lost(define: () => TaskDefinition, cause: unknown): TaskDefinition {
  const { code, name: kind, message } = cause as NodeJS.ErrnoException;
  if (code !== 'ERR_INVALID_URL' && !(kind === 'ReferenceError' && message.includes('__dirname'))) throw cause;
  const name = define.name.replace(/_task(?:[_$]?\d+)?$/, '') || 'a marked function';
  const error = new UnsyncError(
    'ERR_UNSYNC_LOAD',
    `${name}: its file was compiled by unsync, and then bundled, by which it has lost its worker module. Bundle it with unsync's plugin, or keep the compiled file external`,
    { name, at: '' },
    cause,
  );
  return {
    name,
    at: '',
    kind: 'async',
    inline: () => {
      throw error;
    },
  };
}
