// Finds out if this package can load what it needs: some bundles of ES modules can't. Loaded first of all.
try {
  require('node:path');
} catch (error) {
  throw (require('./outside/bundled.js') as typeof import('./outside/bundled.js')).inBundle(error);
}

export {};
