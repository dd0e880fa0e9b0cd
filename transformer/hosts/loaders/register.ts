/** `node --import unsync/register app.ts`: marked files are compiled when they are loaded. */
import * as fs from 'node:fs';
import * as nodeModule from 'node:module';
import { pathToFileURL } from 'node:url';
import { isMainThread, MessageChannel } from 'node:worker_threads';
import { keep, workers } from './kept-workers';
import * as hooks from './node-hooks';
import { checkHooks, refuseLate, refuseOthers } from './other-hosts';

interface SyncHooks {
  registerHooks(hooks: {
    resolve(specifier: string, context: { parentURL?: string }, next: (s: string, c?: object) => object): object;
    load(url: string, context: object, next: (url: string, c?: object) => object): object;
  }): void;
}
type Compile = (
  module: NodeModule & { _compile(code: string, file: string, format?: string): void },
  file: string,
) => void;

const done = Symbol.for('unsync/register');
if (!(done in globalThis)) {
  refuseOthers(nodeModule);
  Object.defineProperty(globalThis, done, { value: true });
  // a stack then has the user's lines, and the user's file
  process.setSourceMapsEnabled(true);
  hooks.setUp({ isThread: !isMainThread, workers, keep, host: 'unsync/register' });
  if (isMainThread) refuseLate();
  registerRequire();
  if (hooks.hasSyncHooks) registerSync(nodeModule as unknown as SyncHooks);
  else {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', ([href, worker]: [string, hooks.Loaded]) => keep(href, worker)).unref();
    const data = { isThread: !isMainThread, workers, host: 'unsync/register', port: port2 };
    nodeModule.register(pathToFileURL(`${__dirname}/node-hooks-async.mjs`).href, { data, transferList: [port2] });
  }
  if (isMainThread) checkHooks();
}

function registerSync({ registerHooks }: SyncHooks): void {
  registerHooks({
    resolve(specifier, context, next) {
      if (hooks.isOwn(specifier)) return { url: specifier, format: 'module', shortCircuit: true };
      try {
        return hooks.resolved(next(specifier, context) as hooks.Resolved, context.parentURL);
      } catch (error) {
        const found = hooks.canBeFound(error) ? hooks.resolve(specifier, context.parentURL) : undefined;
        if (!found) throw error;
        return { url: found, shortCircuit: true };
      }
    },
    load(url, context, next) {
      const ours = hooks.loadForImport(url);
      if (ours) return ours;
      try {
        const theirs = next(url, context);
        return (hooks.isStripped(theirs, url) && hooks.loadPlainForImport(url)) || theirs;
      } catch (error) {
        const plain = hooks.canBeStripped(error) ? hooks.loadPlainForImport(url) : undefined;
        if (!plain) throw error;
        return plain;
      }
    },
  });
}

/**
 * Before Node 22.15, `require` knows nothing of hooks, and never where somebody has replaced its handlers, as tsx has. These
 * may come before or after: ours stays in front, and theirs get what is not ours.
 */
function registerRequire(): void {
  const { _extensions: extensions } = nodeModule as unknown as { _extensions: Record<string, Compile> };
  const javaScript = extensions['.js']!;
  const loading = new Set<string>();
  for (const extension of ['.ts', '.cts', '.tsx', '.js']) {
    let others = extensions[extension];
    const handle: Compile = (module, file) => {
      // theirs have handed it on to what they found here
      if (loading.has(file)) return javaScript(module, file);
      loading.add(file);
      try {
        const { href } = pathToFileURL(file);
        const loaded = hooks.load(href) ?? (others || !fs.existsSync(file) ? undefined : hooks.loadPlain(href));
        if (loaded) module._compile(loaded.source, file, loaded.format);
        else (others ?? javaScript)(module, file);
      } finally {
        loading.delete(file);
      }
    };
    Object.defineProperty(extensions, extension, {
      get: () => handle,
      set(theirs: Compile) {
        others = theirs;
      },
      enumerable: true,
      configurable: true,
    });
  }
}
