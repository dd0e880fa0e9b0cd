// Names of the platform that the runtime uses, as they were when it was loaded, which in a thread is before the code of
// any task: polyfills, tests and tasks put something else in their place. Timers and clocks are in timers.ts. In all
// other files these names are these, and not the global ones: biome.json sees to that.
import buffer from 'node:buffer';
import threads from 'node:worker_threads';

export type { AsyncLocalStorage } from 'node:async_hooks';
export { default as hooks } from 'node:async_hooks';
export { default as diagnostics } from 'node:diagnostics_channel';
export { default as os } from 'node:os';
export { default as path } from 'node:path';
export { pathToFileURL } from 'node:url';

export const { Buffer } = buffer;
export const { MessageChannel, MessagePort, receiveMessageOnPort, workerData } = threads;
export const { SharedArrayBuffer, AbortController, AbortSignal, DOMException, URL, URLSearchParams } = globalThis;
/** Its functions may be replaced one by one, too. */
export const Atomics = Object.create(
  null,
  Object.getOwnPropertyDescriptors(globalThis.Atomics),
) as typeof globalThis.Atomics;

export type MessagePort = threads.MessagePort;
export type Buffer = globalThis.Buffer;
export type AbortController = globalThis.AbortController;
export type AbortSignal = globalThis.AbortSignal;

const { postMessage: post } = MessagePort.prototype;

/** Puts Node's own on a port that others use. */
export function pin(port: MessagePort): void {
  Object.defineProperty(port, 'postMessage', { value: post });
}

export function postMessage(port: MessagePort, message: unknown, transfer?: readonly object[]): void {
  post.call(port, message, transfer as ArrayBuffer[]);
}

let ends: threads.MessageChannel | undefined;

/** By way of two ports, as Node's own was made: the global one is often a polyfill that knows less, and has no module. */
export function structuredClone<T>(value: T, options?: { readonly transfer?: readonly object[] }): T {
  ends ??= new MessageChannel();
  postMessage(ends.port1, value, options?.transfer);
  return receiveMessageOnPort(ends.port2)!.message as T;
}
