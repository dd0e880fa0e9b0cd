// Calls that came in one message.
import type { Batch } from '../shared/protocol.js';
import { lookUp } from './tasks.js';
import type { Registered } from './types.js';

/** @param begin called for each, with its number */
export function forEachCall(
  { first, count, tasks, lengths, values }: Batch,
  begin: (task: Registered, args: unknown[], call: number) => void,
): void {
  if (!Array.isArray(values) || !(count > 0)) throw new Error('calls without values');
  let from = 0;
  for (let i = 0; i < count; i++) {
    const task = lookUp(typeof tasks === 'number' ? tasks : tasks[i]!);
    begin(task, values.slice(from, (from += typeof lengths === 'number' ? lengths : lengths[i]!)), first + i);
  }
}
