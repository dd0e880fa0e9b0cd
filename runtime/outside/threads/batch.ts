// Many calls in one message: an array for each would take longer than all else.
import type { Batch } from '../../shared/protocol.js';
import { shared } from '../state.js';
import type { Task, Thread } from '../types.js';

/** The most calls in one message. */
export const GROUP = 256;

/** Makes the message of calls whose values need no more than structured clone. They get numbers, the thread their tasks. */
export function batchOf(calls: readonly Task[], thread: Thread): Batch {
  const { definition, payload } = calls[0]!;
  const { length } = payload!.values;
  const values: unknown[] = [];
  let isOne = true;
  let areEven = true;
  for (const task of calls) {
    const given = task.payload!.values;
    if (task === calls[0] || task.definition !== definition) thread.introduce(task.definition);
    isOne &&= task.definition.id === definition.id;
    areEven &&= given.length === length;
    for (let i = 0; i < given.length; i++) values.push(given[i]);
  }
  const first = shared.lastId + 1;
  shared.lastId += calls.length;
  return {
    first,
    count: calls.length,
    tasks: isOne ? definition.id : calls.map((task) => task.definition.id),
    lengths: areEven ? length : calls.map((task) => task.payload!.values.length),
    values,
  };
}
