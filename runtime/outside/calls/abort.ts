// One listener on each signal, however many calls have it: Node takes eleven for a leak, and says so.
import type { SignalLike } from '../../types.js';

const all = new WeakMap<SignalLike, { readonly told: Set<() => void>; readonly tell: () => void }>();

/** Calls back once when the signal is aborted. Gives what ends that. */
export function listen(signal: SignalLike, aborted: () => void): () => void {
  let entry = all.get(signal);
  if (!entry) {
    const told = new Set<() => void>();
    const tell = () => {
      // One of them may end another.
      for (const each of [...told]) if (told.has(each)) each();
    };
    all.set(signal, (entry = { told, tell }));
    signal.addEventListener('abort', tell);
  }
  const { told, tell } = entry;
  // Two calls may bring the same function.
  const once = () => aborted();
  told.add(once);
  return () => {
    if (!told.delete(once) || told.size > 0) return;
    all.delete(signal);
    signal.removeEventListener('abort', tell);
  };
}
