// How much memory this thread holds between calls. Loaded where `maxMemoryMb` is set.
import { collect, heldBytes } from '../platform/node/heap.js';
import { performance } from '../platform/node/timers.js';
import { dropSpare } from '../shared/give-back/spare.js';

/** Milliseconds between two looks, and between two collections: these stop the thread for a while. */
const LOOK = 50;
const COLLECT = 1000;

let next = 0;

/**
 * Holds where the heap, and what it holds outside such as Buffers, is larger than that once garbage
 * is collected. Looks now and then only.
 * @public loaded by `require`
 */
export function holdsMoreThan(megabytes: number): boolean {
  const held = () => heldBytes() / 2 ** 20;
  if (performance.now() < next) return false;
  const isOver = held() > megabytes;
  if (isOver) {
    dropSpare();
    collect();
  }
  next = performance.now() + (isOver ? COLLECT : LOOK);
  return isOver && held() > megabytes;
}
