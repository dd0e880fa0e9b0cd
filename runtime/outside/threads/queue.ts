// Calls that wait for a thread: the highest priority first, then the earliest.
import type { Queue, Task } from '../types.js';

interface Level<T> {
  readonly priority: number;
  tasks: (T | undefined)[];
  head: number;
}

export const priorityOf = ({ options }: Pick<Task, 'options'>) => Number(options.priority ?? 0) || 0;

export const isQueued = ({ state }: Pick<Task, 'state'>) => state === 'queued';

/** @param waits whether one still does: it leaves by that, so cancelling one costs nothing here */
export function createQueue<T extends Pick<Task, 'options'>>(waits: (each: T) => boolean): Queue<T> {
  /** Highest priority first. */
  const levels: Level<T>[] = [];
  let only: number | undefined;
  let isMixed = false;

  function levelOf(task: T): Level<T> {
    const priority = priorityOf(task);
    only ??= priority;
    isMixed ||= priority !== only;
    let at = 0;
    while (at < levels.length && levels[at]!.priority > priority) at++;
    if (levels[at]?.priority !== priority) levels.splice(at, 0, { priority, tasks: [], head: 0 });
    return levels[at]!;
  }

  return {
    get isMixed(): boolean {
      return isMixed;
    },

    push(task: T): void {
      levelOf(task).tasks.push(task);
    },

    putBack(task: T): void {
      const level = levelOf(task);
      if (level.head > 0) level.tasks[--level.head] = task;
      else level.tasks.unshift(task);
    },

    first(): T | undefined {
      for (let level = levels[0]; level; levels.shift(), level = levels[0]) {
        for (; level.head < level.tasks.length; level.head++) {
          const task = level.tasks[level.head]!;
          if (waits(task)) return task;
          // It may be over long before the array is.
          level.tasks[level.head] = undefined;
          if (level.head > 1000 && level.head * 2 > level.tasks.length) {
            level.tasks = level.tasks.slice(level.head);
            level.head = 0;
          }
        }
      }
      return undefined;
    },
  };
}
