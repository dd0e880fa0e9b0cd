/** The plain functions, called where they are: no promise, no thread. */
import * as module from '../../plain/tasks.js';

const tasks = { ...module };

export function open() {
  return { isInline: true, tasks, call: (name, argument) => tasks[name](argument), close() {} };
}
