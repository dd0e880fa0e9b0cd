/** `node --import unsync/register app.ts`: marked files are compiled when they are loaded. */
import * as fs from 'node:fs';
import * as nodeModule from 'node:module';
import { pathToFileURL } from 'node:url';
import { isMainThread, MessageChannel } from 'node:worker_threads';
import { keep, workers } from './kept-workers';
import * as hooks from './node-hooks';

interface SyncHooks {
  registerHooks(hooks: {
    resolve(specifier: string, context: { parentURL?: string }, next: (s: string, c?: object) => object): object;
    load(url: string, context: object, next: (url: string, c?: object) => object): object;
  }): void;
}
type Compile = (module: NodeModule & { _compile(code: string, file: string): void }, file: string) => void;

const done = Symbol.for('unsync/register');
if (!(done in globalThis)) {
  Object.defineProperty(globalThis, done, { value: true });
  // a stack then has the user's lines, and the user's file
  process.setSourceMapsEnabled(true);
  hooks.setUp({ isThread: !isMainThread, workers, keep, host: 'unsync/register' });
  if (hooks.hasSyncHooks) registerSync(nodeModule as unknown as SyncHooks);
  else {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', ([href, worker]: [string, hooks.Loaded]) => keep(href, worker)).unref();
    const data = { isThread: !isMainThread, workers, host: 'unsync/register', port: port2 };
    nodeModule.register(pathToFileURL(`${__dirname}/node-hooks-async.mjs`).href, { data, transferList: [port2] });
    registerRequire();
  }
}

function registerSync({ registerHooks }: SyncHooks): void {
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        const found = hooks.canBeFound(error) ? hooks.resolve(specifier, context.parentURL) : undefined;
        if (!found) throw error;
        return { url: found, shortCircuit: true };
      }
    },
    load(url, context, next) {
      const ours = hooks.load(url);
      if (ours) return ours;
      try {
        return next(url, context);
      } catch (error) {
        const plain = hooks.canBeStripped(error) ? hooks.loadPlain(url) : undefined;
        if (!plain) throw error;
        return plain;
      }
    },
  });
}

/** Before Node 22.15, `require` knows nothing of hooks. */
function registerRequire(): void {
  const { _extensions: extensions } = nodeModule as unknown as { _extensions: Record<string, Compile> };
  for (const extension of ['.ts', '.cts', '.tsx']) {
    const before = extensions[extension];
    extensions[extension] = (module, file) => {
      const { href } = pathToFileURL(file);
      const loaded = hooks.load(href) ?? (before || !fs.existsSync(file) ? undefined : hooks.loadPlain(href));
      if (loaded) module._compile(loaded.source, file);
      else before!(module, file);
    };
  }
}
