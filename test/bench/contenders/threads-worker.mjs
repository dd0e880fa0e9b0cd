import { Transfer } from 'threads';
import { expose } from 'threads/worker';
import * as tasks from '../../plain/tasks.js';

const moved = (bytes) => Transfer(bytes, [bytes.buffer]);

expose({
  ...tasks,
  echoMoved: (bytes) => moved(tasks.echo(bytes)),
  freshMoved: (size) => moved(tasks.fresh(size)),
});
