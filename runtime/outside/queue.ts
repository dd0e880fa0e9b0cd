// Calls that wait for a thread: the highest priority first, then the earliest.
import type { Task } from './unfuture.js';

interface Level {
  readonly priority: number;
  tasks: Task[];
  head: number;
}

/** A task leaves by no longer being in the state 'queued', so cancelling one costs nothing here. */
export function createQueue() {
  /** Highest priority first. */
  const levels: Level[] = [];

  return {
    push(task: Task): void {
      const priority = Number(task.options.priority ?? 0) || 0;
      let at = levels.findIndex((level) => level.priority <= priority);
      if (at < 0) at = levels.length;
      if (levels[at]?.priority !== priority) levels.splice(at, 0, { priority, tasks: [], head: 0 });
      levels[at]!.tasks.push(task);
      task.state = 'queued';
    },

    /** The next to run. */
    first(): Task | undefined {
      for (let level = levels[0]; level; levels.shift(), level = levels[0]) {
        for (; level.head < level.tasks.length; level.head++) {
          const task = level.tasks[level.head]!;
          if (task.state === 'queued') return task;
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
