// Tells if a thread still exists: it holds one end of a channel that carries nothing.
import { receiveMessageOnPort, structuredClone } from '../../platform/node/globals.js';
import type { Thread } from '../types.js';

/** Looks without the event loop: a dead end can't be transferred. */
export function exists(thread: Thread): boolean {
  try {
    receiveMessageOnPort(thread.lifeline);
    thread.lifeline = structuredClone(thread.lifeline, { transfer: [thread.lifeline] });
    return true;
  } catch {
    return false;
  }
}
