// How much memory this thread holds between calls. Loaded where `maxMemoryMb` is set.
import { getHeapStatistics, runInNewContext, setFlagsFromString } from '../platform/node/heap.js';
import { performance } from '../platform/node/timers.js';

/** Milliseconds between two looks, and between two collections: these stop the thread for a while. */
const LOOK = 50;
const COLLECT = 1000;

let next = 0;
let gc: (() => void) | undefined;

/**
 * Whether the heap, and what it holds outside such as Buffers, is larger than that once garbage is
 * collected. Looks now and then only.
 * @public loaded by `require`
 */
export function holdsMoreThan(megabytes: number): boolean {
  const held = () => {
    const { used_heap_size, external_memory } = getHeapStatistics();
    return (used_heap_size + external_memory) / 2 ** 20;
  };
  if (performance.now() < next) return false;
  const isOver = held() > megabytes;
  if (isOver) collect();
  next = performance.now() + (isOver ? COLLECT : LOOK);
  return isOver && held() > megabytes;
}

// The inspector's `HeapProfiler.collectGarbage` would do without a flag, but returns before it has
// collected, and on Node 20 does not get to it while the thread is idle.
function collect(): void {
  if (!gc) {
    setFlagsFromString('--expose-gc');
    gc = runInNewContext('gc') as () => void;
    setFlagsFromString('--no-expose-gc');
  }
  gc();
}
