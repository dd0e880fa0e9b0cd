// What is sent to threads. To be imported before unsync, which takes the platform's functions as it is loaded.
import { MessagePort } from 'node:worker_threads';

let told: ((message: any) => void) | undefined;

const { postMessage } = MessagePort.prototype;
MessagePort.prototype.postMessage = function (...args: any) {
  // not what is only cloned
  if (args[0]?.type) told?.(args[0]);
  return postMessage.apply(this, args);
};

/** Has all messages to threads told while something goes on. */
export async function listening(tell: (message: any) => void, action: () => Promise<unknown>): Promise<void> {
  told = tell;
  try {
    await action();
  } finally {
    told = undefined;
  }
}
