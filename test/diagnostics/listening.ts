import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';

interface Given {
  readonly signal?: AbortSignal;
  readonly ports: readonly MessagePort[];
}

// of what was given, no change
/** @unsync cpu-bound */
export async function hears(signal: AbortSignal, { ports, signal: other }: Given, given: Given): Promise<number> {
  const heard = () => undefined;
  signal.addEventListener('abort', heard, { once: true });
  signal.removeEventListener('abort', heard);
  signal.onabort = heard;
  other?.addEventListener('abort', heard);
  given.signal!.onabort = null;
  for (const port of ports) port.on('message', heard).once('close', heard);
  given.ports[0]!.off('message', heard).removeAllListeners();
  listen(signal);
  const alias = given.signal;
  alias?.addEventListener('abort', heard);
  return ports.length;
}
function listen(signal: AbortSignal): void {
  signal.addEventListener('abort', () => undefined);
}
export class Job {
  constructor(readonly signal: AbortSignal) {}
  /** @unsync cpu-bound */
  async run(): Promise<boolean> {
    this.signal.onabort = () => undefined;
    this.signal.addEventListener('abort', () => undefined);
    return this.signal.aborted;
  }
}

// of what is the module's, it is one
const controller = new AbortController();
const emitter = new EventEmitter();
export function stop(): void {
  controller.abort();
  emitter.emit('stop');
}
/** @unsync */
export function ofModule(): boolean {
  controller.signal.addEventListener('abort', () => undefined);
  return true;
}
/** @unsync */
export function byHelper(): boolean {
  listen(controller.signal);
  return true;
}
/** @unsync */
export function ofEmitter(): boolean {
  emitter.on('stop', () => undefined);
  return true;
}
// and so is what is no listening
/** @unsync */
export function changes(given: { signal: AbortSignal; onabort: number; hooks: { onclick?: string } }): boolean {
  given.onabort = 1;
  return true;
}
/** @unsync */
export function clears(ports: MessagePort[], [first]: MessagePort[][]): boolean {
  ports.pop();
  first!.length = 0;
  return true;
}
