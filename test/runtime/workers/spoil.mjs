// Puts something else in the place of all that the runtime uses of the platform, as mocks, polyfills and tasks do.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Not what piscina takes from the global object.
 * @param modules whether also what the modules of Node export
 */
export function spoil(modules) {
  const no = (name) => () => {
    throw new Error(`${name} was replaced`);
  };
  const never = () => ({ unref: () => ({}), ref: () => ({}), refresh: () => ({}), hasRef: () => false });
  const timers = ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'];
  for (const name of timers) globalThis[name] = never;
  globalThis.queueMicrotask = never;
  performance.now = () => 0;
  globalThis.structuredClone = (value) => JSON.parse(JSON.stringify(value));
  if (!modules) for (const name of ['compareExchange', 'wait']) Atomics[name] = no(`Atomics.${name}`);
  const classes = ['MessageChannel', 'Buffer'];
  // Of these, what is there when unsync is loaded is what programs use.
  if (!modules) classes.push('AbortController', 'AbortSignal', 'URL', 'DOMException');
  for (const name of classes) globalThis[name] = no(name);
  const threads = require('node:worker_threads');
  if (!modules) threads.receiveMessageOnPort = no('receiveMessageOnPort');
  if (!threads.isMainThread) threads.MessagePort.prototype.postMessage = no('postMessage');
  if (modules) for (const name of timers) require('node:timers')[name] = never;
  process.exit = no('process.exit');
}
