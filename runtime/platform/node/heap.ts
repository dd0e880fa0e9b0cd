// How much memory this thread holds, and how it is collected.
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Of the heap, and of what it holds outside, such as Buffers. */
export function heldBytes(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

let gc: (() => void) | undefined;

// The inspector's `HeapProfiler.collectGarbage` would do without a flag, but returns before it has
// collected, and on Node 20 does not get to it while the thread is idle.
export function collect(): void {
  if (!gc) {
    setFlagsFromString('--expose-gc');
    gc = runInNewContext('gc') as () => void;
    setFlagsFromString('--no-expose-gc');
  }
  gc();
}
