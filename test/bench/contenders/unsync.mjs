/** The marked program, as tspc has compiled it. */
import { configure, shutdown } from 'unsync';
import * as module from '../../out/tasks.js';

const tasks = { ...module };

export function open(threads) {
  configure({ cpuBound: { maxThreads: threads } });
  return {
    tasks,
    call: (name, argument) => tasks[name](argument),
    move: (name, argument, transfer) => tasks[name].options({ transfer })(argument),
    sync: (name, argument) => tasks[name](argument).result(),
    close: shutdown,
  };
}
