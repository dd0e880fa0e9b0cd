// Where this package is: its threads begin with a file of its own.
import { path } from '../../platform/node/globals.js';

/** The file that threads begin with. Throws where this is no longer a file by itself. */
export function workerFile(): string {
  // In a bundle, it is what the bundler says, or nothing.
  if (typeof __filename !== 'string' || !/^(?:\/|\\|\w:).*[\\/]worker-file\.js$/.test(__filename))
    throw (require('../bundled.js') as typeof import('../bundled.js')).inBundle();
  // As it is written here, those find it who trace which files a program needs.
  return path.join(__dirname, '..', '..', 'inside', 'worker.js');
}

/**
 * Never called: what that file loads in its turn is found by those only who see it loaded.
 * @public
 */
export const inside = (): unknown => require('../../inside/worker.js');
