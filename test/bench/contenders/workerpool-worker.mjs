import workerpool from 'workerpool';
import * as tasks from '../../plain/tasks.js';

const moved = (bytes) => new workerpool.Transfer(bytes, [bytes.buffer]);

workerpool.worker({
  ...tasks,
  echoMoved: (bytes) => moved(tasks.echo(bytes)),
  freshMoved: (size) => moved(tasks.fresh(size)),
});
