/** Hooks like `node-hooks.ts`, on Node's loader thread, for Node before 22.15. */
import type { MessagePort } from 'node:worker_threads';
import * as hooks from './node-hooks.js';

/** Data that `register` is given of the thread whose imports these are. */
interface Data extends Omit<hooks.Surroundings, 'keep'> {
  readonly port: MessagePort;
}

export function initialize({ port, ...given }: Data): void {
  hooks.setUp({ ...given, keep: (href, worker) => port.postMessage([href, worker]) });
}

type Next = (what: string, context: object) => Promise<object>;

export async function resolve(specifier: string, context: { parentURL?: string }, next: Next): Promise<object> {
  if (hooks.isOwn(specifier)) return { url: specifier, format: 'module', shortCircuit: true };
  try {
    return hooks.resolved((await next(specifier, context)) as hooks.Resolved, context.parentURL);
  } catch (error) {
    const found = hooks.canBeFound(error) ? hooks.resolve(specifier, context.parentURL) : undefined;
    if (!found) throw error;
    return { url: found, shortCircuit: true };
  }
}

export async function load(url: string, context: object, next: Next): Promise<object> {
  const ours = hooks.loadForImport(url);
  if (ours) return ours;
  try {
    const theirs = await next(url, context);
    return (hooks.isStripped(theirs, url) && hooks.loadPlainForImport(url)) || theirs;
  } catch (error) {
    const plain = hooks.canBeStripped(error) ? hooks.loadPlainForImport(url) : undefined;
    if (!plain) throw error;
    return plain;
  }
}
